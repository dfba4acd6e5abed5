// The marked passages as a real list: what the colours on the text say, for everybody.

import { paintOf } from "./paint.js";
import { suggestions } from "./marking.js";
import { bringsMarks, quoted } from "./quotation.js";
import { titleOf } from "./questions.js";
import { spanKey } from "./state.js";

export function attachSpans(work, form, marking) {
  const lists = new Map([...form.querySelectorAll("[data-spans]")].map((list) => [list.dataset.spans, list]));
  let rows = new Map();
  let drawn = "";

  function draw() {
    const spans = work.active.document.spans;
    const offers = suggestions(work.active, work.questions);
    const now = JSON.stringify([work.active.position, ...[...spans, ...offers].map(spanKey)]);
    if (now === drawn) return;
    drawn = now;
    const giveBack = holdFocus();
    rows = new Map();
    for (const [key, list] of lists) {
      const own = spans.filter((span) => span.dimension === key).map((span) => spanRow(span));
      const open = offers.filter((offer) => offer.dimension === key).map((offer) => suggestionRow(offer));
      list.replaceChildren(...own, ...open);
    }
    light();
    giveBack();
  }

  /** Where the focus is in a list; the function given puts it back there once the list is new. */
  function holdFocus() {
    const [key, item] = [...rows].find(([, one]) => one.contains(document.activeElement)) ?? [];
    if (!item) return () => {};
    const control = [...item.children].indexOf(document.activeElement);
    const list = item.parentElement;
    return () => {
      const next = rows.get(key) ?? list.querySelector(".suggestion");
      (next?.children[control] ?? work.active.words).focus({ preventScroll: true });
    };
  }

  function row(span, className) {
    const question = work.questions.find((other) => other.key === span.dimension);
    const item = document.createElement("li");
    item.className = `span ${paintOf(work.questions, span)} ${className}`;
    const show = button("show", "");
    // The quotation marks are the page's, the words are the article's, in its language and direction.
    const quote = document.createElement("q");
    quote.classList.toggle("own", bringsMarks(span.text));
    const words = document.createElement("bdi");
    words.lang = work.active.section.closest("[lang]").lang;
    words.textContent = span.text;
    quote.append(words);
    const kind = document.createElement("small");
    kind.textContent = ` · ${titleOf(question, span.value)}`;
    show.append(quote, kind);
    show.addEventListener("click", () => work.active.section.scrollIntoView({ block: "nearest" }));
    item.append(show);
    item.addEventListener("focusin", () => work.light([span]));
    item.addEventListener("mouseenter", () => work.light([span]));
    item.addEventListener("mouseleave", () => work.light([]));
    item.addEventListener("focusout", () => work.light([]));
    rows.set(spanKey(span), item);
    return item;
  }

  function spanRow(span) {
    const item = row(span, "");
    const remove = button("act", "✕", `Remove ${quoted(span.text)}`);
    const take = () => {
      const place = [...rows.values()].indexOf(item);
      marking.remove(span);
      const left = [...rows.values()];
      (left[Math.min(place, left.length - 1)]?.querySelector(".show") ?? work.active.words).focus({ preventScroll: true });
    };
    remove.addEventListener("click", take);
    item.addEventListener("keydown", (event) => {
      if (event.key !== "Delete" && event.key !== "Backspace") return;
      event.preventDefault();
      take();
    });
    item.append(remove);
    return item;
  }

  function suggestionRow(offer) {
    const item = row(offer, "suggestion");
    item.querySelector("small").textContent += "?";
    item.title = offer.rule;
    const accept = button("act", "Accept", `Accept ${quoted(offer.text)}`);
    const drop = button("act", "Drop", `Drop ${quoted(offer.text)}`);
    accept.addEventListener("click", () => marking.accept(offer));
    drop.addEventListener("click", () => marking.drop(offer));
    item.append(accept, drop);
    return item;
  }

  function light() {
    const lit = new Set([...work.lit].map(spanKey));
    for (const [key, item] of rows) item.classList.toggle("lit", lit.has(key));
  }

  work.listen((what, paragraph) => {
    if (what === "lit") light();
    else if (paragraph === work.active && what !== "chosen") draw();
  });
  draw();
}

function button(className, text, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  return made;
}
