// Wires the preview of an article: keys and buttons to corrections. Behaviour lives in the modules.

import { attachDialogs } from "../core/dialogs.js";
import { attachKeySwitch, onKeys } from "../core/keys.js";
import { attachCut } from "./draft-cut.js";
import { List } from "./draft-list.js";
import { attachSteps } from "./draft-steps.js";

const sheet = document.querySelector("[data-sheet]");
const facts = document.getElementById("facts");
const openDialog = attachDialogs();
attachKeySwitch(document.querySelector("[data-key-switch]"));

const list = new List(sheet);
const cut = attachCut(sheet, () => list.active);
list.moved = cut.forget;
const take = attachSteps(sheet, () => list.renewed({}));

let isBusy = false;
const waiting = [];

/** One thing after the other: what is pressed meanwhile waits, and is dropped when a step fails. */
async function run(deed) {
  if (isBusy) {
    waiting.push(deed);
    return;
  }
  isBusy = true;
  const went = await deed();
  isBusy = false;
  if (went === false) waiting.length = 0;
  const next = waiting.shift();
  if (next) run(next);
}

const step = (fields) => take({ at: list.active.at, ...fields });

function split() {
  const offset = cut.chosen();
  return offset === null ? null : step({ do: "split", offset });
}

function edit() {
  const details = list.tools.querySelector("[data-edit]");
  details.open = true;
  list.tools.elements.text.focus();
}

function closeEdit() {
  list.seat();
  list.active.words.focus({ preventScroll: true });
}

/** Press a button that works without scripts as well. */
function press(key) {
  const button = document.querySelector(`[data-key="${key}"]`);
  if (button && !button.disabled) button.click();
}

const moving = {
  "j": () => void list.step(1),
  "k": () => void list.step(-1),
  "?": () => openDialog("keys"),
};
const correcting = {
  "m": () => step({ do: "join" }),
  "s": split,
  "x": () => step({ do: list.active.isUsable ? "drop" : "bring_back" }),
  "e": edit,
  "u": () => step({ do: "undo" }),
  "f": () => facts.elements.title.focus(),
  "n": () => press("n"),
  "b": () => press("b"),
  "l": () => press("l"),
};
const keys = sheet.dataset.open === "yes" ? { ...moving, ...correcting } : moving;

function deedOf(key) {
  const inWords = document.activeElement === list.active.words;
  if (inWords && key === "ArrowDown") return moving.j;
  if (inWords && key === "ArrowUp") return moving.k;
  const kind = list.tools?.querySelectorAll("[name=kind]")[Number(key) - 1];
  return kind ? () => step({ kind: kind.value }) : keys[key];
}

onKeys((key, event) => {
  if (event.repeat && !["j", "k", "ArrowDown", "ArrowUp"].includes(key)) return false;
  const deed = deedOf(key);
  if (deed) run(deed);
  return Boolean(deed);
});

document.addEventListener("submit", (event) => {
  if (event.target !== list.tools) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const fields = value === "retype" ? { do: value, text: event.target.elements.text.value } : { [name]: value };
  run(() => step(fields));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-split]")) run(split);
});

document.addEventListener("keydown", (event) => {
  if (event.target !== list.tools?.elements.text) return;
  if (event.key === "Escape") closeEdit();
  if (event.key === "Enter" && event.ctrlKey) list.tools.querySelector("[value=retype]").click();
});

facts.addEventListener("keydown", (event) => {
  if (event.key === "Escape") list.active.words.focus();
});
