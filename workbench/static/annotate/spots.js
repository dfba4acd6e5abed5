// Places on the screen and places in the text. Nothing else asks the browser where a character stands.

import { pointAt, rangeOver } from "../core/offsets.js";

/** The place between characters that is nearest to a spot on the screen, in code points, or null outside the element. */
export function caretAt(element, x, y) {
  const spot = document.caretPositionFromPoint?.(x, y) ?? fromRange(document.caretRangeFromPoint?.(x, y));
  return spot && element.contains(spot.offsetNode) ? pointAt(element, spot.offsetNode, spot.offset) : null;
}

const fromRange = (range) => range && { offsetNode: range.startContainer, offset: range.startOffset };

/** The same, drawn into the element's box where the spot lies outside. */
export function nearestCaret(element, x, y) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return caretAt(element, clamp(x, left + 1, right - 1), clamp(y, top + 1, bottom - 1));
}

/** The code point whose character lies under the spot, or null where none does. */
export function characterAt(element, x, y) {
  const caret = caretAt(element, x, y);
  if (caret === null) return null;
  return [caret, caret - 1].find((at) => at >= 0 && [...rangeOver(element, at, at + 1).getClientRects()]
    .some(({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom)) ?? null;
}

/** Where a passage begins and ends on the screen: {x, top, bottom} for each end. */
export function endsOn(element, { start, end }) {
  const rtl = getComputedStyle(element).direction === "rtl";
  const rects = [...rangeOver(element, start, end).getClientRects()].filter(({ width }) => width > 0);
  if (rects.length === 0) return null;
  const first = rects[0];
  const last = rects.at(-1);
  return {
    start: { x: rtl ? first.right : first.left, top: first.top, bottom: first.bottom },
    end: { x: rtl ? last.left : last.right, top: last.top, bottom: last.bottom },
  };
}

const clamp = (number, least, most) => Math.max(least, Math.min(number, most));
