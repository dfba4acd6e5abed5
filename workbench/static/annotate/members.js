// The passages that a link ties or could tie, as buttons that are pressed or not.

import { t } from "../core/words.js";
import { bookWords, button, make } from "./fields.js";
import { inRoles, roleKey } from "./naming.js";
import { titleOf } from "./questions.js";
import { quoted } from "./quotation.js";

/** The passages of the active paragraph that links of this question may tie. */
export function linkable(work, question) {
  const roles = new Set(question.members.map((member) => member.value));
  return inRoles(question, work.active.document.spans.filter((span) => span.dimension === question.of && roles.has(span.value)));
}

export function memberButtons(work, question, isPressed, act) {
  const group = make("div", "members");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", t("Passages of {title}", { title: question.title }));
  const of = work.questions.find((other) => other.key === question.of);
  group.append(...linkable(work, question).map((span) => {
    const made = button("member", "", "", () => act(span));
    made.append(bookWords(titleOf(of, span.value), "small"), " ", make("bdi", "", quoted(span.text)));
    made.dataset.role = roleKey(span);
    made.setAttribute("aria-pressed", String(isPressed(span)));
    return made;
  }));
  return group;
}

/**
 * Put the focus into the row of a passage or link: on its questions as a whole, where their keys
 * work and Enter goes on, or else on the row itself.
 */
export function focusRow(form, key, within = ".attributes") {
  const row = [...form.querySelectorAll("[data-marked]")].find((one) => one.dataset.marked === key);
  (row?.querySelector(within) ?? row?.querySelector(".show"))?.focus({ preventScroll: false });
}
