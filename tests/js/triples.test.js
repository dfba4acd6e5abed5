import assert from "node:assert/strict";
import { test } from "node:test";

import { suggestions } from "../../workbench/static/annotate/marking.js";
import { placeOf } from "../../workbench/static/annotate/dropped.js";
import { toggleMember } from "../../workbench/static/annotate/marks.js";
import { inRoles } from "../../workbench/static/annotate/naming.js";
import { followFilled, isFilledIn, lookedAt, noteFilled } from "../../workbench/static/annotate/filled.js";
import { blank } from "../../workbench/static/annotate/state.js";
import { acceptTriple, knownOf, openTriples } from "../../workbench/static/annotate/triples.js";
import { attributed, attribution, plain, sourcing } from "./given.js";

const values = (...ids) => ids.map((id) => ({ id, title: id, key: "" }));
const kind = { ...plain, key: "kind", title: "Kind", type: "single", values: values("direct", "indirect", "mixed") };
const stance = { ...plain, key: "stance", title: "Stance", type: "single", values: values("doubting", "neutral", "endorsing") };
const mood = { ...plain, key: "mood", title: "Mood", type: "single", values: values("good", "neutral") };
const passages = { ...sourcing, values: values("source", "cue", "content") };
const tied = { ...attribution, when: sourcing.when, attributes: [kind, mood, stance],
  members: [["source", 0, 0], ["cue", 0, 1], ["content", 1, 0]].map(([value, min, max]) => ({ value, title: value, min, max })) };
const questions = [attributed, passages, tied];

// “Well, well,” said Ann. “Quite so.”
const content = "“Well, well,” said Ann. “Quite so.”";
const WHOLE = [[0, 13, "content"], [14, 18, "cue"], [19, 22, "source"], [24, 35, "content"]];
const paragraphWith = (changes = {}) => ({
  premarks: WHOLE.map(([start, end, value]) => [start, end, value, "rule", "", 0]),
  triples: [{ members: WHOLE, quoting: "direct", stance: "neutral" }],
  content, document: blank(), dropped: new Set(), ...changes,
});
const open = (paragraph, asked = questions) => openTriples(paragraph, asked, suggestions(paragraph, asked));

test("one change marks, ties and fills in what the rules know", () => {
  const paragraph = paragraphWith();
  const [triple] = open(paragraph);
  const { document, filled, hint, marked } = acceptTriple(paragraph.document, questions, triple);
  assert.deepEqual(document.spans.map(({ value, origin, text }) => [value, origin, text]), [
    ["content", "premark_accepted", "“Well, well,”"], ["cue", "premark_accepted", "said"],
    ["source", "premark_accepted", "Ann"], ["content", "premark_accepted", "“Quite so.”"]]);
  assert.equal(document.labels.attributed, "yes");
  assert.equal(hint.question, "attributed");
  const [link] = document.links;
  assert.deepEqual(link.members.map(({ value }) => value), ["content", "cue", "source", "content"]);
  assert.deepEqual(link.attributes, { kind: "direct", stance: "neutral" });
  assert.deepEqual(filled, { link: marked, keys: ["kind", "stance"] });
  assert.deepEqual(open({ ...paragraph, document }), []);
});

test("what is marked already is tied as it stands", () => {
  const own = { dimension: "sourcing", value: "source", start: 14, end: 22, text: "said Ann", origin: "manual" };
  const paragraph = paragraphWith({ document: { ...blank(), labels: { attributed: "yes" }, spans: [own] } });
  const [triple] = open(paragraph);
  const { document } = acceptTriple(paragraph.document, questions, triple);
  assert.equal(document.spans.length, 4);
  assert.ok(document.links[0].members.some((role) => role.start === 14 && role.end === 22));
});

test("a dropped passage is left out, and without its content nothing is left of a triple", () => {
  const dropped = (...places) => new Set(places.map(([start, end, value]) => placeOf({ start, end, value })));
  const [triple] = open(paragraphWith({ dropped: dropped(WHOLE[2]) }));
  assert.deepEqual(triple.parts.map(({ value }) => value), ["cue", "content", "content"]);
  assert.deepEqual(open(paragraphWith({ dropped: dropped(WHOLE[0], WHOLE[3]) })), []);
});

