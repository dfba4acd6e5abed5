// Give a marked passage another label. Pure.

import { allowed, samePlace, tooMany } from "./marks.js";
import { keyOf, linksOf, nameOf, roleKey, spanKey } from "./naming.js";
import { attributesOf, offered, questionOf, titleOf, valuesOf } from "./questions.js";
import { startingAnswers } from "./settling.js";
import { refuse } from "./state.js";
import { t } from "../core/words.js";

/** Answers about it that still fit stay; links that allow the label go with it, it is taken out of others. */
export function relabel(document, questions, span, question, id) {
  const title = titleOf(question, id);
  const next = { ...span, dimension: question.key, value: id };
  if (samePlace(next, span)) return { document, said: t("{label} already: {text}", { label: title, text: span.text }) };
  if (document.spans.some((other) => samePlace(other, next))) return refuse(document, question, t("These words are marked so already."));
  const made = dressed(next, span, attributesOf(question, next));
  const moves = linksOf(document).filter((link) => isIn(link, span, questions))
    .map((link) => [link, following(document, questions, link, span, made)]);
  const links = linksOf(document).map((link) => moves.find(([before]) => before === link)?.[1] ?? link);
  const spans = document.spans.map((other) => (spanKey(other) === spanKey(span) ? made : other));
  const before = titleOf(questionOf(questions, span), span.value);
  const lost = moves.filter(([link, after]) => after.members.length < link.members.length)
    .map(([link]) => t("Taken out of {link}", { link: nameOf(document, questions, link) }));
  const said = [t("{before} is now {label}: {text}", { before, label: title, text: span.text }), ...lost].join(". ");
  return allowed(document, { ...document, spans, links }, questions, question, said, keyOf(made));
}

function dressed(next, { attributes: given = {}, origin }, asked) {
  const kept = Object.fromEntries(asked.filter((one) => given[one.key] !== undefined && takes(one, given))
    .map((one) => [one.key, given[one.key]]));
  const attributes = { ...startingAnswers(asked), ...kept };
  const { attributes: _, ...rest } = next;
  const made = { ...rest, origin: origin === "manual" ? "manual" : "premark_edited" };
  return Object.keys(attributes).length ? { ...made, attributes } : made;
}

const takes = (question, answers) => question.type === "text"
  || valuesOf(answers[question.key]).every((id) => offered(question, answers).includes(id));

const isIn = (link, span, questions) => questionOf(questions, link)?.of === span.dimension
  && link.members.some((role) => roleKey(role) === roleKey(span));

/** The link with the passage under its new label, or without it where it takes no such passage. */
function following(document, questions, link, span, { dimension, value }) {
  const question = questionOf(questions, link);
  const others = link.members.filter((role) => roleKey(role) !== roleKey(span));
  const role = { value, start: span.start, end: span.end };
  const fits = question.of === dimension && question.members.some((member) => member.value === value);
  const members = fits ? [...others, role] : others;
  return { ...link, members: fits && tooMany(question, members) ? others : members };
}
