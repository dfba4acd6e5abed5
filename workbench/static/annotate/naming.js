// What tells passages and links apart, and what they are called. Pure.

import { quoted } from "./quotation.js";
import { questionOf } from "./questions.js";

/** What makes a passage the one it is: the object changes with every answer of the server. */
export const spanKey = ({ start, end, dimension, value, origin }) => [start, end, dimension, value, origin].join(" ");

/** A member of a link is the passage with this label at this place. */
export const roleKey = ({ value, start, end }) => [start, end, value].join(" ");

export const linkKey = ({ dimension, members }) => [dimension, ...members.map(roleKey)].join(" | ");

export const isLink = (marked) => "members" in marked;
export const keyOf = (marked) => (isLink(marked) ? linkKey(marked) : spanKey(marked));
export const linksOf = (document) => document.links ?? [];

/** "Attribution 2": links are counted as they stand in the text. */
export function nameOfLink(document, question, link) {
  const own = linksOf(document).filter((other) => other.dimension === question.key);
  return `${question.title} ${own.findIndex((other) => linkKey(other) === linkKey(link)) + 1}`;
}

export const nameOf = (document, questions, marked) =>
  (isLink(marked) ? nameOfLink(document, questionOf(questions, marked), marked) : quoted(marked.text));

/** The passage or link with this key, null where it is gone. */
export const findMarked = (document, key) =>
  [...document.spans, ...linksOf(document)].find((marked) => keyOf(marked) === key) ?? null;

export const byPlace = (a, b) => a.start - b.start || a.end - b.end;
export const byRole = (a, b) => byPlace(a, b) || (a.value < b.value ? -1 : Number(a.value > b.value));

/** Passages of a link in the order of its question's roles: source, cue, content. */
export function inRoles({ members }, spans) {
  const place = (span) => members.findIndex(({ value }) => value === span.value);
  return spans.toSorted((a, b) => place(a) - place(b) || byPlace(a, b));
}

/** Links in the order of their members, as the store keeps them. */
export function inOrder(links) {
  const compare = (a, b) => {
    const at = a.members.findIndex((role, index) => !b.members[index] || byRole(role, b.members[index]) !== 0);
    if (at === -1) return a.members.length - b.members.length;
    return b.members[at] ? byRole(a.members[at], b.members[at]) : 1;
  };
  return links.map((link) => ({ ...link, members: link.members.toSorted(byRole) })).sort(compare);
}
