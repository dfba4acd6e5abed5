// One passage as a row: what is marked already, what is suggested, what rules noticed.

import { bookWords, button, make } from "./fields.js";
import { spanKey } from "./naming.js";
import { paintOf } from "./paint.js";
import { questionOf, titleOf } from "./questions.js";
import { bringsMarks, quoted } from "./quotation.js";
import { t } from "../core/words.js";

export function rowOf(work, span, className, { isOwn = false, title = bookWords(titleOf(questionOf(work.questions, span), span.value)) } = {}) {
  const item = document.createElement("li");
  item.className = `span ${className}`;
  const show = button("show", "");
  // The quotation marks are the page's, the words are the article's, in its language and direction.
  const quote = document.createElement("q");
  quote.classList.toggle("own", bringsMarks(span.text));
  const words = document.createElement("bdi");
  words.lang = work.active.section.closest("[lang]").lang;
  words.textContent = span.text;
  quote.append(words);
  const kind = document.createElement("small");
  kind.append(...[title, ...(span.remarks ?? [])].flatMap((words) => [" · ", words]));
  show.append(quote, kind, make("small", "summary"));
  show.addEventListener("click", () => work.active.section.scrollIntoView({ block: "nearest" }));
  item.append(show);
  item.addEventListener("mouseenter", () => work.light([span]));
  item.addEventListener("mouseleave", () => work.rest());
  item.addEventListener("focusin", () => (isOwn ? work.hold(spanKey(span), "row") : work.light([span])));
  item.addEventListener("focusout", ({ relatedTarget }) => {
    if (item.contains(relatedTarget)) return;
    if (work.heldBy === "row") work.hold("");
    work.rest();
  });
  return item;
}

export function suggestionRow(work, marking, offer) {
  const item = rowOf(work, offer, `${paintOf(work.questions, offer)} suggestion`);
  item.querySelector("small").append("?");
  item.title = offer.rule;
  const accept = button("act", t("Accept"), t("Accept {passage}", { passage: quoted(offer.text) }));
  accept.addEventListener("click", () => marking.accept(offer));
  item.append(accept, dropButton(marking, offer));
  return item;
}

export function noticeRow(work, marking, notice) {
  const item = rowOf(work, notice, "suggestion", { title: notice.title });
  item.title = notice.rule;
  item.append(dropButton(marking, notice));
  return item;
}

function dropButton(marking, offer) {
  const drop = button("act", t("Drop"), t("Drop {passage}", { passage: quoted(offer.text) }));
  drop.addEventListener("click", () => marking.drop(offer));
  return drop;
}
