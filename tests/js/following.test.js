// What follows from the answers given, as the server has it too: tests/annotate/test_following.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { missing } from "../../workbench/static/annotate/lacking.js";
import { settle } from "../../workbench/static/annotate/settling.js";
import { blank } from "../../workbench/static/annotate/state.js";
import table from "../given/following.json" with { type: "json" };

const { views, cases } = table;

const parts = ({ labels, spans, links }) =>
  ({ labels, spans: spans.map((one) => one.attributes ?? {}), links: (links ?? []).map((one) => one.attributes ?? {}) });

for (const { name, kept, missing: wanted, says, ...sent } of cases) {
  test(`as the server: ${name}`, () => {
    const document = settle({ ...blank(), labels: sent.labels, spans: sent.spans ?? [], links: sent.links ?? [] }, views);
    assert.deepEqual(parts(document), kept);
    assert.deepEqual(parts(settle(document, views)), kept);
    const problems = missing(document, views);
    assert.deepEqual([...new Set(problems.map((problem) => problem.question))], wanted);
    if (says) assert.ok(problems.some((problem) => problem.message === says));
  });
}
