// Delivers left-over work from any page, and says so there: what is on its way, what has arrived,
// and what the server refused, with the way to its paragraph.

import { fetchPage } from "../core/http.js";
import { t, tn } from "../core/words.js";
import { startCourier } from "./courier.js";
import { readParagraphs } from "./work.js";

/** What to say about `waiting` and `delivered` changes, "" when there is nothing to say. Pure. */
export function wording({ waiting, delivered, online, failing, signedOut, stranger }) {
  if (waiting && (signedOut || stranger)) {
    return tn("{count} change from this browser waits until you sign in again.",
      "{count} changes from this browser wait until you sign in again.", waiting);
  }
  if (waiting && failing) {
    return online
      ? tn("The server cannot be reached: {count} change from this browser waits.",
        "The server cannot be reached: {count} changes from this browser wait.", waiting)
      : tn("You are offline: {count} change from this browser waits.",
        "You are offline: {count} changes from this browser wait.", waiting);
  }
  if (waiting) {
    return tn("{count} change from this browser is being delivered.",
      "{count} changes from this browser are being delivered.", waiting);
  }
  if (delivered === 0) return "";
  return tn("{count} change from this browser has been delivered.",
    "{count} changes from this browser have been delivered.", delivered);
}

/** `isLeft(record)` says which records are delivered from here; `place` is where it is said. */
export function deliver(shelf, person, isLeft, place) {
  const refused = new Map();
  let delivered = 0;
  const { outbox, facts, begin } = startCourier({ shelf, person, mine: isLeft, contentOf, hear, show });

  function hear({ kind, record, body }) {
    if (kind === "saved") delivered += 1;
    if (["conflict", "invalid", "refused"].includes(kind)) {
      refused.set(record.id, { kind, record, message: body?.error?.message ?? t("The server refused it.") });
    }
  }

  async function show() {
    const left = (await outbox.records()).filter(isLeft);
    const stuck = left.filter((record) => refused.has(record.id));
    const waiting = left.length - stuck.length;
    const sentence = wording({ ...facts, waiting, delivered, online: navigator.onLine });
    const lines = stuck.map((record) => refusal(refused.get(record.id)));
    if (sentence) lines.unshift(line("", sentence));
    place.replaceChildren(...lines);
  }

  function refusal({ kind, record, message }) {
    const shown = line("warning", `${t("A change from this browser could not be delivered.")} ${message} `);
    const link = document.createElement("a");
    link.href = record.place;
    link.textContent = t("Open the paragraph");
    shown.append(link);
    // What its own page can put right is put right there; the rest would be said for ever.
    if (kind === "refused") shown.append(" ", remover(record));
    return shown;
  }

  function remover(record) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = t("Remove the change from this browser");
    button.addEventListener("click", async () => {
      await outbox.resolve(record.url, undefined);
      show();
    });
    return button;
  }

  begin();
}

/** The words of marked passages are not kept in the browser: they are read from the article's page. */
async function contentOf({ url, place, sent }) {
  if (sent.document.spans.length === 0) return { content: "" };
  const { status, page } = await fetchPage(place);
  if (status === 0 || status === 401 || status === 429 || status >= 500) return { status, body: null };
  // Without the paragraph the save itself will be refused, in the server's own words.
  const paragraph = page && readParagraphs(page).find((one) => one.saveUrl === url);
  return { content: paragraph?.content ?? "" };
}

function line(kind, sentence) {
  const paragraph = document.createElement("p");
  paragraph.className = `flash ${kind}`;
  paragraph.textContent = sentence;
  return paragraph;
}
