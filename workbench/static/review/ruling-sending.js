// The ruling on its way: nothing is gone before the server has said that it is in force.

import { post } from "../core/http.js";
import { newId } from "../core/ids.js";
import { say } from "../core/say.js";

const TROUBLE = {
  0: "The server does not answer. Nothing is lost: rule again in a moment.",
  401: "You are signed out. Sign in in another tab, then rule again: nothing is lost.",
  503: "The database is busy. Nothing is lost: rule again in a moment.",
};

/**
 * Gives {send, settle}: after a change `settle` takes back what was said about the ruling before it.
 * `draft` is kept until the ruling stands, and for the one after another lead's;
 * `undecided()` gives the titles of what differs and would be ruled without a decision on it.
 */
export function attachSending(work, form, { decision, draft, number, version, undecided }) {
  const place = form.querySelector("[data-sending]");
  const person = document.body.dataset.person;
  const go = form.querySelector("[data-rule]");
  let sent = { words: "", key: "" };
  let isOnItsWay = false;

  function tell(words) {
    place.textContent = words;
    if (words) say(words);
  }

  /** The same ruling sent again has the same name, and counts once. */
  function keyFor(words) {
    if (sent.words !== words) sent = { words, key: newId() };
    return sent.key;
  }

  async function send() {
    if (isOnItsWay || !work.open) return;
    const choice = decision.choice();
    if (!choice.reason) {
      decision.toReasons();
      return tell("Why do the answers differ? Choose a reason, then rule.");
    }
    const open = undecided();
    if (open.length > 0) return tell(`Not decided yet, though the answers differ: ${open.join(", ")}. Rule again if it is right as it stands.`);
    const content = { document: { ...work.active.document, done: false }, ...choice, number, version };
    isOnItsWay = go.disabled = true;
    tell("Ruling…");
    const { status, body } = await post(form.action, content, { "Idempotency-Key": keyFor(JSON.stringify(content)) }, person);
    isOnItsWay = go.disabled = false;
    if (status === 200) {
      draft.drop(number);
      location.assign(body.next);
    } else if (status === 409 && body.error.details.url) {
      draft.keep(body.error.details.number, { document: work.active.document, choice });
      draft.drop(number);
      location.assign(body.error.details.url);
    } else refused(status, body);
  }

  function refused(status, body) {
    const problems = body?.error?.details?.problems ?? [];
    work.apply({ document: work.active.document, problems });
    const [first] = problems;
    form.querySelector(first?.question ? `[data-question="${CSS.escape(first.question)}"]` : "[data-problems]")?.scrollIntoView({ block: "nearest" });
    tell(TROUBLE[status] ?? `Not ruled: ${body?.error?.message ?? TROUBLE[0]}`);
  }

  const settle = () => isOnItsWay || tell("");

  go.addEventListener("click", (event) => {
    event.preventDefault();
    send();
  });
  return { send, settle };
}
