// From one judgment document to the next. Pure: every change gives a new document and says in
// words what happened; a refused change gives the old document and a `hint` with the reason.
// `typed` marks changes of words, which come with every key, and names their field. Passages and links are in marks.js.

import { t, tn } from "../core/words.js";
import { missing } from "./lacking.js";
import { grades, offered, titleOf, valuesOf } from "./questions.js";
import { settle } from "./settling.js";

export const blank = () => ({ labels: {}, spans: [], note: "", flag: false, done: false });

/** Choose a value, or take it back when it was chosen. */
export function choose(document, questions, question, id) {
  const { labels, said, refused } = answered(document.labels, questions, question, id);
  if (refused) return refuse(document, question, refused);
  return { document: settle({ ...document, labels }, questions, document), said };
}

/** The answers after a choice, {labels, said}, or {refused} with the reason. */
export function answered(labels, questions, question, id) {
  if (!offered(question, labels).includes(id)) return { refused: t("That value is not offered here.") };
  if (question.type === "multi") return toggled(labels, questions, question, id);
  const off = labels[question.key] === id;
  const next = { ...labels, [question.key]: id };
  if (off) delete next[question.key];
  if (question.type === "flag") return { labels: next, said: answering(question, off ? t("no") : t("yes")) };
  return { labels: next, said: answering(question, off ? t("no answer") : titleOf(question, id)) };
}

/** What a question is answered with, as it is said. */
export const answering = ({ title }, answer) => t("{question}: {answer}", { question: title, answer });

function toggled(labels, questions, question, id) {
  const chosen = valuesOf(labels[question.key]);
  const exclusive = question.exclusive ?? [];
  let next;
  if (chosen.includes(id)) next = chosen.filter((other) => other !== id);
  else if (exclusive.includes(id)) next = [id];
  else next = [...chosen.filter((other) => !exclusive.includes(other)), id];
  if (question.max && next.length > question.max) return { refused: tn("At most {count}: take one back first.", "At most {count}: take one back first.", question.max) };
  const order = question.values.map((value) => value.id);
  next.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const changed = { ...labels, [question.key]: next };
  if (next.length === 0) delete changed[question.key];
  // What followed from a single value was nobody's choice: with a second one the question is open.
  if (chosen.length === 1) for (const other of questions) if (other.source === question.key) delete changed[other.key];
  return { labels: changed, said: next.includes(id) ? t("{value} on", { value: titleOf(question, id) }) : t("{value} off", { value: titleOf(question, id) }) };
}

/** Let the next of the offered values be the main one. */
export function rotate(document, questions, question) {
  const choice = offered(question, document.labels);
  if (choice.length < 2) return refuse(document, question, t("Choose two or more first."));
  const at = choice.indexOf(document.labels[question.key]);
  return choose(document, questions, question, choice[(at + 1) % choice.length]);
}

/** One step down (-1) or up (+1) an ordinal scale; from nowhere it starts in the middle. */
export function step(document, questions, question, by) {
  const scale = grades(question);
  const at = scale.indexOf(document.labels[question.key]);
  const to = at === -1 ? Math.floor(scale.length / 2) : at + by;
  if (to < 0 || to >= scale.length) return refuse(document, question, t("That is the end of the scale."));
  return choose(document, questions, question, scale[to]);
}

export const write = (document, note) => ({ document: { ...document, note }, said: "", typed: "note" });

/** The words of a text question. */
export function writeAnswer(document, questions, question, words) {
  const labels = written(document.labels, question, words);
  return { document: settle({ ...document, labels }, questions), said: "", typed: question.key };
}

export function written(labels, question, words) {
  const { [question.key]: _, ...rest } = labels;
  return words.trim() ? { ...rest, [question.key]: words } : rest;
}

export function flag(document) {
  const on = !document.flag;
  return { document: { ...document, flag: on }, said: on ? t("The lead will be asked") : t("The lead will not be asked") };
}

/** Done, when nothing is missing; otherwise the list of what is. */
export function finish(document, questions) {
  const problems = missing(document, questions);
  return problems.length ? { document, problems } : { document: { ...document, done: true }, said: t("Done"), problems };
}

export const refuse = (document, question, message) =>
  ({ document, said: message, hint: { question: question.key, message } });
