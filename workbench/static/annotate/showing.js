// How the questions of the active unit stand in the form: which of them, how answered, what is wrong.

import { t } from "../core/words.js";
import { isContradicted, missing } from "./lacking.js";
import { suggestions } from "./marking.js";
import { linksOf } from "./naming.js";
import { openTriples } from "./triples.js";
import { applies, isLabelled, isShown, offered, valuesOf } from "./questions.js";

export function showQuestion(work, question, set) {
  const { active, questions } = work;
  const { document: now, asks = [], named = [] } = active;
  set.hidden = !hasPlace(active, questions, question);
  set.querySelector("[data-again]").hidden = !asks.includes(question.key);
  const hint = set.querySelector("[data-named]");
  if (hint) hint.hidden = !named.includes(question.target);
  if (question.type === "text") showWords(set.querySelector("textarea"), now.labels[question.key]);
  else if (isLabelled(question)) showChoice(question, questions, set, now.labels);
}

function hasPlace(active, questions, question) {
  const now = active.document;
  if (isLabelled(question)) return isShown(question, now.labels);
  const offers = suggestions(active, questions);
  const listed = [...now.spans, ...linksOf(now), ...offers];
  return applies(question, now.labels) || listed.some((one) => one.dimension === question.key)
    || (question.type === "links" && openTriples(active, questions, offers).some(({ link }) => link === question));
}

/** Blanks at the ends are not stored; they shall not vanish under the hands of the one who types. */
export function showWords(field, words = "") {
  if (field.value.trim() !== words.trim()) field.value = words;
}

function showChoice(question, questions, set, labels) {
  const answered = valuesOf(labels[question.key]);
  const choice = offered(question, labels);
  // Of several questions about the same choice the first one says which is the main value.
  const main = questions.find((other) => other.source === question.key && other.type === "single");
  for (const input of set.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    const label = input.closest("label");
    input.checked = answered.includes(input.value);
    label.hidden = !choice.includes(input.value);
    const isMain = main && labels[main.key] === input.value && answered.length > 1;
    label.classList.toggle("main", Boolean(isMain));
  }
}

export function showProblems(work, form, fieldsets) {
  const { problems, hint, trouble, document: now } = work.active;
  for (const question of work.questions) {
    const set = fieldsets.get(question.key);
    const own = problems.filter((problem) => problem.question === question.key).map((problem) => line(problem.message, ""));
    if (isContradicted(question, now) && own.length === 0) own.push(line(whyNot(work, question), "hint"));
    if (hint?.question === question.key) own.push(line(hint.message, "hint"));
    set.querySelector("[data-question-problems]").replaceChildren(...own);
    set.classList.toggle("wrong", problems.some((problem) => problem.question === question.key));
    if (own.length > 0) set.hidden = false;
  }
  const asked = new Set(work.questions.map((question) => question.key));
  const general = problems.filter((problem) => !asked.has(problem.question)).map((problem) => line(problem.message, ""));
  if (trouble) general.unshift(line(trouble, ""));
  const box = form.querySelector("[data-problems]");
  box.replaceChildren(...general);
  box.hidden = general.length === 0;
}

/** The codebook's way from one version to another, where that left something to be answered again. */
export function showMoved(form, { asks = [], again }) {
  const box = form.querySelector("[data-moved]");
  box.hidden = asks.length === 0;
  box.querySelector("[data-moved-versions]").textContent = again
    ? t("The codebook changed from version {old} to {new}.", { old: again.from, new: again.to })
    : "";
  box.querySelector("[data-moved-remark]").textContent = again?.remark ?? "";
}

const whyNot = (work, question) =>
  missing(work.active.document, work.questions).find((problem) => problem.question === question.key).message;

function line(sentence, className) {
  const paragraph = document.createElement("p");
  paragraph.textContent = sentence;
  if (className) paragraph.className = className;
  return paragraph;
}
