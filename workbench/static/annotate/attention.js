// What of the `active` paragraph is meant just now: words that are chosen, a passage that is held,
// passages that are lit, questions that are open. Whoever wants to know listens.

import { spanKey } from "./naming.js";

export class Attention {
  constructor() {
    this.listeners = [];
    this.forget();
  }

  /** Nothing is meant any more; nobody is told. */
  forget() {
    Object.assign(this, { chosen: null, lit: new Set(), opened: "", held: "", heldBy: "" });
  }

  /** `listener(what, paragraph)`: "document", "note", "active", "notice", "chosen", "lit", "held" or "opened". */
  listen(listener) {
    this.listeners.push(listener);
  }

  tell(what, paragraph = this.active) {
    for (const listener of this.listeners) listener(what, paragraph);
  }

  /** `range` is {start, end, by: "mouse" | "touch" | "keys"} on the active paragraph, or null; `isBare` where the cursor went by itself. */
  choose(range) {
    this.chosen = range;
    if (range && this.held) this.hold("");
    this.tell("chosen");
  }

  /**
   * Take hold of a passage of the active paragraph by its key, "" to let go: keys and handles then
   * mean it. `by` is "row" or "text", where it was reached.
   */
  hold(key, by = "") {
    if (key === this.held && by === this.heldBy) return;
    Object.assign(this, { held: key, heldBy: by });
    this.rest();
    this.tell("held");
  }

  get heldSpan() {
    return (this.held && this.active.document.spans.find((span) => spanKey(span) === this.held)) || null;
  }

  /** Nothing is pointed at any more: only what is held stays lit. */
  rest() {
    this.light(this.heldSpan ? [this.heldSpan] : []);
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
