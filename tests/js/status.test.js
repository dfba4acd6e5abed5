import assert from "node:assert/strict";
import { test } from "node:test";

import { describe } from "../../workbench/static/annotate/conflict.js";
import { wording as delivery } from "../../workbench/static/annotate/delivery.js";
import { withText, withoutText } from "../../workbench/static/annotate/quotes.js";
import { blank } from "../../workbench/static/annotate/state.js";
import { announcer, wording } from "../../workbench/static/annotate/status.js";
import { questions, span } from "./given.js";

const calm = { waiting: 0, savedAt: "2026-11-20T14:03:22Z", signedOut: false, stranger: false, failing: false,
  online: true, trouble: [], newer: [], lasting: true };
const said = (facts) => wording({ ...calm, ...facts }).text;

test("saved is said only when nothing waits", () => {
  assert.match(said({}), /^All saved \d\d:\d\d:22$/);
  assert.equal(said({ waiting: 1 }), "Saving…");
});

test("offline and an unreachable server say how much waits", () => {
  assert.equal(said({ waiting: 3, failing: true, online: false }), "Offline, 3 waiting");
  assert.equal(said({ waiting: 2, failing: true }), "Server not reached, 2 waiting");
});

test("a server that answers counts for more than a browser that believes it is offline", () => {
  assert.equal(said({ waiting: 1, online: false }), "Saving…");
  assert.match(said({ online: false }), /^All saved/);
});

test("what needs the annotator comes before what heals by itself", () => {
  const trouble = [{ number: 7, url: "?p=9", position: 9 }];
  assert.equal(said({ waiting: 1, online: false, trouble }), "Not saved: paragraph 7");
  assert.match(said({ waiting: 1, signedOut: true, trouble }), /sign in again/);
});

test("several paragraphs in need are counted, and what waits beside them is said too", () => {
  const [seven, eight, whole] = [{ number: 7 }, { number: 8 }, { unit: "article" }];
  assert.equal(said({ trouble: [seven, eight, whole] }), "Not saved: paragraph 7 and 2 more");
  assert.equal(said({ trouble: [whole] }), "Not saved: the article as a whole");
  assert.equal(said({ trouble: [seven], waiting: 2, failing: true, online: false }), "Not saved: paragraph 7. Offline, 2 waiting");
  assert.equal(said({ trouble: [{ ...seven, conflict: {} }] }), "Two versions, choose one: paragraph 7");
});

test("that another tab is newer stands in the line", () => {
  const newer = [{ number: 3, url: "?p=3", position: 3 }, { number: 5 }];
  assert.deepEqual(wording({ ...calm, newer }),
    { state: "newer", text: "Another tab is newer: paragraph 3 and 1 more", link: "?p=3", position: 3 });
  assert.equal(said({ newer: [newer[1]], waiting: 1, failing: true }), "Another tab is newer: paragraph 5. Server not reached, 1 waiting");
  assert.match(said({ newer, trouble: [{ number: 9 }] }), /^Not saved: paragraph 9/);
});

test("there is always a word", () => {
  assert.equal(said({ savedAt: "" }), "Nothing unsaved");
});

/** One timer at a time, which goes off when enough milliseconds were passed. */
function stopwatch() {
  let due = null;
  return {
    setTimeout: (act, delay) => { due = { act, delay }; },
    clearTimeout: () => { due = null; },
    pass: (milliseconds) => {
      if (due && (due.delay -= milliseconds) <= 0) { due.act(); due = null; }
    },
  };
}

test("trouble is spoken at once, routine when it has stood for two seconds, and each once", () => {
  const heard = [];
  const timers = stopwatch();
  const announce = announcer((text) => heard.push(text), timers);
  const { pass } = timers;
  announce({ state: "idle", text: "Nothing unsaved" });
  pass(9000);
  for (const second of [1, 2, 3]) {
    announce({ state: "saving", text: "Saving…" });
    pass(300);
    announce({ state: "saved", text: `All saved 14:03:0${second}` });
    pass(1500);
  }
  assert.deepEqual(heard, []); // no voice after every key
  pass(500);
  announce({ state: "waiting", text: "Offline, 1 waiting" });
  announce({ state: "waiting", text: "Offline, 2 waiting" });
  announce({ state: "waiting", text: "Offline, 3 waiting" });
  pass(2000);
  announce({ state: "waiting", text: "Offline, 3 waiting" });
  announce({ state: "newer", text: "Another tab is newer: paragraph 3" });
  pass(9000);
  announce({ state: "saved", text: "All saved 14:05:00" });
  pass(2000);
  assert.deepEqual(heard, ["All saved 14:03:03", "Offline, 1 waiting", "Offline, 3 waiting",
    "Another tab is newer: paragraph 3", "All saved 14:05:00"]);
});

test("a browser that keeps nothing says so while something waits", () => {
  assert.match(said({ waiting: 1, lasting: false }), /stay on the page/);
  assert.match(said({ waiting: 2, online: false, failing: true, lasting: false }), /^Offline, 2 waiting .*stay on the page/);
  assert.doesNotMatch(said({ lasting: false }), /stay/);
});

test("work that is left over is counted, and what stands in its way is named", () => {
  const left = { waiting: 0, delivered: 0, online: true, failing: false, signedOut: false, stranger: false };
  const news = (facts) => delivery({ ...left, ...facts });
  assert.equal(news({}), "");
  assert.equal(news({ waiting: 1 }), "1 change from this browser is being delivered.");
  assert.equal(news({ waiting: 2, failing: true }), "The server cannot be reached: 2 changes from this browser wait.");
  assert.equal(news({ waiting: 2, online: false, failing: true }), "You are offline: 2 changes from this browser wait.");
  assert.equal(news({ waiting: 1, signedOut: true }), "1 change from this browser waits until you sign in again.");
  assert.equal(news({ delivered: 3 }), "3 changes from this browser have been delivered.");
});

test("no word of the article is queued, and each comes back in sending", () => {
  const content = "😀 Two aides said so.";
  const marked = { ...blank(), spans: [{ ...span(2, 11), text: "Two aides" }] };
  const queued = withoutText(marked);
  assert.equal(JSON.stringify(queued).includes("aides"), false);
  assert.deepEqual(withText(queued, content), marked);
});

test("a version is described by its answers, passages and remarks", () => {
  const labels = { frames: ["law"], attributed: "yes" };
  const lines = describe({ ...blank(), labels, spans: [span(0, 4)], note: "why", flag: true }, questions);
  assert.deepEqual(lines, ["Frames: LAW", "Attributed: YES", "SOURCE: “0-4”", "Note: why", "Ask the lead", "Not done yet"]);
});
