import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, moved, stepOf, stopsOf, stretched } from "../../workbench/static/annotate/edges.js";
import { borders, whole, wholeTokens } from "../../workbench/static/annotate/graphemes.js";
import { slice } from "../../workbench/static/core/offsets.js";
import rows from "../annotate/given/offsets.json" with { type: "json" };

const content = "One 👩‍👩‍👧 x̂y end.";
const tokens = [[0, 3], [4, 9], [10, 13], [14, 17], [17, 18]];
const words = stopsOf({ tokens, content }, false);
const exact = stopsOf({ tokens, content }, true);
const text = ({ start, end }) => slice(content, start, end);

test("characters are what people see: families, accents, flags", () => {
  assert.deepEqual(borders("a👩‍👩‍👧x̂🇺🇳b"), [0, 1, 6, 8, 10, 11]);
  assert.deepEqual(borders(""), [0]);
  assert.deepEqual(whole(content, { start: 5, end: 11 }), { start: 4, end: 12 });
});

test("tokens that cut a character are one; others stay as they are", () => {
  assert.deepEqual(wholeTokens([[0, 3], [4, 5], [5, 6], [6, 9], [10, 11], [11, 13]], content), [[0, 3], [4, 9], [10, 13]]);
  assert.equal(wholeTokens(tokens, "plain words and 😀"), tokens);
});

test("no character of the shared table is cut, and the whole text comes back", () => {
  for (const row of rows) {
    const all = borders(row.text);
    assert.equal(all.at(-1), [...row.text].length, row.name);
    const pieces = all.slice(1).map((end, index) => slice(row.text, all[index], end));
    assert.equal(pieces.join(""), row.text);
    for (const piece of pieces) assert.equal(piece.isWellFormed?.() ?? true, true, row.name);
  }
});

test("an end goes by words, and never to nothing or out of the text", () => {
  const passage = { start: 4, end: 9 };
  assert.equal(text(moved(words, passage, "end", 1)), "👩‍👩‍👧 x̂y");
  assert.equal(moved(words, passage, "end", -1), null);
  assert.equal(text(moved(words, passage, "start", -1)), "One 👩‍👩‍👧");
  assert.equal(moved(words, passage, "start", 1), null);
  assert.equal(moved(words, { start: 0, end: 18 }, "end", 1), null);
  assert.equal(moved(words, { start: 0, end: 18 }, "start", -1), null);
});

test("an end that stands within a word goes to the next border of a word", () => {
  assert.equal(text(moved(words, { start: 11, end: 16 }, "end", 1)), "̂y end");
  assert.deepEqual(moved(words, { start: 1, end: 16 }, "start", -1), { start: 0, end: 16 });
});

test("by characters an end goes over a family and an accent at once", () => {
  assert.equal(text(moved(exact, { start: 0, end: 4 }, "end", 1)), "One 👩‍👩‍👧");
  assert.equal(text(moved(exact, { start: 10, end: 13 }, "start", 1)), "y");
  assert.equal(moved(exact, { start: 12, end: 13 }, "start", 1), null);
});

test("an end that is dragged covers what it touches; beyond the other end one word is left", () => {
  const passage = { start: 4, end: 9 };
  assert.equal(text(drawn(words, passage, "end", 11)), "👩‍👩‍👧 x̂y");
  assert.equal(text(drawn(words, passage, "end", 0)), "👩‍👩‍👧");
  assert.equal(text(drawn(words, passage, "end", 99)), "👩‍👩‍👧 x̂y end.");
  assert.equal(text(drawn(words, passage, "start", 1)), "One 👩‍👩‍👧");
  assert.equal(text(drawn(words, passage, "start", 15)), "👩‍👩‍👧");
  assert.equal(text(drawn(exact, passage, "end", 12)), "👩‍👩‍👧 x̂");
});

test("a selection stretches by characters, over its beginning too, and covers always something", () => {
  let now = { anchor: 4, focus: 9 };
  now = stretched(content, now, -1);
  assert.deepEqual(now, { anchor: 4, focus: 3 });
  now = stretched(content, now, 1);
  assert.deepEqual(now, { anchor: 4, focus: 9 });
  assert.deepEqual(stretched(content, { anchor: 0, focus: 18 }, 1), { anchor: 0, focus: 18 });
});

test("arrows follow the direction of the script", () => {
  assert.deepEqual([stepOf("ArrowLeft", false), stepOf("ArrowLeft", true), stepOf("Home", false)], [-1, 1, null]);
});
