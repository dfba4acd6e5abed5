// Answers taken over into a ruling, as the server has it too: tests/review/test_taking.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { blank } from "../../workbench/static/annotate/state.js";
import { takeAll, takePassage, takeQuestion } from "../../workbench/static/review/ruling-taking.js";
import table from "../given/taking.json" with { type: "json" };
import { attribution, attributed, every, frames, main, passages, sourcing, span, tone } from "./given.js";

const values = ["conflict", "law", "morality"].map((id) => ({ id, title: id, key: "" }));
const tones = ["-2", "-1", "0", "1", "2", "absent"].map((id) => ({ id, title: id, key: "" }));
const asked = [{ ...frames, max: 3, values }, { ...main, values }, { ...tone, values: tones }, attributed, sourcing];

const marked = ([value, start, end]) => span(start, end, value);
const document = ({ labels, spans }) => ({ ...blank(), labels, spans: spans.map(marked) });
const said = ({ labels, spans }) => ({ labels, spans: spans.map(({ value, start, end }) => [value, start, end]) });

for (const { name, key, now, theirs, then } of table.cases) {
  test(`as the server: ${name}`, () => {
    assert.deepEqual(said(takeQuestion(document(now), document(theirs), asked, key)), then);
  });
}

test("a whole answer keeps what is not theirs: note, flag, and that it is not done", () => {
  const theirs = { ...document({ labels: { attributed: "no" }, spans: [] }), note: "CANARY", flag: true, done: true };
  const { note, flag, done, labels } = takeAll(blank(), theirs, asked);
  assert.deepEqual({ note, flag, done, labels }, { note: "", flag: false, done: false, labels: { attributed: "no" } });
});

test("one passage is added once, with the answer that lets it be asked", () => {
  const theirs = document({ labels: { attributed: "yes" }, spans: [["source", 0, 9], ["cue", 10, 17]] });
  const place = { value: "source", start: 0, end: 9 };
  const now = document({ labels: { attributed: "no" }, spans: [] });
  const once = takePassage(now, theirs, asked, "sourcing", place);
  assert.deepEqual(said(once), { labels: { attributed: "yes" }, spans: [["source", 0, 9]] });
  assert.deepEqual(said(takePassage(once, theirs, asked, "sourcing", place)), said(once));
  assert.equal(takePassage(now, theirs, asked, "sourcing", { ...place, end: 8 }), now);
});

test("a link brings the passages that it ties, and leaves the others", () => {
  const members = [{ value: "source", start: 0, end: 9 }, { value: "cue", start: 10, end: 17 }];
  const theirs = { ...document({ labels: {}, spans: [["source", 0, 9], ["cue", 10, 17], ["source", 20, 25]] }),
    links: [{ dimension: "attribution", members }] };
  const now = document({ labels: {}, spans: [["source", 30, 35]] });
  const then = takeQuestion(now, theirs, every, "attribution");
  assert.deepEqual(said(then).spans, [["source", 0, 9], ["cue", 10, 17], ["source", 30, 35]]);
  assert.deepEqual(then.links, [{ dimension: "attribution", members }]);
  assert.ok([attribution, passages].every((one) => every.includes(one)));
});
