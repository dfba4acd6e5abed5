// Wires the annotation page: which module listens to which part. Behaviour lives in the modules.

import { attachKeySwitch, onKeys } from "../core/keys.js";
import { attachAnswering } from "./answering.js";
import { attachConflict } from "./conflict.js";
import { attachDialogs } from "../core/dialogs.js";
import { attachForm } from "./form.js";
import { attachMarking, notices, suggestions } from "./marking.js";
import { attachMoving } from "./moving.js";
import { paint, paintOf } from "./paint.js";
import { attachPalette } from "./palette.js";
import { attachProgress } from "./progress.js";
import { startSaving } from "./saving.js";
import { say } from "../core/say.js";
import { attachSelecting } from "./select.js";
import { attachSpans } from "./spans.js";
import { flag } from "./state.js";
import { attachStatus } from "./status.js";
import { Work, readParagraphs } from "./work.js";

const article = document.querySelector("[data-article]");
const form = document.querySelector("[data-form]");
const openDialog = attachDialogs();
attachKeySwitch(document.querySelector("[data-key-switch]"));
if (form) await annotate();
else readOnly();

async function annotate() {
  const paragraphs = readParagraphs(article);
  const active = paragraphs.find((one) => one.section.classList.contains("now")) ?? paragraphs[0];
  const work = new Work(paragraphs, JSON.parse(article.dataset.questions), active);

  const status = attachStatus(document.getElementById("saving"), (position) =>
    goTo(paragraphs.find((one) => one.position === position)));
  // Saving comes first: nobody shall answer before an answer can be kept.
  const { resolve, waiting } = await startSaving(work, document.body.dataset.person, status);
  const goTo = attachMoving(work, article, document.getElementById("panel"));
  const { tell } = attachForm(work, form);
  const marking = attachMarking(work, { tell });
  attachSpans(work, form, marking);
  attachSelecting(work, article);
  attachPalette(work, marking);
  attachConflict(work, form, resolve);
  work.listen((what) => { if (what !== "notice" && what !== "note") paintAll(work); });
  paintAll(work);
  const { done, previous } = attachProgress(work, form, { tell, goTo, waiting });
  const answer = attachAnswering(work, form, { tell, mark: marking.chosen });

  const page = {
    "j": () => goTo(work.neighbour(1)),
    "k": () => goTo(work.neighbour(-1)),
    "Enter": done,
    "Shift+Enter": previous,
    "p": () => toQuestions(work, form),
    "a": () => marking.decide("accept"),
    "d": () => marking.decide("drop"),
    "z": () => say(work.open && work.undo() ? "Undone" : "Nothing to undo"),
    "!": () => work.open && tell(flag(work.active.document)),
    ",": () => form.elements.namedItem("note").focus(),
    "?": () => openDialog("keys"),
    "g": () => openDialog("codebook", document.activeElement?.closest("[data-question]")?.dataset.question),
    "Escape": () => { getSelection().removeAllRanges(); work.choose(null); work.light([]); },
  };
  onKeys((key, event) => {
    if (event.repeat) return key === "j" || key === "k" ? (page[key](), true) : key === "Enter";
    if (!page[key]) return answer(key);
    page[key]();
    return true;
  });
}

/** To the first thing to answer, and from the questions back to the words. */
function toQuestions(work, form) {
  const places = form.querySelectorAll("[data-stale] a, [data-closed] a, [data-conflict] button, [data-answers] input");
  const first = [...places].find((one) => one.checkVisibility() && !one.closest("[inert]"));
  const target = form.contains(document.activeElement) || !first ? work.active.words : first;
  target.focus({ preventScroll: target === work.active.words });
}

/** Every mark of every paragraph; suggestions, the choice and the lit passage of the active one. */
function paintAll(work) {
  paint(work.paragraphs.map((paragraph) => {
    const marks = paragraph.document.spans.map((span) => ({ ...span, name: paintOf(work.questions, span) }));
    if (paragraph !== work.active) return { element: paragraph.element, marks };
    const offers = [...suggestions(paragraph, work.questions), ...notices(paragraph, work.questions)]
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
  paint(paragraphs.map(({ element, document: { spans } }) =>
    ({ element, marks: spans.map((span) => ({ ...span, name: paintOf(questions, span) })) })));
  const step = { "j": 1, "k": -1, "Enter": 1, "Shift+Enter": -1 };
  onKeys((key) => {
    if (key === "?" || key === "g") openDialog(key === "g" ? "codebook" : "keys");
    const next = paragraphs[at + (step[key] ?? NaN)];
    if (next) location.assign(next.section.querySelector(".n").href);
    return Boolean(next) || key === "?" || key === "g";
  });
}
