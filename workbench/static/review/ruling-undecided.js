// What differs and may have no answer, such as passages: that nothing is right shall be somebody's
// decision, not an oversight. Pure.

import { linksOf } from "../annotate/naming.js";
import { applies, isLabelled } from "../annotate/questions.js";

export class Undecided {
  constructor(differing) {
    this.open = new Set(differing);
  }

  /** These questions were decided by taking somebody's answer to them. */
  settle(keys) {
    for (const key of keys) this.open.delete(key);
  }

  /** Titles of what is undecided, each once: who rules again has decided. */
  ask({ active: { document }, questions }, leftOpen) {
    const found = questions.filter((question) => this.open.has(question.key) && !leftOpen.includes(question.key)
      && applies(question, document.labels) && isEmpty(document, question) && mayBeEmpty(question));
    this.settle(found.map(({ key }) => key));
    return found.map(({ title }) => title);
  }
}

const mayBeEmpty = ({ type, optional }) => ["spans", "links", "flag"].includes(type) || optional;

function isEmpty(document, { key, ...question }) {
  if (isLabelled(question)) return document.labels[key] === undefined;
  return ![...document.spans, ...linksOf(document)].some(({ dimension }) => dimension === key);
}
