// On every page: is there work of this person that an earlier visit could not send? Then see to it.
// What belongs to the article that is being annotated here is that page's own business.

import { isPending } from "./outbox.js";
import { openShelf } from "./shelf.js";
import { openChannel } from "./tabs.js";

const { person } = document.body.dataset;
const open = document.querySelector("[data-form]") ? `${location.pathname}?` : null;
const isLeft = (record) => record.person === person && !(open && record.place.startsWith(open));

// Who opens a page has signed in: a tab that waits for that goes on by itself.
openChannel().postMessage({ kind: "present" });

const shelf = await openShelf();
const records = await shelf.all();
if (records.some((record) => isLeft(record) && isPending(record))) {
  const { deliver } = await import("./delivery.js");
  deliver(shelf, person, isLeft, document.querySelector("[data-delivery]"));
}
