// Unsent work that was made on another version of the codebook. Pure.

import { settle } from "./settling.js";
import { isLabelled, valuesOf } from "./questions.js";

export const CODEBOOK_CHANGED = "The codebook has changed since you gave these answers. They are kept where it still " +
  "asks for them, and so is your note: look at them again.";

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
