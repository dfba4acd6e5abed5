// Put colour on the text: CSS highlights where the browser has them, flat <mark> elements elsewhere.

import { pointAt, rangeOver, slice } from "../core/offsets.js";
import { segments } from "./segments.js";

const NAMES = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `mark-${index}`).concat("hint", "premark", "chosen", "lit");
const hasHighlights = typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";
const drawn = new WeakMap();

/** Name of the paint for a value: "mark-1" … "mark-8", given by the codebook's order. */
export function paintOf(questions, span) {
  const question = questions.find((other) => other.key === span.dimension);
  return `mark-${question?.values.find((value) => value.id === span.value)?.mark ?? 8}`;
}

/**
 * Paint the whole page anew. `pieces` is [{element, marks: [{start, end, name}]}], one per
 * paragraph; later names in NAMES lie above earlier ones.
 */
export function paint(pieces) {
  if (hasHighlights) highlight(pieces);
  else for (const piece of pieces) flatten(piece);
}

function highlight(pieces) {
  const ranges = new Map(NAMES.map((name) => [name, []]));
  for (const { element, marks } of pieces) {
    for (const { start, end, name } of marks) ranges.get(name).push(rangeOver(element, start, end));
  }
  NAMES.forEach((name, index) => {
    const paintwork = new Highlight(...ranges.get(name));
    paintwork.priority = index;
    CSS.highlights.set(name, paintwork);
  });
}

function flatten({ element, marks }) {
  const now = JSON.stringify(marks);
  if (drawn.get(element) === now) return;
  drawn.set(element, now);
  const text = element.textContent;
  const nodes = segments([...text].length, marks).map(({ start, end, names }) => {
    const words = document.createTextNode(slice(text, start, end));
    if (names.length === 0) return words;
    const mark = document.createElement("mark");
    mark.className = names.join(" ");
    mark.append(words);
    return mark;
  });
  const selected = selectedIn(element);
  element.replaceChildren(...nodes);
  if (selected) select(element, selected);
}

/** The code points that are selected in the element: new nodes would lose them. Null without any. */
function selectedIn(element) {
  const selection = getSelection();
  const isInside = !selection.isCollapsed && element.contains(selection.anchorNode) && element.contains(selection.focusNode);
  if (!isInside) return null;
  const range = selection.getRangeAt(0);
  return [pointAt(element, range.startContainer, range.startOffset), pointAt(element, range.endContainer, range.endOffset, "end")];
}

function select(element, [start, end]) {
  const range = rangeOver(element, start, end);
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}
