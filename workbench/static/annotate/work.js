// The open article as the page knows it: paragraphs with their documents, the active one, what is
// selected and lit. Changes go in by `apply`; whoever wants to know listens.

import { readDropped } from "./dropped.js";
import { same } from "./state.js";

const DEPTH = 100;

/** Paragraphs as the server rendered them, in order. */
export function readParagraphs(article) {
  return [...article.querySelectorAll("[data-paragraph]")].map((section) => {
    const { judgment, saved_at: savedAt, save_url: saveUrl, ...rest } = JSON.parse(section.dataset.paragraph);
    const element = section.querySelector(".text");
    return {
      ...rest, section, element, saveUrl, savedAt,
      words: section.querySelector(".words"),
      content: element.textContent,
      document: { ...judgment, done: rest.done },
      history: [], dropped: readDropped(saveUrl), problems: [], hint: null, conflict: null, stale: false, trouble: "",
    };
  });
}

export class Work {
  constructor(paragraphs, questions, active) {
    Object.assign(this, { paragraphs, questions, active, chosen: null, lit: new Set(), closed: false });
    this.listeners = [];
  }

  /** `listener(what, paragraph)`: what is "document", "note", "active", "notice", "chosen" or "lit". */
  listen(listener) {
    this.listeners.push(listener);
  }

  tell(what, paragraph = this.active) {
    for (const listener of this.listeners) listener(what, paragraph);
  }

  /** May the active paragraph be changed just now? */
  get open() {
    return !this.closed && !this.active.stale && !this.active.conflict;
  }

  /** Take a change from state.js. True when the document differs from before. */
  apply(change, paragraph = this.active) {
    const before = paragraph.document;
    paragraph.hint = change.hint ?? null;
    const changed = change.document !== before && !same(change.document, before);
    if (changed) {
      paragraph.document = change.document;
      paragraph.problems = [];
      const onlyNote = change.document.note !== before.note;
      if (!onlyNote) paragraph.history = [...paragraph.history.slice(1 - DEPTH), before];
      this.tell(onlyNote ? "note" : "document", paragraph);
    }
    if (change.problems) paragraph.problems = change.problems;
    this.tell("notice", paragraph);
    return changed;
  }

  undo() {
    const before = this.active.history.pop();
    if (!before) return false;
    this.active.document = { ...before, note: this.active.document.note };
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
    this.tell("active");
  }

  neighbour(by) {
    return this.paragraphs[this.paragraphs.indexOf(this.active) + by] ?? null;
  }

  /** The next paragraph to do: after the active one, or else the first left; null when all are done. */
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
}
