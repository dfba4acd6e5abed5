// Marked passages and the links between them: what makes them the ones they are, and how they
// change. Pure, as state.js is: every change gives a new document and says in words what happened.

import { t } from "../core/words.js";
import { byPlace, byRole, findMarked, isLink, keyOf, linkKey, linksOf, nameOf, roleKey, spanKey } from "./naming.js";
import { quoted } from "./quotation.js";
import { applies, attributesOf, questionOf, titleOf, valuesOf } from "./questions.js";
import { settle, startingAnswers } from "./settling.js";
import { answered, answering, refuse, written } from "./state.js";

/** Mark a passage. The question's condition is met on the way, and said so. */
export function mark(document, questions, question, span) {
  if (document.spans.some((other) => samePlace(other, span))) return refuse(document, question, t("These words are marked so already."));
  const attributes = startingAnswers(attributesOf(question, span));
  const made = Object.keys(attributes).length ? { ...span, attributes } : span;
  const next = { ...document, spans: [...document.spans, made].sort(byPlace) };
  return allowed(document, next, questions, question, t("{label} marked: {text}", { label: titleOf(question, span.value), text: span.text }), keyOf(made));
}

export function unmark(document, questions, span) {
  const spans = document.spans.filter((other) => spanKey(other) !== spanKey(span));
  const next = settle({ ...document, spans }, questions);
  const said = t("{label} removed: {text}", { label: titleOf(questionOf(questions, span), span.value), text: span.text });
  return { document: next, said: said + fateOfLinks(document, questions, span) };
}

/** Let a passage be other words; its answers stay, and the links that it is part of go with it. */
export function redraw(document, questions, span, { start, end, text }) {
  const question = questionOf(questions, span);
  const origin = span.origin === "manual" ? "manual" : "premark_edited";
  const drawn = { ...span, start, end, text, origin };
  if (document.spans.some((other) => samePlace(other, drawn))) return refuse(document, question, t("These words are marked so already."));
  const spans = document.spans.map((other) => (spanKey(other) === spanKey(span) ? drawn : other)).sort(byPlace);
  const follow = (link) => (linksTo(link, question, questions)
    ? { ...link, members: link.members.map((role) => (roleKey(role) === roleKey(span) ? { ...role, start, end } : role)) } : link);
  const links = linksOf(document).map(follow);
  const said = t("{label} is now: {text}", { label: titleOf(question, span.value), text });
  return { document: settle({ ...document, spans, links }, questions), said, marked: keyOf(drawn) };
}

/** Tie passages: a new link with these members ({value, start, end}). */
export function tie(document, questions, question, members) {
  if (members.length === 0) return refuse(document, question, t("Choose the passages that belong together first."));
  const roles = members.map(({ value, start, end }) => ({ value, start, end })).sort(byRole);
  const attributes = startingAnswers(question.attributes ?? []);
  const link = { dimension: question.key, members: roles, ...(Object.keys(attributes).length && { attributes }) };
  const wrong = tooMany(question, roles) || known(document, link);
  if (wrong) return refuse(document, question, wrong);
  const next = { ...document, links: [...linksOf(document), link] };
  return allowed(document, next, questions, question, t("{link} made", { link: question.title }), linkKey(link));
}

export function untie(document, questions, link) {
  const links = linksOf(document).filter((other) => linkKey(other) !== linkKey(link));
  const said = t("{link} removed; its passages stay", { link: nameOf(document, questions, link) });
  return { document: settle({ ...document, links }, questions), said };
}

/** Take a passage into a link, or out of it. */
export function toggleMember(document, questions, link, span) {
  const question = questionOf(questions, link);
  const out = link.members.some((role) => roleKey(role) === roleKey(span));
  const { value, start, end } = span;
  const members = out ? link.members.filter((role) => roleKey(role) !== roleKey(span)) : [...link.members, { value, start, end }].sort(byRole);
  if (members.length === 0) return refuse(document, question, t("A link needs a passage: remove the link instead."));
  const next = { ...link, members };
  const wrong = tooMany(question, members) || known(document, next);
  if (wrong) return refuse(document, question, wrong);
  const values = { passage: quoted(span.text), link: nameOf(document, questions, link) };
  const said = out ? t("{passage} taken out of {link}", values) : t("{passage} added to {link}", values);
  return { document: settle(replaced(document, link, next), questions), said, marked: linkKey(next) };
}

/** Answer a question on a passage or link; `id` is the value, or the words of a text question. */
export function answerMarked(document, questions, marked, attribute, id) {
  const question = questionOf(questions, marked);
  const answers = marked.attributes ?? {};
  if (attribute.type === "text") {
    const next = { ...marked, attributes: written(answers, attribute, id) };
    return { document: settle(replaced(document, marked, next), questions), said: "", typed: `${keyOf(marked)} ${attribute.key}` };
  }
  const result = answered(answers, attributesOf(question, marked), attribute, id);
  if (result.refused) return refuse(document, question, result.refused);
  const next = replaced(document, marked, { ...marked, attributes: result.labels });
  return { document: settle(next, questions, document), said: result.said };
}

const known = (document, link) => (findMarked(document, linkKey(link)) ? t("These passages are linked so already.") : "");

/** Why a link takes no more passages of a kind, "" while it does. */
export function tooMany(question, roles) {
  const over = question.members.find(({ value, max }) => max && roles.filter((role) => role.value === value).length > max);
  return over ? t("{role}: at most {most} in one link. Take one out first.", { role: over.title, most: over.max }) : "";
}

function replaced(document, marked, next) {
  const swap = (one) => (keyOf(one) === keyOf(marked) ? next : one);
  return isLink(marked) ? { ...document, links: linksOf(document).map(swap) } : { ...document, spans: document.spans.map(swap) };
}

export const samePlace = (a, b) => a.dimension === b.dimension && roleKey(a) === roleKey(b);
const linksTo = (link, question, questions) => questionOf(questions, link)?.of === question.key;

/** The change, with the answer above set so that passages may be marked here at all. */
export function allowed(before, document, questions, question, said, marked) {
  if (applies(question, document.labels) || !question.when?.is?.length) {
    return { document: settle(document, questions, before), said, marked };
  }
  const asked = questions.find((other) => other.key === question.when.question);
  const [value] = question.when.is;
  const others = valuesOf(document.labels[asked.key]).filter((id) => !(asked.exclusive ?? []).includes(id));
  const answer = asked.type === "multi" ? [...others, value] : value;
  const next = { ...document, labels: { ...document.labels, [asked.key]: answer } };
  const hint = { question: asked.key, message: t("Set to “{value}”, because you marked a passage.", { value: titleOf(asked, value) }) };
  const settled = settle(next, questions, before);
  // That question is not asked itself: what stands in the way is said beside the passages.
  if (!applies(question, settled.labels)) return { document: settle(document, questions, before), said, marked };
  return { document: settled, said: `${said}. ${answering(asked, titleOf(asked, value))}`, hint, marked };
}

/** What became of the links that a removed passage was part of. */
function fateOfLinks(before, questions, span) {
  return linksOf(before).filter((link) => questionOf(questions, link)?.of === span.dimension
    && link.members.some((role) => roleKey(role) === roleKey(span))).map((link) => {
    const name = nameOf(before, questions, link);
    return `. ${link.members.length > 1 ? t("Taken out of {link}", { link: name }) : t("{link} removed with it", { link: name })}`;
  }).join("");
}
