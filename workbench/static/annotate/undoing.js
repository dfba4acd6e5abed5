// Undo and redo: the paragraph of the change comes up, and what was taken back is said and shown.

import { say } from "../core/say.js";
import { t } from "../core/words.js";
import { changedQuestion } from "./form.js";
import { focusRow } from "./members.js";
import { keyOf, linksOf } from "./naming.js";

/** Gives {undo, redo}; the buttons in the heading do the same. */
export function attachUndo(work, form, { reveal }) {
  const place = form.querySelector("[data-undone]");
  const buttons = [...form.querySelectorAll("[data-back]")].map((button) => ({ button, again: button.dataset.back === "redo" }));

  function go(again) {
    const step = work.takeBack(again);
    show();
    if (!step) return say(again ? t("Nothing to redo") : t("Nothing to undo"));
    const { number, unit } = step.place;
    if (!work.open) return say(whyNot(work, number));
    work.active.section.scrollIntoView({ block: "nearest" });
    reveal(changedQuestion(work.questions, step.before.document, step.after.document));
    toReturned(again ? step.before : step.after);
    const what = step.said;
    place.textContent = again ? t("Redone: {what}", { what }) : t("Undone: {what}", { what });
    if (unit === "article") return say(again ? t("Redone about the article: {what}", { what }) : t("Undone about the article: {what}", { what }));
    return say(again ? t("Redone in paragraph {number}: {what}", { number, what }) : t("Undone in paragraph {number}: {what}", { number, what }));
  }

  /** Hands that are among the rows go to the passage or link that has come back. */
  function toReturned({ document: before }) {
    const back = marksIn(work.active.document).find((key) => !marksIn(before).includes(key));
    if (back && document.activeElement.closest("[data-spans], [data-links], [data-tie]")) focusRow(form, back);
  }

  function show() {
    for (const { button, again } of buttons) {
      const hadFocus = button === document.activeElement;
      button.disabled = work.history.next(again) === null;
      if (hadFocus && button.disabled) work.active.words.focus({ preventScroll: true });
    }
  }

  for (const { button, again } of buttons) {
    // The hands stay where they are.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => go(again));
  }
  work.listen((what) => {
    if (["document", "note", "active"].includes(what)) place.textContent = "";
    if (["document", "note", "replaced"].includes(what)) show();
  });
  show();
  return { undo: () => go(false), redo: () => go(true) };
}

const marksIn = (document) => [...linksOf(document), ...document.spans].map(keyOf);

function whyNot({ active }, number) {
  if (!active.conflict) return t("This article takes no changes just now.");
  return number === null ? t("Choose between the two versions about the article first.")
    : t("Choose between the two versions of paragraph {number} first.", { number });
}
