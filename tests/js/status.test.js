import assert from "node:assert/strict";
import { test } from "node:test";

import { describe } from "../../workbench/static/annotate/conflict.js";
import { wording as delivery } from "../../workbench/static/annotate/delivery.js";
import { withText, withoutText } from "../../workbench/static/annotate/quotes.js";
import { blank } from "../../workbench/static/annotate/state.js";
import { wording } from "../../workbench/static/annotate/status.js";
import { questions, span } from "./given.js";

const calm = { waiting: 0, savedAt: "2026-11-20T14:03:22Z", signedOut: false, stranger: false, failing: false,
  online: true, trouble: null, lasting: true };
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
  const trouble = { number: 7, url: "?p=9", position: 9 };
  assert.equal(said({ waiting: 1, online: false, trouble }), "Not saved: paragraph 7");
  assert.match(said({ waiting: 1, signedOut: true, trouble }), /sign in again/);
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
