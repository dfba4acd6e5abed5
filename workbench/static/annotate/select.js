// Choose words: with the mouse or the finger by selecting, with the keys by the word cursor.

import { cursorOver, extent, move, sentenceStarts, snap } from "./cursor.js";
import { pointAt, rangeOver, slice } from "../core/offsets.js";
import { say } from "../core/say.js";

const SETTLES_AFTER = 250;

export function attachSelecting(work, article) {
  let cursor = null;
  let pointer = "mouse";
  let timer = 0;

  document.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
  document.addEventListener("pointerup", (event) => {
    // The browser updates the selection after the event.
    if (pointer === "mouse") setTimeout(() => take(event), 0);
  });
  document.addEventListener("selectionchange", () => {
    if (pointer === "mouse") return;
    clearTimeout(timer);
    timer = setTimeout(() => take(null), SETTLES_AFTER);
  });

  function take(event) {
    const selection = getSelection();
    const element = selection.anchorNode?.parentElement?.closest?.(".p .text");
    const paragraph = element && work.paragraphs.find((one) => one.element === element);
    if (selection.isCollapsed || !paragraph) {
      if (work.chosen && (!event || event.target.closest("[data-paragraph]"))) work.choose(null);
      return;
    }
    work.activate(paragraph);
    const range = covered(paragraph, selection.getRangeAt(0));
    const words = event?.altKey ? range : snap(paragraph.tokens, range.start, range.end);
    if (!words || words.start === words.end) return;
    cursor = cursorOver(paragraph.tokens, words.start, words.end);
    // What is selected and what will be marked must look the same; a finger keeps its handles.
    if (event) select(paragraph.element, words);
    work.choose({ ...words, by: event ? "mouse" : "touch" });
  }

  function select(element, { start, end }) {
    const range = rangeOver(element, start, end);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }

  /** Code points of the paragraph that a range covers; what lies outside is cut off. */
  function covered({ element, content }, range) {
    const from = element.contains(range.startContainer);
    const to = element.contains(range.endContainer);
    return {
      start: from ? pointAt(element, range.startContainer, range.startOffset) : 0,
      end: to ? pointAt(element, range.endContainer, range.endOffset, "end") : [...content].length,
    };
  }

  // The keys work in the words and where nothing else has the focus, as right after loading.
  document.addEventListener("keydown", (event) => {
    const paragraph = work.active;
    const isFree = event.target.contains(paragraph.words) && !document.querySelector("dialog[open]");
    if (!isFree || event.defaultPrevented || event.altKey || event.metaKey) return;
    const options = { extend: event.shiftKey, far: event.ctrlKey, rtl: getComputedStyle(paragraph.words).direction === "rtl" };
    const points = [...paragraph.content];
    const next = move(paragraph.tokens, sentenceStarts(points, paragraph.tokens), cursor, event.key, options);
    if (!next) return;
    event.preventDefault();
    cursor = next;
    paragraph.words.focus({ preventScroll: true });
    const range = extent(paragraph.tokens, cursor);
    work.choose({ ...range, by: "keys" });
    say(slice(paragraph.content, range.start, range.end));
  });

  // A click on marked words lights their rows, and puts the cursor there.
  article.addEventListener("click", (event) => {
    const { element, tokens, document: now } = work.active;
    if (tokens.length === 0 || !element.contains(event.target) || work.chosen) return;
    const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (!spot || !element.contains(spot.offsetNode)) return;
    const at = pointAt(element, spot.offsetNode, spot.offset);
    cursor = cursorOver(tokens, at, at + 1);
    work.light(now.spans.filter((span) => span.start <= at && at < span.end));
  });

  work.listen((what) => {
    if (what === "active") cursor = null;
    // Words may be chosen by another key than those of the cursor, which goes there too.
    const { chosen, active: { tokens } } = work;
    const isElsewhere = (range) => !cursor || extent(tokens, cursor).start !== range.start || extent(tokens, cursor).end !== range.end;
    if (what === "chosen" && chosen?.by === "keys" && isElsewhere(chosen)) cursor = cursorOver(tokens, chosen.start, chosen.end);
  });
}
