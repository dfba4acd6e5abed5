// Answer by keys: one key per value, [ and ] for the scale, * for the main value, . for the next of
// several questions that share their keys.

import { Aim, sharing } from "./aiming.js";
import { isLabelled, isShown, titleOf, withKey } from "./questions.js";
import { answering, choose, rotate, step } from "./state.js";

/** `inRow(key)` answers a question on the passage or link that has the focus, if the key is one of its. */
export function attachAnswering(work, form, { tell, reveal, mark, inRow }) {
  const aim = new Aim();
  const answers = () => work.active.document.labels;
  const isOpen = (question) => answers()[question.key] === undefined;
  const shown = () => work.questions.filter((question) => isLabelled(question) && isShown(question, answers()));
  const shared = () => sharing(shown()).filter((set) => set.length > 1);

  function show() {
    const sets = shared();
    for (const set of form.querySelectorAll("[data-question]")) {
      const mates = sets.find((one) => one.some((question) => question.key === set.dataset.question));
      const isAimed = mates && aim.among(mates, isOpen).key === set.dataset.question;
      set.dataset.aim = !mates || isAimed ? "on" : "off";
      set.classList.toggle("aimed", Boolean(isAimed));
    }
  }

  form.addEventListener("focusin", ({ target }) => {
    const key = target.closest("[data-question]")?.dataset.question;
    const question = shown().find((one) => one.key === key);
    if (question) aim.at(question);
    show();
  });
  work.listen((what) => {
    if (what === "active") aim.forget();
    if (["active", "replaced", "document"].includes(what)) show();
  });
  show();

  /** What a key means among the answers: {question, value}, or null. */
  function meant(key) {
    const found = withKey(shown(), key);
    const question = aim.among(found.map((one) => one.question), isOpen);
    return found.find((one) => one.question === question) ?? null;
  }

  function answer({ question, value }) {
    const document_ = work.active.document;
    // A key confirms what is already so; taking an answer back is for z and for a second click.
    const takesBack = question.type === "multi" || question.type === "flag";
    const confirmed = !takesBack && document_.labels[question.key] === value.id;
    if (confirmed) tell({ document: document_, said: answering(question, titleOf(question, value.id)) });
    else tell(choose(document_, work.questions, question, value.id));
    const set = shared().find((one) => one.includes(question));
    if (set && question.type !== "multi") reveal(aim.advance(set, question, isOpen).key);
    show();
  }

  /** Let the question that is meant of several take a step, and stay aimed at it. */
  function turn(questions, change) {
    const question = aim.among(questions, isOpen);
    if (!question) return false;
    aim.at(question);
    tell(change(question));
    return true;
  }

  /** True when the key answered something. */
  return (key) => {
    if (!work.open) return false;
    if (inRow(key)) return true;
    const now = work.active.document;
    if (key === "[" || key === "]") {
      const scales = shown().filter((question) => question.type === "ordinal");
      return turn(scales, (question) => step(now, work.questions, question, key === "[" ? -1 : 1));
    }
    if (key === "*") {
      const follows = work.questions.filter((question) => question.source && question.type === "single");
      const open = follows.filter((question) => isShown(question, now.labels));
      return turn(open.length ? open : follows, (question) => rotate(now, work.questions, question));
    }
    if (key === ".") {
      const set = aim.setOf(shared());
      if (set) reveal(aim.turn(set, isOpen).key);
      show();
      return set !== null;
    }
    const hit = meant(key);
    if (hit) answer(hit);
    if (hit) return true;
    const passage = withKey(work.questions.filter((question) => question.type === "spans"), key)[0];
    return passage ? mark(passage.question, passage.value) : false;
  };
}
