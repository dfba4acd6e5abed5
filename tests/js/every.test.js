import assert from "node:assert/strict";
import { test } from "node:test";

import { Aim, sharing } from "../../workbench/static/annotate/aiming.js";
import { describe } from "../../workbench/static/annotate/conflict.js";
import { lack, missing } from "../../workbench/static/annotate/lacking.js";
import { mark, tie } from "../../workbench/static/annotate/marks.js";
import { isShown } from "../../workbench/static/annotate/questions.js";
import { fitted, isRecoded } from "../../workbench/static/annotate/recoded.js";
import { settle, startingAnswers } from "../../workbench/static/annotate/settling.js";
import { blank, choose, writeAnswer } from "../../workbench/static/annotate/state.js";
import { Work, unitName } from "../../workbench/static/annotate/work.js";
import { attribution, every, frames, government, main, passages, reason, span, tone, union, unsure, voice, weakest } from "./given.js";

const answer = (document, ...pairs) =>
  pairs.reduce((now, [question, id]) => choose(now, every, question, id).document, document);
const open = (document) => missing(document, every).map((problem) => problem.question);

test("a flag is yes or absent, and never missing", () => {
  const flagged = choose(blank(), every, unsure, "yes");
  assert.deepEqual([flagged.document.labels.unsure, flagged.said], ["yes", "Unsure: yes"]);
  assert.equal("unsure" in answer(flagged.document, [unsure, "yes"]).labels, false);
  assert.equal(open(blank()).includes("unsure"), false);
});

test("a text is asked once its flag is set, wants words, and goes with its flag", () => {
  const flagged = answer(blank(), [unsure, "yes"]);
  assert.ok(open(flagged).includes("reason"));
  const blanks = writeAnswer(flagged, every, reason, "  ").document;
  assert.equal("reason" in blanks.labels, false);
  const told = writeAnswer(flagged, every, reason, "Two readings ").document;
  assert.equal(told.labels.reason, "Two readings ");
  assert.equal(open(told).includes("reason"), false);
  assert.equal("reason" in answer(told, [unsure, "yes"]).labels, false);
});

test("a question per target waits for the answer about the same target, and begins with its default", () => {
  const document = answer(blank(), [government, "1"]);
  assert.equal(isShown(voice, document.labels), false);
  const both = answer(document, [union, "-1"]);
  assert.equal(isShown(voice, both.labels), true);
  assert.equal(both.labels["voice.union"], "author");
  const taken = answer(both, [voice, "author"]);
  assert.equal(taken.labels["voice.union"], undefined);
  assert.ok(open(taken).includes("voice.union"));
  assert.equal("voice.union" in answer(both, [union, "0"]).labels, false);
});

test("defaults stand where their question applies", () => {
  assert.deepEqual(startingAnswers(every), { codable: "text" });
});

test("several questions may offer the same choice again; an optional one may stay open", () => {
  const one = answer(blank(), [frames, "law"]);
  assert.deepEqual([one.labels.primary_frame, one.labels.weakest_frame], ["law", "law"]);
  const two = answer(one, [frames, "conflict"]);
  assert.deepEqual([two.labels.primary_frame, two.labels.weakest_frame], [undefined, undefined]);
  assert.ok(open(two).includes("primary_frame"));
  assert.equal(open(two).includes("weakest_frame"), false);
  const chosen = answer(two, [main, "law"], [weakest, "conflict"]);
  assert.deepEqual([chosen.labels.primary_frame, chosen.labels.weakest_frame], ["law", "conflict"]);
});

test("an optional set may be empty; what is chosen still counts", () => {
  const set = { ...frames, optional: true, min: 2 };
  assert.equal(lack(set, {}), "");
  assert.equal(lack(set, { frames: ["law"] }), "Choose at least 2.");
  assert.equal(lack({ ...set, optional: false, min: 0 }, {}), "Choose at least one.");
});

test("a question without anything to choose from is not asked", () => {
  assert.equal(isShown({ ...voice, when: null, values: [] }, {}), false);
  assert.equal(isShown({ ...reason, when: null }, {}), true);
});

