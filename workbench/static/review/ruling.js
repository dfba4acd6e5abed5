// Wires the page of one disputed unit: the modules of the annotation page over this one unit, without
// saving as one goes; what is ruled is sent once.

import { attachKeySwitch, onKeys } from "../core/keys.js";
import { attachDialogs } from "../core/dialogs.js";
import { say } from "../core/say.js";
import { attachAlone, paintUnit } from "../annotate/alone.js";
import { toQuestions } from "../annotate/asking.js";
import { attachFilling } from "../annotate/reference.js";
import { bringBack } from "../annotate/sight.js";
import { Work, readParagraphs } from "../annotate/work.js";
import { rangeOver } from "../core/offsets.js";
import { attachEarlier } from "./earlier.js";
import { attachCells } from "./ruling-cells.js";
import { attachDecision } from "./ruling-decision.js";
import { Draft } from "./ruling-draft.js";
import { attachSending } from "./ruling-sending.js";
import { Undecided } from "./ruling-undecided.js";

const NARROW = matchMedia("(max-width: 900px)");
const article = document.querySelector("[data-article]");
const form = document.querySelector("[data-form]");
const codebook = document.getElementById("codebook");
const openDialog = attachDialogs();
attachFilling(codebook);
attachKeySwitch(document.querySelector("[data-key-switch]"));

const [unit] = readParagraphs(article);
const work = new Work([unit], JSON.parse(article.dataset.questions), unit);
const [number, version] = ["number", "version"].map((name) => Number(form.querySelector(`[name=ruling-${name}]`).value));
const draft = new Draft(document.body.dataset.person, new URL(form.action).pathname);
const keep = () => draft.keep(number, { document: unit.document, choice: decision.choice(), open: [...undecided.open] });

const { tell, step, link, quotation, undo, redo, card, answer } = attachAlone(work, { form, article, panel: document.getElementById("panel"), codebook });
attachEarlier(document.querySelector("[data-precedents-from]"));
const decision = attachDecision(form, changed);
const undecided = new Undecided(JSON.parse(document.querySelector("[data-taking]").dataset.taking).undecided, unit.document);
const cells = attachCells(work, form, { tell, choose: leaveOpen, decided: (keys) => undecided.settle(keys), toWords });
const { send, settle } = attachSending(work, form, { decision, draft, number, version, undecided: () => undecided.ask(work, decision.leftOpen()) });

work.listen((what) => {
  if (what === "document" || what === "note") changed();
  const meant = what === "held" ? work.heldSpan : what === "chosen" && work.chosen?.by === "keys" && work.chosen;
  if (meant) bringBack(unit.section, rangeOver(unit.element, meant.start, meant.end));
});
restore();
paintUnit(work);
unit.words.focus({ preventScroll: true });
if (NARROW.matches) unit.section.scrollIntoView({ block: "start" });
else if (document.querySelector(".flashes .flash")) scrollTo({ top: 0 });
else unit.section.scrollIntoView({ block: "nearest" });

const page = {
  "j": () => follow("[data-next]", "This is the last one of the queue."),
  "k": () => follow("[data-previous]", "This is the first one of the queue."),
  "A": foldRest,
  "a": cells.toCells,
  "d": decision.toReasons,
  "p": () => toQuestions(work, form),
  "z": takeBack, "Undo": takeBack, "Z": redo, "Redo": redo,
  ",": decision.toSentence,
  "+": link,
  "/": card.open,
  "?": () => openDialog("keys"),
  "g": () => openDialog("codebook", document.activeElement?.closest("[data-question]")?.dataset.question),
  ";": () => step(1), ":": () => step(-1), "'": quotation,
  "Escape": letGo,
};
onKeys((key, event) => {
  if (event.repeat) return key === "Undo" || key === "Redo" ? (page[key](), true) : key === "Enter";
  if (page[key]) return page[key](), true;
  return card.key(key) || answer(key) || byDigit(event);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
  // A text field in another form of the page, such as a comment, has its own.
  if (event.target.form && event.target.form !== form) return;
  event.preventDefault();
  if (!event.repeat) send();
});
form.dataset.ready = "";
performance.mark("ready");

/** The digit keys where the layout gives a sign: with Shift on most, without on some. */
function byDigit({ code, key }) {
  const digit = /^Digit([0-6])$/.exec(code)?.[1];
  return digit !== undefined && !/^[a-z0-9]$/i.test(key) && cells.byNumber(Number(digit));
}

/** The last step here; where there was none, the ruling that one comes from. */
function takeBack() {
  const ruled = work.history.next(false) === null && document.querySelector("[data-undo-ruling]");
  if (ruled) ruled.click();
  else undo();
}

function changed() {
  keep();
  settle();
}

function leaveOpen(keys) {
  decision.fill({ ...decision.choice(), outcome: keys.length ? "legitimate" : "answer", left_open: keys.length ? keys : decision.choice().left_open });
  keep();
}

function follow(selector, otherwise) {
  const way = form.querySelector(selector);
  if (way) location.assign(way.href);
  else say(otherwise);
}

function foldRest() {
  const rest = [...article.querySelectorAll("[data-rest]")];
  const isOpen = rest.some((one) => one.open);
  for (const one of rest) one.open = !isOpen;
  unit.section.scrollIntoView({ block: "center" });
}

function letGo() {
  getSelection().removeAllRanges();
  work.choose(null);
  toWords();
  work.hold("");
  work.rest();
}

function toWords() {
  unit.words.focus({ preventScroll: true });
  bringBack(unit.section, unit.section);
}

/** What was written here before and not ruled: it comes back, with a word about it. */
function restore() {
  const kept = draft.read(number, unit.content);
  if (!kept) return;
  const isOther = work.apply({ document: kept.document, said: "What you had written" });
  const was = JSON.stringify(decision.choice());
  decision.fill({ ...decision.choice(), ...kept.choice });
  undecided.open = new Set(kept.open);
  if (!isOther && was === JSON.stringify(decision.choice())) return;
  const note = form.querySelector("[data-restored]");
  note.textContent = "What you had written here is back; it is not ruled yet. Undo gives what stood here.";
  note.hidden = false;
}
