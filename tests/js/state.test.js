import assert from "node:assert/strict";
import { test } from "node:test";

import { missing } from "../../workbench/static/annotate/lacking.js";
import { mark, unmark } from "../../workbench/static/annotate/marks.js";
import { same, settle } from "../../workbench/static/annotate/settling.js";
import { blank, choose, finish, flag, rotate, step, write } from "../../workbench/static/annotate/state.js";
import { attributed, frames, main, questions, span, tone } from "./given.js";

const answer = (document, ...pairs) =>
  pairs.reduce((now, [question, id]) => choose(now, questions, question, id).document, document);
const complete = () => answer(blank(), [frames, "law"], [tone, "0"], [attributed, "no"]);

test("a multi question keeps the order of the codebook, not of the clicks", () => {
  assert.deepEqual(answer(blank(), [frames, "law"], [frames, "conflict"]).labels.frames, ["conflict", "law"]);
});

test("an exclusive value switches the others off, and the other way round", () => {
  const alone = answer(blank(), [frames, "law"], [frames, "none"]);
  assert.deepEqual(alone.labels.frames, ["none"]);
  assert.deepEqual(answer(alone, [frames, "law"]).labels.frames, ["law"]);
});

test("one more than the maximum is refused with a reason", () => {
  const full = answer(blank(), [frames, "law"], [frames, "conflict"]);
  const change = choose(full, questions, frames, "economy");
  assert.equal(change.document, full);
  assert.match(change.hint.message, /At most 2/);
});

test("a single frame is the main frame by itself", () => {
  assert.equal(answer(blank(), [frames, "law"]).labels.primary_frame, "law");
  assert.equal(answer(blank(), [frames, "none"]).labels.primary_frame, "none");
});

test("with a second frame the main frame is an open question: what came first is no answer", () => {
  assert.equal(answer(blank(), [frames, "law"], [frames, "conflict"]).labels.primary_frame, undefined);
});

test("taking back the main frame lets the one that is left follow", () => {
  const two = answer(blank(), [frames, "law"], [frames, "conflict"], [main, "law"]);
  assert.equal(two.labels.primary_frame, "law");
  assert.equal(answer(two, [frames, "law"]).labels.primary_frame, "conflict");
  assert.equal(answer(two, [frames, "law"], [frames, "conflict"]).labels.primary_frame, undefined);
});

test("the main frame must be one of those chosen", () => {
  const two = answer(blank(), [frames, "law"], [frames, "conflict"]);
  assert.equal(choose(two, questions, main, "economy").document, two);
  assert.equal(rotate(two, questions, main).document.labels.primary_frame, "conflict");
});

test("choosing the same again takes a single answer back", () => {
  assert.equal("attributed" in answer(blank(), [attributed, "yes"], [attributed, "yes"]).labels, false);
});

test("the scale starts in the middle, moves by one and stops at its ends", () => {
  const middle = step(blank(), questions, tone, 1).document;
  assert.equal(middle.labels[tone.key], "0");
  const top = step(middle, questions, tone, 1).document;
  assert.equal(top.labels[tone.key], "1");
  assert.equal(step(top, questions, tone, 1).document, top);
  assert.equal(step(answer(blank(), [tone, "absent"]), questions, tone, -1).document.labels[tone.key], "0");
});

test("marking a passage answers the question it depends on, and says so", () => {
  const change = mark(blank(), questions, questions[4], span(0, 4));
  assert.equal(change.document.labels.attributed, "yes");
  assert.equal(change.hint.question, "attributed");
});

test("the same passage is not marked twice, another value over it is", () => {
  const once = mark(blank(), questions, questions[4], span(0, 4)).document;
  assert.equal(mark(once, questions, questions[4], span(0, 4)).document, once);
  assert.equal(mark(once, questions, questions[4], span(0, 4, "cue")).document.spans.length, 2);
});

test("answering no leaves marked passages, which then stand in the way of done", () => {
  const marked = mark(complete(), questions, questions[4], span(0, 4)).document;
  const denied = answer(marked, [attributed, "no"]);
  assert.equal(denied.spans.length, 1);
  assert.deepEqual(missing(denied, questions).map((problem) => problem.question), ["sourcing"]);
  const cleared = unmark(denied, questions, denied.spans[0]).document;
  assert.deepEqual(missing(cleared, questions), []);
});

test("done needs every question that applies", () => {
  assert.deepEqual(finish(blank(), questions).problems.map((problem) => problem.question), ["frames", "tone.government", "attributed"]);
  assert.equal(finish(blank(), questions).document.done, false);
  assert.equal(finish(complete(), questions).document.done, true);
});

test("a change that leaves a gap takes done back, one that does not keeps it", () => {
  const done = finish(complete(), questions).document;
  assert.equal(answer(done, [tone, "1"]).done, true);
  assert.equal(answer(done, [tone, "0"]).done, false);
});

test("documents are never changed in place", () => {
  const before = Object.freeze({ ...complete(), labels: Object.freeze({ ...complete().labels }), spans: Object.freeze([]) });
  choose(before, questions, frames, "economy");
  mark(before, questions, questions[4], span(0, 4));
  assert.equal(write(before, "why").document.note, "why");
  assert.equal(flag(before).document.flag, true);
  assert.equal(before.note, "");
});

test("sameness looks past the order of spans and the quoted text", () => {
  const one = { ...blank(), spans: [span(0, 4), span(5, 9)] };
  const other = { ...blank(), spans: [{ ...span(5, 9), text: "" }, span(0, 4)] };
  assert.equal(same(one, other), true);
  assert.equal(same(one, { ...other, note: "x" }), false);
});

test("settling drops answers whose question no longer applies", () => {
  const stale = { ...blank(), labels: { primary_frame: "law" } };
  assert.deepEqual(settle(stale, questions).labels, {});
});
