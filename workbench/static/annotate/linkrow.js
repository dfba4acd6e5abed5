// One link between marked passages as a row.

import { isTyping } from "../core/keys.js";
import { t } from "../core/words.js";
import { bookWords, button, make } from "./fields.js";
import { inRoles, linkKey, nameOfLink, roleKey } from "./naming.js";
import { quoted } from "./quotation.js";
import { questionOf, titleOf } from "./questions.js";

/** `take()` removes the link. */
export function linkRow(work, question, link, take) {
  const { document: now } = work.active;
  const key = linkKey(link);
  const item = make("li", "span link");
  const show = button("show", "", "", () => work.unfold(work.opened === key ? "" : key));
  show.append(bookWords(nameOfLink(now, question, link), "b"));
  for (const span of spansOf(work, link)) {
    const member = make("span", "tied");
    member.append(bookWords(titleOf(questionOf(work.questions, span), span.value), "small"), " ", make("bdi", "", quoted(span.text)));
    show.append(" ", member);
  }
  show.append(make("small", "summary"));
  item.append(show, button("act", "✕", t("Remove {name}", { name: nameOfLink(now, question, link) }), take));
  item.addEventListener("keydown", (event) => {
    if ((event.key !== "Delete" && event.key !== "Backspace") || isTyping(event.target)) return;
    event.preventDefault();
    take();
  });
  for (const name of ["focusin", "mouseenter"]) item.addEventListener(name, () => work.light(spansOf(work, link)));
  for (const name of ["focusout", "mouseleave"]) item.addEventListener(name, () => work.light([]));
  return item;
}

/** The passages of a link in the order of its roles. */
export function spansOf(work, link) {
  const question = questionOf(work.questions, link);
  const keys = link.members.map(roleKey);
  return inRoles(question, work.active.document.spans.filter((span) => span.dimension === question.of && keys.includes(roleKey(span))));
}
