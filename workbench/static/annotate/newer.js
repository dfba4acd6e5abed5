// Another tab has gone on with a unit: keys and presses say so, and one button takes what is stored,
// or, where a change of this tab could not be kept beside it, lets the annotator choose between both.

import { fetchPage } from "../core/http.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";
import { describe } from "./conflict.js";
import { make } from "./fields.js";
import { isOutdated } from "./masks.js";
import { withKey } from "./questions.js";
import { isRecoded } from "./recoded.js";
import { readParagraphs, unitName } from "./work.js";

const CHANGING = new Set(["Enter", "a", "A", "d", "!", "+", "[", "]", "*"]);

/** Gives `refuses(key)`: true where a key would change a unit that another tab has changed. */
export function attachNewer(work, form, { waiting, show }) {
  const notice = form.querySelector("[data-stale]");
  const button = notice.querySelector("button");
  const own = make("div", "own");
  const usual = notice.querySelector("p");
  usual.after(own);

  function why() {
    notice.scrollIntoView({ block: "nearest" });
    say(notice.querySelector("p:not([hidden])").textContent);
    return true;
  }

  async function take(paragraph) {
    const { page } = await fetchPage(paragraph.url);
    const stored = page && readParagraphs(page).find(({ saveUrl }) => saveUrl === paragraph.saveUrl);
    if (!stored) return say(t("The newer version cannot be had just now. Try again."));
    if (waiting.has(paragraph)) return work.tell("notice", paragraph);
    const { document: newer, revision, savedAt, asks, again } = stored;
    const isOpen = page.querySelector("[data-article]").dataset.state === "open";
    if (!isOpen || isRecoded(paragraph.document, newer) || isOutdated(paragraph.document, newer)) {
      return paragraph.unkept ? say(t("The newer version cannot stand beside this one. Copy your answers, then reload.")) : location.reload();
    }
    if (paragraph.unkept) return compare(paragraph, { document: newer, revision, savedAt });
    Object.assign(paragraph, { revision, savedAt, asks, again, stale: false, problems: [], hint: null });
    const chips = paragraph.section.querySelector(".chips");
    const { childNodes, hidden } = stored.section.querySelector(".chips");
    chips.replaceChildren(...childNodes);
    chips.hidden = hidden;
    work.replace(paragraph, newer);
    show();
    if (paragraph === work.active) paragraph.words.focus({ preventScroll: true });
    say(t("{name}: the newer version taken.", { name: unitName(paragraph) }));
  }

  function compare(paragraph, conflict) {
    Object.assign(paragraph, { conflict, stale: false });
    show();
    work.tell("notice", paragraph);
    form.querySelector("[data-conflict] button").focus();
  }

  button.addEventListener("click", () => take(work.active));
  // A press on answers that are inert arrives at what lies around them.
  form.addEventListener("click", ({ target }) => {
    if (!notice.hidden && !target.closest("[data-stale], [data-go=previous]")) why();
  });
  function offer() {
    const { active } = work;
    button.hidden = waiting.has(active);
    usual.hidden = active.unkept;
    button.textContent = active.unkept ? t("See both versions") : t("Take the newer version");
    const lines = active.unkept ? describe(active.document, work.questions).map((words) => make("li", "", words)) : [];
    const list = make("ul", "");
    list.append(...lines);
    own.replaceChildren(...(lines.length ? [make("p", "", t("This was changed in another tab, and your last change here could not be kept beside it. Your answers:")), list] : []));
  }
  work.listen(offer);
  offer();
  return (key) => !notice.hidden && (CHANGING.has(key) || withKey(work.questions, key).length > 0) && why();
}
