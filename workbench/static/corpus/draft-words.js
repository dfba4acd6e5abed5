// Where a paragraph can be split: before each word but the first, in code points. Pure.

/** Offsets of the words of `text` that a split can come before. */
export function cuts(text) {
  return offsets([...text]).slice(1);
}

/** Those of the cuts that begin a sentence. */
export function sentenceCuts(text) {
  const points = [...text];
  return cuts(text).filter((at) => /[.!?…。！？؟۔।]["'”’»)\]]*\s+$/u.test(points.slice(Math.max(0, at - 6), at).join("")));
}

/** The cut after a key, from the present one (null at the start); null where the key means nothing. */
export function moveCut(text, at, key, { far, rtl }) {
  const all = far ? sentenceCuts(text) : cuts(text);
  if (key === "Home") return all[0] ?? null;
  if (key === "End") return all.at(-1) ?? null;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return null;
  const forward = (step === 1) !== rtl;
  if (at === null) return all[0] ?? null;
  return (forward ? all.find((cut) => cut > at) : all.findLast((cut) => cut < at)) ?? at;
}

/** The cut nearest to a code point. */
export function nearestCut(text, point) {
  const near = (best, cut) => (best === null || Math.abs(cut - point) < Math.abs(best - point) ? cut : best);
  return cuts(text).reduce(near, null);
}

/** The words on both sides of a cut, to be said aloud. */
export function around(text, at) {
  const points = [...text];
  const before = points.slice(0, at).join("").trimEnd().split(/\s+/u).at(-1);
  return `${before} | ${points.slice(at).join("").split(/\s+/u)[0]}`;
}

function offsets(points) {
  return points.flatMap((point, at) => (!isSpace(point) && (at === 0 || isSpace(points[at - 1])) ? [at] : []));
}

const isSpace = (point) => /\s/u.test(point);
