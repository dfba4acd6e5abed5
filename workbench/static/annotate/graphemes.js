// Where one character as people see it ends and the next begins: an emoji family, a letter with its
// accents. Pure. Places are code points.

const segmenter = globalThis.Intl?.Segmenter ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** The borders between the characters of `text`, its two ends included. */
export function borders(text) {
  const characters = segmenter ? [...segmenter.segment(text)].map(({ segment }) => segment) : [...text];
  let at = 0;
  return [0, ...characters.map((character) => (at += [...character].length))];
}

/** Widen [start, end) so that no character is cut. */
export const whole = (text, { start, end }) => {
  const all = borders(text);
  return { start: all.findLast((border) => border <= start) ?? 0, end: all.find((border) => border >= end) ?? all.at(-1) };
};

// What can join code points to one character; most paragraphs have none of it.
const JOINING = /[\p{M}\u200d\ufe0f\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u;

/** Tokens ([[start, end], …]) of which none ends within a character: an emoji family is one. */
export function wholeTokens(tokens, text) {
  if (!JOINING.test(text)) return tokens;
  const all = new Set(borders(text));
  const joined = [];
  for (const [start, end] of tokens) {
    if (all.has(start)) joined.push([start, end]);
    else joined.at(-1)[1] = end;
  }
  return joined;
}
