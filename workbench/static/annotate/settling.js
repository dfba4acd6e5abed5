// What follows from a change: answers that go with others, links whose passages are gone. Pure.

import { missing } from "./lacking.js";
import { inOrder, keyOf, linkKey, linksOf, roleKey, spanKey } from "./naming.js";
import {
  applies, attributesOf, followsFromSet, hasChoice, isLabelled, meets, offered, questionOf, valuesOf,
} from "./questions.js";

/**
 * Let the answers that follow from others follow, and drop those whose question no longer applies.
 * With the document of before, a question that has only now come up begins with its default.
 */
export function settle(document, questions, before = null) {
  const labels = settleAnswers(document.labels, questions.filter(isLabelled), before?.labels);
  const spans = document.spans.map((span) => settleMarked(span, questions, was(before?.spans, span)));
  const links = inOrder(linksOf(document).map((link) => withoutLost(link, spans, questions))
    .filter((link) => link.members.length > 0)
    .map((link) => settleMarked(link, questions, was(before && linksOf(before), link))));
  const { links: _, ...rest } = document;
  const next = { ...rest, labels, spans, ...(links.length && { links: unique(links) }) };
  return { ...next, done: document.done && missing(next, questions).length === 0 };
}

// codebook/deriving.py does the same to what is sent; both are held to tests/given/following.json.
function settleAnswers(given, questions, before) {
  const labels = { ...given };
  const undecided = new Set();
  for (const question of questions) {
    const answer = standing(question, labels, undecided) ?? (isNew(question, labels, before) ? question.default : undefined);
    if (answer === undefined) delete labels[question.key];
    else labels[question.key] = answer;
    if (answer === undefined && isAwaited(question, labels, undecided)) undecided.add(question.key);
  }
  return labels;
}

function standing(question, labels, undecided) {
  const filledIn = followsFromSet(question, labels);
  if (!filledIn && !mayBeAsked(question, labels, undecided)) return undefined;
  if (!question.source) return labels[question.key];
  const choice = offered(question, labels);
  const only = choice.length === 1 && (filledIn || applies(question, labels));
  const kept = only ? choice : valuesOf(labels[question.key]).filter((id) => choice.includes(id));
  if (kept.length === 0) return undefined;
  return question.type === "multi" ? kept : kept[0];
}

/** Does done need an answer that is not there? A flag that is not set says no. */
const isAwaited = (question, labels, undecided) =>
  question.type !== "flag" && !question.optional && mayBeAsked(question, labels, undecided);

/** Is it asked, or may it be once what is undecided has been answered? */
const mayBeAsked = (question, labels, undecided) => (hasChoice(question, labels) || undecided.has(question.source))
  && (meets(question, labels) || undecided.has(question.when?.question));

const isNew = (question, labels, before) => before && valuesOf(question.default).length > 0
  && !question.source && labels[question.key] === undefined && question.when && applies(question, labels) && !applies(question, before);

/** What stands in a form before anybody answered: the defaults of the questions that apply. */
export function startingAnswers(questions) {
  const labels = {};
  for (const question of questions) {
    if (valuesOf(question.default).length > 0 && applies(question, labels)) labels[question.key] = question.default;
  }
  return labels;
}

/** The answers that one marked passage or link had before, null for a new one. */
function was(before, marked) {
  const found = before?.find((other) => keyOf(other) === keyOf(marked));
  return found ? found.attributes ?? {} : null;
}

function settleMarked(marked, questions, before) {
  const { attributes, ...rest } = marked;
  if (!attributes) return marked;
  const asked = attributesOf(questionOf(questions, marked) ?? {}, marked);
  const known = Object.fromEntries(Object.entries(attributes).filter(([key]) => asked.some((one) => one.key === key)));
  const settled = settleAnswers(known, asked, before);
  return Object.keys(settled).length ? { ...rest, attributes: settled } : rest;
}

/** A link keeps only members that are still marked. */
function withoutLost(link, spans, questions) {
  const of = questionOf(questions, link)?.of;
  const there = new Set(spans.filter((span) => span.dimension === of).map(roleKey));
  return { ...link, members: link.members.filter((role) => there.has(roleKey(role))) };
}

const unique = (links) => [...new Map(links.map((link) => [linkKey(link), link])).values()];

/** Do two documents say the same? The order of passages and the quoted text do not count. */
export function same(a, b) {
  const sorted = (answers) => Object.entries(answers ?? {}).sort(([x], [y]) => (x < y ? -1 : 1));
  const full = (name) => (marked) => JSON.stringify([name(marked), sorted(marked.attributes)]);
  const key = (document) => JSON.stringify([
    sorted(document.labels), document.spans.map(full(spanKey)).sort(), linksOf(document).map(full(linkKey)).sort(),
    document.note, document.flag, document.done,
  ]);
  return key(a) === key(b);
}

/** `document` with what is typed in `now`: words are neither trimmed nor taken back under one's hands. */
export function keepingWords(document, now, questions) {
  const labels = words(document.labels, now.labels, questions);
  const spans = document.spans.map((span) => markedWords(span, now.spans, spanKey, questions));
  const links = linksOf(document).map((link) => markedWords(link, linksOf(now), linkKey, questions));
  return { ...document, labels, spans, ...(document.links && { links }), note: now.note };
}

function words(answers, now, questions) {
  const next = { ...answers };
  for (const question of questions.filter((one) => one.type === "text" && applies(one, now))) {
    if (now[question.key] === undefined) delete next[question.key];
    else next[question.key] = now[question.key];
  }
  return next;
}

function markedWords(marked, others, key, questions) {
  const now = others.find((other) => key(other) === key(marked));
  if (!now) return marked;
  const { attributes, ...rest } = marked;
  const next = words(attributes ?? {}, now.attributes ?? {}, attributesOf(questionOf(questions, marked) ?? {}, marked));
  return Object.keys(next).length ? { ...rest, attributes: next } : rest;
}
