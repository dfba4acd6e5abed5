// Which answers of the lead came after a paragraph was judged.
import assert from "node:assert/strict";
import { test } from "node:test";

import { later } from "../../workbench/static/annotate/later.js";
import { frames, questions, span } from "./given.js";

const answer = (dimension, at) => ({ dimension, title: dimension, at });
const paragraph = (document, savedAt = "2026-03-02T08:00:00Z") =>
  ({ savedAt, document: { labels: {}, spans: [], ...document } });
const AFTER = "2026-03-02T08:00:01+00:00";

test("an answer is later only when it came after the save, about what was answered", () => {
  const judged = paragraph({ labels: { [frames.key]: ["conflict"], "tone.government": "-1" } });
  const given = [answer(frames.key, AFTER), answer("tone", AFTER), answer("genre", AFTER), answer(frames.key, "2026-03-02T07:59:59+00:00")];
  assert.deepEqual(later(given, judged, questions).map((one) => one.dimension), [frames.key, "tone"]);
});

test("passages count as answers; a paragraph never saved has nothing that is later", () => {
  const marked = span(0, 3);
  assert.equal(later([answer(marked.dimension, AFTER)], paragraph({ spans: [marked] }), questions).length, 1);
  assert.equal(later([answer(marked.dimension, AFTER)], paragraph({ spans: [marked] }, ""), questions).length, 0);
});
