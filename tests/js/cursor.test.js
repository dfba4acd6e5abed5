import assert from "node:assert/strict";
import { test } from "node:test";

import { cursorOver, extent, move, sentenceStarts, snap, tokensOf } from "../../workbench/static/annotate/cursor.js";
import { segments } from "../../workbench/static/annotate/segments.js";

const text = "One two. Three 😀 four!";
const tokens = [[0, 3], [4, 7], [7, 8], [9, 14], [15, 16], [17, 21], [21, 22]];
const starts = sentenceStarts([...text], tokens);
const go = (cursor, key, options = {}) => move(tokens, starts, cursor, key, { extend: false, far: false, rtl: false, ...options });

test("tokens come as gaps and lengths, as annotate/seen.py makes them", () => {
  assert.deepEqual(tokensOf([0, 3, 1, 5, 0, 1]), [[0, 3], [4, 9], [9, 10]]);
  assert.deepEqual(tokensOf([]), []);
});

test("the first arrow puts the cursor on the first word", () => {
  assert.deepEqual(go(null, "ArrowRight"), { anchor: 0, focus: 0 });
});

test("arrows move by word and stop at the ends", () => {
  assert.equal(go({ anchor: 0, focus: 0 }, "ArrowRight").focus, 1);
  assert.equal(go({ anchor: 0, focus: 0 }, "ArrowLeft").focus, 0);
  assert.equal(go({ anchor: 6, focus: 6 }, "ArrowRight").focus, 6);
});

test("shift extends from where the selection began, in both directions", () => {
  const right = go({ anchor: 1, focus: 1 }, "ArrowRight", { extend: true });
  assert.deepEqual(extent(tokens, right), { start: 4, end: 8 });
  const left = go({ anchor: 1, focus: 1 }, "ArrowLeft", { extend: true });
  assert.deepEqual(extent(tokens, left), { start: 0, end: 7 });
});

test("the arrows follow the script from right to left", () => {
  assert.equal(go({ anchor: 1, focus: 1 }, "ArrowLeft", { rtl: true }).focus, 2);
});

test("sentences are found across an emoji, and ctrl jumps between them", () => {
  assert.deepEqual(starts, [0, 3]);
  assert.equal(go({ anchor: 1, focus: 1 }, "ArrowRight", { far: true }).focus, 3);
  assert.equal(go({ anchor: 5, focus: 5 }, "ArrowLeft", { far: true }).focus, 3);
});

test("other keys are left alone", () => {
  assert.equal(go({ anchor: 1, focus: 1 }, "ArrowDown"), null);
});

test("a selection is widened to whole words; a gap alone is nothing", () => {
  assert.deepEqual(snap(tokens, 1, 5), { start: 0, end: 7 });
  assert.equal(snap(tokens, 3, 4), null);
  assert.deepEqual(cursorOver(tokens, 4, 14), { anchor: 1, focus: 3 });
});

test("overlapping marks become flat pieces without gaps", () => {
  const pieces = segments(10, [{ start: 2, end: 6, name: "a" }, { start: 4, end: 8, name: "b" }]);
  assert.deepEqual(pieces, [
    { start: 0, end: 2, names: [] }, { start: 2, end: 4, names: ["a"] }, { start: 4, end: 6, names: ["a", "b"] },
    { start: 6, end: 8, names: ["b"] }, { start: 8, end: 10, names: [] },
  ]);
});
