import assert from "node:assert/strict";
import { test } from "node:test";

import { Haste } from "../../workbench/static/annotate/haste.js";

const LONG = 40;
const all = (haste, ...spent) => spent.map((milliseconds) => haste.done(milliseconds, LONG));

test("three hasty paragraphs in a row bring a word, two do not", () => {
  assert.deepEqual(all(new Haste(), 3999, 100, 2000), [false, false, true]);
  assert.deepEqual(all(new Haste(), 3999, 100, 4000, 1, 1), [false, false, false, false, false]);
});

test("short paragraphs neither count nor break the row", () => {
  const haste = new Haste();
  assert.deepEqual([haste.done(100, 15), haste.done(100, 15), haste.done(100, 15)], [false, false, false]);
  all(haste, 100, 100);
  assert.equal(haste.done(9000, 3), false);
  assert.deepEqual(all(haste, 100), [true]);
});

test("it is said once in twenty paragraphs at most, short ones included", () => {
  const haste = new Haste();
  const said = Array.from({ length: 44 }, () => haste.done(1, LONG)).flatMap((due, at) => (due ? [at + 1] : []));
  assert.deepEqual(said, [3, 23, 43]);
});

test("it goes on from one article to the next", () => {
  const before = new Haste();
  all(before, 1, 1);
  assert.deepEqual(all(new Haste({ ...before }), 1), [true]);
});
