// Unsent work that was made on another version of the codebook. Pure.

import { t } from "../core/words.js";
import { linksOf, roleKey, spanKey } from "./naming.js";
import { isLabelled, titleOf, valuesOf } from "./questions.js";
import { quoted } from "./quotation.js";
import { settle } from "./settling.js";

export const codebookChanged = () =>
  t("The codebook has changed since you gave these answers. They are kept where it still asks for them, and so is your note: look at them again.");

/** What is gone, in a sentence; "" when nothing is. */
export const lossWords = (lost) => (lost.length > 0 ? t("No longer asked: {answers}.", { answers: lost.join(t("; ")) }) : "");

/** Was `kept` made on another version than the one that the page shows now? */
export const isRecoded = (kept, now) => kept.codebook !== undefined && now.codebook !== undefined && kept.codebook !== now.codebook;

/** The answers of `kept` that the questions still take; it has to be looked at again. */
export function fitted(kept, now, questions) {
  const labels = answers(kept.labels, questions.filter(isLabelled));
  const spans = marks(kept.spans, questions.filter(({ type }) => type === "spans"));
  const links = marks(kept.links ?? [], questions.filter(({ type }) => type === "links"));
  return settle({ ...now, labels, spans, links, note: kept.note, flag: kept.flag, done: false }, questions);
}

function answers(given, questions) {
  const found = questions.map((question) => [question, given[question.key]]).filter(([, answer]) => answer !== undefined);
  const taken = found.map(([question, answer]) => [question.key, taking(question, answer)]);
  return Object.fromEntries(taken.filter(([, answer]) => valuesOf(answer).length > 0));
}

function taking(question, answer) {
  if (question.type === "text") return typeof answer === "string" ? answer : undefined;
  const kept = valuesOf(answer).filter((id) => question.values.some((value) => value.id === id));
  if (question.type !== "multi") return kept.length === 1 ? kept[0] : undefined;
  return question.max ? kept.slice(0, question.max) : kept;
}

const marks = (given, questions) => given.flatMap((marked) => {
  const question = questions.find((one) => one.key === marked.dimension);
  if (!question || ("value" in marked && !question.values.some((value) => value.id === marked.value))) return [];
  const members = marked.members?.filter((role) => question.members.some((member) => member.value === role.value));
  return [{ ...marked, ...(members && { members }), attributes: answers(marked.attributes ?? {}, question.attributes) }];
});

/** The titles that `document` needs: the codebook that comes next may know nothing of them. */
export function namesIn(document, questions) {
  const marked = [...document.spans, ...linksOf(document)];
  const used = new Set([document, ...marked].flatMap((one) => Object.values(one.labels ?? one.attributes ?? {}).flat()));
  for (const one of marked) used.add(one.value);
  const given = new Set([...Object.keys(document.labels), ...marked.flatMap((one) => [one.dimension, ...Object.keys(one.attributes ?? {})])]);
  const asked = questions.flatMap((question) => [question, ...(question.attributes ?? [])]).filter(({ key }) => given.has(key));
  return Object.fromEntries(asked.flatMap((question) => [[question.key, question.title],
    ...question.values.filter(({ id }) => used.has(id))
      .map(({ id }) => [`${question.key} ${id}`, question.type === "flag" ? t("yes") : titleOf(question, id)])]));
}

/** What of `kept` is not in `fitting` any more: ["Frames: Law & rights", …], in the words of `names`. */
export function lost(kept, fitting, questions, names = {}) {
  const named = (key, id) => names[`${key} ${id}`] ?? id;
  const title = (key) => names[key] ?? key;
  const order = Object.keys(names); // that of the codebook
  const labels = gone(kept.labels, fitting.labels).filter(([key, id]) => !followed(questions, kept, fitting, key, id))
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const about = (key, ids) => `${title(key)}: ${ids.map((id) => named(key, id)).join(t(", "))}`;
  const spans = kept.spans.filter((span) => !fitting.spans.some((other) => spanKey(other) === spanKey(span)));
  const links = linksOf(kept).filter((link) => !linksOf(fitting).some((other) => other.dimension === link.dimension
    && other.members.some((role) => link.members.some((before) => roleKey(before) === roleKey(role)))));
  const details = kept.spans.flatMap((span) => {
    const now = fitting.spans.find((other) => spanKey(other) === spanKey(span));
    return now ? together(gone(span.attributes, now.attributes)).map(([key, ids]) => `${quoted(span.text)}, ${about(key, ids)}`) : [];
  });
  return [
    ...together(labels).map(([key, ids]) => about(key, ids)),
    ...spans.map((span) => `${named(span.dimension, span.value)}: ${quoted(span.text)}`),
    ...details,
    ...links.map((link) => `${title(link.dimension)}: ${tied(kept, link)}`),
  ];
}

/** [[key, id], …] of the answers that were given before and are not now. */
const gone = (before = {}, now = {}) => Object.entries(before).flatMap(([key, answer]) =>
  valuesOf(answer).filter((id) => !valuesOf(now[key]).includes(id)).map((id) => [key, id]));

const together = (pairs) => [...new Set(pairs.map(([key]) => key))]
  .map((key) => [key, pairs.filter(([other]) => other === key).map(([, id]) => id)]);

/** An answer that went only because the one that it was chosen from went: said once. */
function followed(questions, kept, fitting, key, id) {
  const source = questions.find((question) => question.key === key)?.source;
  return Boolean(source) && gone(kept.labels, fitting.labels).some(([other, value]) => other === source && value === id);
}

const tied = (kept, link) => kept.spans.filter((span) => link.members.some((role) => roleKey(role) === roleKey(span)))
  .map((span) => quoted(span.text)).join(t(", "));
