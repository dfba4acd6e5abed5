import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../workbench/static/annotate/outbox.js";
import { fitted, lossWords, lost, namesIn } from "../../workbench/static/annotate/recoded.js";
import { memoryShelf } from "../../workbench/static/annotate/shelf.js";
import { attribution, every, frames, main, questions, span } from "./given.js";

const blank = { labels: {}, spans: [], note: "", flag: false, done: false };
const tie = (...members) => ({ dimension: "attribution", members });
const role = ({ value, start, end }) => ({ value, start, end });
/** What the questions of today leave of `kept`, in words of the questions of before. */
const lossOf = (kept, before, today) => lost(kept, fitted(kept, blank, today), today, namesIn(kept, before));

test("a value that is no longer asked is named as it was called", () => {
  const kept = { ...blank, labels: { attributed: "yes", frames: ["conflict", "law"] } };
  const today = [{ ...frames, values: frames.values.filter(({ id }) => id !== "law") }];
  assert.deepEqual(lossOf(kept, questions, today), ["Frames: LAW", "Attributed: YES"]);
  assert.deepEqual(lossOf(kept, questions, questions), []);
});

test("what followed from it is not said a second time", () => {
  const kept = { ...blank, labels: { frames: ["law"], primary_frame: "law" } };
  const values = frames.values.filter(({ id }) => id !== "law");
  assert.deepEqual(lossOf(kept, questions, [{ ...frames, values }, { ...main, values }]), ["Frames: LAW"]);
});

test("a question, a flag, words, passages, their answers and links are named too", () => {
  const [source, cue] = [{ ...span(0, 3), attributes: { naming: "named", how: "by office" } }, span(4, 8, "cue")];
  const kept = { ...blank, labels: { codable: "text", unsure: "yes", reason: "odd verb" }, spans: [source, cue], links: [tie(role(source), role(cue))] };
  assert.deepEqual(lossOf(kept, every, [frames]), ["Codable: TEXT", "Unsure: yes", "Reason: odd verb",
    "SOURCE: “0-3”", "CUE: “4-8”", "Attribution: “0-3”, “4-8”"]);
  const passages = { ...every.find(({ key }) => key === "sourcing"), attributes: [] };
  const labels = {};
  assert.deepEqual(lossOf({ ...kept, labels }, every, [passages, attribution]), ["“0-3”, Naming: NAMED", "“0-3”, How: by office"]);
});

test("the sentence is left out where nothing is gone, and ids stand in for names that are not known", () => {
  assert.equal(lossWords([]), "");
  const gone = lost({ ...blank, labels: { frames: ["law"] } }, blank, []);
  assert.equal(lossWords(gone), "No longer asked: frames: law.");
});

test("work that was made to fit replaces what was on its way, and what is lost stays with it", async () => {
  const shelf = memoryShelf();
  const sent = [];
  let status = 0;
  const send = async (record) => { sent.push(record.sent.document.note); return { status, body: { revision: 2 } }; };
  const open = (tab) => new Outbox({ shelf, person: "ada", tab, send, report: () => {}, mine: () => true });
  const yesterday = open("one");
  await yesterday.keep("/1", "/a", 1, { note: "old" }, { frames: "Frames" });
  await yesterday.flush();
  const today = open("two");
  const [record] = await today.adopt();
  assert.deepEqual(record.sent.names, { frames: "Frames" });
  await today.keep("/1", "/a", 2, { note: "fitted" }, {}, { lost: ["Frames: Law"] });
  await today.keep("/1", "/a", 2, { note: "newer" });
  assert.deepEqual((await shelf.all()).map(({ base, lost: gone }) => [base, gone]), [[1, ["Frames: Law"]]]);
  status = 200;
  await today.flush();
  assert.deepEqual(sent, ["old", "newer"]);
});
