import assert from "node:assert/strict";
import { test } from "node:test";

import { meant, notices, suggestions } from "../../workbench/static/annotate/marking.js";
import { placeOf } from "../../workbench/static/annotate/dropped.js";
import { bringsMarks, quoted } from "../../workbench/static/annotate/quotation.js";
import { unmark } from "../../workbench/static/annotate/marks.js";
import { blank } from "../../workbench/static/annotate/state.js";
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

const paragraphWith = (...premarks) => ({ premarks, content: "abc def ghi", document: blank(), dropped: new Set() });

test("a suggestion says the class of its cue and whose words it marks, also a row without them", () => {
  const rows = [[0, 3, "cue", "rule", "doubting", 0], [4, 7, "source", "rule", "", 1], [8, 11, "source", "rule"]];
  const offers = suggestions(paragraphWith(...rows), questions);
  assert.deepEqual(offers.map((one) => one.remarks), [["doubting"], ["source’s words"], []]);
  assert.deepEqual(offers.map((one) => one.paint), ["premark", "premark", "premark"]);
});

test("wording is only noticed, until the codebook has a value for it", () => {
  const [unsure] = notices(paragraphWith([0, 3, "distancing", "short_quote", "", 0]), questions);
  assert.equal(unsure.title, "Distance, or a cited term");
  const paragraph = paragraphWith([0, 3, "distancing", "rule", "", 0], [4, 7, "loaded", "rule", "", 0], [8, 11, "verdict", "rule", "", 0]);
  assert.deepEqual(suggestions(paragraph, questions), []);
  const seen = notices(paragraph, questions);
  assert.deepEqual(seen.map((one) => [one.title, one.paint]), [["Distance", "premark"], ["Loaded word", "hint"]]);
  const wider = [{ ...sourcing, when: null, values: [...sourcing.values, { id: "loaded", title: "Loaded" }] }];
  assert.deepEqual(suggestions(paragraph, wider).map((one) => [one.value, one.paint]), [["loaded", "hint"]]);
  assert.deepEqual(notices(paragraph, wider).map((one) => one.value), ["distancing"]);
  paragraph.dropped.add(placeOf({ start: 0, end: 3, value: "distancing" }));
  assert.deepEqual(notices(paragraph, wider), []);
});

test("an answer that rules out sources leaves the wording in sight", () => {
  const paragraph = paragraphWith([0, 3, "source", "rule", "", 0], [4, 7, "booster", "rule", "", 0]);
  paragraph.document.labels.attributed = "no";
  assert.deepEqual(suggestions(paragraph, questions), []);
  assert.deepEqual(notices(paragraph, questions).map((one) => one.value), ["booster"]);
});
