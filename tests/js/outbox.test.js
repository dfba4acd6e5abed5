import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox, delayAfter } from "../../workbench/static/annotate/outbox.js";
import { memoryShelf } from "../../workbench/static/annotate/shelf.js";

/** A server with revisions and idempotency keys; `script` overrides its next answers. */
function server() {
  const stored = new Map();
  const answers = new Map();
  const made = { log: [], script: [], stored };
  made.send = async (record) => {
    made.log.push({ url: record.url, base: record.base, ...record.sent });
    const scripted = made.script.shift();
    if (scripted && !scripted.after) return scripted;
    let answer = answers.get(record.sent.key);
    if (!answer) {
      const now = stored.get(record.url) ?? { revision: 0 };
      if (record.base !== now.revision) return { status: 409, body: { error: { details: now } } };
      answer = { status: 200, body: { revision: now.revision + 1 } };
      stored.set(record.url, { revision: now.revision + 1, document: record.sent.document });
      answers.set(record.sent.key, answer);
    }
    return scripted?.after ? { status: 0, body: null } : answer;
  };
  return made;
}

function outbox(there, shelf = memoryShelf(), changes = {}) {
  let keys = 0;
  let time = 0;
  const heard = [];
  const tab = changes.tab ?? "tab";
  const box = new Outbox({
    shelf, person: "p", tab, send: there.send, report: (outcome) => heard.push(outcome.kind),
    mine: () => true, newKey: () => `${tab}-${++keys}`, now: () => ++time, ...changes,
  });
  return { box, shelf, heard };
}

const notes = (there) => there.log.map((one) => one.document.note);

test("only the latest unsent document of a paragraph is sent", async () => {
  const there = server();
  const { box } = outbox(there);
  await box.keep("/1", "/a", 0, { note: "a" });
  await box.keep("/1", "/a", 0, { note: "b" });
  await box.flush();
  assert.deepEqual(notes(there), ["b"]);
});

test("paragraphs go in the order in which they were begun", async () => {
  const there = server();
  const { box } = outbox(there);
  for (const url of ["/2", "/1", "/2"]) await box.keep(url, "/a", 0, { note: url });
  await box.flush();
  assert.deepEqual(there.log.map((one) => one.url), ["/2", "/1"]);
});

test("an answer that got lost is asked for again under the same key before newer work goes", async () => {
  const there = server();
  const { box } = outbox(there);
  there.script.push({ after: true });
  await box.keep("/1", "/a", 0, { note: "a" });
  await box.flush();
  await box.keep("/1", "/a", 0, { note: "b" });
  await box.flush();
  assert.deepEqual(there.log.map((one) => one.key), ["tab-1", "tab-1", "tab-2"]);
  assert.deepEqual(there.stored.get("/1"), { revision: 2, document: { note: "b" } });
});

test("a change made while its answer arrives builds on the new revision", async () => {
  const there = server();
  const { box } = outbox(there);
  await box.keep("/1", "/a", 0, { note: "a" });
  await box.flush();
  // The page has not heard of revision 1 yet and still names 0.
  await box.keep("/1", "/a", 0, { note: "b" });
  await box.flush();
  assert.equal(there.stored.get("/1").revision, 2);
});

test("without a server everything stays, and goes later", async () => {
  const there = server();
  const { box, heard } = outbox(there);
  there.script.push({ status: 0 }, { status: 503 });
  await box.keep("/1", "/a", 0, { note: "a" });
  await box.flush();
  await box.flush();
  assert.equal((await box.records()).length, 1);
  await box.flush();
  assert.equal((await box.records()).length, 0);
  assert.deepEqual(heard.filter((kind) => kind !== "sending"), ["unreachable", "unreachable", "saved"]);
});

test("a conflict waits for a decision; keeping mine sends it on the stored revision with a new key", async () => {
  const there = server();
  const { box, heard } = outbox(there);
  there.stored.set("/1", { revision: 4, document: { note: "theirs" } });
  await box.keep("/1", "/a", 3, { note: "mine" });
  await box.flush();
  await box.flush();
  assert.equal(there.log.length, 1);
  assert.equal(heard.at(-1), "conflict");
  await box.resolve("/1", 4);
  await box.flush();
  assert.deepEqual(there.stored.get("/1"), { revision: 5, document: { note: "mine" } });
  assert.notEqual(there.log[0].key, there.log[1].key);
});

test("taking the stored version drops mine", async () => {
  const there = server();
  const { box } = outbox(there);
  there.stored.set("/1", { revision: 4, document: { note: "theirs" } });
  await box.keep("/1", "/a", 3, { note: "mine" });
  await box.flush();
  await box.resolve("/1", undefined);
  await box.flush();
  assert.equal(there.stored.get("/1").document.note, "theirs");
  assert.deepEqual(await box.records(), []);
});

test("refused input is kept but not repeated, until it is changed; others go on", async () => {
  const there = server();
  const { box } = outbox(there);
  there.script.push({ status: 422, body: {} });
  await box.keep("/1", "/a", 0, { note: "bad" });
  await box.keep("/2", "/a", 0, { note: "good" });
  await box.flush();
  await box.flush();
  assert.deepEqual(notes(there), ["bad", "good"]);
  await box.keep("/1", "/a", 0, { note: "better" });
  await box.flush();
  assert.equal(there.stored.get("/1").document.note, "better");
});

