// Wires the annotation page: which module listens to which part. Behaviour lives in the modules.

import { attachKeySwitch, onKeys } from "../core/keys.js";
import { measure } from "./active-time.js";
import { attachAnswering } from "./answering.js";
import { toQuestions } from "./asking.js";
import { attachAttributes } from "./attributes.js";
import { attachCard } from "./card.js";
import { attachConflict } from "./conflict.js";
import { attachDialogs } from "../core/dialogs.js";
import { attachLater } from "./later.js";
import { attachFilling, showChosen } from "./reference.js";
import { attachForm, layOut } from "./form.js";
import { attachHaste } from "./haste.js";
import { attachLinks } from "./links.js";
import { attachMarking, notices, suggestions } from "./marking.js";
import { attachMoving, attachSeat } from "./moving.js";
import { attachNewer } from "./newer.js";
import { heatOf, marksOf, paint } from "./paint.js";
import { attachPalette } from "./palette.js";
import { attachPause } from "./pausing.js";
import { attachPointing } from "./pointing.js";
import { attachProgress } from "./progress.js";
import { attachProposed } from "./proposed.js";
import { startSaving } from "./saving.js";
import { attachResizing } from "./resizing.js";
import { attachSelecting } from "./select.js";
import { attachSheet } from "./sheet.js";
import { attachSpans } from "./spans.js";
import { flag } from "./state.js";
import { attachStatus } from "./status.js";
import { attachUndo } from "./undoing.js";
import { Work, readParagraphs } from "./work.js";

/** Keys that may be held down. */
const REPEATING = new Set(["j", "k", "Undo", "Redo"]);

const article = document.querySelector("[data-article]");
const form = document.querySelector("[data-form]");
const openDialog = attachDialogs();
const codebook = document.getElementById("codebook");
attachFilling(codebook);
attachKeySwitch(document.querySelector("[data-key-switch]"));
if (form) {
  form.ariaBusy = "true";
  await annotate();
  form.ariaBusy = null;
  form.dataset.ready = "";
} else readOnly();
performance.mark("ready");  // from here on a key is answered (tests/benchmarks/bench_page.py)

async function annotate() {
  layOut(form);
  const paragraphs = readParagraphs(article);
  const active = paragraphs.find((one) => one.section.classList.contains("now")) ?? paragraphs[0];
  const work = new Work(paragraphs, JSON.parse(article.dataset.questions), active);

  const status = attachStatus(document.getElementById("saving"), (position) =>
    goTo(paragraphs.find((one) => one.position === position)));
  const time = measure(work);
  const pause = attachPause(document.getElementById("pause"), time);
  const showSaving = (facts) => { status(facts); pause(facts); };
  // Saving comes first: nobody shall answer before an answer can be kept.
  const { resolve, waiting, show } = await startSaving(work, document.body.dataset.person, showSaving, time);
  const goTo = attachMoving(work, article, document.getElementById("panel"));
  const { tell, reveal } = attachForm(work, form);
  const refuses = attachNewer(work, form, { waiting, show });
  const proposed = attachProposed(work, form, { tell });
  const marking = attachMarking(work, { tell, proposed });
  const attributes = attachAttributes(work, form, { tell });
  const { step } = attachSpans(work, form, marking, attributes);
  const link = attachLinks(work, form, attributes, { tell, proposed });
  const { quotation } = attachSelecting(work);
  attachPointing(work, article);
  attachResizing(work, form, { tell });
  attachPalette(work, marking);
  attachConflict(work, form, resolve);
  const { undo, redo } = attachUndo(work, form, { reveal });
  attachSheet(work, document.getElementById("panel"));
  work.listen((what) => { if (!["notice", "note", "opened", "held"].includes(what)) paintAll(work); });
  paintAll(work);
  const { done, previous } = attachProgress(work, form, { tell, goTo, waiting });
  const answer = attachAnswering(work, form, { tell, reveal, mark: (question, value) => marking.chosen(question, value, { byKey: true }), inRow: attributes.answer });
  const card = attachCard(work, form, codebook);
  for (const kind of ["opening", "filled"]) codebook.addEventListener(kind, () => showChosen(codebook, work.active.document));
  attachLater(work);
  attachHaste(work, time, form);

  const page = {
    "j": () => goTo(work.neighbour(1)),
    "k": () => goTo(work.neighbour(-1)),
    "Enter": done,
    "Shift+Enter": previous,
    "p": () => toQuestions(work, form),
    "a": () => marking.decide("accept"),
    "A": () => marking.decide("accept", { alone: true }),
    "d": () => marking.decide("drop"),
    "z": undo, "Undo": undo, "Z": redo, "Redo": redo,
    "!": () => work.open && tell(flag(work.active.document)),
    ",": () => form.querySelector(".remarks #note").focus(),
    "+": link,
    "/": card.open,
    "?": () => openDialog("keys"),
    "P": () => openDialog("pause"),
    "g": () => openDialog("codebook", document.activeElement?.closest("[data-question]")?.dataset.question),
    ";": () => step(1), ":": () => step(-1), "'": quotation, "\"": quotation,
    "Escape": () => letGo(work, form),
  };
  onKeys((key, event) => {
    if (event.repeat) return REPEATING.has(key) ? (page[key](), true) : key === "Enter";
    if (refuses(key)) return true;
    if (!page[key]) return card.key(key) || answer(key);
    page[key]();
    return true;
  });
}

/** Nothing is chosen or held any more; from the questions back to the words. */
function letGo(work, form) {
  getSelection().removeAllRanges();
  work.choose(null);
  const isInside = form.contains(document.activeElement);
  if (isInside) work.active.words.focus({ preventScroll: true });
  work.hold("");
  work.rest();
}

/** Every mark of every paragraph; suggestions, the choice and the lit passage of the active one. */
function paintAll(work) {
  paint(work.paragraphs.map((paragraph) => {
    const questions = work.questionsOf(paragraph);
    const marks = marksOf(questions, paragraph);
    if (paragraph !== work.active) return { element: paragraph.element, marks };
    const offers = [...suggestions(paragraph, questions), ...notices(paragraph, questions)]
      .map((offer) => ({ ...offer, name: offer.paint }));
    const chosen = work.chosen ? [{ ...work.chosen, name: "chosen" }] : [];
    const lit = [...work.lit].map((span) => ({ ...span, name: "lit" }));
    return { element: paragraph.element, marks: [...marks, ...offers, ...chosen, ...lit] };
  }));
}

/** A submitted article: the marks are painted, the paragraphs are plain links. */
function readOnly() {
  const questions = JSON.parse(article.dataset.questions);
  const paragraphs = readParagraphs(article);
  const at = paragraphs.findIndex((one) => one.section.classList.contains("now"));
  if (at >= 0) attachSeat(document.getElementById("panel"), article, () => paragraphs[at].section)();
  paint(paragraphs.map((one) => ({ element: one.element, marks: [...heatOf(one.section), ...marksOf(questions[one.unit], one)] })));
  const step = { "j": 1, "k": -1, "Enter": 1, "Shift+Enter": -1 };
  onKeys((key) => {
    if (key === "?" || key === "g") openDialog(key === "g" ? "codebook" : "keys");
    const next = paragraphs[at + (step[key] ?? NaN)];
    if (next) location.assign(next.section.querySelector(".n").href);
    return Boolean(next) || key === "?" || key === "g";
  });
}
