// What the ruling is, beside its answers: outcome, what is left open, reason and sentence.

import { make } from "../annotate/fields.js";
import { isTyping } from "../core/keys.js";

const OUTCOMES = { t: "answer", l: "legitimate" };

/** A question that is left open says so in its title, and needs no answer. */
function sign(set, isOpen) {
  set.classList.toggle("left-open", isOpen);
  const there = set.querySelector(":scope > legend > .open-sign");
  if (isOpen && !there) set.querySelector("legend").append(make("span", "open-sign", "left open"));
  if (!isOpen) there?.remove();
}

/** Gives {choice, fill, toReasons, isOpen}; `changed` is called after every change by hand. */
export function attachDecision(form, changed) {
  const box = form.querySelector("[data-decision]");
  const sentence = box.querySelector("textarea");
  const openBox = box.querySelector("[data-open-questions]");
  const radios = (name) => [...box.querySelectorAll(`[name="ruling-${name}"]`)];
  const chosen = (name) => radios(name).find((one) => one.checked)?.value ?? "";

  const choice = () => ({
    outcome: chosen("outcome"),
    left_open: radios("left_open").filter((one) => one.checked).map((one) => one.value),
    reason: chosen("reason"),
    sentence: sentence.value,
  });

  function fill({ outcome, left_open: leftOpen, reason, sentence: words }) {
    for (const one of radios("outcome")) one.checked = one.value === outcome;
    for (const one of radios("left_open")) one.checked = leftOpen.includes(one.value);
    for (const one of radios("reason")) one.checked = one.value === reason;
    sentence.value = words;
    show();
  }

  /** The questions that need no answer now. */
  const leftOpen = () => (chosen("outcome") === "legitimate" ? choice().left_open : []);

  function show() {
    openBox.hidden = chosen("outcome") !== "legitimate";
    const open = leftOpen();
    for (const set of form.querySelectorAll("[data-question]")) sign(set, open.includes(set.dataset.question));
  }

  function choose(name, value) {
    const radio = radios(name).find((one) => one.value === value);
    if (!radio) return false;
    radio.checked = true;
    if (name === "outcome" && value === "legitimate" && chosen("reason") === "") choose("reason", "legitimate_difference");
    radio.focus({ preventScroll: true });
    show();
    changed();
    return true;
  }

  box.addEventListener("change", ({ target }) => {
    if (target.name === "ruling-outcome" && target.value === "legitimate") choose("outcome", "legitimate");
    show();
    changed();
  });
  box.addEventListener("input", changed);
  // Here digits and letters mean reason and outcome, whatever the codebook uses them for.
  box.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (isTyping(event.target) || ctrlKey || metaKey || altKey || document.documentElement.dataset.keys === "off") return;
    const isUsed = key in OUTCOMES ? choose("outcome", OUTCOMES[key])
      : /^[1-9]$/.test(key) && choose("reason", radios("reason")[key - 1]?.value);
    if (isUsed) event.preventDefault();
  });
  show();

  function toReasons() {
    const reasons = radios("reason");
    (reasons.find((one) => one.checked) ?? reasons[0]).focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }

  return { choice, fill, leftOpen, toReasons, toSentence: () => sentence.focus() };
}
