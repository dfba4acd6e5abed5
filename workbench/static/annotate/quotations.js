// Quotations in a paragraph, as its language pairs the marks; nlp/quotes.py does the same, and both
// are held to tests/given/quotations.json. Pure; places are code points, marks included.

import { toPoint, unitTable } from "../core/offsets.js";

const WORD = "[\\p{L}\\p{N}_]";
const CURLY = "“[^“”\\n]+”";
const LOW = "„[^„“”\\n]+[“”]";
const OUTWARDS = "«[^«»\\n]+»";
const INWARDS = "»[^«»\\n]+[«»]";
const REST = [`(?<!${WORD})"(?=\\S)[^"\\n]+(?<=\\S)"(?!${WORD})`, `(?<!${WORD})‘(?=\\S)[^‘\\n]+?(?<=\\S)’(?!${WORD})`];
const USUAL = [CURLY, LOW, OUTWARDS, ...REST];
const OF = {
  de: [CURLY, LOW, INWARDS, ...REST],
  da: [CURLY, LOW, INWARDS, ...REST],
  fi: [...USUAL, INWARDS, "”[^“”\\n]+”"],
  sv: [...USUAL, INWARDS, "”[^“”\\n]+”"],
};

/** [{start, end}] in the order of the text; `language` as in the lang attribute. */
export function quotationsIn(text, language) {
  const table = unitTable(text);
  const found = patternsOf(text, language.split("-")[0]).flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, "gu"))].map(({ 0: words, index }) =>
      ({ start: toPoint(table, index), end: toPoint(table, index + words.length) })));
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

function patternsOf(text, language) {
  // The Swiss print German with guillemets that point outwards.
  const isOutwards = ["de", "da"].includes(language) && /[«»]/.exec(text)?.[0] === "«";
  return isOutwards ? USUAL : OF[language] ?? USUAL;
}

/** The quotation at or after a place; after the one that is `chosen` already the next, and round. */
export function nextQuotation(all, at, chosen) {
  const isChosen = chosen && all.some(({ start, end }) => start === chosen.start && end === chosen.end);
  const next = isChosen ? all.find(({ start }) => start > chosen.start) : all.find(({ end }) => end > at);
  return next ?? all[0] ?? null;
}
