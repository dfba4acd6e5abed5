// Choose words: with the mouse or the finger by selecting, with the keys by the word cursor, with
// Alt by single characters, and quotations as a whole.

import { cursorOver, extent, move, sentenceStarts, snap } from "./cursor.js";
import { stepOf, stretched } from "./edges.js";
import { whole } from "./graphemes.js";
import { questionOf, titleOf } from "./questions.js";
import { nextQuotation, quotationsIn } from "./quotations.js";
import { pointAt, rangeOver, slice } from "../core/offsets.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";

const SETTLES_AFTER = 250;

/** Gives {quotation}, which chooses the quotation at the cursor or the next one. */
export function attachSelecting(work) {
  let cursor = null;
  let stretch = null;  // {anchor, focus} in code points, while single characters are chosen by keys
  let ours = null;  // what was chosen by the keys here
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
    const words = event?.altKey ? whole(paragraph.content, range) : snap(paragraph.tokens, range.start, range.end);
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
    if (!isFree || event.defaultPrevented || event.metaKey || paragraph.tokens.length === 0) return;
    const rtl = getComputedStyle(paragraph.words).direction === "rtl";
    const range = event.altKey ? byCharacter(event, rtl) : byWord(event, rtl);
    if (!range) return;
    event.preventDefault();
    paragraph.words.focus({ preventScroll: true });
    chooseByKeys(range);
  });

  function byWord({ key, shiftKey, ctrlKey }, rtl) {
    const { tokens, content } = work.active;
    const next = move(tokens, sentenceStarts([...content], tokens), cursor, key, { extend: shiftKey, far: ctrlKey, rtl });
    if (!next) return null;
    [cursor, stretch] = [next, null];
    return extent(tokens, cursor);
  }

  /** Alt with Shift and the arrows; Alt alone is the browser's. */
  function byCharacter({ key, shiftKey, ctrlKey }, rtl) {
    const by = stepOf(key, rtl);
    if (by === null || !shiftKey || ctrlKey) return null;
    const { tokens, content } = work.active;
    stretch = stretched(content, stretch ?? endsOf(tokens, cursor), by);
    const start = Math.min(stretch.anchor, stretch.focus);
    const end = Math.max(stretch.anchor, stretch.focus);
    const over = cursorOver(tokens, start, end);
    cursor = stretch.focus < stretch.anchor && over ? { anchor: over.focus, focus: over.anchor } : over;
    return { start, end };
  }

  function chooseByKeys({ start, end }) {
    ours = { start, end };
    work.choose({ start, end, by: "keys" });
    const { content, document: now } = work.active;
    const over = now.spans.filter((span) => span.start < end && span.end > start);
    say([slice(content, start, end), ...over.map((span) => titleOf(questionOf(work.questions, span), span.value))].join(", "));
  }

  function quotation() {
    const { content, tokens, words } = work.active;
    const at = work.chosen?.start ?? tokens[cursor?.focus]?.[0] ?? 0;
    const next = nextQuotation(quotationsIn(content, words.closest("[lang]")?.lang ?? ""), at, work.chosen);
    if (!next) return say(t("No quotation in this paragraph"));
    [cursor, stretch] = [cursorOver(tokens, next.start, next.end), null];
    words.focus({ preventScroll: true });
    return chooseByKeys(next);
  }

  work.listen((what) => {
    if (what === "active") cursor = null;
    const { chosen, heldSpan, active: { tokens } } = work;
    const isOurs = chosen?.by === "keys" && chosen.start === ours?.start && chosen.end === ours.end;
    // Words may be chosen by another key than those of the cursor, which goes there too.
    if (what === "chosen" && chosen?.by === "keys" && !isOurs) cursor = cursorOver(tokens, chosen.start, chosen.end);
    if (what === "active" || (what === "chosen" && !isOurs)) stretch = null;
    if (what === "held" && heldSpan) cursor = cursorOver(tokens, heldSpan.start, heldSpan.end);
  });
  return { quotation };
}

/** The selection of a word cursor as {anchor, focus} in code points. */
function endsOf(tokens, cursor) {
  if (!cursor) return { anchor: 0, focus: 0 };
  const { start, end } = extent(tokens, cursor);
  return cursor.focus < cursor.anchor ? { anchor: end, focus: start } : { anchor: start, focus: end };
}
