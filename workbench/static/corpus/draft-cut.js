// The cut: a line between two words of the active paragraph, moved by arrows or set by a click.

import { pointAt, rangeOver } from "../core/offsets.js";
import { say } from "../core/say.js";
import { around, cuts, moveCut, nearestCut, sentenceCuts } from "./draft-words.js";

/** `active()` gives the active paragraph {words, text}. The cut is gone when another becomes it. */
export function attachCut(sheet, active) {
  const line = document.createElement("span");
  line.className = "cut";
  line.setAttribute("aria-hidden", "true");
  let at = null;

  function put(next) {
    at = next;
    const { words, text } = active();
    line.remove();
    if (at === null) return;
    const box = rangeOver(text, at, at + 1).getClientRects()[0];
    if (!box) return;
    const frame = words.getBoundingClientRect();
    const isRtl = getComputedStyle(text).direction === "rtl";
    line.style.left = `${(isRtl ? box.right + 1 : box.left - 2) - frame.left}px`;
    line.style.top = `${box.top - frame.top}px`;
    line.style.height = `${box.height}px`;
    words.append(line);
  }

  document.addEventListener("keydown", (event) => {
    const { words, text } = active();
    if (!event.target.contains(words) || event.defaultPrevented || event.altKey || event.metaKey || event.shiftKey) return;
    if (document.querySelector("dialog[open]")) return;
    const rtl = getComputedStyle(text).direction === "rtl";
    const next = moveCut(text.textContent, at, event.key, { far: event.ctrlKey, rtl });
    if (next === null) return;
    event.preventDefault();
    words.focus({ preventScroll: true });
    put(next);
    say(around(text.textContent, next));
  });

  sheet.addEventListener("click", (event) => {
    const { text } = active();
    if (!text.contains(event.target) || !getSelection().isCollapsed) return;
    const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (spot && text.contains(spot.offsetNode)) {
      put(nearestCut(text.textContent, pointAt(text, spot.offsetNode, spot.offset)));
    }
  });
  addEventListener("resize", () => put(at));

  /** Where to split; without a cut one is put after the first sentence, to be seen first. */
  function chosen() {
    const { text } = active();
    if (at !== null) return at;
    put(sentenceCuts(text.textContent)[0] ?? cuts(text.textContent)[0] ?? null);
    say(at === null ? "This is a single word." : `${around(text.textContent, at)}. Split again to cut here.`);
    return null;
  }

  return { forget: () => put(null), chosen };
}
