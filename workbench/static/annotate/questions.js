// What the codebook asks of a document: which questions apply, what they offer, what keys mean. Pure.

import { t } from "../core/words.js";

const OWN_WORDS = new Set(["text", "links"]); // nothing to choose from, and asked all the same

export const titleOf = (question, id) => question.values.find((value) => value.id === id)?.title ?? id;

/** Any answer as a list of value ids. */
export const valuesOf = (answer) => [answer ?? []].flat();

/** Spans and links stand for themselves; every other question is answered among the labels. */
export const isLabelled = ({ type }) => type !== "spans" && type !== "links";

/** Is the question to be answered, given the labels so far? */
export const applies = (question, labels) => hasChoice(question, labels) && meets(question, labels);

/** Is there anything to choose from? A question without it is not asked. */
export function hasChoice(question, labels) {
  if (question.source && valuesOf(labels[question.source]).length === 0) return false;
  return question.values.length > 0 || OWN_WORDS.has(question.type);
}

/** Does its condition hold? */
export function meets(question, labels) {
  if (!question.when) return true;
  const given = valuesOf(labels[question.when.question]);
  if (question.when.at_least) return given.length >= question.when.at_least;
  return (question.when.is ?? []).some((value) => given.includes(value));
}

/** Is it answered by the only value of the set that it chooses from, without being asked? */
export const followsFromSet = ({ source, when }, labels) =>
  Boolean(source && when?.at_least && when.question === source && valuesOf(labels[source]).length === 1);

/** Does it stand in the form? What follows by itself from a single choice need not. */
export const isShown = (question, labels) => applies(question, labels)
  && !(question.source && valuesOf(labels[question.source]).length < 2);

/** Ids of the values that may be chosen now: all, or those chosen in the earlier question. */
export function offered(question, labels) {
  const ids = question.values.map((value) => value.id);
  if (!question.source) return ids;
  const chosen = valuesOf(labels[question.source]);
  return ids.filter((id) => chosen.includes(id));
}

export const grades = (question) =>
  question.values.map((value) => value.id).filter((id) => !(question.off_scale ?? []).includes(id));

/** Every question that uses `key`, each with the value it stands for. */
export function withKey(questions, key) {
  return questions
    .filter((question) => !question.source)
    .map((question) => ({ question, value: question.values.find((value) => value.key === key) }))
    .filter((found) => key !== "" && found.value !== undefined);
}

/** The question that a marked passage or a link belongs to. */
export const questionOf = (questions, marked) => questions.find((question) => question.key === marked.dimension);

/** Is this question on passages asked of a passage with that label at all? */
export const fits = (attribute, marked) =>
  !attribute.of_values?.length || attribute.of_values.includes(marked.value);

/** The questions on one marked passage or link, those included that do not apply just now. */
export const attributesOf = (question, marked) =>
  (question.attributes ?? []).filter((attribute) => fits(attribute, marked));

/** An answer in words: titles, the words of a text question, "yes" for a flag. */
export function answerWords(question, answer) {
  if (question.type === "text") return answer ?? "";
  if (question.type === "flag") return answer ? t("yes") : "";
  return valuesOf(answer).map((id) => titleOf(question, id)).join(t(", "));
}
