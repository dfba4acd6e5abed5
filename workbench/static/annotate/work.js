// The open article as the page knows it: paragraphs with their documents, the active one, what is
// selected, lit and opened. Changes go in by `apply`; whoever wants to know listens.

import { readDropped } from "./dropped.js";
import { keepingWords, same } from "./settling.js";

const DEPTH = 100;

/** The article's units to judge in order: its paragraphs, and the article as a whole after them. */
export function readParagraphs(article) {
  return [...article.querySelectorAll("[data-paragraph]")].map((section) => {
    const { judgment, saved_at: savedAt, save_url: saveUrl, ...rest } = JSON.parse(section.dataset.paragraph);
    const isWhole = rest.unit === "article";
    const element = section.querySelector(isWhole ? "[data-whole]" : ".text");
    return {
      ...rest, section, element, saveUrl, savedAt,
      words: section.querySelector(".words"),
      content: isWhole ? "" : element.textContent,
      document: { ...judgment, done: rest.done },
      history: [], dropped: readDropped(saveUrl), problems: [], hint: null, conflict: null, stale: false, trouble: "",
    };
  });
}

/** How a unit is spoken of. */
export const unitName = ({ number, unit }) => (unit === "article" ? "The article as a whole" : `Paragraph ${number}`);

export class Work {
  /** `asked` holds the questions by unit: {paragraph: […], article: […]}. */
  constructor(paragraphs, asked, active) {
    Object.assign(this, { paragraphs, asked, active, chosen: null, lit: new Set(), opened: "" });
    Object.assign(this, { closed: false, recoded: false, listeners: [] });
  }

  questionsOf(paragraph) {
    return this.asked[paragraph.unit] ?? [];
  }

  /** The questions on the active unit. */
  get questions() {
    return this.questionsOf(this.active);
  }

  /** `listener(what, paragraph)`: what is "document", "note", "active", "notice", "chosen", "lit" or "opened". */
  listen(listener) {
    this.listeners.push(listener);
  }

  tell(what, paragraph = this.active) {
    for (const listener of this.listeners) listener(what, paragraph);
  }

  /** May the active paragraph be changed just now? */
  get open() {
    return !this.closed && !this.recoded && !this.active.stale && !this.active.conflict;
  }

  /** Take a change from state.js or marks.js. True when the document differs from before. */
  apply(change, paragraph = this.active) {
    const before = paragraph.document;
    paragraph.hint = change.hint ?? null;
    if (change.marked) this.opened = change.marked;
    const changed = change.document !== before && !same(change.document, before);
    if (changed) {
      paragraph.document = change.document;
      paragraph.problems = [];
      paragraph.asks = stillAsked(paragraph, before);
      if (!change.typed) paragraph.history = [...paragraph.history.slice(1 - DEPTH), before];
      this.tell(change.typed ? "note" : "document", paragraph);
    }
    if (change.problems) paragraph.problems = change.problems;
    this.tell("notice", paragraph);
    return changed;
  }

  undo() {
    const before = this.active.history.pop();
    if (!before) return false;
    this.active.document = keepingWords(before, this.active.document, this.questions);
    this.active.problems = [];
    this.active.hint = null;
    this.tell("document");
    return true;
  }

  /** Put in a document that came from the store rather than from the annotator. */
  replace(paragraph, document) {
    paragraph.document = document;
    this.tell("replaced", paragraph);
  }

  activate(paragraph) {
    if (paragraph === this.active) return;
    this.active.hint = null;
    this.active = paragraph;
    this.chosen = null;
    this.lit = new Set();
    this.opened = "";
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

  /** `range` is {start, end, by: "mouse" | "touch" | "keys"} on the active paragraph, or null. */
  choose(range) {
    this.chosen = range;
    this.tell("chosen");
  }

  light(spans) {
    this.lit = new Set(spans);
    this.tell("lit");
  }

  /** Open the questions on one passage or link, by its key; "" closes them. */
  unfold(key) {
    this.opened = key;
    this.tell("opened");
  }
}

/** What the changed codebook asks again: until it is answered anew, or all is said to be done. */
function stillAsked({ asks = [], document }, before) {
  if (document.done && !before.done) return [];
  const answer = (one, key) => JSON.stringify([one.labels[key], one.spans.filter((span) => span.dimension === key),
    (one.links ?? []).filter((link) => link.dimension === key)]);
  return asks.filter((key) => answer(document, key) === answer(before, key));
}
