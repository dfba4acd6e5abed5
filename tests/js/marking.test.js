import assert from "node:assert/strict";
import { test } from "node:test";

import { meant, suggestions } from "../../workbench/static/annotate/marking.js";
import { placeOf } from "../../workbench/static/annotate/dropped.js";
import { bringsMarks, quoted } from "../../workbench/static/annotate/quotation.js";
import { blank, unmark } from "../../workbench/static/annotate/state.js";
import { questions, sourcing, span } from "./given.js";

test("a passage with its own quotation marks gets no others", () => {
  for (const own of ["“The end.”", "\"The end", "claimed the “truce”", "«Genug»", "‘Enough’"]) {
    assert.equal(quoted(own), own);
  }
  for (const bare of ["Two aides", "the towns’", "it’s over"]) {
    assert.equal(bringsMarks(bare), false);
    assert.equal(quoted(bare), `“${bare}”`);
  }
});

const offer = (start, end, value = "source") => ({ dimension: sourcing.key, value, start, end });

test("a key means the suggestion that is lit, else the one under the chosen words, else the first", () => {
  const offers = [offer(0, 4), offer(6, 9), offer(12, 15)];
  assert.equal(meant(offers, new Set(), null), offers[0]);
  assert.equal(meant(offers, new Set(), { start: 7, end: 8 }), offers[1]);
  assert.equal(meant(offers, new Set(), { start: 9, end: 12 }), offers[0]);
  assert.equal(meant(offers, new Set([offer(12, 15)]), { start: 7, end: 8 }), offers[2]);
  assert.equal(meant([], new Set(), { start: 0, end: 9 }), null);
});

test("a dropped suggestion is known by its place and value", () => {
  const premarks = [[0, 3, "source", "rule"], [0, 3, "cue", "rule"], [4, 6, "source", "rule"]];
  const paragraph = { premarks, content: "abc def", document: blank(), dropped: new Set([placeOf({ start: 0, end: 3, value: "source" })]) };
  const left = suggestions(paragraph, questions).map(({ start, value }) => [start, value]);
  assert.deepEqual(left, [[0, "cue"], [4, "source"]]);
});

test("a passage is removed by what it is, also after the server's answer has made it a new object", () => {
  const document = { ...blank(), labels: { attributed: "yes" }, spans: [span(0, 3), span(0, 3, "cue"), span(5, 9)] };
  const { document: left } = unmark(document, questions, { ...span(0, 3) });
  assert.deepEqual(left.spans, [span(0, 3, "cue"), span(5, 9)]);
});
