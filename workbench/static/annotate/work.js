// The open article as the page knows it: paragraphs with their documents, and the active one. Changes
// go in by `apply`; whoever wants to know listens.

import { t } from "../core/words.js";
import { Attention } from "./attention.js";
import { tokensOf } from "./cursor.js";
import { keepDropped, placeOf, readDropped } from "./dropped.js";
import { followFilled } from "./filled.js";
import { wholeTokens } from "./graphemes.js";
import { History } from "./history.js";
import { same } from "./settling.js";

/** The article's units to judge in order: its paragraphs, and the article as a whole after them. */
export function readParagraphs(article) {
  return [...article.querySelectorAll("[data-paragraph]")].map((section) => {
    const { judgment, saved_at: savedAt, save_url: saveUrl, steps, ...rest } = JSON.parse(section.dataset.paragraph);
    const isWhole = rest.unit === "article";
    const element = section.querySelector(isWhole ? "[data-whole]" : ".text");
    const content = isWhole ? "" : element.textContent;
    return {
      ...rest, section, element, saveUrl, savedAt, content,
      words: section.querySelector(".words"),
      tokens: wholeTokens(tokensOf(steps), content),
      document: { ...judgment, done: rest.done },
      dropped: readDropped(saveUrl), problems: [], hint: null, conflict: null, stale: false, unkept: false, trouble: "",
    };
  });
}

/** How a unit is spoken of. */
export const unitName = ({ number, unit }) => (unit === "article" ? t("The article as a whole") : t("Paragraph {number}", { number }));

export class Work extends Attention {
  /** `asked` holds the questions by unit: {paragraph: […], article: […]}. */
  constructor(paragraphs, asked, active) {
    super();
    Object.assign(this, { paragraphs, asked, active });
    // `closed` names the state of an article that takes no more saves: "submitted" or "skipped".
    Object.assign(this, { closed: "", recoded: false, history: new History() });
  }

  questionsOf(paragraph) {
    return this.asked[paragraph.unit] ?? [];
  }

  /** The questions on the active unit. */
  get questions() {
    return this.questionsOf(this.active);
  }

  /** May the active paragraph be changed just now? */
  get open() {
    return !this.closed && !this.recoded && !this.active.stale && !this.active.conflict;
  }

  /**
   * Take a change from state.js or marks.js. True when the document differs from before. What the
   * server brought about (`byServer`) is nothing to undo.
   */
  apply(change, paragraph = this.active) {
    const before = paragraph.document;
    const state = stateOf(paragraph);
    paragraph.hint = change.hint ?? null;
    if (change.marked) this.opened = change.marked;
    const changed = change.document !== before && !same(change.document, before);
    if (changed) {
      paragraph.document = change.document;
      paragraph.problems = [];
      paragraph.asks = stillAsked(paragraph, before);
      followFilled(paragraph, before);
      if (!change.byServer) this.record(paragraph, state, this.nameOf(change, paragraph, before), change.typed);
      this.tell(change.typed ? "note" : "document", paragraph);
    }
    if (change.problems) paragraph.problems = change.problems;
    this.tell("notice", paragraph);
    return changed;
  }

  record(place, before, said, typed) {
    this.history.record({ place, before, after: stateOf(place), said, typed });
  }

  /** What a step is called when it is taken back. */
  nameOf({ said, typed, document }, paragraph, before) {
    if (said) return said;
    if (typed === "note") return t("Note");
    if (typed) return this.questionsOf(paragraph).find(({ key }) => key === typed)?.title ?? t("Words");
    return document.done && !before.done ? t("marking as done") : t("Answer");
  }

  /** Drop one suggestion of the active paragraph, or several as one step. */
  drop(offers, said) {
    const state = stateOf(this.active);
    this.active.dropped = new Set([...this.active.dropped, ...[offers].flat().map(placeOf)]);
    keepDropped(this.active.saveUrl, this.active.dropped);
    this.record(this.active, state, said);
    this.tell("replaced");
  }

  /**
   * Take back the last change of the article, or with `again` put back what was taken back last:
   * its paragraph becomes the active one. Gives the step, null without one; where the paragraph
   * takes no changes (`open` is false then) nothing happens to it.
   */
  takeBack(again = false) {
    while (this.history.next(again)?.place.stale) this.history.forget(this.history.next(again).place);
    const step = this.history.next(again);
    if (!step) return null;
    this.activate(step.place);
    if (!this.open) return step;
    this.history.take(again);
    this.restore(step.place, again ? step.after : step.before);
    return step;
  }

  restore(paragraph, state) {
    const { document, dropped } = paragraph;
    Object.assign(paragraph, state, { problems: [], hint: null });
    if (state.dropped !== dropped) keepDropped(paragraph.saveUrl, paragraph.dropped);
    this.rest();
    this.tell(state.document === document ? "replaced" : "document", paragraph);
    this.tell("notice", paragraph);
  }

  /**
   * Put in a document that came from the store rather than from the annotator. Where it says
   * something else, no earlier step leads back across it; `chosen` names the annotator's own choice
   * of it, which can be taken back as a whole.
   */
  replace(paragraph, document, chosen = "") {
    const state = stateOf(paragraph);
    if (!same(document, paragraph.document)) this.history.forget(paragraph);
    paragraph.document = document;
    if (chosen) this.record(paragraph, state, chosen);
    this.tell("replaced", paragraph);
  }

  activate(paragraph) {
    if (paragraph === this.active) return;
    this.active.hint = null;
    this.active = paragraph;
    this.forget();
    this.tell("active");
  }

  neighbour(by) {
    return this.paragraphs[this.paragraphs.indexOf(this.active) + by] ?? null;
  }

  /** The next unit to do: after the active one, or else the first left; null when all are done. */
  nextToDo() {
    const at = this.paragraphs.indexOf(this.active);
    const order = [...this.paragraphs.slice(at + 1), ...this.paragraphs.slice(0, at)];
    return order.find((paragraph) => !paragraph.document.done) ?? null;
  }

  get doneCount() {
    return this.paragraphs.filter((paragraph) => paragraph.document.done).length;
  }
}

/** What undo gives back of a paragraph. */
const stateOf = ({ document, dropped, asks }) => ({ document, dropped, asks });

/** What the changed codebook asks again: until it is answered anew, or all is said to be done. */
function stillAsked({ asks = [], document }, before) {
  if (document.done && !before.done) return [];
  const answer = (one, key) => JSON.stringify([one.labels[key], one.spans.filter((span) => span.dimension === key),
    (one.links ?? []).filter((link) => link.dimension === key)]);
  return asks.filter((key) => answer(document, key) === answer(before, key));
}
