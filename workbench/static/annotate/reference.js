// What the codebook says, taken from the page's own dialog: one source for dialog, search and card.
// The dialog is empty until somebody is about to need it.

import { t } from "../core/words.js";
import { make } from "./fields.js";

/** After the first key or press: a moment for that itself, and soon enough to be there offline. */
const SOON = 400;
let filling = null;

export const isFilled = (dialog) => !dialog.dataset.from;

/** Fill the dialog from the page that it names; false where that cannot be had now. */
export function fill(dialog) {
  if (isFilled(dialog)) return Promise.resolve(true);
  filling ??= fetched(dialog.dataset.from).then((page) => {
    filling = null;
    const found = page?.querySelector("[data-all]");
    if (!found) return false;
    dialog.querySelector("[data-all]").replaceChildren(...document.adoptNode(found).childNodes);
    delete dialog.dataset.from;
    dialog.dispatchEvent(new Event("filled"));
    return true;
  });
  return filling;
}

/** Let the dialog be filled when it is opened, or else soon after the page is first used. */
export function attachFilling(dialog) {
  dialog.addEventListener("filled", () => import("../codebook/search.js").then(({ attachSearch }) => attachSearch(dialog)));
  dialog.addEventListener("opening", () => fill(dialog));
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => setTimeout(fill, SOON, dialog), { once: true });
}

/** A page of ours as a document, null without one. It comes parsed: no string has to be trusted. */
function fetched(address) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.addEventListener("loadend", () => done(request.status === 200 ? request.response : null));
    request.send();
  });
}

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
}

export const titleOf = (entry) => entry.querySelector("[data-name]").textContent;

/** Whether an answer of the lead, given then, came after this paragraph was saved. */
export const isLater = (answeredAt, paragraph) =>
  Boolean(paragraph.savedAt) && Date.parse(paragraph.savedAt) < Date.parse(answeredAt);

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
