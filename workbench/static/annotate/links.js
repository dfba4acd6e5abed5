// Links between marked passages: a list of those there are, and the choice for a new one.

import { attachChooser } from "./chooser.js";
import { isPlain, members, retie, untied } from "./choosing.js";
import { t } from "../core/words.js";
import { button, make } from "./fields.js";
import { noteFilled } from "./filled.js";
import { tie, untie } from "./marks.js";
import { linkRow, spansOf } from "./linkrow.js";
import { focusRow, linkable, memberButtons } from "./members.js";
import { findMarked, isLink, linkKey, linksOf, roleKey } from "./naming.js";
import { holdFocus } from "./spans.js";
import { fillIn, knownOf } from "./triples.js";

export function attachLinks(work, form, attributes, { tell, proposed }) {
  const lists = new Map([...form.querySelectorAll("[data-links]")].map((list) => [list.dataset.links, list]));
  const places = new Map([...form.querySelectorAll("[data-tie]")].map((place) => [place.dataset.tie, place]));
  let picked = new Map();
  let rows = new Map();
  let drawn = "";

  const asked = () => work.questions.filter((question) => question.type === "links");

  function draw() {
    const { document: now, position } = work.active;
    const spans = now.spans.map((span) => [span.dimension, roleKey(span)]);
    const offered = proposed.list().map(({ parts, offers }) => [parts.map(roleKey), offers.length]);
    const state = JSON.stringify([position, spans, linksOf(now).map(linkKey), offered]);
    if (state === drawn) return attributes.dress(rows);
    drawn = state;
    const giveBack = holdFocus(rows, (key) => rows.get(key), work);
    rows = new Map();
    picked = new Map(asked().map((question) => [question.key, likely(question)]));
    for (const question of asked()) {
      const own = linksOf(now).filter((link) => link.dimension === question.key);
      lists.get(question.key).replaceChildren(...own.map((link) => row(question, link)), ...proposed.rowsOf(question));
      places.get(question.key).replaceChildren();
      drawTie(question);
    }
    attributes.dress(rows);
    giveBack();
    return undefined;
  }

  /** Role keys of what a new link would most likely tie. */
  const likely = (question) => new Set(untied(work.active.document, question, linkable(work, question)).map(roleKey));

  function drawTie(question) {
    const place = places.get(question.key);
    if (chooser.isFor(question)) return chooser.draw(place);
    const able = linkable(work, question);
    const free = likely(question).size > 0;
    if (able.length === 0) {
      place.replaceChildren(make("p", "help", t("Mark the passages first, then link them here.")));
      return undefined;
    }
    const chosen = picked.get(question.key);
    const buttons = memberButtons(work, question, (span) => chosen.has(roleKey(span)), (span) => {
      const key = roleKey(span);
      if (!chosen.delete(key)) chosen.add(key);
      drawTie(question);
      place.querySelector(`[data-role="${key}"]`).focus();
    });
    const go = button("button small", t("Link these"), "", () => makeLink(question));
    const key = make("kbd", "", "+");
    key.setAttribute("aria-hidden", "true");
    go.prepend(key, " ");
    go.disabled = chosen.size === 0;
    const fold = make("details", "");
    fold.open = free || chosen.size > 0 || place.querySelector("details")?.open === true;
    fold.append(make("summary", "", t("New link")), make("p", "help", t("Choose what belongs together.")), buttons, go);
    place.replaceChildren(fold);
    return undefined;
  }

  function makeLink(question) {
    const chosen = picked.get(question.key);
    tieAll(question, linkable(work, question).filter((span) => chosen.has(roleKey(span))));
  }

  function tieAll(question, spans) {
    const focus = document.activeElement;
    const made = tie(work.active.document, work.questions, question, spans);
    const { filled, ...change } = made.marked ? fillIn(made, work.questions, question, knownOf(work.active, spans)) : made;
    noteFilled(work.active, filled);
    tell(change);
    if (!change.marked) return;
    getSelection().removeAllRanges();
    work.choose(null);
    // With nothing to answer about it, the hands stay in the words.
    if (question.attributes.length > 0 || form.contains(focus)) focusRow(form, change.marked);
  }

  const chooser = attachChooser(work, {
    redraw: (question) => drawTie(question),
    leave: () => work.active.words.focus({ preventScroll: true }),
    tie(state) {
      const spans = members(state);
      if (!state.link) return tieAll(state.question, spans);
      tell(retie(work.active.document, work.questions, state.question, state.link, spans));
      return focusRow(form, work.opened);
    },
  });

  function row(question, link) {
    const item = linkRow(work, question, link, () => {
      tell(untie(work.active.document, work.questions, link));
      (form.querySelector(`[data-tie="${question.key}"] button`) ?? work.active.words).focus({ preventScroll: true });
    });
    rows.set(linkKey(link), item);
    return item;
  }

  work.listen((what, paragraph) => {
    if (what === "opened" || what === "chosen") attributes.dress(rows);
    else if (paragraph === work.active && what !== "lit" && what !== "held") draw();
  });
  draw();

  /**
   * Tie what plainly belongs together, or else ask for it step by step: for the link whose row has the
   * focus, for the question in which the focus is, or else for the first.
   */
  return () => {
    const focus = document.activeElement;
    const link = findMarked(work.active.document, focus?.closest?.("[data-marked]")?.dataset.marked);
    const key = link && isLink(link) ? link.dimension : focus?.closest?.("[data-question]")?.dataset.question;
    const able = asked().filter((question) => linkable(work, question).length > 0);
    const question = able.find((one) => one.key === key) ?? able[0];
    if (!question || !work.open) return false;
    const spans = linkable(work, question);
    const likeliest = likely(question);
    const isOwnChoice = [...picked.get(question.key)].join() !== [...likeliest].join();
    if (link && isLink(link)) chooser.open(question, spans, spansOf(work, link), link);
    else if (isOwnChoice || isPlain(work.active.document, question, spans)) makeLink(question);
    else chooser.open(question, spans, spans.filter((span) => isOnlyOne(span, spans, likeliest)));
    return true;
  };
}

/** The only free passage of its role is chosen to begin with. */
const isOnlyOne = (span, spans, likeliest) => likeliest.has(roleKey(span))
  && spans.filter((other) => other.value === span.value && likeliest.has(roleKey(other))).length === 1
  && spans.filter((other) => other.value === span.value).length === 1;
