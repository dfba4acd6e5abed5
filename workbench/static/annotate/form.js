// The form of the active paragraph: shows its document, and turns what is ticked into changes.

import { applies, isContradicted, missing, offered } from "./questions.js";
import { suggestions } from "./marking.js";
import { choose, flag, write } from "./state.js";
import { say } from "../core/say.js";

export function attachForm(work, form) {
  const fieldsets = new Map([...form.querySelectorAll("[data-question]")].map((set) => [set.dataset.question, set]));
  const note = form.elements.namedItem("note");
  const byKey = (key) => work.questions.find((question) => question.key === key);

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    const question = byKey(target.name);
    if (question) answer(question, target.value);
    else if (target.name === "flag") tell(flag(work.active.document));
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
  note.addEventListener("input", () => work.apply(write(work.active.document, note.value)));

  function answer(question, id) {
    tell(choose(work.active.document, work.questions, question, id));
  }

  function tell(change) {
    const before = work.active.document;
    work.apply(change);
    show();
    reveal(change.hint?.question ?? change.problems?.[0]?.question ?? firstDifference(before, work.active.document));
    say(change.said);
  }

  /** Scroll the panel, never the page, so that what changed is in sight. */
  function reveal(key) {
    const panel = form.closest(".panel");
    const set = fieldsets.get(key);
    if (!set || set.hidden || panel.scrollHeight <= panel.clientHeight) return;
    const space = panel.getBoundingClientRect();
    const place = set.getBoundingClientRect();
    const foot = form.querySelector(".foot").offsetHeight;
    const below = place.bottom - (space.bottom - foot - 12);
    if (below > 0) panel.scrollTop += Math.min(below, place.top - space.top - 12);
    else if (place.top < space.top) panel.scrollTop += place.top - space.top - 12;
  }

  function firstDifference(before, now) {
    const answers = (document, { key, type }) =>
      JSON.stringify(type === "spans" ? document.spans.filter((span) => span.dimension === key) : document.labels[key]);
    return work.questions.findLast((question) => answers(before, question) !== answers(now, question))?.key;
  }

  function show() {
    const { document: now, number } = work.active;
    form.querySelector("[data-which]").textContent = number;
    form.querySelector("[data-which-state]").textContent = now.done ? "done" : "";
    for (const question of work.questions) showQuestion(question, fieldsets.get(question.key), now);
    if (note.value !== now.note) note.value = now.note;
    form.elements.namedItem("flag").checked = now.flag;
    showProblems();
    form.querySelector("[data-answers]").inert = !work.open;
    form.querySelector("[data-stale]").hidden = !work.active.stale || work.closed;
    form.querySelector("[data-closed]").hidden = !work.closed;
  }

  function showQuestion(question, set, now) {
    const answered = [now.labels[question.key] ?? []].flat();
    const choice = offered(question, now.labels);
    if (question.type === "spans") {
      const listed = [...now.spans, ...suggestions(work.active, work.questions)];
      set.hidden = !applies(question, now.labels) && !listed.some((span) => span.dimension === question.key);
      return;
    }
    set.hidden = !applies(question, now.labels);
    const main = work.questions.find((other) => other.values_from === question.key);
    for (const input of set.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      input.checked = answered.includes(input.value);
      input.closest("label").hidden = !choice.includes(input.value);
      const isMain = main && now.labels[main.key] === input.value && answered.length > 1;
      input.closest("label").classList.toggle("main", Boolean(isMain));
    }
  }

  function showProblems() {
    const { problems, hint, trouble } = work.active;
    for (const [key, set] of fieldsets) {
      const own = problems.filter((problem) => problem.question === key).map((problem) => line(problem.message, ""));
      const question = byKey(key);
      if (isContradicted(question, work.active.document) && own.length === 0) own.push(line(whyNot(question), "hint"));
      if (hint?.question === key) own.push(line(hint.message, "hint"));
      set.querySelector("[data-question-problems]").replaceChildren(...own);
      const wrong = problems.some((problem) => problem.question === key);
      set.classList.toggle("wrong", wrong);
      if (own.length > 0) set.hidden = false;
    }
    const general = problems.filter((problem) => !fieldsets.has(problem.question)).map((problem) => line(problem.message, ""));
    if (trouble) general.unshift(line(trouble, ""));
    const box = form.querySelector("[data-problems]");
    box.replaceChildren(...general);
    box.hidden = general.length === 0;
  }

  const whyNot = (question) =>
    missing(work.active.document, work.questions).find((problem) => problem.question === question.key).message;

  for (const link of form.querySelectorAll("[data-reload]")) {
    link.addEventListener("click", (event) => {
      // The address differs by its anchor at most, and following it would load nothing.
      event.preventDefault();
      location.reload();
    });
  }
  work.listen((what, paragraph) => {
    if (paragraph !== work.active || what === "chosen" || what === "lit") return;
    show();
    if (what === "active" && form.closest(".panel")) form.closest(".panel").scrollTop = 0;
  });
  show();
  return { tell, show };
}

function line(sentence, className) {
  const paragraph = document.createElement("p");
  paragraph.textContent = sentence;
  if (className) paragraph.className = className;
  return paragraph;
}
