// The line in the bar that says whether the work is safe.

import { say } from "../core/say.js";
import { unitName } from "./work.js";

/** "14:03:22" in the annotator's own time. */
export const clock = (iso) => (iso ? new Date(iso).toLocaleTimeString("en-GB") : "");

/**
 * What to show for the state of saving. Pure. `trouble` is the first paragraph in need, if any:
 * {number, unit, url, position}; `lasting` is false when the browser keeps nothing.
 */
export function wording({ waiting, savedAt, signedOut, stranger, failing, online, trouble, lasting }) {
  if (stranger) return { state: "trouble", text: "Signed in as somebody else: your unsent work is kept for you" };
  if (signedOut) return { state: "trouble", text: "Signed out: sign in again, your work is kept", link: "/sign-in", fresh: true };
  if (trouble) {
    const name = unitName(trouble);
    return { state: "trouble", text: `Not saved: ${name[0].toLowerCase()}${name.slice(1)}`, link: trouble.url, position: trouble.position };
  }
  const stay = lasting ? "" : " (this browser keeps nothing: stay on the page)";
  const reason = online ? "Server not reached" : "Offline";
  if (waiting && failing) return { state: "waiting", text: `${reason}, ${waiting} waiting${stay}` };
  if (waiting) return { state: "saving", text: `Saving…${stay}` };
  return savedAt ? { state: "saved", text: `All saved ${clock(savedAt)}` } : { state: "idle", text: "" };
}

export function attachStatus(place, goTo) {
  let last = "idle";
  return (facts) => {
    const { state, text, link, fresh, position } = wording(facts);
    const line = document.createElement("span");
    line.dataset.state = state;
    line.append(link ? anchor(text, link, fresh, position) : text);
    place.replaceChildren(line);
    // Routine saving is not read aloud; trouble is, and the end of it.
    const alarming = state === "trouble" || state === "waiting";
    const over = state === "saved" && (last === "trouble" || last === "waiting");
    if ((alarming && state !== last) || over) say(text, "say-saving");
    if (state !== "saving") last = state;
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
