import assert from "node:assert/strict";
import { test } from "node:test";

import { around, cuts, moveCut, nearestCut, sentenceCuts } from "../../workbench/static/corpus/draft-words.js";

const text = "One 😀 two. “Three four?” Five";
const go = (at, key, options = {}) => moveCut(text, at, key, { far: false, rtl: false, ...options });

test("a paragraph can be cut before each word but the first, counted in code points", () => {
  assert.deepEqual(cuts(text), [4, 6, 11, 18, 25]);
  assert.deepEqual([...text].slice(11).join(""), "“Three four?” Five");
});

test("space around the text gives no cut that would leave nothing", () => {
  assert.deepEqual(cuts("  one\n two "), [7]);
  assert.deepEqual(cuts("one"), []);
});

test("sentences begin after a closing mark, also after quotation marks", () => {
  assert.deepEqual(sentenceCuts(text), [11, 25]);
});

test("the arrows go by word, or by sentence with ctrl, and stop at the ends", () => {
  assert.equal(go(null, "ArrowRight"), 4);
  assert.equal(go(4, "ArrowRight"), 6);
  assert.equal(go(4, "ArrowLeft"), 4);
  assert.equal(go(25, "ArrowRight"), 25);
  assert.equal(go(4, "ArrowRight", { far: true }), 11);
  assert.equal(go(25, "ArrowLeft", { far: true }), 11);
});

test("the arrows follow a script from right to left", () => {
  assert.equal(go(6, "ArrowLeft", { rtl: true }), 11);
  assert.equal(go(6, "ArrowRight", { rtl: true }), 4);
});

test("home and end go to the first and the last cut", () => {
  assert.equal(go(11, "Home"), 4);
  assert.equal(go(null, "End"), 25);
});

test("other keys mean nothing, and a single word cannot be cut", () => {
  assert.equal(go(4, "ArrowDown"), null);
  assert.equal(moveCut("one", null, "ArrowRight", { far: false, rtl: false }), null);
});

test("a click chooses the cut that is nearest", () => {
  assert.equal(nearestCut(text, 12), 11);
  assert.equal(nearestCut(text, 0), 4);
  assert.equal(nearestCut("one", 1), null);
});

test("both sides of a cut can be said", () => {
  assert.equal(around(text, 11), "two. | “Three");
});