const item = (key, ...keys) => ({ ...tone, key, values: keys.map((one) => ({ id: one, title: one, key: one })) });
const battery = [item("a", "y", "n"), item("b", "y", "n"), item("c", "1"), item("d", "y", "n")];

test("questions that share keys take turns", () => {
  const [set, alone] = sharing(battery);
  assert.deepEqual(set.map((question) => question.key), ["a", "b", "d"]);
  assert.deepEqual(alone.map((question) => question.key), ["c"]);
  const given = new Set();
  const isOpen = (question) => !given.has(question.key);
  const aim = new Aim();
  const order = set.map(() => {
    const question = aim.among(set, isOpen);
    given.add(question.key);
    aim.advance(set, question, isOpen);
    return question.key;
  });
  assert.deepEqual(order, ["a", "b", "d"]);
  assert.equal(aim.among(set, isOpen).key, "d");
  assert.equal(aim.turn(set, isOpen).key, "a");
  assert.equal(aim.setOf([[battery[2]], set])[0].key, "a");
});

test("two versions are told apart by passages, links and what was said about them", () => {
  const marked = mark(blank(), every, passages, span(0, 4)).document;
  const document = tie({ ...marked, labels: { unsure: "yes", reason: "Two readings" } }, every, attribution, [span(0, 4)]).document;
  const [link] = document.links;
  const lines = describe({ ...document, links: [{ ...link, attributes: { quote: "direct" } }] }, every);
  assert.deepEqual(lines.slice(0, 4), ["Unsure: yes", "Reason: Two readings", "SOURCE: “0-4”", "Attribution 1: “0-4” (Quote: DIRECT)"]);
});

test("work made on another version of the codebook keeps what that version still asks", () => {
  const kept = { ...blank(), codebook: 1, note: "n", done: true,
    labels: { frames: ["law", "gone"], codable: "gone", old: "yes", unsure: "yes", reason: "Because" },
    spans: [{ ...span(0, 4), attributes: { naming: "named", old: "x" } }, span(5, 9, "gone")],
    links: [{ dimension: "attribution", members: [{ value: "source", start: 0, end: 4 }, { value: "gone", start: 5, end: 9 }] }] };
  const now = { ...blank(), codebook: 2, masks: "m" };
  assert.equal(isRecoded(kept, now), true);
  assert.equal(isRecoded({ ...kept, codebook: undefined }, now), false);
  const document = fitted(kept, now, every);
  assert.deepEqual(document.labels, { frames: ["law"], primary_frame: "law", weakest_frame: "law", unsure: "yes", reason: "Because" });
  assert.deepEqual(document.spans, [{ ...span(0, 4), attributes: { naming: "named" } }]);
  assert.deepEqual(document.links, [{ dimension: "attribution", members: [{ value: "source", start: 0, end: 4 }] }]);
  assert.deepEqual([document.codebook, document.masks, document.note, document.done], [2, "m", "n", false]);
  assert.deepEqual(settle(document, every), document);
});

const unit = (changes) => ({ unit: "paragraph", number: 1, document: blank(), problems: [], hint: null, ...changes });

test("what a changed codebook asks again is asked until it is answered anew or all is done", () => {
  const asked = { paragraph: every, article: [] };
  const paragraph = unit({ asks: ["frames", "unsure", "sourcing"] });
  const work = new Work([paragraph], asked, paragraph);
  work.apply(choose(paragraph.document, work.questions, frames, "law"));
  assert.deepEqual(paragraph.asks, ["unsure", "sourcing"]);
  work.apply(mark(paragraph.document, work.questions, passages, span(0, 4)));
  assert.deepEqual(paragraph.asks, ["unsure"]);
  work.apply({ document: { ...paragraph.document, done: true } });
  assert.deepEqual(paragraph.asks, []);
});

test("each unit has its own questions", () => {
  const whole = unit({ unit: "article", number: null });
  const paragraph = unit({});
  const work = new Work([paragraph, whole], { paragraph: every, article: [reason] }, paragraph);
  assert.equal(work.questionsOf(whole).length, 1);
  assert.deepEqual([paragraph, whole].map(unitName), ["Paragraph 1", "The article as a whole"]);
});
