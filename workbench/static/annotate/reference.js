// What the codebook says, taken from the page's own dialog: one source for dialog, search and card.

import { t } from "../core/words.js";
import { questionOf } from "./questions.js";
import { linksOf } from "./naming.js";
import { make } from "./fields.js";

/** The dimension that a question's key belongs to; a target's key stands behind a full stop. */
export const dimensionOf = (key) => key.split(".")[0];

const find = (root, attribute, value) => [...root.querySelectorAll(`[${attribute}]`)].find((one) => one.getAttribute(attribute) === value);

export class Reference {
  constructor(dialog) {
    this.dialog = dialog;
  }

  section(dimension) {
    return this.dialog ? find(this.dialog, "data-dimension", dimension) : undefined;
  }

  /** The entry of the dimension itself. */
  dimension(dimension) {
    return this.section(dimension)?.querySelector("[data-entry]");
  }

  /** The entry of a value; of one that is taken from another dimension, where it is defined. */
  value(dimension, value) {
    const section = this.section(dimension);
    const own = section && this.section(section.dataset.valuesOf);
    return own && [...own.querySelectorAll("[data-entry]")].find((one) => one.dataset.value === value && value !== "");
  }

  /** The values of a dimension as {id, title}. */
  values(dimension) {
    const section = this.section(dimension);
    const own = section && this.section(section.dataset.valuesOf);
    return [...(own?.querySelectorAll("[data-entry]") ?? [])]
      .filter((one) => one.dataset.value !== "")
      .map((one) => ({ id: one.dataset.value, title: titleOf(one) }));
  }

  /** The lead's answers that came after this paragraph was judged, about what it was asked. */
  later(paragraph, questions) {
    if (!this.dialog || !paragraph.savedAt) return [];
    const answered = answeredIn(paragraph.document, questions);
    return [...this.dialog.querySelectorAll("[data-answer]")].filter((one) =>
      isLater(one, paragraph) && answered.has(one.closest("[data-dimension]")?.dataset.dimension));
  }
}

export const titleOf = (entry) => entry.querySelector("[data-name]").textContent;

/** Whether an answer of the lead came after this paragraph was saved. */
export const isLater = (answer, paragraph) =>
  Boolean(paragraph.savedAt) && Date.parse(paragraph.savedAt) < Date.parse(answer.dataset.answeredAt);

function answeredIn(document, questions) {
  const marked = [...document.spans, ...linksOf(document)];
  const keys = [...Object.keys(document.labels), ...marked.flatMap((one) =>
    [questionOf(questions, one)?.key ?? "", ...Object.keys(one.attributes ?? {})])];
  return new Set(keys.map(dimensionOf));
}

/** Say of each value in the dialog whether it is chosen in this paragraph. */
export function showChosen(dialog, document) {
  const chosen = new Set(Object.entries(document.labels).flatMap(([key, answer]) =>
    [answer].flat().map((value) => `${dimensionOf(key)} ${value}`)));
  for (const span of document.spans) chosen.add(`${span.dimension} ${span.value}`);
  for (const entry of dialog.querySelectorAll("[data-all] [data-entry]")) {
    const place = `${entry.closest("[data-dimension]")?.dataset.dimension} ${entry.dataset.value}`;
    entry.querySelector(".chosen-here")?.remove();
    if (!entry.dataset.value || !chosen.has(place)) continue;
    entry.querySelector("h4, h5").append(make("span", "chip chosen-here", t("chosen here")));
  }
}
