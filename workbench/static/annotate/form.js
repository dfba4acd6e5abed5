// The form of the active unit: shows its document, and turns what is ticked into changes.

import { keepInSight } from "./sight.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";
import { showMoved, showProblems, showQuestion } from "./showing.js";
import { linksOf } from "./naming.js";
import { choose, flag, write, writeAnswer } from "./state.js";
import { unitName } from "./work.js";

/** Without scripts a page holds the questions of one unit; the other's wait in a template. */
export function layOut(form) {
  for (const template of form.querySelectorAll("template[data-other]")) template.replaceWith(template.content);
}

/** The key of the last question that two documents answer differently. */
export function changedQuestion(questions, before, now) {
  const own = (marks, key) => marks.filter((one) => one.dimension === key);
  const answers = (document, { key }) =>
    JSON.stringify([document.labels[key], own(document.spans, key), own(linksOf(document), key)]);
  return questions.findLast((question) => answers(before, question) !== answers(now, question))?.key;
}

export function attachForm(work, form) {
  const fieldsets = new Map([...form.querySelectorAll("[data-question]")].map((set) => [set.dataset.question, set]));
  // A codebook may have a question of that name.
  const note = form.querySelector(".remarks #note");
  const flagged = form.querySelector(".remarks [name=flag]");
  // A lead who rules has neither, nor what tells of saving.
  const put = (selector, change) => [form.querySelector(selector)].filter(Boolean).forEach(change);
  const hide = (selector, isHidden) => put(selector, (place) => { place.hidden = isHidden; });
  const byKey = (key) => work.questions.find((question) => question.key === key);
  let shown = {};
  let fresh = [];

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    const question = byKey(target.name);
    if (target === flagged) tell(flag(work.active.document));
    else if (question && question.type !== "text" && target !== note) answer(question, target.value);
  });
  // A chosen radio button takes its answer back when it is pressed again.
  form.addEventListener("click", ({ target, detail }) => {
    const question = target.type === "radio" && byKey(target.name);
    const pressedAgain = question && detail > 0 && work.active.document.labels[question.key] === target.value;
    if (pressedAgain && target.dataset.was === "on") answer(question, target.value);
  });
  form.addEventListener("pointerdown", ({ target }) => {
    const radio = target.closest("label")?.querySelector("input[type=radio]");
    if (radio) radio.dataset.was = radio.checked ? "on" : "off";
  });
  form.addEventListener("input", ({ target }) => {
    const now = work.active.document;
    const question = byKey(target.name);
    if (target === note) work.apply(write(now, note.value));
    else if (question?.type === "text") work.apply(writeAnswer(now, work.questions, question, target.value));
  });

  function answer(question, id) {
    tell(choose(work.active.document, work.questions, question, id));
  }

  function tell(change) {
    const before = work.active.document;
    work.apply(change);
    reveal(change.hint?.question ?? change.problems?.[0]?.question ?? changedQuestion(work.questions, before, work.active.document));
    say(change.said);
  }

  /** What changed comes into sight, and below it the questions that came up with it. */
  function reveal(key) {
    const set = fieldsets.get(key);
    if (set && !set.hidden) keepInSight(form, set, fresh.at(-1));
    fresh = [];
  }

  function show() {
    const { document: now } = work.active;
    const before = shown.unit === work.active ? shown.sets : null;
    form.querySelector("[data-which]").textContent = unitName(work.active);
    form.querySelector("[data-which-state]").textContent = now.done ? t("done") : "";
    put("[data-done-words]", (place) => { place.textContent = work.active.unit === "article" ? t("Done") : t("Done, next paragraph"); });
    for (const part of form.querySelectorAll("[data-unit]")) part.hidden = part.dataset.unit !== work.active.unit;
    for (const question of work.questions) showQuestion(work, question, fieldsets.get(question.key));
    if (note && note.value !== now.note) note.value = now.note;
    if (flagged) flagged.checked = now.flag;
    showProblems(work, form, fieldsets);
    for (const battery of form.querySelectorAll("[data-battery]")) {
      battery.hidden = !battery.querySelector("[data-question]:not([hidden])");
    }
    const sets = [...fieldsets.values()].filter((set) => !set.hidden);
    fresh = before ? sets.filter((set) => !before.includes(set)) : [];
    shown = { unit: work.active, sets };
    put("[data-moved]", () => showMoved(form, work.active));
    form.querySelector("[data-answers]").inert = !work.open;
    hide("[data-stale]", !work.active.stale || work.closed || work.recoded);
    hide("[data-recoded]", !work.recoded || work.closed);
    hide("[data-closed]", work.closed !== "submitted");
    hide("[data-skipped]", work.closed !== "skipped");
  }

  for (const link of form.querySelectorAll("[data-reload]")) {
    link.addEventListener("click", (event) => {
      // The address differs by its anchor at most, and following it would load nothing.
      event.preventDefault();
      location.reload();
    });
  }
  work.listen((what, paragraph) => {
    // A change that is told of ends with its notice: then the form is shown, once.
    if (paragraph !== work.active || ["document", "note", "chosen", "lit", "held", "opened"].includes(what)) return;
    show();
    if (what === "active" && form.closest(".panel")) form.closest(".panel").scrollTop = 0;
  });
  show();
  return { tell, reveal };
}
