// Carries the outbox to the server: at once, again after failures, and as soon as the network or the
// person is back. Several tabs may carry the same record, one at a time; whichever gets the answer
// passes it on to the tab that the work is from.

import { post, session } from "../core/http.js";
import { newId } from "../core/ids.js";
import { Outbox, delayAfter } from "./outbox.js";
import { withText } from "./quotes.js";
import { openChannel } from "./tabs.js";

// A save takes well under a second. A connection that has died is given up soon, so that work arrives
// within ten seconds of its return; where that never does, the network may just be very slow.
const PATIENCE = 8_000;
const PATIENCE_LATER = 20_000;
const SHORT_ATTEMPTS = 4;
/** How often to ask whether the person has signed in again, should no other tab say so. */
const ASK_AGAIN_AFTER = 20_000;

/**
 * `mine(record)` says what this page may send; `contentOf(record)` gives {content}, the paragraph's
 * text, or an answer {status, body} that stands in its way; `hear(outcome)` is told of every answer
 * to this page and of those that other tabs got for it; `show()` is called when `facts` change.
 */
export function startCourier({ shelf, person, mine, contentOf, hear, show }) {
  const tab = newId();
  const channel = openChannel();
  const facts = { failing: false, signedOut: false, stranger: false };
  let failures = 0;
  let retry = 0;
  let begun = 0;

  const outbox = new Outbox({
    shelf, person, tab, mine, send, report,
    exclusively: (id, act) => navigator.locks?.request(`workbench ${id}`, act) ?? act(),
  });
  const isOwn = (record) => record.tab === tab || outbox.adopted.has(record.id);

  async function send(record) {
    // Tried even where the browser says it is offline: the server may run on this very machine.
    const found = await contentOf(record);
    if (found.content === undefined) return found;
    const { key, active } = record.sent;
    // Under its key a time is added once, however often it is sent.
    const headers = { "If-Match": `"${record.base}"`, "Idempotency-Key": key, ...(active !== undefined && { "Active-Ms": active }) };
    const patience = failures < SHORT_ATTEMPTS ? PATIENCE : PATIENCE_LATER;
    const answer = await post(record.url, withText(record.sent.document, found.content), headers, person, patience);
    facts.stranger = answer.stranger ?? false;
    return answer;
  }

  function report(outcome) {
    const { kind } = outcome;
    if (kind === "sending") {
      begun = performance.now(); // no clock: that may jump
    } else if (kind === "unreachable") {
      failures += 1;
      facts.failing = true;
      const waited = performance.now() - begun;
      again(flush, Math.max(0, delayAfter(failures) - waited));
    } else {
      failures = 0;
      Object.assign(facts, { failing: false, signedOut: kind === "signed_out" });
      if (facts.signedOut) again(resume, ASK_AGAIN_AFTER);
      // Also of work that is this page's own: another tab may have taken it over and show it.
      channel.postMessage({ kind: "outcome", outcome });
    }
    tell(outcome);
  }

  /** A fault in what is shown must not keep the rest from being sent. */
  function tell(outcome) {
    try {
      hear(outcome);
      show();
    } catch (fault) {
      reportError(fault);
    }
  }

  function again(act, delay) {
    clearTimeout(retry);
    retry = setTimeout(act, delay);
  }

  function flush() {
    if (!outbox.paused) clearTimeout(retry); // else it asks who is signed in
    return outbox.flush();
  }

  async function resume() {
    if (outbox.paused) {
      const now = await session(person);
      if (now.reached) facts.stranger = now.person !== "" && now.person !== person;
      if (now.person === person) [outbox.paused, facts.signedOut] = [false, false];
      else again(resume, ASK_AGAIN_AFTER);
    }
    show();
    return flush();
  }

  channel.addEventListener("message", ({ data: { kind, outcome } }) => {
    if (kind === "outcome" && isOwn(outcome.record)) hear(outcome);
    // Another tab got through, or a page was opened by somebody who is signed in: perhaps by this person.
    if (outbox.paused && (kind === "present" || outcome?.kind === "saved")) resume();
    show();
  });

  /** Nothing is sent before: what an earlier visit left has to be on the page first. */
  function begin() {
    for (const [target, name] of [[window, "online"], [window, "focus"], [window, "pageshow"], [document, "visibilitychange"]]) {
      target.addEventListener(name, () => { if (document.visibilityState === "visible") resume(); });
    }
    window.addEventListener("offline", show);
    show();
    return flush();
  }

  return { outbox, channel, facts, begin, flush, isOwn };
}
