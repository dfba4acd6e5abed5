// Suggested triples as rows among the links, each accepted or dropped as one.

import { bookWords, button, make } from "./fields.js";
import { suggestions } from "./marking.js";
import { noteFilled } from "./filled.js";
import { focusRow } from "./members.js";
import { spanKey } from "./naming.js";
import { questionOf, titleOf } from "./questions.js";
import { quoted } from "./quotation.js";
import { acceptTriple, openTriples, wordsOf } from "./triples.js";
import { t } from "../core/words.js";
import { say } from "../core/say.js";

/** Gives {list, of, accept, drop, rowsOf}; `tell` takes a change. */
export function attachProposed(work, form, { tell }) {
  const list = () => (work.open ? openTriples(work.active, work.questions, suggestions(work.active, work.questions)) : []);

  function accept(triple) {
    const { filled, ...change } = acceptTriple(work.active.document, work.questions, triple);
    noteFilled(work.active, filled);
    tell(change);
    if (change.marked && triple.link?.attributes.length > 0) focusRow(form, change.marked);
  }

  function drop(triple) {
    const said = t("Suggestion dropped: {words}", { words: wordsOf(work.questions, triple) });
    work.drop(triple.offers, said);
    say(said);
  }

  function row(triple) {
    const item = make("li", "span link suggestion");
    const parts = make("div", "parts");
    for (const part of triple.parts) {
      const member = make("span", "tied");
      member.append(bookWords(titleOf(questionOf(work.questions, part), part.value), "small"), " ", make("bdi", "", quoted(part.text)));
      parts.append(" ", member);
    }
    const key = make("kbd", "", "a");
    key.setAttribute("aria-hidden", "true");
    const words = wordsOf(work.questions, triple);
    const take = button("act", t("Accept"), t("Accept together: {words}", { words }), () => accept(triple));
    take.append(" ", key);
    item.append(make("b", "show", t("Suggested")), take, button("act", t("Drop"), t("Drop together: {words}", { words }), () => drop(triple)), parts);
    for (const name of ["focusin", "mouseenter"]) item.addEventListener(name, () => work.light(triple.parts));
    for (const name of ["focusout", "mouseleave"]) item.addEventListener(name, () => work.light([]));
    return item;
  }

  return {
    list, accept, drop,
    /** The triple that an offer is part of, null where it stands alone. */
    of: (offer) => list().find(({ offers }) => offers.some((one) => spanKey(one) === spanKey(offer))) ?? null,
    rowsOf: (question) => list().filter(({ link }) => link === question).map(row),
  };
}
