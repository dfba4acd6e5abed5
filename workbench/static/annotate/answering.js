// Answer by keys: one key per value, [ and ] for the scale. Where several scales share their keys
// (one per target), one of them is aimed at; after an answer the aim moves to the next open one.

import { applies, withKey } from "./questions.js";
import { choose, rotate, step } from "./state.js";

export function attachAnswering(work, form, { tell, mark }) {
  let aimed = null;

  const scales = () => work.questions.filter((question) =>
    question.type === "ordinal" && applies(question, work.active.document.labels));
  const isOpen = (question) => work.active.document.labels[question.key] === undefined;

  function aim(question) {
    const shown = scales();
    aimed = shown.includes(question) ? question : shown.find(isOpen) ?? shown[0] ?? null;
    for (const set of form.querySelectorAll(".question.ordinal")) {
      set.dataset.aim = shown.length < 2 || set.dataset.question === aimed?.key ? "on" : "off";
    }
  }

  /** After an answer by key: stay for a correction unless another scale is still open. */
  function advance(question) {
    const shown = scales();
    const after = shown.slice(shown.indexOf(question) + 1).find(isOpen);
    aim(isOpen(question) ? question : after ?? question);
  }

  form.addEventListener("focusin", ({ target }) => {
    const key = target.closest(".question.ordinal")?.dataset.question;
    if (key) aim(work.questions.find((question) => question.key === key));
  });
  work.listen((what) => {
    if (what === "active") aim(null);
    if (what === "replaced" || what === "document") aim(aimed);
  });
  aim(null);

  /** True when the key answered something. */
  return (key) => {
    if (!work.open) return false;
    const document_ = work.active.document;
    if ((key === "[" || key === "]") && aimed) {
      tell(step(document_, work.questions, aimed, key === "[" ? -1 : 1));
      return true;
    }
    const main = work.questions.find((question) => question.values_from);
    if (key === "*" && main) {
      tell(rotate(document_, work.questions, main));
      return true;
    }
    if (key === "." && scales().length > 1) {
      const shown = scales();
      aim(shown[(shown.indexOf(aimed) + 1) % shown.length]);
      return true;
    }
    const found = withKey(work.questions, key);
    if (found.length === 0) return false;
    const hit = found.find(({ question }) => question === aimed) ?? found[0];
    if (hit.question.type === "spans") return mark(hit.question, hit.value);
    if (!applies(hit.question, document_.labels)) return false;
    // A key confirms what is already so; taking an answer back is for z and for a second click.
    const confirmed = hit.question.type !== "multi" && document_.labels[hit.question.key] === hit.value.id;
    if (confirmed) tell({ document: document_, said: `${hit.question.title}: ${hit.value.title}` });
    else tell(choose(document_, work.questions, hit.question, hit.value.id));
    if (hit.question === aimed) advance(hit.question);
    return true;
  };
}
