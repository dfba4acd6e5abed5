// The buttons beside the answers: they take over at once, and the arrows go from one to the next.

import { say } from "../core/say.js";
import { takeAll, takePassage, takeQuestion } from "./ruling-taking.js";

const STEPS = {
  ArrowRight: { by: 1, isDown: false }, ArrowLeft: { by: -1, isDown: false },
  ArrowDown: { by: 1, isDown: true }, ArrowUp: { by: -1, isDown: true },
};

/**
 * Gives {toCells, byNumber}: for `a` and for Shift with a digit. `choose` fills the decision, `decided`
 * is told of the questions that somebody's answer was taken to, `toWords` leads back to the words.
 */
export function attachCells(work, form, { tell, choose, decided, toWords }) {
  const place = document.querySelector("[data-taking]");
  const { answers, majority, no_majority: without, rulings } = JSON.parse(place.dataset.taking);
  const buttons = [...document.querySelectorAll("[data-take]")];
  const wholes = buttons.filter((one) => one.classList.contains("whole"));
  const singles = () => buttons.filter((one) => one.classList.contains("one") && one.checkVisibility());

  function take(button) {
    const wanted = JSON.parse(button.dataset.take);
    if (wanted.ruling) return takeRuling(String(wanted.ruling));
    const { active: { document: now }, questions } = work;
    const next = wanted === "majority" ? takeAll(now, majority, questions) : part(now, questions, wanted);
    const all = questions.map(({ key }) => key);
    decided(wanted === "majority" ? all.filter((key) => !without.includes(key)) : wanted.question ? [wanted.question] : all);
    tell({ document: next, said: button.getAttribute("aria-label") ?? button.textContent.trim() });
    return undefined;
  }

  function part(now, questions, { answer, question, value, start, end }) {
    const theirs = answers[answer];
    if (!question) return takeAll(now, theirs, questions);
    if (value === undefined) return takeQuestion(now, theirs, questions, question);
    return takePassage(now, theirs, questions, question, { value, start, end });
  }

  function takeRuling(id) {
    const { left_open: leftOpen, ...document } = rulings[id];
    decided(work.questions.map(({ key }) => key));
    tell({ document: takeAll(work.active.document, document, work.questions), said: "Loaded into the form" });
    choose(leftOpen);
  }

  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      if (work.open) take(button);
    });
    button.addEventListener("keydown", (event) => walk(event, button));
  }

  /** Up and down stay in somebody's column, to the left and right they stay in the question's row. */
  function walk(event, from) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Escape") {
      toCells();
      return;
    }
    const step = STEPS[event.key];
    if (!step || !from.closest("td")) return;
    const { cellIndex, parentElement: row } = from.closest("td");
    const way = singles().map((button) => ({ button, cell: button.closest("td") })).filter(({ button, cell }) =>
      button === from || (step.isDown ? cell.cellIndex === cellIndex : cell.parentElement === row && cell.cellIndex !== cellIndex));
    const next = way[way.findIndex(({ button }) => button === from) + step.by];
    event.preventDefault();
    next?.button.focus();
    next?.button.scrollIntoView({ block: "nearest" });
  }

  /** To the first answer that differs, or from there back to the words. */
  function toCells() {
    const isThere = place.contains(document.activeElement);
    const first = singles()[0];
    if (isThere || !first) {
      if (!first) say("Nothing differs here.");
      toWords();
      return;
    }
    first.focus();
    first.scrollIntoView({ block: "nearest" });
  }

  /** Take the n-th person's answer, or with 0 the majority. False where there is no such column. */
  function byNumber(number) {
    const button = number ? wholes[number - 1] : buttons.find((one) => one.dataset.take === '"majority"');
    if (!button || !work.open) return false;
    take(button);
    return true;
  }

  return { toCells, byNumber };
}
