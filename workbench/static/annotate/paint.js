// Put colour on the text: CSS highlights where the browser has them, flat <mark> elements elsewhere.

import { pointAt, rangeOver, slice } from "../core/offsets.js";
import { LEVELS, onLevels } from "./levels.js";
import { segments } from "./segments.js";

const NAMES = LEVELS.flatMap((level) => [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `mark-${index}${level}`)).concat("heat-1", "heat-2", "heat-3", "heat-4", "hint", "premark", "chosen", "lit");
const hasHighlights = typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";
// The browser's own lists of ranges, one for each name, kept as long as the page.
const layers = new Map(hasHighlights ? NAMES.map((name, index) => [name, layer(name, index)]) : []);
// What each element shows: its marks in short, and its ranges with the layers that they lie in.
let drawn = new Map();

function layer(name, priority) {
  const made = Object.assign(new Highlight(), { priority });
  CSS.highlights.set(name, made);
  return made;
}

/** Name of the paint for a value: "mark-1" … "mark-8", given by the codebook's order. */
export function paintOf(questions, span) {
  const question = questions.find((other) => other.key === span.dimension);
  return `mark-${question?.values.find((value) => value.id === span.value)?.mark ?? 8}`;
}

/** What is painted for the passages of a paragraph. */
export const marksOf = (questions, { document: { spans } }) =>
  onLevels(spans.map((span) => ({ ...span, name: paintOf(questions, span) })));

/** How many of the others marked which words of a submitted article (others/heat.py). */
export const heatOf = ({ dataset }) => JSON.parse(dataset.heat ?? "[]").map(([start, end, people]) =>
  ({ start, end, name: `heat-${Math.min(people, 4)}` }));

/**
 * Paint the whole page. `pieces` is [{element, marks: [{start, end, name}]}], one per paragraph;
 * later names in NAMES lie above earlier ones. What has not changed is left alone.
 */
export function paint(pieces) {
  const before = drawn;
  drawn = new Map();
  for (const { element, marks } of pieces) {
    const now = marks.map(({ start, end, name }) => `${start} ${end} ${name}`).join();
    const was = before.get(element) ?? { now: "", ranges: [] };
    before.delete(element);
    if (was.now !== now) wipe(was);
    drawn.set(element, was.now === now ? was : { now, ranges: hasHighlights ? highlight(element, marks) : flatten(element, marks) });
  }
  for (const gone of before.values()) wipe(gone);
}

function wipe({ ranges }) {
  for (const [name, range] of ranges) layers.get(name).delete(range);
}

function highlight(element, marks) {
  return marks.map(({ start, end, name }) => {
    const range = rangeOver(element, start, end);
    layers.get(name).add(range);
    return [name, range];
  });
}

function flatten(element, marks) {
  const text = element.textContent;
  const nodes = segments([...text].length, marks).map(({ start, end, names }) => {
    // One in another: each keeps its line.
    return names.reduceRight((inner, name) => {
      const mark = document.createElement("mark");
      mark.className = name;
      mark.append(inner);
      return mark;
    }, document.createTextNode(slice(text, start, end)));
  });
  const selected = selectedIn(element);
  element.replaceChildren(...nodes);
  if (selected) select(element, selected);
  return [];
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
