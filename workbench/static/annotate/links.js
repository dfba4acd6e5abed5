// Links between marked passages: a list of those there are, and the choice for a new one.

import { isTyping } from "../core/keys.js";
import { button, make } from "./fields.js";
import { tie, untie } from "./marks.js";
import { focusRow, linkable, memberButtons } from "./members.js";
import { linkKey, linksOf, nameOfLink, roleKey } from "./naming.js";
import { quoted } from "./quotation.js";
import { questionOf, titleOf } from "./questions.js";
import { holdFocus } from "./spans.js";

export function attachLinks(work, form, attributes, { tell }) {
  const lists = new Map([...form.querySelectorAll("[data-links]")].map((list) => [list.dataset.links, list]));
  const places = new Map([...form.querySelectorAll("[data-tie]")].map((place) => [place.dataset.tie, place]));
  let picked = new Map();
  let rows = new Map();
  let drawn = "";

  const asked = () => work.questions.filter((question) => question.type === "links");

  function draw() {
    const { document: now, position } = work.active;
    const spans = now.spans.map((span) => [span.dimension, roleKey(span)]);
    const state = JSON.stringify([position, spans, linksOf(now).map(linkKey)]);
    if (state === drawn) return attributes.dress(rows);
    drawn = state;
    const giveBack = holdFocus(rows, (key) => rows.get(key), work);
    rows = new Map();
    picked = new Map(asked().map((question) => [question.key, untied(question)]));
    for (const question of asked()) {
      const own = linksOf(now).filter((link) => link.dimension === question.key);
      lists.get(question.key).replaceChildren(...own.map((link) => row(question, link)));
      places.get(question.key).replaceChildren();
      drawTie(question);
    }
    attributes.dress(rows);
    giveBack();
    return undefined;
  }

  /** What a new link would most likely tie: the passages that are in none yet, as many as it takes. */
  function untied(question) {
    const tied = new Set(linksOf(work.active.document).filter((link) => link.dimension === question.key)
      .flatMap((link) => link.members.map(roleKey)));
    const free = linkable(work, question).filter((span) => !tied.has(roleKey(span)));
    const most = (value) => question.members.find((member) => member.value === value).max || Infinity;
    const chosen = free.filter((span, at) =>
      free.slice(0, at).filter((other) => other.value === span.value).length < most(span.value));
    return new Set(chosen.map(roleKey));
  }

  function drawTie(question) {
    const place = places.get(question.key);
    const able = linkable(work, question);
    const free = untied(question).size > 0;
    if (able.length === 0) {
      place.replaceChildren(make("p", "help", "Mark the passages first, then link them here."));
      return;
    }
    const chosen = picked.get(question.key);
    const buttons = memberButtons(work, question, (span) => chosen.has(roleKey(span)), (span) => {
      const key = roleKey(span);
      if (!chosen.delete(key)) chosen.add(key);
      drawTie(question);
      place.querySelector(`[data-role="${key}"]`).focus();
    });
    const go = button("button small", "Link these", "", () => makeLink(question));
    const key = make("kbd", "", "+");
    key.setAttribute("aria-hidden", "true");
    go.prepend(key, " ");
    go.disabled = chosen.size === 0;
    const fold = make("details", "");
    fold.open = free || chosen.size > 0 || place.querySelector("details")?.open === true;
    fold.append(make("summary", "", "New link"), make("p", "help", "Choose what belongs together."), buttons, go);
    place.replaceChildren(fold);
  }

  function makeLink(question) {
    const chosen = picked.get(question.key);
    const focus = document.activeElement;
    const before = linksOf(work.active.document).length;
    tell(tie(work.active.document, work.questions, question, linkable(work, question).filter((span) => chosen.has(roleKey(span)))));
    const isMade = linksOf(work.active.document).length > before;
    // With nothing to answer about it, the hands stay in the words.
    if (isMade && (question.attributes.length > 0 || form.contains(focus))) focusRow(form, work.opened);
  }

  function row(question, link) {
    const { document: now } = work.active;
    const key = linkKey(link);
    const item = make("li", "span link");
    const show = button("show", "", "", () => work.unfold(work.opened === key ? "" : key));
    show.append(make("b", "", nameOfLink(now, question, link)));
    for (const span of spansOf(link)) {
      const member = make("span", "tied");
      member.append(make("small", "", titleOf(questionOf(work.questions, span), span.value)), " ", make("bdi", "", quoted(span.text)));
      show.append(" ", member);
    }
    show.append(make("small", "summary"));
    const take = () => {
      tell(untie(work.active.document, work.questions, link));
      (form.querySelector(`[data-tie="${question.key}"] button`) ?? work.active.words).focus({ preventScroll: true });
    };
    item.append(show, button("act", "✕", `Remove ${nameOfLink(now, question, link)}`, take));
    item.addEventListener("keydown", (event) => {
      if ((event.key !== "Delete" && event.key !== "Backspace") || isTyping(event.target)) return;
      event.preventDefault();
      take();
    });
    for (const name of ["focusin", "mouseenter"]) item.addEventListener(name, () => work.light(spansOf(link)));
    for (const name of ["focusout", "mouseleave"]) item.addEventListener(name, () => work.light([]));
    rows.set(key, item);
    return item;
  }

  function spansOf(link) {
    const of = questionOf(work.questions, link).of;
    const keys = link.members.map(roleKey);
    return work.active.document.spans.filter((span) => span.dimension === of && keys.includes(roleKey(span)));
  }

  work.listen((what, paragraph) => {
    if (what === "opened" || what === "chosen") attributes.dress(rows);
    else if (paragraph === work.active && what !== "lit") draw();
  });
  draw();

  /** Make the link that is offered: of the question in which the focus is, or else of the first. */
  return () => {
    const key = document.activeElement?.closest?.("[data-question]")?.dataset.question;
    const able = asked().filter((question) => linkable(work, question).length > 0);
    const question = able.find((one) => one.key === key) ?? able[0];
    if (!question || !work.open) return false;
    makeLink(question);
    return true;
  };
}