test("signed out: nothing is sent until somebody says who is there", async () => {
  const there = server();
  const { box } = outbox(there);
  there.script.push({ status: 401 });
  await box.keep("/1", "/a", 0, { note: "a" });
  await box.flush();
  await box.flush();
  assert.equal(there.log.length, 1);
  box.paused = false;
  await box.flush();
  assert.equal(there.stored.get("/1").document.note, "a");
});

test("what was refused for good is tried as a new save at the next visit; what may have arrived is not", async () => {
  const there = server();
  const { box, shelf } = outbox(there);
  there.script.push({ status: 409, body: { error: { code: "skipped" } } }, { after: true });
  await box.keep("/1", "/a", 0, { note: "a" });
  await box.keep("/2", "/a", 0, { note: "b" });
  await box.flush();
  const later = outbox(there, shelf, { tab: "later" });
  await later.box.adopt();
  await later.box.flush();
  const keys = (url) => there.log.filter((one) => one.url === url).map((one) => one.key);
  assert.deepEqual(keys("/1"), ["tab-1", "later-1"]);
  assert.deepEqual(keys("/2"), ["tab-2", "tab-2"]);
  assert.equal(there.stored.get("/2").revision, 1);
});

test("time spent is handed on by what was never sent, and by what was refused; what may have arrived keeps its own", async () => {
  const there = server();
  const { box } = outbox(there);
  const keep = (url, note, active) => box.keep(url, "/a", 0, { note }, {}, null, active);
  const times = () => there.log.map((one) => [one.document.note, one.active]);
  await keep("/1", "a", 1000);
  await keep("/1", "b", 200);
  there.script.push({ after: true });
  await box.flush();
  await keep("/1", "c", 30);
  await box.flush();
  assert.deepEqual(times(), [["b", 1200], ["b", 1200], ["c", 30]]);
  there.log.length = 0;
  there.script.push({ status: 422, body: {} });
  await keep("/2", "bad", 500);
  await box.flush();
  await keep("/2", "good", 7);
  await box.flush();
  assert.deepEqual(times(), [["bad", 500], ["good", 507]]);
});

test("work of another person is neither seen nor sent", async () => {
  const there = server();
  const { box, shelf } = outbox(there);
  await box.keep("/1", "/a", 0, { note: "p's" });
  const other = outbox(there, shelf, { person: "q" });
  await other.box.flush();
  assert.deepEqual(there.log, []);
  assert.deepEqual(await other.box.adopt(), []);
});

test("a second tab does not replace what the first has not sent, a later visit may", async () => {
  const there = server();
  const { box, shelf } = outbox(there);
  const second = outbox(there, shelf, { tab: "other" });
  await box.keep("/1", "/a", 0, { note: "first" });
  assert.equal(await second.box.keep("/1", "/a", 0, { note: "second" }), false);
  const later = outbox(there, shelf, { tab: "later" });
  assert.equal((await later.box.adopt()).length, 1);
  assert.equal(await later.box.keep("/1", "/a", 0, { note: "later" }), true);
});

test("a second tab that knows less gets a conflict, not the last word", async () => {
  const there = server();
  const { box, shelf } = outbox(there);
  await box.keep("/1", "/a", 0, { note: "first" });
  await box.flush();
  const second = outbox(there, shelf, { tab: "other" });
  await second.box.keep("/1", "/a", 0, { note: "second" });
  await second.box.flush();
  assert.equal(second.heard.at(-1), "conflict");
  assert.equal(there.stored.get("/1").document.note, "first");
});

test("an answer that comes late does not take away what was begun since", async () => {
  const there = server();
  const { box, shelf } = outbox(there);
  let answer;
  const slow = { send: () => (answer ? { status: 0 } : new Promise((resolve) => { answer = resolve; })) };
  const courier = outbox(slow, shelf, { tab: "courier" });
  await box.keep("/1", "/a", 0, { note: "a" });
  const late = courier.box.flush();
  while (!answer) await null;
  await box.flush();
  await box.keep("/1", "/a", 0, { note: "b" });
  there.script.push({ status: 503 });
  await box.flush(); // "b" has been sent, its fate is unknown
  answer({ status: 200, body: { revision: 1 } });
  await late;
  assert.equal((await box.records())[0].sent.document.note, "b");
});

test("what another tab has delivered meanwhile is not sent again", async () => {
  const there = server();
  const { box, shelf, heard } = outbox(there, memoryShelf(), {
    exclusively: async (id, work) => {
      await shelf.update(id, (record) => ({ ...record, base: 1, sent: null, next: null }));
      return work();
    },
  });
  await box.keep("/1", "/a", 0, { note: "a" });
  await box.flush();
  assert.deepEqual([there.log, heard], [[], []]);
});

test("waiting grows from one second to eight, so that work arrives within ten of the network's return", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 99].map(delayAfter), [1, 2, 4, 8, 8, 8].map((s) => s * 1000));
});
