// What is being written on a ruling and kept in the browser, and what was left without an answer.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { blank } from "../../workbench/static/annotate/state.js";
import { Draft } from "../../workbench/static/review/ruling-draft.js";
import { Undecided } from "../../workbench/static/review/ruling-undecided.js";
import { questions, span } from "./given.js";

const kept = new Map();
const store = { getItem: (name) => kept.get(name) ?? null, setItem: (name, words) => kept.set(name, words), removeItem: (name) => kept.delete(name) };
Object.defineProperty(globalThis, "localStorage", { value: store, configurable: true });
afterEach(() => kept.clear());

const content = "Two aides claimed the truce";
const choice = { outcome: "answer", left_open: [], reason: "slip", sentence: "Mine" };
const document = { ...blank(), labels: { attributed: "yes" }, spans: [{ ...span(0, 9), text: "Two aides" }] };

test("a draft comes back with its words, of which none are kept", () => {
  const draft = new Draft("ada", "/unit/1");
  const open = ["sourcing"];
  draft.keep(0, { document, choice, open });
  assert.ok(!JSON.stringify([...kept]).includes("aides"));
  assert.deepEqual(draft.read(0, content), { document, choice, open });
  assert.equal(new Draft("ben", "/unit/1").read(0, content), null);
  assert.equal(new Draft("ada", "/unit/2").read(0, content), null);
});

test("what was written before another lead ruled is there after it, once", () => {
  const draft = new Draft("ada", "/unit/1");
  draft.keep(0, { document, choice });
  assert.deepEqual(draft.read(2, content).choice, choice);
  assert.equal(kept.size, 1);
  draft.drop(2);
  assert.equal(draft.read(2, content), null);
});

test("what cannot be read or kept is no draft, and no trouble", () => {
  const draft = new Draft("ada", "/unit/1");
  kept.set(draft.name(0), "{broken");
  assert.equal(draft.read(0, content), null);
  store.setItem = () => { throw new Error("full"); };
  draft.keep(0, { document, choice });
  store.setItem = (name, words) => kept.set(name, words);
});

const work = (labels, spans = []) => ({ active: { document: { ...blank(), labels, spans } }, questions });

test("what differs and is as it was at first is asked about once", () => {
  const undecided = new Undecided(["sourcing", "tone.government"], blank());
  assert.deepEqual(undecided.ask(work({ attributed: "yes" }), []), ["Sourcing"]);
  assert.deepEqual(undecided.ask(work({ attributed: "yes" }), []), []);
});

test("what was taken, marked, left open or is not asked is decided", () => {
  const open = () => new Undecided(["sourcing"], blank());
  const taken = open();
  taken.settle(["sourcing"]);
  assert.deepEqual(taken.ask(work({ attributed: "yes" }), []), []);
  assert.deepEqual(open().ask(work({ attributed: "yes" }, [span(0, 3)]), []), []);
  assert.deepEqual(open().ask(work({ attributed: "yes" }), ["sourcing"]), []);
  assert.deepEqual(open().ask(work({ attributed: "no" }), []), []);
  const marked = { ...blank(), spans: [span(0, 3)] };
  assert.deepEqual(new Undecided(["sourcing"], marked).ask(work({ attributed: "yes" }), []), []);
  assert.deepEqual(new Undecided(["sourcing"], marked).ask(work({ attributed: "yes" }, [span(0, 3)]), []), ["Sourcing"]);
});
