// The marked passages as a real list: what the colours on the text say, for everybody.

import { isTyping } from "../core/keys.js";
import { button } from "./fields.js";
import { notices, suggestions } from "./marking.js";
import { byPlace, spanKey } from "./naming.js";
import { paintOf } from "./paint.js";
import { questionOf, titleOf } from "./questions.js";
import { quoted } from "./quotation.js";
import { keepInSight } from "./sight.js";
import { noticeRow, rowOf, suggestionRow } from "./spanrows.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";

export function attachSpans(work, form, marking, attributes) {
  const lists = new Map([...form.querySelectorAll("[data-spans]")].map((list) => [list.dataset.spans, list]));
  const noticed = form.querySelector("[data-noticed]");
  let rows = new Map();
  let drawn = "";

  function draw() {
    const spans = work.active.document.spans;
    const offers = suggestions(work.active, work.questions);
    const seen = notices(work.active, work.questions);
    const now = JSON.stringify([work.active.position, ...[...spans, ...offers, ...seen].map(spanKey)]);
    if (now === drawn) return attributes.dress(rows);
    drawn = now;
    const giveBack = holdFocus(rows, (key, list) => rows.get(key) ?? list.querySelector(".suggestion"), work);
    rows = new Map();
    for (const [key, list] of lists) {
      const all = [...spans, ...offers].filter((one) => one.dimension === key).sort(byPlace);
      list.replaceChildren(...all.map((one) => listed(one, offers.includes(one) ? suggestionRow(work, marking, one) : spanRow(one))));
    }
    noticed.hidden = seen.length === 0;
    noticed.querySelector("ul").replaceChildren(...seen.map((notice) => listed(notice, noticeRow(work, marking, notice))));
    describe(spans);
    light();
    attributes.dress(rows);
    giveBack();
    return undefined;
  }

  /** What is marked in the words is read out with them: their colours say nothing to screen readers. */
  function describe(spans) {
    const all = spans.map((span) => `${titleOf(questionOf(work.questions, span), span.value)}: ${quoted(span.text)}`);
    form.querySelector("#marked-here").textContent = all.length ? t("Marked: {passages}.", { passages: all.join(t("; ")) }) : "";
    for (const { words } of work.paragraphs) {
      if (words === work.active.words) words.setAttribute("aria-describedby", "marked-here");
      else words.removeAttribute("aria-describedby");
    }
  }

  function listed(span, item) {
    rows.set(spanKey(span), item);
    return item;
  }

  function spanRow(span) {
    const item = rowOf(work, span, paintOf(work.questions, span), { isOwn: true });
    const key = spanKey(span);
    item.querySelector(".show").setAttribute("aria-describedby", "row-keys");
    item.querySelector(".show").addEventListener("click", () => work.unfold(work.opened === key ? "" : key));
    const remove = button("act", "✕", t("Remove {name}", { name: quoted(span.text) }));
    const take = () => {
      const place = [...rows.values()].indexOf(item);
      marking.remove(span);
      const left = [...rows.values()];
      (left[Math.min(place, left.length - 1)]?.querySelector(".show") ?? work.active.words).focus({ preventScroll: true });
    };
    remove.addEventListener("click", take);
    item.addEventListener("keydown", (event) => {
      if ((event.key !== "Delete" && event.key !== "Backspace") || isTyping(event.target)) return;
      event.preventDefault();
      take();
    });
    item.append(remove);
    return item;
  }

  function light() {
    const lit = new Set([...work.lit].map(spanKey));
    for (const [key, item] of rows) item.classList.toggle("lit", lit.has(key));
    const first = [...rows.values()].find((item) => item.classList.contains("lit"));
    const panel = form.closest(".panel");
    // Lit from the words: the row comes into sight. Under the pointer or the focus nothing may move.
    if (first && !panel.matches(":hover") && !panel.contains(document.activeElement)) keepInSight(form, first);
  }

  /** To the row of the next passage (+1) or the one before (-1): from the row with the focus, or else from the chosen words. */
  function step(by) {
    const own = work.active.document.spans.map((span) => ({ span, item: rows.get(spanKey(span)) }))
      .sort((a, b) => byPlace(a.span, b.span));
    if (own.length === 0) return say(t("No marked passage in this paragraph"));
    const focused = own.findIndex(({ item }) => item.contains(document.activeElement));
    const at = work.chosen?.start ?? work.heldSpan?.start ?? 0;
    const fromWords = by > 0 ? own.find(({ span }) => span.start >= at) : own.findLast(({ span }) => span.start < at);
    const next = focused === -1 ? fromWords ?? own.at(by > 0 ? 0 : -1) : own[focused + by] ?? own[focused];
    next.item.querySelector(".show").focus();
    return undefined;
  }

  work.listen((what, paragraph) => {
    if (what === "lit") light();
    else if (what === "held") return;
    else if (what === "opened" || what === "chosen") attributes.dress(rows);
    else if (paragraph === work.active) draw();
  });
  draw();
  return { step };
}

/** Where the focus is in a list; the function given puts it back there once the list is new. */
export function holdFocus(rows, find, work) {
  const [key, item] = [...rows].find(([, one]) => one.contains(document.activeElement)) ?? [];
  if (!item) return () => {};
  const controls = (one) => [...one.querySelectorAll("button, input, select, textarea")];
  const place = controls(item).indexOf(document.activeElement);
  const list = item.parentElement;
  return () => {
    const next = find(key, list);
    ((next && controls(next)[place]) ?? work.active.words).focus({ preventScroll: true });
  };
}
