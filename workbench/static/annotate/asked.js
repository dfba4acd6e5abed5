// Which question or value of the codebook a part of the form or a key stands for, and the small i
// beside every question.

import { t } from "../core/words.js";
import { button } from "./fields.js";
import { findMarked } from "./naming.js";
import { attributesOf, questionOf, withKey } from "./questions.js";
import { dimensionOf } from "./reference.js";

export const OPTION = ".opt, .step";

/** What an element of the form stands for: {dimension, value}, or null. */
export function meant(form, element) {
  const set = element?.closest?.("[data-attribute], [data-question]");
  const key = set?.dataset.attribute ?? set?.dataset.question;
  if (!key || !form.contains(set)) return null;
  const value = element.closest(OPTION)?.querySelector("input")?.value ?? "";
  return { dimension: dimensionOf(key), value };
}

/** What a key stands for: {dimension, value, anchor}, first of all about the row that has the focus; or null. */
export function valueOf(work, form, pressed) {
  const row = document.activeElement?.closest?.("[data-marked]");
  const one = row && findMarked(work.active.document, row.dataset.marked);
  const asked = one ? attributesOf(questionOf(work.questions, one), one) : [];
  const found = [...withKey(asked, pressed), ...withKey(work.questions, pressed)];
  const set = (question) => form.querySelector(`[data-question="${CSS.escape(question.key)}"]`);
  const focused = found.find(({ question }) => set(question)?.contains(document.activeElement));
  const aimed = found.find(({ question }) => set(question)?.dataset.aim === "on" && !set(question).hidden);
  const hit = focused ?? (asked.includes(found[0]?.question) ? found[0] : aimed) ?? found[0];
  if (!hit) return null;
  const fields = set(hit.question) ?? row;
  const input = [...fields.querySelectorAll("input")].find((other) => other.value === hit.value.id);
  return { dimension: dimensionOf(hit.question.key), value: hit.value.id, anchor: input?.closest(OPTION) ?? fields };
}

/** A small i beside every question; tooltips go, as the card says it all. */
export function dress(form) {
  for (const titled of form.querySelectorAll(".opt[title], .step[title], .ask[title]")) titled.removeAttribute("title");
  for (const set of form.querySelectorAll(":is([data-question], [data-attribute]):not(:has(> legend [data-about], > .opts > [data-about]))")) {
    const legend = set.querySelector("legend");
    // The name of a flag stands on its box; its legend is not in sight.
    const place = set.matches(".question.flag") ? set.querySelector(".opts") : legend;
    place.append(aboutButton(legend.firstChild.textContent.trim()));
  }
}

function aboutButton(title) {
  const made = button("about-button", "i", t("About {name}", { name: title }));
  made.dataset.about = "";
  return made;
}
