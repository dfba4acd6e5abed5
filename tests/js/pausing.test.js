import assert from "node:assert/strict";
import { test } from "node:test";

import { wording } from "../../workbench/static/annotate/pausing.js";

const calm = { waiting: 0, trouble: [], newer: [], signedOut: false, stranger: false, lasting: true };

for (const [change, expected] of [
  [{}, "Everything is saved."],
  [{ waiting: 1 }, "1 change waits in this browser and goes out by itself."],
  [{ waiting: 3 }, "3 changes wait in this browser and go out by themselves."],
  [{ waiting: 2, signedOut: true }, "You are signed out. 2 changes are kept in this browser."],
  [{ waiting: 2, lasting: false, signedOut: true }, "Some of your work is not saved yet: leave this page open."],
  [{ newer: [{ unkept: false }] }, "Everything is saved."],
  [{ trouble: [{}], newer: [{ unkept: true }, { unkept: false }] }, "2 paragraphs are not saved. The bar says which once you go on."],
  [{ waiting: 0, trouble: [{}] }, "One paragraph is not saved. The bar says which once you go on."],
]) {
  test(`in a pause: ${expected}`, () => assert.equal(wording({ ...calm, ...change }), expected));
}
