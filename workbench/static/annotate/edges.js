// The two ends of a passage or a selection, and where they may go. Pure; places are code points.
// Stops are the places that an end may take: {start: [...], end: [...]}, in order.

import { borders } from "./graphemes.js";

/** Ends snap to words, or with `exact` to single characters. */
export function stopsOf({ tokens, content }, exact) {
  if (!exact) return { start: tokens.map(([start]) => start), end: tokens.map(([, end]) => end) };
  const all = borders(content);
  return { start: all.slice(0, -1), end: all.slice(1) };
}

/** The passage with one end ("start" or "end") moved by a stop, +1 or -1; null where it cannot go. */
export function moved(stops, { start, end }, edge, by) {
  const free = stops[edge].filter((stop) => (edge === "end" ? stop > start : stop < end));
  const next = by > 0 ? free.find((stop) => stop > { start, end }[edge]) : free.findLast((stop) => stop < { start, end }[edge]);
  return next === undefined ? null : { start, end, [edge]: next };
}

/** The passage with one end drawn to `point`: over what the point touches, and never to nothing. */
export function drawn(stops, { start, end }, edge, point) {
  if (edge === "end") {
    const free = stops.end.filter((stop) => stop > start);
    return { start, end: free.find((stop) => stop >= point) ?? free.at(-1) ?? end };
  }
  const free = stops.start.filter((stop) => stop < end);
  return { start: free.findLast((stop) => stop <= point) ?? free[0] ?? start, end };
}

/** A selection {anchor, focus} with its focus one character on, +1 or -1; it never covers nothing. */
export function stretched(content, { anchor, focus }, by) {
  const all = borders(content).filter((border) => border !== anchor);
  const next = by > 0 ? all.find((border) => border > focus) : all.findLast((border) => border < focus);
  return { anchor, focus: next ?? focus };
}

const TO_THE_RIGHT = { ArrowLeft: -1, ArrowRight: 1 };

/** -1 or +1 in reading order for an arrow key, null for any other. */
export const stepOf = (key, rtl) => (TO_THE_RIGHT[key] ? TO_THE_RIGHT[key] * (rtl ? -1 : 1) : null);
