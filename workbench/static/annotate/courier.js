// Carries the outbox to the server: at once, again after failures, and as soon as the network or the
// person is back. Several tabs may carry the same record, one at a time; whichever gets the answer
// passes it on to the tab that the work is from.

import { post, session } from "../core/http.js";
import { newId } from "../core/ids.js";
import { Outbox, delayAfter } from "./outbox.js";
import { withText } from "./quotes.js";

/**
 * `mine(record)` says what this page may send; `contentOf(record)` gives {content}, the paragraph's
 * text, or an answer {status, body} that stands in its way; `hear(outcome)` is told of every answer
 * to this page and of those that other tabs got for it; `show()` is called when `facts` change.
 */
export function startCourier({ shelf, person, mine, contentOf, hear, show }) {
  const tab = newId();
  const channel = new BroadcastChannel("workbench");
  const facts = { failing: false, signedOut: false, stranger: false };
  let failures = 0;
  let retry = 0;

  const outbox = new Outbox({
    shelf, person, tab, mine, send, report,
    exclusively: (id, act) => navigator.locks?.request(`workbench ${id}`, act) ?? act(),
  });
  const isOwn = (record) => record.tab === tab || outbox.adopted.has(record.id);

  async function send(record) {
    // Tried even where the browser says it is offline: the server may run on this very machine.
    const found = await contentOf(record);
    if (found.content === undefined) return found;
    const headers = { "If-Match": `"${record.base}"`, "Idempotency-Key": record.sent.key };
    const answer = await post(record.url, withText(record.sent.document, found.content), headers, person);
    facts.stranger = answer.stranger ?? false;
    return answer;
  }

  function report(outcome) {
    const { kind, record } = outcome;
    if (kind === "unreachable") {
      failures += 1;
      facts.failing = true;
      clearTimeout(retry);
      retry = setTimeout(flush, delayAfter(failures));
    } else if (kind !== "sending") {
      failures = 0;
      Object.assign(facts, { failing: false, signedOut: kind === "signed_out" });
      if (!isOwn(record)) channel.postMessage({ kind: "outcome", outcome });
    }
    hear(outcome);
    show();
  }

  function flush() {
    clearTimeout(retry);
    return outbox.flush();
  }

  async function resume() {
    if (outbox.paused) {
      const now = await session();
      if (now.reached) facts.stranger = now.person !== "" && now.person !== person;
      if (now.person === person) [outbox.paused, facts.signedOut] = [false, false];
    }
    show();
    return flush();
  }

  channel.addEventListener("message", ({ data: { kind, outcome } }) => {
    if (kind !== "outcome") return;
    if (isOwn(outcome.record)) hear(outcome);
    // Another tab got through: perhaps the person has signed in again there.
    if (outcome.kind === "saved" && outbox.paused) resume();
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
