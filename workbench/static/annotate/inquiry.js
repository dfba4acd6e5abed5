// "Ask the lead about this value": a small form on the card. The paragraph goes with it.

import { post } from "../core/http.js";
import { newId } from "../core/ids.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";
import { button, make } from "./fields.js";

const MOST = 2000;
// What was typed and not sent yet, by place and paragraph.
const drafts = new Map();

/** A button that opens the form; `place` is {dimension, value, title}, `sent(text)` is told. */
export function inquiryOf(work, url, place, sent) {
  const box = make("div", "inquiry");
  const key = `${place.dimension} ${place.value} ${work.active.position}`;
  const offer = place.value ? t("Ask the lead about this value") : t("Ask the lead about this question");
  const opener = button("button small", offer, "", () => box.replaceChildren(form(true)));
  box.append(drafts.get(key) ? form(false) : opener);
  return box;

  function form(focus) {
    const asking = make("form", "asking");
    const label = make("label", "name", t("Your question about “{title}”", { title: place.title }));
    const text = make("textarea");
    Object.assign(text, { id: `ask-${newId()}`, rows: 3, dir: "auto", maxLength: MOST, value: drafts.get(key) ?? "" });
    label.htmlFor = text.id;
    const help = make("p", "help", work.active.unit === "article"
      ? t("Your lead sees the article with it; the other annotators see neither it nor who asked.")
      : t("Your lead sees paragraph {number} with it; the other annotators see neither it nor who asked.", { number: work.active.number }));
    const fault = make("p", "errors");
    fault.setAttribute("role", "alert");
    const send = make("button", "button small go", t("Send"));
    asking.append(label, text, help, fault, send);
    text.addEventListener("input", () => drafts.set(key, text.value));
    asking.addEventListener("submit", async (event) => {
      event.preventDefault();
      send.disabled = true;
      fault.textContent = await deliver(text.value);
      send.disabled = false;
    });
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      if (!send.disabled) asking.requestSubmit(send);
    });
    if (focus) queueMicrotask(() => text.focus());
    return asking;
  }

  /** "" when it was stored, else what went wrong. */
  async function deliver(text) {
    if (!text.trim()) return t("Write your question.");
    const asking = { dimension: place.dimension, value: place.value, position: work.active.position, text };
    const { status, body } = await post(url, asking, {}, document.body.dataset.person);
    if (status === 200) {
      drafts.delete(key);
      say(t("Sent to your lead"));
      sent(body.text);
      return "";
    }
    if (status === 0) return t("Not sent: the server cannot be reached. Your words stay here; send them again.");
    if (status === 401) return t("Not sent: you are signed out. Sign in in another tab, then send it again.");
    return body?.error?.message ?? t("Not sent. Try again.");
  }
}
