// The editor of a draft: rows move without losing one's place, and the form is shown beside.
// Everything here works without it too, as plain forms.

import { fetchPage } from "../core/http.js";
import { say } from "../core/say.js";
import { attachPreview } from "./editor-preview.js";
import { send } from "./editor-send.js";

const WAYS = { ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" };

const preview = attachPreview(document.querySelector("[data-preview]"), fetchPage);
let turn = Promise.resolve();
let waiting = 0;
// Whether something typed would be lost by leaving; what was refused is still unsaved.
let isUnsaved = Boolean(document.querySelector("[data-main]") && document.querySelector("#trouble [role=alert]"));

/**
 * Press a button once those before it have been answered. It is looked for only then: each answer
 * brings new rows, which know of the change before.
 */
function queue(find) {
  waiting += 1;
  turn = turn.then(async () => {
    const button = find();
    if (button) await press(button);
    waiting -= 1;
  });
}

/** Press a button of a form whose answer is this page again, changed in part. */
async function press(button) {
  const page = await send(button.form, button);
  if (!page) {
    window.location.reload();
    return;
  }
  const sentence = sentenceOf(page); // before its parts are taken over
  const place = placeOf(document.activeElement);
  renew(page);
  if (place || document.activeElement === document.body) focusOn(place);
  say(sentence);
  const typedInto = isUnsaved && document.querySelector("[data-main]");
  if (typedInto) preview.tryOut(typedInto); // words that are not stored yet stay in sight
  else preview.renew();
}

/** Take over what has changed; forms that somebody may be typing in stay as they are. */
function renew(page) {
  const revision = page.querySelector("[data-live] [name=revision]")?.value;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  if (!revision || page.querySelector("#trouble [role=alert]")) return;
  // The change was one's own: what stands in the other forms is based on it.
  for (const field of document.querySelectorAll("[name=revision]")) field.value = revision;
}

/** Where the focus is, in words that outlive the row. */
function placeOf(element) {
  const row = element?.closest("[data-row]");
  if (!row) return null;
  return { row: row.dataset.row, way: element.matches("[name=to]") ? element.value : "" };
}

const rowOf = (id) => [...document.querySelectorAll("[data-row]")].find((one) => one.dataset.row === id);

function focusOn(place) {
  if (!place) {
    // The button that was pressed has gone with the part of the page that it stood in.
    (document.querySelector("#undo button") ?? document.getElementById("main")).focus();
    return;
  }
  const row = rowOf(place.row);
  const target = row?.querySelector(place.way ? `[name=to][value=${place.way}]` : ".line-title");
  target?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function sentenceOf(page) {
  const told = page.querySelector("#trouble [role=alert]") ?? page.querySelector(".flash");
  return told?.textContent.trim() ?? "";
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-main]");
  if (!form) return;
  isUnsaved = true;
  preview.tryOut(form);
});

window.addEventListener("beforeunload", (event) => {
  if (isUnsaved) event.preventDefault(); // the browser asks, in its own words
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-main]")) isUnsaved = false;
  if (!form.matches("[data-quiet]")) return;
  event.preventDefault();
  const { action } = form;
  const value = event.submitter?.value ?? "";
  queue(() => {
    const same = [...document.querySelectorAll("form[data-quiet]")].find((one) => one.action === action);
    return [...(same?.querySelectorAll("button") ?? [])].find((one) => one.value === value);
  });
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.target.closest("[data-main]")?.requestSubmit();
    return;
  }
  const way = event.altKey && !event.ctrlKey && !event.metaKey && WAYS[event.key];
  const row = way && event.target.closest("[data-row]")?.dataset.row;
  if (!row) return;
  event.preventDefault(); // Alt with Home would leave the page
  if (event.repeat && waiting) return; // a key held down goes no faster than the answers
  queue(() => rowOf(row)?.querySelector(`.moving [value=${way}]`));
});
