import assert from "node:assert/strict";
import { test } from "node:test";

import { nextQuotation, quotationsIn } from "../../workbench/static/annotate/quotations.js";
import { slice } from "../../workbench/static/core/offsets.js";
import rows from "../given/quotations.json" with { type: "json" };

for (const { language, text, found } of rows) {
  test(`quotations: ${text}`, () => {
    assert.deepEqual(quotationsIn(text, `${language}-XX`).map(({ start, end }) => slice(text, start, end)), found);
  });
}

const all = [{ start: 5, end: 9 }, { start: 20, end: 30 }];

test("the quotation at the cursor or after it; then the next, and round", () => {
  assert.equal(nextQuotation(all, 0, null), all[0]);
  assert.equal(nextQuotation(all, 7, { start: 6, end: 8 }), all[0]);
  assert.equal(nextQuotation(all, 9, null), all[1]);
  assert.equal(nextQuotation(all, 5, { start: 5, end: 9 }), all[1]);
  assert.equal(nextQuotation(all, 20, { start: 20, end: 30 }), all[0]);
  assert.equal(nextQuotation(all, 40, null), all[0]);
  assert.equal(nextQuotation([], 0, null), null);
});
