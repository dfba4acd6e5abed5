// Answers that a rule filled in and that nobody has looked at yet, by link, for as long as the page is
// open: a quiet sign stands beside each until it is confirmed, changed, or its paragraph is done.

import { keyOf } from "./naming.js";

/** `filled` is {link, keys} of a change (see triples.js), or undefined. */
export function noteFilled(paragraph, filled) {
  if (filled) paragraph.filled = new Map(paragraph.filled).set(filled.link, new Set(filled.keys));
}

export const isFilledIn = ({ filled, document }, one, attribute) =>
  !document.done && Boolean(filled?.get(keyOf(one))?.has(attribute.key)) && one.attributes?.[attribute.key] !== undefined;

/** True when it had not been looked at before. */
export const lookedAt = ({ filled }, one, attribute) => filled?.get(keyOf(one))?.delete(attribute.key) ?? false;
