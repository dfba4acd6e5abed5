// Where the word cursor stands once a passage is marked. Pure.

import { sentenceStarts } from "./cursor.js";
import { slice } from "../core/offsets.js";

const WORD = /[\p{L}\p{N}]/u;
const LOWER = /^\p{Ll}/u;

/**
 * The word to go on with after [start, end) was marked, as {start, end}: the next of its sentence
 * that `spans` leave free, or else the one before; null where neither is.
 */
export function goOn({ tokens, content }, { start, end }, spans) {
  const points = [...content];
  const begins = new Set(sentenceStarts(points, tokens).filter((at) => !LOWER.test(slice(content, ...tokens[at]))));
  const isFree = ([from, to]) => !spans.some((span) => span.start < to && span.end > from);
  const isWord = (token) => WORD.test(slice(content, ...token));
  const look = (at, by) => {
    const isOut = (index) => (by > 0 ? begins.has(index) : begins.has(index + 1));
    for (let index = at; tokens[index] && !isOut(index); index += by) {
      if (isWord(tokens[index])) return isFree(tokens[index]) ? tokens[index] : null;
    }
    return null;
  };
  const after = tokens.findIndex(([from]) => from >= end);
  const found = (after === -1 ? null : look(after, 1)) ?? look(tokens.findLastIndex(([, to]) => to <= start), -1);
  return found && { start: found[0], end: found[1] };
}
