import assert from "node:assert/strict";
import { test } from "node:test";

import { History } from "../../workbench/static/annotate/history.js";
import { mark, redraw, tie, unmark } from "../../workbench/static/annotate/marks.js";
import { blank, choose, finish, flag, write, writeAnswer } from "../../workbench/static/annotate/state.js";
import { Work } from "../../workbench/static/annotate/work.js";
import { attribution, every, frames, passages, reason, span, unsure } from "./given.js";

const unit = (number, changes = {}) => ({ unit: "paragraph", number, position: number, saveUrl: `/${number}`,
  document: blank(), dropped: new Set(), problems: [], hint: null, ...changes });

function workOn(count, now = () => 0) {
  const paragraphs = Array.from({ length: count }, (_, at) => unit(at + 1));
  const work = new Work(paragraphs, { paragraph: every, article: [] }, paragraphs[0]);
  work.history = new History(now);
  return work;
}

const frame = (work, id) => work.apply(choose(work.active.document, every, frames, id));
const statesOf = (work) => structuredClone(work.paragraphs.map(({ document, dropped }) => ({ document, dropped })));

test("undo goes to the paragraph of the last change, wherever that was", () => {
  const work = workOn(3);
  frame(work, "law");
  work.activate(work.paragraphs[2]);
  frame(work, "economy");
  work.activate(work.paragraphs[1]);
  assert.equal(work.takeBack().said, "ECONOMY on");
  assert.equal(work.active, work.paragraphs[2]);
  assert.deepEqual(work.active.document, blank());
  work.takeBack();
  assert.deepEqual([work.active.number, work.active.document], [1, blank()]);
  assert.equal(work.takeBack(), null);
  work.takeBack(true);
  assert.deepEqual(work.active.document.labels.frames, ["law"]);
});

test("a change after an undo ends what could be put back", () => {
  const work = workOn(1);
  frame(work, "law");
  work.takeBack();
  frame(work, "economy");
  assert.equal(work.takeBack(true), null);
});

test("words typed into one field are one step until the hands pause; another field begins its own", () => {
  let clock = 0;
  const work = workOn(1, () => clock);
  const type = (words) => { clock += 200; work.apply(write(work.active.document, words)); };
  for (const words of ["a", "ab", "abc"]) type(words);
  clock += 5000;
  for (const words of ["abc d", "abc de"]) type(words);
  work.apply(choose(work.active.document, every, unsure, "yes"));
  for (const words of ["T", "Tw"]) work.apply(writeAnswer(work.active.document, every, reason, words));
  const seen = [];
  for (let step = work.takeBack(); step; step = work.takeBack()) seen.push([step.said, work.active.document.note, work.active.document.labels.reason]);
  assert.deepEqual(seen, [["Reason", "abc de", undefined], ["Unsure: yes", "abc de", undefined], ["Note", "abc", undefined], ["Note", "", undefined]]);
  type("x"); // not onto the step that was just taken back
  assert.equal(work.takeBack().before.document.note, "");
});

test("a dropped suggestion comes back", () => {
  const work = workOn(1);
  work.drop({ start: 0, end: 3, value: "source" }, "dropped");
  assert.equal(work.active.dropped.size, 1);
  work.takeBack();
  assert.equal(work.active.dropped.size, 0);
  work.takeBack(true);
  assert.deepEqual([...work.active.dropped], ["0 3 source"]);
});

test("no step leads back across a document that came from the store", () => {
  const work = workOn(2);
  frame(work, "law");
  const elsewhere = { ...blank(), labels: { frames: ["economy"], primary_frame: "economy" } };
  work.activate(work.paragraphs[1]);
  frame(work, "conflict");
  work.replace(work.paragraphs[0], elsewhere);
  work.takeBack();
  assert.equal(work.takeBack(), null);
  assert.equal(work.paragraphs[0].document, elsewhere);
});

test("the same document from the store ends nothing", () => {
  const work = workOn(1);
  frame(work, "law");
  work.replace(work.active, structuredClone(work.active.document));
  work.takeBack();
  assert.deepEqual(work.active.document, blank());
});

