// From the words to the questions and back: to what stands in the way of done, or else to the first
// thing to answer.

import { openAttributes } from "./lacking.js";
import { findMarked, keyOf, linksOf } from "./naming.js";
import { questionOf } from "./questions.js";

const FIELDS = ":is(input, select, textarea)";
const NOTICES = "[data-stale] :is(a, button), [data-recoded] a, [data-closed] a, [data-skipped] a, [data-conflict] button";

const isReachable = (one) => one.checkVisibility() && !one.closest("[inert]");

/** The question that a problem is about, scrolled to; a passage or link with its questions open. */
export function pointAt(work, form, { question, marked }) {
  if (marked) work.unfold(marked);
  placeOf(form, { question, marked })?.scrollIntoView({ block: "nearest" });
}

function placeOf(form, { question, marked }) {
  const set = [...form.querySelectorAll("[data-question]")].find((one) => one.dataset.question === question);
  const row = marked && [...form.querySelectorAll("[data-marked]")].find((one) => one.dataset.marked === marked);
  return row?.querySelector(".attribute.next") ?? row ?? set;
}

/** What `p` leads to: out of the form to the words, from anywhere else to the questions. */
export function toQuestions(work, form) {
  const { words } = work.active;
  const target = form.contains(document.activeElement) ? words : notice(form) ?? firstLack(work, form) ?? firstAsked(work, form) ?? words;
  target.focus({ preventScroll: target === words });
}

const notice = (form) => [...form.querySelectorAll(NOTICES)].find(isReachable);

function firstLack(work, form) {
  const [problem] = work.active.problems;
  if (!problem) return null;
  pointAt(work, form, problem);
  const place = placeOf(form, problem);
  // An answer comes before what only tells about it; the chosen one of several stands for them.
  const wanted = [`${FIELDS}:checked`, FIELDS, ".attributes", "button"];
  return wanted.map((what) => [...(place?.querySelectorAll(what) ?? [])].find(isReachable)).find(Boolean);
}

function firstAsked(work, form) {
  const asks = work.open && unfoldFirstOpen(work);
  const within = asks ? `[data-answers] .attribute.next ${FIELDS}` : "[data-answers] :is(input, textarea)";
  return [...form.querySelectorAll(within)].find(isReachable);
}

/** Open what still asks something: the passage or link that is open already, or else the first. */
function unfoldFirstOpen(work) {
  const { document: now } = work.active;
  const marked = [findMarked(now, work.opened), ...now.spans, ...linksOf(now)].filter(Boolean);
  const asking = marked.find((one) => openAttributes(questionOf(work.questions, one), one).length > 0);
  if (asking) work.unfold(keyOf(asking));
  return Boolean(asking);
}
