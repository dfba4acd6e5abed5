// Answers that a rule filled in and that nobody has looked at yet, by link, for as long as the page is
// open: a quiet sign stands beside each until it is confirmed, changed, or its paragraph is done.

import { keyOf, linkKey, linksOf } from "./naming.js";

/** `filled` is {link, keys} of a change (see triples.js), or undefined. */
export function noteFilled(paragraph, filled) {
  if (filled) paragraph.filled = new Map(paragraph.filled).set(filled.link, new Set(filled.keys));
}

/** A link that has other passages now than in the document `before` is the same link still. */
export function followFilled(paragraph, before) {
  const [was, now] = [before, paragraph.document].map((one) => linksOf(one).map(linkKey));
  const [gone, ...more] = was.filter((key) => !now.includes(key));
  const [come, ...others] = now.filter((key) => !was.includes(key));
  if (more.length + others.length > 0 || !come || !paragraph.filled?.has(gone)) return;
  paragraph.filled = new Map(paragraph.filled).set(come, paragraph.filled.get(gone));
}

export const isFilledIn = ({ filled, document }, one, attribute) =>
  !document.done && Boolean(filled?.get(keyOf(one))?.has(attribute.key)) && one.attributes?.[attribute.key] !== undefined;

/** True when it had not been looked at before. */
export const lookedAt = ({ filled }, one, attribute) => filled?.get(keyOf(one))?.delete(attribute.key) ?? false;