test("an answer that rules sources out rules triples out", () => {
  assert.equal(open(paragraphWith()).length, 1);
  assert.deepEqual(open(paragraphWith({ document: { ...blank(), labels: { attributed: "no" } } })), []);
});

test("a round without premarks has no triples", () => {
  assert.deepEqual(open(paragraphWith({ premarks: [], triples: [] })), []);
});

test("without a question on links the passages are accepted together", () => {
  const [triple] = open(paragraphWith(), [attributed, passages]);
  const { document, filled } = acceptTriple(blank(), [attributed, passages], triple);
  assert.equal(document.spans.length, 4);
  assert.equal(document.links, undefined);
  assert.equal(filled, undefined);
});

test("nothing is half accepted where the link takes no more", () => {
  const strict = { ...tied, members: tied.members.map((one) => (one.value === "content" ? { ...one, max: 1 } : one)) };
  const asked = [attributed, passages, strict];
  const [triple] = open(paragraphWith(), asked);
  const before = blank();
  const change = acceptTriple(before, asked, triple);
  assert.equal(change.document, before);
  assert.match(change.said, /at most 1/);
});

test("a link that was tied by hand is known by its cue", () => {
  assert.equal(knownOf(paragraphWith(), [{ value: "cue", start: 14, end: 18 }]).stance, "neutral");
  assert.equal(knownOf(paragraphWith(), [{ value: "cue", start: 14, end: 22 }]).stance, undefined);
});

test("of a cue that no triple has, its own stance is known", () => {
  const premarks = [[14, 18, "cue", "rule", "doubting", 0]];
  const known = knownOf(paragraphWith({ premarks, triples: [] }), [{ value: "cue", start: 14, end: 18 }]);
  assert.deepEqual([known.stance, known.quoting], ["doubting", undefined]);
});

test("a triple stands in the order of the roles, suggested as well as accepted", () => {
  const paragraph = paragraphWith();
  const [triple] = open(paragraph);
  const roles = ["source", "cue", "content", "content"];
  assert.deepEqual(triple.parts.map(({ value }) => value), roles);
  const { spans } = acceptTriple(paragraph.document, questions, triple).document;
  assert.deepEqual(spans.map(({ value }) => value), ["content", "cue", "source", "content"], "the control: in the text they stand otherwise");
  assert.deepEqual(inRoles(tied, spans).map(({ value }) => value), roles);
});

test("what a rule filled in stays marked so when the link gets another passage", () => {
  const paragraph = paragraphWith();
  const change = acceptTriple(paragraph.document, questions, open(paragraph)[0]);
  paragraph.document = change.document;
  noteFilled(paragraph, change.filled);
  const [link] = paragraph.document.links;
  const { document } = toggleMember(paragraph.document, questions, link, paragraph.document.spans[0]);
  const before = paragraph.document;
  paragraph.document = document;
  const [now] = document.links;
  assert.equal(isFilledIn(paragraph, now, kind), false, "the control: its key is another");
  followFilled(paragraph, before);
  assert.equal(isFilledIn(paragraph, now, kind), true);
  lookedAt(paragraph, now, kind);
  // Taken back, it is the link that it was, and looked at all the same.
  assert.equal(isFilledIn({ ...paragraph, document: before }, link, kind), false);
  assert.equal(isFilledIn({ ...paragraph, document: before }, link, stance), true);
});

test("the sign of a filled-in answer goes once it is looked at", () => {
  const paragraph = paragraphWith();
  const change = acceptTriple(paragraph.document, questions, open(paragraph)[0]);
  paragraph.document = change.document;
  noteFilled(paragraph, change.filled);
  const [link] = paragraph.document.links;
  assert.equal(isFilledIn(paragraph, link, kind), true);
  assert.equal(isFilledIn(paragraph, link, mood), false);
  assert.equal(lookedAt(paragraph, link, kind), true);
  assert.equal(lookedAt(paragraph, link, kind), false);
  assert.equal(isFilledIn(paragraph, link, kind), false);
  assert.equal(isFilledIn({ ...paragraph, document: { ...paragraph.document, done: true } }, link, stance), false);
});
