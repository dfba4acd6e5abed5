// What is being written is kept in this browser until it is ruled: by person, unit and the ruling that
// it follows, without a word of the article.

import { slice } from "../core/offsets.js";

const NAME = "workbench ruling";

export class Draft {
  constructor(person, path) {
    this.person = person;
    this.path = path;
  }

  name(number) {
    return `${NAME} ${this.person} ${this.path} ${number}`;
  }

  /**
   * `draft` is {document, choice, open}, the keys of what is not decided yet; whatever the browser does
   * not keep is only not kept.
   */
  keep(number, { document, choice, open = [] }) {
    const spans = document.spans.map(({ text: _, ...span }) => span);
    try {
      localStorage.setItem(this.name(number), JSON.stringify({ document: { ...document, spans }, choice, open }));
    } catch {
      // A browser that keeps nothing, or is full: the page itself still has it.
    }
  }

  /**
   * What was kept, its passages with their words in `content`; null without one. What was written
   * before another lead ruled is there too: it is kept for this number from now on.
   */
  read(number, content) {
    for (let before = number; before >= 0; before -= 1) {
      const draft = this.#stored(before, content);
      if (draft && before < number) {
        this.keep(number, draft);
        this.drop(before);
      }
      if (draft) return draft;
    }
    return null;
  }

  #stored(number, content) {
    try {
      const { document, choice, open = [] } = JSON.parse(localStorage.getItem(this.name(number)));
      const spans = document.spans.map((span) => ({ ...span, text: slice(content, span.start, span.end) }));
      return { document: { ...document, spans }, choice, open };
    } catch {
      return null;
    }
  }

  drop(number) {
    try {
      localStorage.removeItem(this.name(number));
    } catch {
      // As above.
    }
  }
}
