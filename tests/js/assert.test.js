// The assertions themselves, which the browser brings from tests/js/chromium: each can fail.
import assert from "node:assert/strict";
import { test } from "node:test";

const right = [
  () => assert.ok("words"),
  () => assert.equal(NaN, NaN),
  () => assert.notEqual(1, "1"),
  () => assert.deepEqual({ a: [1, { b: null }], c: undefined }, { c: undefined, a: [1, { b: null }] }),
  () => assert.deepEqual(new Map([["a", new Set([1])]]), new Map([["a", new Set([1])]])),
  () => assert.match("harbour", /^h/),
  () => assert.doesNotMatch("harbour", /^b/),
];
const wrong = [
  () => assert.ok(""),
  () => assert.equal(1, "1"),
  () => assert.equal({}, {}),
  () => assert.notEqual("a", "a"),
  () => assert.deepEqual({ a: 1 }, { a: 1, b: undefined }),
  () => assert.deepEqual({ a: 1, b: undefined }, { a: 1, c: undefined }),
  () => assert.deepEqual([1, [2]], [1, [3]]),
  () => assert.deepEqual([], {}),
  () => assert.deepEqual(new Set([1]), new Set([2])),
  () => assert.deepEqual(null, {}),
  () => assert.match("harbour", /^b/),
  () => assert.doesNotMatch("harbour", /^h/),
];

for (const [number, claim] of right.entries()) test(`holds: ${number}`, claim);

for (const [number, claim] of wrong.entries()) {
  test(`does not hold: ${number}`, () => {
    let fault = null;
    try {
      claim();
    } catch (thrown) {
      fault = thrown;
    }
    if (!fault) throw new Error(`passed: ${claim}`);
  });
}
