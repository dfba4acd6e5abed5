// Paint on a real page: highlights that overlap, and flat elements where the browser has none.
import assert from "node:assert/strict";
import { test } from "node:test";

import { onLevels } from "../../workbench/static/annotate/levels.js";
import { marksOf, paint, paintOf } from "../../workbench/static/annotate/paint.js";
import { frames, questions, span } from "./given.js";

const { Highlight } = globalThis;
globalThis.Highlight = undefined;
const flat = await import("../../workbench/static/annotate/paint.js?without-highlights");
globalThis.Highlight = Highlight;

const TEXT = "Two 😀 aides claimed it.";

function paragraph() {
  const element = document.createElement("p");
  element.textContent = TEXT;
  document.querySelector("main").replaceChildren(element);
  return element;
}

/** [[name, its words …] …] of all highlights that have any. */
const highlighted = () => [...CSS.highlights].map(([name, ranges]) => [name, ...[...ranges].map(wordsOf)]).filter((one) => one.length > 1);

function wordsOf({ startContainer, startOffset, endContainer, endOffset }) {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range.toString();
}

/** [[classes, words] …] of the pieces of an element. */
const pieces = (element) => [...element.childNodes].map((one) =>
  [[one, ...(one.querySelectorAll?.("mark") ?? [])].map((mark) => mark.className ?? "").join(" "), one.textContent]);

const marks = [{ start: 0, end: 11, name: "mark-1" }, { start: 4, end: 19, name: "mark-2" }];

test("a value's place in the codebook gives its paint", () => {
  assert.equal(paintOf(questions, span(0, 1, "cue")), "mark-2");
  assert.equal(paintOf([frames], span(0, 1)), "mark-8");
});

test("of passages under one label that overlap or touch, each has a line of its own", () => {
  const document = { spans: [span(0, 11), span(4, 8), span(11, 19), span(4, 8, "cue"), span(20, 22)] };
  const painted = marksOf(questions, { document });
  assert.deepEqual(painted.map(({ name }) => name), ["mark-1", "mark-1b", "mark-1b", "mark-2", "mark-1"]);
  const element = paragraph();
  paint([{ element, marks: painted }]);
  assert.deepEqual(highlighted(), [
    ["mark-1", "Two 😀 aides", "it"], ["mark-2", "😀 ai"], ["mark-1b", "😀 ai", " claimed"],
  ]);
  flat.paint([{ element, marks: painted }]);
  assert.deepEqual(pieces(element)[1], ["mark-1 mark-1b mark-2", "😀 ai"]);
  // The control: on one level nobody could say where the first ends.
  assert.deepEqual(onLevels([{ start: 0, end: 4, name: "a" }, { start: 5, end: 6, name: "a" }]).map(({ name }) => name), ["a", "a"]);
});

test("below the last level lines meet again", () => {
  const names = onLevels([0, 1, 2, 3].map((start) => ({ start, end: 9, name: "mark-1" }))).map(({ name }) => name);
  assert.deepEqual(names, ["mark-1", "mark-1b", "mark-1c", "mark-1c"]);
});

test("highlights overlap, and leave the text in one piece", () => {
  const element = paragraph();
  paint([{ element, marks }]);
  assert.deepEqual(highlighted(), [["mark-1", "Two 😀 aides"], ["mark-2", "😀 aides claimed"]]);
  assert.equal(element.childNodes.length, 1);
});

test("painting anew takes the old paint away", () => {
  const element = paragraph();
  paint([{ element, marks }]);
  paint([{ element, marks: [{ start: 0, end: 3, name: "lit" }] }]);
  assert.deepEqual(highlighted(), [["lit", "Two"]]);
});

test("what did not change keeps its ranges; what is no longer on the page goes", () => {
  const [first, second] = [paragraph(), paragraph()];
  paint([{ element: first, marks }, { element: second, marks: [marks[0]] }]);
  const before = [...CSS.highlights.get("mark-1")];
  paint([{ element: first, marks: marks.map((one) => ({ ...one })) }, { element: second, marks: [] }]);
  assert.deepEqual([...CSS.highlights.get("mark-1")].map((one) => before.indexOf(one)), [0]);
  paint([]);
  assert.deepEqual(highlighted(), []);
});

test("what is lit lies above what is chosen, and that above all marks", () => {
  paint([{ element: paragraph(), marks }]);
  const place = (name) => CSS.highlights.get(name).priority;
  assert.ok(place("mark-8") < place("chosen") && place("chosen") < place("lit"));
});

test("without highlights, overlaps are cut into pieces that say all they are, one in another", () => {
  const element = paragraph();
  flat.paint([{ element, marks }]);
  assert.deepEqual(pieces(element), [["mark-1", "Two "], ["mark-1 mark-2", "😀 aides"], ["mark-2", " claimed"], ["", " it."]]);
  assert.equal(element.textContent, TEXT);
});

test("without highlights, what did not change is left alone, and what went is taken out", () => {
  const element = paragraph();
  flat.paint([{ element, marks }]);
  const first = element.firstChild;
  flat.paint([{ element, marks: marks.map((one) => ({ ...one })) }]);
  assert.equal(element.firstChild, first);
  flat.paint([{ element, marks: [] }]);
  assert.deepEqual(pieces(element), [["", TEXT]]);
});

test("without highlights, what is selected stays selected when the elements are new", () => {
  const element = paragraph();
  flat.paint([{ element, marks: [] }]);
  getSelection().setBaseAndExtent(element.firstChild, 4, element.firstChild, 12);
  flat.paint([{ element, marks }]);
  assert.equal(getSelection().toString(), "😀 aides");
  getSelection().removeAllRanges();
});
