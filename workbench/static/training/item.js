// Wires the page of one training item: the modules of the annotation page over one unit. Nothing is
// saved as one goes; the whole answer is sent once, as the form would send it.

import { attachDialogs } from "../core/dialogs.js";
import { attachKeySwitch, onKeys } from "../core/keys.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";
import { attachAlone, paintUnit } from "../annotate/alone.js";
import { pointAt, toQuestions } from "../annotate/asking.js";
import { attachSeat } from "../annotate/moving.js";
import { attachFilling } from "../annotate/reference.js";
import { finish } from "../annotate/state.js";
import { Work, readParagraphs } from "../annotate/work.js";
import { openDraft } from "./draft.js";

const article = document.querySelector("[data-article]");
const form = document.querySelector("[data-form]");
const panel = document.getElementById("panel");
const codebook = document.getElementById("codebook");
const openDialog = attachDialogs();
attachFilling(codebook);
attachKeySwitch(document.querySelector("[data-key-switch]"));

const doneWords = form.querySelector("[data-done-words]").textContent;
const [unit] = readParagraphs(article);
const work = new Work([unit], JSON.parse(article.dataset.questions), unit);
const draft = openDraft(form.dataset.draft);

const { tell, step, link, quotation, undo, redo, card, answer } = attachAlone(work, { form, article, panel, codebook });
attachSeat(panel, article, () => unit.section)();

work.listen((what) => {
  if (["document", "note", "replaced"].includes(what)) draft.keep(unit.document);
  form.querySelector("[data-done-words]").textContent = doneWords;
});
const kept = draft.read(unit.content);
if (kept && kept.masks === unit.document.masks) work.replace(unit, kept);
form.querySelector("[data-done-words]").textContent = doneWords;
paintUnit(work);
if (form.querySelector("[data-problems]").hidden) unit.words.focus({ preventScroll: true });
unit.section.scrollIntoView({ block: "nearest" });

let isOnItsWay = false;

/** Complete, it is sent; else what it lacks is shown, as on the annotation page. */
function done() {
  if (isOnItsWay) return;
  const { problems } = finish(unit.document, work.questions);
  if (problems.length > 0) return incomplete(problems);
  isOnItsWay = true;
  form.querySelector("[data-go=done]").disabled = true;
  form.querySelector("[name=document]").value = JSON.stringify(unit.document);
  form.submit();
}

function incomplete(problems) {
  tell({ document: unit.document, problems, said: "" });
  const [first] = problems;
  pointAt(work, form, first);
  const title = work.questions.find((question) => question.key === first.question)?.title ?? "";
  say(t("Not done yet. {title}: {message}", { title, message: first.message }));
}

form.addEventListener("click", (event) => {
  if (!event.target.closest("[data-go=done]")) return;
  event.preventDefault();
  done();
});
// Back from the feedback by the browser's own button: the page may be used again.
window.addEventListener("pageshow", () => {
  isOnItsWay = false;
  form.querySelector("[data-go=done]").disabled = false;
});

const page = {
  "Enter": done,
  "p": () => toQuestions(work, form),
  "z": undo, "Undo": undo, "Z": redo, "Redo": redo,
  "+": link,
  "/": card.open,
  "?": () => openDialog("keys"),
  "g": () => openDialog("codebook", document.activeElement?.closest("[data-question]")?.dataset.question),
  ";": () => step(1), ":": () => step(-1), "'": quotation, "\"": quotation,
  "Escape": letGo,
};
onKeys((key, event) => {
  if (event.repeat) return key === "Undo" || key === "Redo" ? (page[key](), true) : key === "Enter";
  if (!page[key]) return card.key(key) || answer(key);
  page[key]();
  return true;
});
form.dataset.ready = "";
performance.mark("ready");

function letGo() {
  getSelection().removeAllRanges();
  work.choose(null);
  if (form.contains(document.activeElement)) unit.words.focus({ preventScroll: true });
  work.hold("");
  work.rest();
}
