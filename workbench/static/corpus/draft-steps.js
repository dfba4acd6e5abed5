// Corrections go to the server one after the other; what comes back takes the place of what stood.

import { fetchPage, post } from "../core/http.js";
import { say } from "../core/say.js";

const UNREACHED = "The server cannot be reached. Nothing was changed: try again.";

/** `shown()` is called after the page has been brought up to date. */
export function attachSteps(sheet, shown) {
  const trouble = document.querySelector("[data-trouble]");
  const facts = document.getElementById("facts");
  let isTyped = false;
  facts.addEventListener("input", () => { isTyped = true; });
  facts.addEventListener("submit", () => { isTyped = false; });
  addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });

  /** Have one step taken; true when it was. */
  async function take(step) {
    const seen = Number(document.getElementById("tally").dataset.seen);
    const answer = await post(sheet.dataset.saveUrl, { ...step, seen }, {}, document.body.dataset.person);
    if (answer.status !== 200) return fail(answer);
    const { page } = await fetchPage(`${sheet.dataset.url}?p=${answer.body.place}`);
    if (!page?.getElementById("paragraphs")) {
      location.assign(`${sheet.dataset.url}?p=${answer.body.place}`);
      return false;
    }
    trouble.hidden = true;
    replace(page);
    history.replaceState(null, "", `${sheet.dataset.url}?p=${answer.body.place}`);
    shown();
    say(`${answer.body.said} ${document.getElementById("tally").textContent.trim()}`);
    return true;
  }

  function replace(page) {
    for (const old of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(old.id);
      if (!fresh) continue;
      // What is being typed about the article stays; it must only know how far the article is.
      if (old !== facts) old.replaceWith(document.adoptNode(fresh));
      else if (isTyped) facts.elements.seen.value = fresh.elements.seen.value;
      else fill(fresh);
    }
    for (const token of document.querySelectorAll("input[name=csrf_token]")) {
      token.value = document.querySelector('meta[name="csrf-token"]').content;
    }
  }

  function fill(fresh) {
    for (const field of fresh.elements) {
      const mine = field.name && field.matches("input") && facts.elements.namedItem(field.name);
      if (mine) mine.value = field.value;
    }
  }

  function fail({ status, body }) {
    trouble.textContent = status === 0 ? UNREACHED : body?.error?.message ?? "That did not work. Reload the page.";
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
    return false;
  }

  return take;
}
