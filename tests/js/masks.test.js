import assert from "node:assert/strict";
import { test } from "node:test";

import { carriedOver, isOutdated } from "../../workbench/static/annotate/masks.js";
import { mark } from "../../workbench/static/annotate/marks.js";
import { questions, span } from "./given.js";

const blank = { labels: {}, spans: [], note: "", flag: false, done: false };
const sourcing = questions.at(-1);

test("work is outdated when other words were hidden, and only then", () => {
  assert.equal(isOutdated({ masks: "a" }, { masks: "a" }), false);
  assert.equal(isOutdated({}, {}), false);
  assert.equal(isOutdated({ masks: "a" }, { masks: "b" }), true);
  assert.equal(isOutdated({ masks: "a" }, {}), true);
  assert.equal(isOutdated({}, { masks: "b" }), true);
});

test("answers and note are carried over, passages are the stored ones, and nothing is done", () => {
  const now = { ...blank, masks: "new", spans: [span(0, 8)], note: "stored", done: true };
  const kept = { ...blank, masks: "old", labels: { attributed: "yes" }, spans: [span(4, 9)], note: "mine", flag: true, done: true };
  assert.deepEqual(carriedOver(kept, now),
    { masks: "new", labels: { attributed: "yes" }, spans: [span(0, 8)], note: "mine", flag: true, done: false });
});

test("a change keeps saying on which masks it was made", () => {
  assert.equal(mark({ ...blank, masks: "a" }, questions, sourcing, span(0, 3)).document.masks, "a");
});
