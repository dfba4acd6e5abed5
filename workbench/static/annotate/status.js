// The line in the bar that says whether the work is safe, and says it aloud.

import { say } from "../core/say.js";
import { t, tn } from "../core/words.js";

/** How long a state must stand before routine is spoken of: no voice after every key. */
const QUIET = 2_000;

/** "14:03:22" in the annotator's own time. */
export const clock = (iso) => (iso ? new Date(iso).toLocaleTimeString("en-GB") : "");

/**
 * What to show for the state of saving. Pure. `trouble` are the paragraphs whose save was refused or
 * met another version, `newer` those that another tab has changed since; `waiting` counts those that
 * are on their way; `lasting` is false when the browser keeps nothing.
 */
export function wording(facts) {
  const { signedOut, stranger, trouble, newer } = facts;
  if (stranger) return { state: "trouble", text: t("Signed in as somebody else: your unsent work is kept for you") };
  if (signedOut) {
    return { state: "trouble", text: t("Signed out: sign in again, your work is kept"), link: "/sign-in", fresh: true };
  }
  if (trouble.length > 0) return withRest(facts, "trouble", troubleWords(trouble), trouble[0]);
  if (newer.length > 0) return withRest(facts, "newer", t("Another tab is newer: {where}", { where: places(newer) }), newer[0]);
  return rest(facts);
}

const troubleWords = (trouble) => (trouble[0].conflict
  ? t("Two versions, choose one: {where}", { where: places(trouble) }) : t("Not saved: {where}", { where: places(trouble) }));

/** "paragraph 3 and 2 more" */
function places([first, ...others]) {
  const name = first.unit === "article" ? t("the article as a whole") : t("paragraph {number}", { number: first.number });
  return others.length ? tn("{name} and {count} more", "{name} and {count} more", others.length, { name }) : name;
}

/** What needs the annotator, and beside it what waits for the network. */
function withRest(facts, state, words, { url: link, position }) {
  const more = rest(facts);
  return { state, text: more.state === "waiting" ? `${words}. ${more.text}` : words, link, position };
}

function rest({ waiting, savedAt, failing, online, lasting }) {
  const stay = lasting ? "" : ` ${t("(this browser keeps nothing: stay on the page)")}`;
  if (waiting && failing) {
    const words = online ? tn("Server not reached, {count} waiting", "Server not reached, {count} waiting", waiting)
      : tn("Offline, {count} waiting", "Offline, {count} waiting", waiting);
    return { state: "waiting", text: words + stay };
  }
  if (waiting) return { state: "saving", text: t("Saving…") + stay };
  return savedAt ? { state: "saved", text: t("All saved {time}", { time: clock(savedAt) }) }
    : { state: "idle", text: t("Nothing unsaved") };
}

/**
 * Gives a listener that speaks of every state once: at once when something has gone wrong, else when
 * it has stood for a while.
 */
export function announcer(speak, timers = globalThis) {
  let said = { state: "idle", text: "" };
  let timer = 0;
  return ({ state, text }) => {
    timers.clearTimeout(timer);
    if (text === said.text || (state === "idle" && !said.text)) return;
    const act = () => { said = { state, text }; speak(text); };
    const isNews = ["trouble", "newer", "waiting"].includes(state) && state !== said.state;
    if (isNews) act();
    else timer = timers.setTimeout(act, QUIET);
  };
}

export function attachStatus(place, goTo) {
  const announce = announcer((text) => say(text, "say-saving"));
  let shown = "";
  return (facts) => {
    const { state, text, link, fresh, position } = wording(facts);
    announce({ state, text });
    const now = JSON.stringify([state, text, link]);
    if (now === shown) return; // somebody's focus may stand on the link
    shown = now;
    const line = document.createElement("span");
    line.dataset.state = state;
    line.append(link ? anchor(text, link, fresh, position) : text);
    place.replaceChildren(line);
  };

  function anchor(text, href, fresh, position) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    if (fresh) Object.assign(link, { target: "_blank", rel: "noopener" });
    if (position !== undefined) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(position);
      });
    }
    return link;
  }
}
