// One question on a passage or link as form fields, made and shown.

import { showWords } from "./showing.js";
import { t, tn } from "../core/words.js";
import { applies, offered, valuesOf } from "./questions.js";

const MOST_BUTTONS = 12;

export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/**
 * Words of the codebook within those of the interface: in their own language and direction, beginning
 * where the interface begins.
 */
export function bookWords(text, tag = "span") {
  const place = make(tag);
  const words = make("bdi", "", text);
  words.lang = document.querySelector("[data-book]")?.dataset.book ?? "";
  place.append(words);
  return place;
}

export function button(className, text, label, act) {
  const made = make("button", className, text);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  if (act) made.addEventListener("click", act);
  return made;
}

export function fieldOf(attribute) {
  const set = make("fieldset", "attribute");
  set.dataset.attribute = attribute.key;
  const legend = make("legend");
  legend.append(bookWords(attribute.title));
  if (attribute.optional) legend.append(" ", make("small", "muted", t("optional")));
  if (attribute.type === "multi" && attribute.max > 1) legend.append(" ", make("small", "muted", tn("up to {count}", "up to {count}", attribute.max)));
  const filled = make("small", "filled-in", t("by rule"));
  filled.dataset.filled = "";
  filled.title = t("Filled in by a rule: its key confirms it, another changes it.");
  legend.append(" ", filled);
  if (attribute.question) set.title = attribute.question;
  set.append(legend, controlOf(attribute));
  return set;
}

function controlOf(attribute) {
  const name = `of ${attribute.key}`;
  if (attribute.type === "text") return named(make("textarea"), name, attribute.title);
  if (attribute.type !== "multi" && attribute.values.length > MOST_BUTTONS) return listOf(attribute, name);
  const options = make("div", "opts");
  const kind = attribute.type === "multi" || attribute.type === "flag" ? "checkbox" : "radio";
  options.append(...attribute.values.map((value) => optionOf(value, kind, name)));
  return options;
}

function named(field, name, title) {
  field.name = name;
  field.setAttribute("aria-label", title);
  if (field.tagName === "TEXTAREA") Object.assign(field, { rows: 1, dir: "auto" });
  return field;
}

function listOf(attribute, name) {
  const list = named(make("select"), name, attribute.title);
  list.append(new Option(t("Choose…"), ""), ...attribute.values.map((value) => new Option(value.title, value.id)));
  return list;
}

function optionOf(value, kind, name) {
  const label = make("label", "opt");
  const input = make("input");
  Object.assign(input, { type: kind, name, value: value.id });
  const key = make("kbd", "", value.key);
  key.setAttribute("aria-hidden", "true");
  label.append(input, ...(value.key ? [key] : []), bookWords(value.title));
  return label;
}

export function showField(set, attribute, answers) {
  set.hidden = !applies(attribute, answers);
  const given = valuesOf(answers[attribute.key]);
  if (attribute.type === "text") return showWords(set.querySelector("textarea"), given[0]);
  const list = set.querySelector("select");
  if (list) list.value = given[0] ?? "";
  const choice = offered(attribute, answers);
  for (const input of set.querySelectorAll("input")) {
    input.checked = given.includes(input.value);
    input.closest("label").hidden = !choice.includes(input.value);
  }
  return undefined;
}
