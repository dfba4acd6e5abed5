// A discussion: handles become buttons that write themselves, Ctrl+Enter sends, and what was shown
// counts as read.

import { onKeys } from "../core/keys.js";

/** Put words at the cursor of a text field, with a space on either side where one is missing. */
export function insertAt(field, words) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const before = start > 0 && !/\s$/.test(value.slice(0, start)) ? " " : "";
  const after = /^\s/.test(value.slice(end)) ? "" : " ";
  field.setRangeText(`${before}${words}${after}`, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function attachMentions(section, field) {
  for (const code of section.querySelectorAll("[data-handle]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small handle";
    button.title = code.title;
    button.textContent = code.textContent;
    button.addEventListener("click", () => insertAt(field, code.dataset.handle));
    code.replaceWith(button);
  }
}

function attachSending(form, field) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** Tell the server that this page was looked at; the next page counts without it. */
async function markSeen(section) {
  if (!section.dataset.seen) return;
  const sent = new FormData();
  sent.set("last", section.dataset.last);
  const token = document.querySelector('meta[name="csrf-token"]').content;
  try {
    const answer = await fetch(section.dataset.seen, {
      method: "POST",
      body: sent,
      headers: { "X-CSRF-Token": token, Accept: "application/json" },
    });
    if (answer.ok) return;
  } catch {
    // Without the network it stays unread, as after a refusal.
  }
  section.querySelector("[data-seen-form]")?.classList.remove("no-script");
}

/** Seen is what stood on a visible page, not what was opened behind another tab. */
function whenVisible(act) {
  if (document.visibilityState === "visible") {
    act();
    return;
  }
  document.addEventListener("visibilitychange", () => whenVisible(act), { once: true });
}

export function attachDiscussion(section) {
  const form = section.querySelector("[data-comment-form]");
  const field = form.querySelector("textarea");
  attachMentions(section, field);
  attachSending(form, field);
  whenVisible(() => markSeen(section));
  // A page that chooses its own place to begin must not lose the comment that was just made.
  if (["#discussion", "#last"].includes(location.hash)) (section.querySelector("#last") ?? section).scrollIntoView({ block: "center" });
  const key = section.dataset.key;
  if (!key) return;
  onKeys((pressed) => {
    if (pressed !== key) return false;
    section.scrollIntoView({ block: "nearest" });
    field.focus();
    return true;
  });
}

for (const section of document.querySelectorAll("[data-discussion]")) attachDiscussion(section);