test("the choice of the stored version is one step, with nothing before it", () => {
  const work = workOn(1);
  frame(work, "law");
  const mine = work.active.document;
  const stored = { ...blank(), note: "stored" };
  work.replace(work.active, stored, "The stored version taken");
  assert.equal(work.takeBack().said, "The stored version taken");
  assert.equal(work.active.document, mine);
  assert.equal(work.takeBack(), null);
  work.takeBack(true);
  assert.equal(work.active.document, stored);
});

test("a paragraph with two versions, and an article that is closed, are not changed", () => {
  const work = workOn(1);
  frame(work, "law");
  const { document } = work.active;
  work.active.conflict = {};
  assert.equal(work.takeBack().said, "LAW on");
  work.active.conflict = null;
  work.closed = true;
  work.takeBack();
  assert.equal(work.active.document, document);
  work.closed = false;
  work.takeBack();
  assert.deepEqual(work.active.document, blank());
});

test("what another tab has changed is passed over", () => {
  const work = workOn(2);
  frame(work, "law");
  work.activate(work.paragraphs[1]);
  frame(work, "economy");
  work.active.stale = true;
  assert.equal(work.takeBack().said, "LAW on");
});

test("what the server brought about is no step of its own", () => {
  const work = workOn(1);
  frame(work, "law");
  work.apply({ document: { ...work.active.document, done: true }, said: "Done" });
  work.apply({ document: { ...work.active.document, done: false }, byServer: true });
  assert.equal(work.takeBack().said, "Done");
  assert.equal(work.active.document.done, false);
});

test("any changes, undone to the end, give the first state, and redone the last", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = generator(seed);
    let clock = 0;
    const work = workOn(4, () => clock);
    const first = statesOf(work);
    for (let turn = 0; turn < 40; turn += 1) {
      clock += random(4) === 0 ? 9000 : 300;
      if (random(3) === 0) work.activate(work.paragraphs[random(4)]);
      deeds[random(deeds.length)](work, random);
    }
    work.apply(flag(work.active.document)); // what was undone before that is gone
    const last = statesOf(work);
    const down = travel(work, false);
    assert.deepEqual(statesOf(work), first, `seed ${seed}`);
    const up = travel(work, true);
    assert.deepEqual(statesOf(work), last, `seed ${seed}`);
    assert.deepEqual([first, ...up], [...down.toReversed(), last], `seed ${seed}`);
  }
});

/** All the way; the state after each step. */
function travel(work, again) {
  const seen = [];
  while (work.takeBack(again)) seen.push(statesOf(work));
  return seen;
}

const spot = (random) => span(random(6) * 2, 14 + random(4), ["source", "cue"][random(2)]);
const some = (list, random) => list[random(list.length)];
const deeds = [
  (work, random) => frame(work, some(["law", "economy", "conflict", "none"], random)),
  (work, random) => work.apply(mark(work.active.document, every, passages, spot(random))),
  (work, random) => work.active.document.spans.length && work.apply(unmark(work.active.document, every, some(work.active.document.spans, random))),
  (work, random) => work.active.document.spans.length && work.apply(redraw(work.active.document, every, some(work.active.document.spans, random), spot(random))),
  (work, random) => work.apply(tie(work.active.document, every, attribution, work.active.document.spans.slice(0, 1 + random(2)))),
  (work, random) => work.apply(random(2) ? flag(work.active.document) : finish(work.active.document, every)),
  (work, random) => work.apply(write(work.active.document, `${work.active.document.note}${some(["a", " ", "😀"], random)}`)),
  (work, random) => work.drop({ start: random(50), end: 60, value: "source" }, "dropped"),
  (work, random) => work.takeBack(random(3) === 0),
];

/** Numbers below `below`, the same ones for the same seed. */
function generator(seed) {
  let state = seed * 2654435761 % 4294967296;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor(state / 4294967296 * below);
  };
}
