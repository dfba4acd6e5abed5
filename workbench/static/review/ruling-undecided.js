// What differs and may stand as it is, such as passages: that it is right so shall be somebody's
// decision, not an oversight. Pure.

import { keyOf, linksOf } from "../annotate/naming.js";
import { applies } from "../annotate/questions.js";

export class Undecided {
  /** Keys of the questions that differ, and the document that the form began with. */
  constructor(differing, begun) {
    this.open = new Set(differing);
    this.begun = begun;
  }

  /** These questions were decided by taking somebody's answer to them. */
  settle(keys) {
    for (const key of keys) this.open.delete(key);
  }

  /** Titles of what is as it was at first, each once: who rules again has decided. */
  ask({ active: { document }, questions }, leftOpen) {
    const found = questions.filter((question) => this.open.has(question.key) && !leftOpen.includes(question.key)
      && applies(question, document.labels) && mayStand(question) && answer(document, question) === answer(this.begun, question));
    this.settle(found.map(({ key }) => key));
    return found.map(({ title }) => title);
  }
}

const mayStand = ({ type, optional }) => ["spans", "links", "flag"].includes(type) || optional;

const answer = (document, { key }) =>
  JSON.stringify([document.labels[key], ...[...document.spans, ...linksOf(document)].filter(({ dimension }) => dimension === key).map(keyOf).sort()]);
