// The guided way to a link: one role after another, by keys, by buttons, or by a click in the text.

import { begin, go, isLast, isStill, members, pressed, toggle } from "./choosing.js";
import { button, make } from "./fields.js";
import { roleKey } from "./naming.js";
import { quoted } from "./quotation.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";

const MOST_NUMBERED = 9;

/** Gives {open, draw, question}; `tie(state)` is told of the choice, `leave(question)` without one. */
export function attachChooser(work, { tie, leave, redraw }) {
  let state = null;
  let block = null;

  function open(question, spans, chosen, link = null) {
    state = begin(question, spans, chosen, link);
    // A click in the text is now about passages, not about words that are still chosen.
    getSelection().removeAllRanges();
    work.choose(null);
    redraw(question);
    show();
  }

  function close() {
    const { question } = state;
    state = block = null;
    work.light([]);
    redraw(question);
    return question;
  }

  function show() {
    block.focus({ preventScroll: true });
    block.scrollIntoView({ block: "nearest" });
    work.light(members(state));
    say(titleOf(state));
  }

  function take(next) {
    state = next;
    redraw(state.question);
    show();
  }

  function act(name) {
    const was = state;
    const question = close();
    if (name === "tie") tie(was);
    else leave(question);
  }

  /** Put the step into `place`. */
  function draw(place) {
    block = make("div", "chooser");
    block.tabIndex = -1;
    block.setAttribute("role", "group");
    block.setAttribute("aria-label", titleOf(state));
    block.append(make("p", "step-title", titleOf(state)), optionsOf(state), footOf(state));
    block.addEventListener("keydown", (event) => {
      const isPress = event.target.tagName === "BUTTON" && event.key === "Enter";
      if (isPress || event.ctrlKey || event.metaKey || event.altKey) return;
      const mirrored = getComputedStyle(block).direction === "rtl" ? { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" } : {};
      const { state: next, act: name } = pressed(state, mirrored[event.key] ?? event.key);
      if (!next) return;
      event.preventDefault();
      if (name) act(name);
      else take(next);
    });
    place.replaceChildren(block);
  }

  function optionsOf({ steps, at, chosen }) {
    const options = make("div", "members");
    options.append(...steps[at].options.map((span, index) => {
      const made = button("member", "", "", () => take(toggle(state, span)));
      if (index < MOST_NUMBERED) made.append(keyOf(String(index + 1)), " ");
      made.append(make("bdi", "", quoted(span.text)));
      made.setAttribute("aria-pressed", String(chosen.has(roleKey(span))));
      made.addEventListener("mouseenter", () => work.light([span]));
      made.addEventListener("mouseleave", () => work.light(state ? members(state) : []));
      return made;
    }));
    return options;
  }

  function footOf(now) {
    const foot = make("p", "chooser-foot");
    const onwards = isLast(now)
      ? button("button small", now.link ? t("Change the link") : t("Link these"), "", () => act("tie"))
      : button("button small", t("Next"), "", () => take(go(state, 1)));
    onwards.append(" ", keyOf("⏎"));
    const back = button("button small", t("Back"), "", () => take(go(state, -1)));
    back.disabled = now.at === 0;
    const away = button("button small", t("Leave"), "", () => act("leave"));
    away.append(" ", keyOf("Esc"));
    foot.append(onwards, " ", back, " ", away);
    return foot;
  }

  // The click has lit what lies under it by the time that it arrives here.
  document.addEventListener("click", ({ target }) => {
    if (!state || work.chosen || !work.active.element.contains(target)) return;
    const keys = new Set([...work.lit].map(roleKey));
    const { steps, at } = state;
    const span = [steps[at], ...steps].flatMap(({ options }) => options).find((one) => keys.has(roleKey(one)));
    if (span) take(toggle(state, span));
  });
  work.listen((what, paragraph) => {
    const mayBeGone = what === "document" || what === "replaced";
    if (state && (what === "active" || (mayBeGone && paragraph === work.active && !isStill(state, work.active.document)))) close();
  });

  return { open, draw, isFor: (question) => state?.question === question };
}

function titleOf({ steps, at, question, link }) {
  const values = { number: at + 1, count: steps.length, role: steps[at].title, link: question.title };
  return link ? t("Change {link}, {number} of {count}: which {role}?", values) : t("{link}, {number} of {count}: which {role}?", values);
}

function keyOf(name) {
  const key = make("kbd", "", name);
  key.setAttribute("aria-hidden", "true");
  return key;
}
