import assert from "node:assert/strict";
import { test } from "node:test";

import { begin, isPlain, members, pressed, retie, toggle, untied } from "../../workbench/static/annotate/choosing.js";
import { blank } from "../../workbench/static/annotate/state.js";
import { attribution, quote, sourcing } from "./given.js";

const question = { ...attribution, attributes: [quote],
  members: [["source", 0, 0], ["cue", 0, 1], ["content", 1, 0]].map(([value, min, max]) => ({ value, title: value, min, max })) };
const passages = { ...sourcing, when: null, values: ["source", "cue", "content"].map((id) => ({ id, title: id, key: "" })) };
const questions = [passages, question];
const span = (start, value) => ({ dimension: "sourcing", value, start, end: start + 3, text: `${start}`, origin: "manual" });
const ALL = [span(0, "content"), span(10, "cue"), span(20, "source"), span(30, "content"), span(40, "cue"), span(50, "source")];
const linkOf = (...spans) => ({ dimension: "attribution", members: spans.map(({ value, start, end }) => ({ value, start, end })) });

const play = (state, keys) => keys.split(" ").reduce(({ state: now }, key) => pressed(now, key), { state });

test("a source, a cue and a content are chosen one after another by their numbers", () => {
  const { state, act } = play(begin(question, ALL, []), "2 Enter 2 1 2 Enter");
  assert.equal(act, "tie");
  assert.deepEqual(members(state).map(({ start }) => start), [50, 40, 0, 30]);
});

test("where a role takes one, a number takes the place of the other and goes on", () => {
  const state = play(begin(question, ALL, [ALL[1]]), "Enter 2 ArrowLeft").state;
  assert.equal(state.at, 1);
  assert.deepEqual(members(state).map(({ start }) => start), [40]);
});

test("arrows go back and forth and never tie; Escape leaves; other keys mean nothing", () => {
  const last = play(begin(question, ALL, []), "ArrowRight ArrowRight ArrowRight");
  assert.deepEqual([last.state.at, last.act], [2, ""]);
  assert.equal(play(last.state, "ArrowLeft ArrowLeft ArrowLeft").state.at, 0);
  assert.equal(pressed(last.state, "Escape").act, "leave");
  assert.equal(pressed(last.state, "9").state, null);
  assert.equal(pressed(last.state, "q").state, null);
});

test("a role of which nothing is marked is no step", () => {
  const { steps } = begin(question, [ALL[0], ALL[1]], []);
  assert.deepEqual(steps.map(({ value }) => value), ["cue", "content"]);
});

test("a passage that is clicked brings its step up", () => {
  const state = toggle(begin(question, ALL, []), ALL[3]);
  assert.deepEqual([state.at, members(state)], [2, [ALL[3]]]);
  assert.deepEqual(members(toggle(state, ALL[3])), []);
});

test("it is plain what belongs together while only one role has several", () => {
  const document = { ...blank(), spans: ALL };
  assert.equal(isPlain(document, question, ALL.slice(0, 4)), true); // two pieces of one content
  assert.equal(isPlain(document, question, ALL), false);
  assert.equal(isPlain(document, question, [ALL[1], ALL[4]]), false); // two cues, one fits
  assert.equal(isPlain(document, question, [ALL[0]]), true);
  const one = { ...document, links: [linkOf(ALL[0], ALL[1], ALL[2])] };
  assert.equal(isPlain(one, question, ALL), true); // the rest
  assert.equal(isPlain(one, question, ALL.slice(0, 4)), false); // a further piece: of which?
  assert.deepEqual(untied(one, question, ALL).map(({ start }) => start), [30, 40, 50]);
});

test("a changed link keeps its answers", () => {
  const link = { ...linkOf(ALL[0], ALL[1], ALL[2]), attributes: { quote: "direct" } };
  const document = { ...blank(), spans: ALL, links: [link] };
  const { document: next } = retie(document, questions, question, link, [ALL[0], ALL[4], ALL[5]]);
  assert.equal(next.links.length, 1);
  assert.deepEqual(next.links[0].members.map(({ start }) => start), [0, 40, 50]);
  assert.deepEqual(next.links[0].attributes, { quote: "direct" });
});

test("a change that is refused leaves the link as it was", () => {
  const link = linkOf(ALL[0], ALL[1]);
  const document = { ...blank(), spans: ALL, links: [link] };
  for (const spans of [[], [ALL[0], ALL[1], ALL[4]]]) {
    const change = retie(document, questions, question, link, spans);
    assert.equal(change.document, document);
    assert.ok(change.hint.message);
  }
});
