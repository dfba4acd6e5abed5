// A link put together step by step: which source, which cue, which content. Pure.

import { findMarked, linkKey, linksOf, roleKey } from "./naming.js";
import { tie, untie } from "./marks.js";
import { settle } from "./settling.js";

/**
 * A choice among `spans` for a question on links; `chosen` are those to begin with, `link` is the
 * one that is changed, null for a new one. Roles of which nothing is marked are no steps.
 */
export function begin(question, spans, chosen, link = null) {
  const steps = question.members.map((member) => ({ ...member, options: spans.filter((span) => span.value === member.value) }))
    .filter(({ options }) => options.length > 0);
  return { question, steps, at: 0, chosen: new Set(chosen.map(roleKey)), link };
}

export const isLast = ({ steps, at }) => at === steps.length - 1;

/** What is chosen, in the order of the roles. */
export const members = ({ steps, chosen }) => steps.flatMap(({ options }) => options).filter((span) => chosen.has(roleKey(span)));

/** One passage in or out; the step of its role comes up. Where a role takes one, it takes the other's place. */
export function toggle(state, span) {
  const at = state.steps.findIndex(({ options }) => options.some((one) => roleKey(one) === roleKey(span)));
  if (at === -1) return state;
  const { max, options } = state.steps[at];
  const chosen = new Set(state.chosen);
  if (!chosen.delete(roleKey(span))) {
    if (max === 1) for (const other of options) chosen.delete(roleKey(other));
    chosen.add(roleKey(span));
  }
  return { ...state, at, chosen };
}

export const go = (state, by) => ({ ...state, at: Math.max(0, Math.min(state.at + by, state.steps.length - 1)) });

/** Is all that the choice is about still there? */
export function isStill({ steps, link }, document) {
  const there = new Set(document.spans.map(roleKey));
  return steps.every(({ options }) => options.every((span) => there.has(roleKey(span))))
    && (!link || findMarked(document, linkKey(link)) !== null);
}

/** What a key does: {state, act}; act is "tie", "leave" or "", state null where the key means nothing. */
export function pressed(state, key) {
  if (key === "Escape") return { state, act: "leave" };
  if (key === "Enter" || key === "ArrowRight") return isLast(state) ? { state, act: key === "Enter" ? "tie" : "" } : { state: go(state, 1), act: "" };
  if (key === "ArrowLeft") return { state: go(state, -1), act: "" };
  const { options, max } = state.steps[state.at];
  const span = /^[1-9]$/.test(key) ? options[key - 1] : null;
  if (!span) return { state: null, act: "" };
  const next = toggle(state, span);
  // Where one is all that fits, the choice is made.
  return { state: max === 1 && next.chosen.has(roleKey(span)) ? go(next, 1) : next, act: "" };
}

/** What is in no link of the question yet, as many of each role as one link takes. */
export function untied(document, question, spans) {
  const free = freeOf(document, question, spans);
  const most = (value) => question.members.find((member) => member.value === value).max || Infinity;
  return free.filter((span, at) => free.slice(0, at).filter((other) => other.value === span.value).length < most(span.value));
}

function freeOf(document, question, spans) {
  const tied = new Set(linksOf(document).filter((link) => link.dimension === question.key).flatMap((link) => link.members.map(roleKey)));
  return spans.filter((span) => !tied.has(roleKey(span)));
}

/** Is it plain what belongs together? Not with several of two roles, nor where a role is there, but tied elsewhere. */
export function isPlain(document, question, spans) {
  const free = freeOf(document, question, spans);
  const counts = question.members.map(({ value, max }) => {
    const count = (all) => all.filter((span) => span.value === value).length;
    return { max, free: count(free), all: count(spans) };
  });
  return free.length > 0 && counts.filter((one) => one.free > 1).length < 2
    && counts.every((one) => (!one.max || one.free <= one.max) && (one.free > 0 || one.all === 0));
}

/** Let a link tie other passages; its answers stay. */
export function retie(document, questions, question, link, spans) {
  const tied = tie(untie(document, questions, link).document, questions, question, spans);
  const made = tied.marked && findMarked(tied.document, tied.marked);
  if (!made) return { ...tied, document };
  const { attributes: _, ...bare } = made;
  const changed = link.attributes ? { ...bare, attributes: link.attributes } : bare;
  const links = linksOf(tied.document).map((one) => (linkKey(one) === tied.marked ? changed : one));
  return { ...tied, document: settle({ ...tied.document, links }, questions) };
}
