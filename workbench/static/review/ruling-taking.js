// Taking answers over into the ruling that is being written: whole, by question, passage by passage.
// Pure; review/taking.py does the same where there are no scripts, and both are held to
// tests/given/taking.json.

import { byPlace, inOrder, linksOf, roleKey } from "../annotate/naming.js";
import { samePlace } from "../annotate/marks.js";
import { applies, isLabelled, questionOf, valuesOf } from "../annotate/questions.js";
import { settle } from "../annotate/settling.js";

/** All of an answer. */
export const takeAll = (now, theirs, questions) => settle({ ...theirs, note: now.note, flag: now.flag, done: false }, questions);

/** Their answer to one question in place of the one there, with all that it rests on. */
export const takeQuestion = (now, theirs, questions, key) => settle(taken(now, theirs, questions, key), questions);

/** Exactly this passage of theirs ({value, start, end}) besides those that are there. */
export function takePassage(now, theirs, questions, key, place) {
  const span = theirs.spans.find((one) => one.dimension === key && roleKey(one) === roleKey(place));
  if (!span) return now;
  const question = questionOf(questions, span);
  const gate = !applies(question, now.labels) && question.when?.question;
  const next = gate ? taken(now, theirs, questions, gate) : now;
  return settle({ ...next, spans: [...next.spans.filter((one) => !samePlace(one, span)), span].sort(byPlace) }, questions);
}

function taken(before, theirs, questions, key) {
  const question = questions.find((one) => one.key === key);
  let now = before;
  for (const other of [question.source, question.when?.question]) {
    const isAsked = questions.some((one) => one.key === other);
    if (isAsked && !stands(now, theirs, question)) now = taken(now, theirs, questions, other);
  }
  if (question.type === "spans") return { ...now, spans: [...others(now.spans, key), ...own(theirs.spans, key)].sort(byPlace) };
  if (question.type === "links") return takeLinks(now, theirs, question);
  const { [key]: _, ...labels } = now.labels;
  return { ...now, labels: key in theirs.labels ? { ...labels, [key]: theirs.labels[key] } : labels };
}

/** Could their answer to it stand among the answers that are there? */
function stands(now, theirs, question) {
  const [isAsked, wasAsked] = [now, theirs].map(({ labels }) => asked(question, labels));
  if (isAsked !== wasAsked) return false;
  if (!question.source || !isLabelled(question)) return true;
  const offered = valuesOf(now.labels[question.source]);
  return valuesOf(theirs.labels[question.key]).every((id) => offered.includes(id));
}

const asked = (question, labels) => applies(question, labels);

function takeLinks(now, theirs, question) {
  const links = own(linksOf(theirs), question.key);
  const needed = new Set(links.flatMap(({ members }) => members.map(roleKey)));
  const added = theirs.spans.filter((span) => span.dimension === question.of && needed.has(roleKey(span))
    && !now.spans.some((other) => samePlace(other, span)));
  return { ...now, spans: [...now.spans, ...added].sort(byPlace), links: inOrder([...others(linksOf(now), question.key), ...links]) };
}

const own = (marked, key) => marked.filter((one) => one.dimension === key);
const others = (marked, key) => marked.filter((one) => one.dimension !== key);
