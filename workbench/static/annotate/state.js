// From one judgment document to the next. Pure: every change gives a new document and says in
// words what happened; a refused change gives the old document and a `hint` with the reason.

import { applies, grades, missing, offered, titleOf } from "./questions.js";

export const blank = () => ({ labels: {}, spans: [], note: "", flag: false, done: false });

/** Choose a value, or take it back when it was chosen. */
export function choose(document, questions, question, id) {
  if (question.type === "multi") return toggle(document, questions, question, id);
  if (!offered(question, document.labels).includes(id)) return refuse(document, question, "That value is not offered here.");
  const off = document.labels[question.key] === id;
  const labels = { ...document.labels };
  if (off) delete labels[question.key];
  else labels[question.key] = id;
  const said = off ? `${question.title}: no answer` : `${question.title}: ${titleOf(question, id)}`;
  return { document: settle({ ...document, labels }, questions), said };
}

function toggle(document, questions, question, id) {
  const chosen = document.labels[question.key] ?? [];
  const exclusive = question.exclusive ?? [];
  let next;
  if (chosen.includes(id)) next = chosen.filter((other) => other !== id);
  else if (exclusive.includes(id)) next = [id];
  else next = [...chosen.filter((other) => !exclusive.includes(other)), id];
  if (question.max && next.length > question.max) {
    return refuse(document, question, `At most ${question.max}: take one back first.`);
  }
  const order = question.values.map((value) => value.id);
  next.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const labels = { ...document.labels, [question.key]: next };
  if (next.length === 0) delete labels[question.key];
  // What followed from a single value was nobody's choice: with a second one the question is open.
  if (chosen.length === 1) for (const other of questions) if (other.values_from === question.key) delete labels[other.key];
  const said = `${titleOf(question, id)} ${next.includes(id) ? "on" : "off"}`;
  return { document: settle({ ...document, labels }, questions), said };
}

/** Let the next of the offered values be the main one. */
export function rotate(document, questions, question) {
  const choice = offered(question, document.labels);
  if (choice.length < 2) return refuse(document, question, "Choose two or more first.");
  const at = choice.indexOf(document.labels[question.key]);
  return choose(document, questions, question, choice[(at + 1) % choice.length]);
}

/** One step down (-1) or up (+1) an ordinal scale; from nowhere it starts in the middle. */
export function step(document, questions, question, by) {
  const scale = grades(question);
  const at = scale.indexOf(document.labels[question.key]);
  const to = at === -1 ? Math.floor(scale.length / 2) : at + by;
  if (to < 0 || to >= scale.length) return refuse(document, question, "That is the end of the scale.");
  return choose(document, questions, question, scale[to]);
}

/** Mark a passage. The question's condition is met on the way, and said so. */
export function mark(document, questions, question, span) {
  const same = (other) => other.dimension === span.dimension && other.value === span.value
    && other.start === span.start && other.end === span.end;
  if (document.spans.some(same)) return refuse(document, question, "These words are marked so already.");
  const spans = [...document.spans, span].sort((a, b) => a.start - b.start || a.end - b.end);
  let next = { ...document, spans };
  let said = `${titleOf(question, span.value)} marked: ${span.text}`;
  let hint;
  if (!applies(question, next.labels) && question.when?.is?.length) {
    const asked = questions.find((other) => other.key === question.when.question);
    const value = question.when.is[0];
    const answer = asked.type === "multi" ? [value] : value;
    next = { ...next, labels: { ...next.labels, [asked.key]: answer } };
    const sentence = `Set to “${titleOf(asked, value)}”, because you marked a passage.`;
    hint = { question: asked.key, message: sentence };
    said += `. ${asked.title}: ${titleOf(asked, value)}`;
  }
  return { document: settle(next, questions), said, hint };
}

export function unmark(document, questions, span) {
  const question = questions.find((other) => other.key === span.dimension);
  const spans = document.spans.filter((other) => spanKey(other) !== spanKey(span));
  return { document: settle({ ...document, spans }, questions), said: `${titleOf(question, span.value)} removed: ${span.text}` };
}

export const write = (document, note) => ({ document: { ...document, note }, said: "" });

export function flag(document) {
  const on = !document.flag;
  return { document: { ...document, flag: on }, said: on ? "The lead will be asked" : "The lead will not be asked" };
}

/** Done, when nothing is missing; otherwise the list of what is. */
export function finish(document, questions) {
  const problems = missing(document, questions);
  return problems.length ? { document, problems } : { document: { ...document, done: true }, said: "Done", problems };
}

/** Let the answers that follow from others follow, and drop those whose question no longer applies. */
export function settle(document, questions) {
  const labels = { ...document.labels };
  for (const question of questions) {
    if (question.type === "spans") continue;
    const choice = offered(question, labels);
    if (question.values_from && choice.length === 1) [labels[question.key]] = choice;
    else if (question.values_from && !choice.includes(labels[question.key])) delete labels[question.key];
    else if (!applies(question, labels)) delete labels[question.key];
  }
  const next = { ...document, labels };
  return { ...next, done: document.done && missing(next, questions).length === 0 };
}

/** What makes a passage the one it is: the object changes with every answer of the server. */
export const spanKey = ({ start, end, dimension, value, origin }) => [start, end, dimension, value, origin].join(" ");

/** Do two documents say the same? The order of spans and the quoted text do not count. */
export function same(a, b) {
  const key = (document) => JSON.stringify([
    Object.entries(document.labels).sort(([x], [y]) => (x < y ? -1 : 1)),
    document.spans.map(spanKey).sort(),
    document.note, document.flag, document.done,
  ]);
  return key(a) === key(b);
}

const refuse = (document, question, message) =>
  ({ document, said: message, hint: { question: question.key, message } });
