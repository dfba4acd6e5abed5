// What stands on the card: a value with the rules of its question, or a question with its values.

import { t } from "../core/words.js";
import { button, make } from "./fields.js";
import { inquiryOf } from "./inquiry.js";
import { precedentsOf } from "./precedents.js";
import { isLater, titleOf } from "./reference.js";

/**
 * The card's parts for `place` ({dimension, value, entry, title}). `close` is told of the cross,
 * `choose(id)` of a value's button, `asked` when a question has gone to the lead.
 */
export function contentOf(work, reference, place, { close, choose, asked }) {
  const { dimension, value, entry } = place;
  const body = [headOf(entry, close), bodyOf(entry, work.active)];
  const question = reference.dimension(dimension);
  const { ask } = reference.dialog.dataset;  // a lead has nobody to ask
  const inquiry = ask ? [inquiryOf(work, ask, place, (text) => {
    entry.querySelector("[data-body]").append(ownQuestion(text));
    asked();
  })] : [];
  if (value && question) return [...body, ...precedentsOf(work, reference.dialog, place), ...inquiry, questionOf(question, work.active)];
  const values = make("div", "card-values");
  values.append(...reference.values(dimension).map(({ id, title }) => button("button small", title, "", () => choose(id))));
  return values.children.length ? [...body, values, ...inquiry] : [...body, ...inquiry];
}

function headOf(entry, close) {
  const header = make("header", "card-head");
  const heading = make("h2");
  heading.append(...[...entry.querySelector("h3, h4, h5").childNodes].map((node) => node.cloneNode(true)));
  header.append(heading, button("button small", "×", t("Close the card"), close));
  return header;
}

function bodyOf(entry, paragraph) {
  const body = entry.querySelector("[data-body]").cloneNode(true);
  for (const answer of body.querySelectorAll("[data-answer]")) {
    answer.querySelector("[data-late]").hidden = !isLater(answer.dataset.answeredAt, paragraph);
  }
  const box = make("div", "entry");
  box.append(body);
  return box;
}

/** The question that a value answers. Its rules decide between values: they stand open. */
function questionOf(entry, paragraph) {
  const more = make("details", "card-more");
  more.open = true;
  more.append(make("summary", "", t("The question: {title}", { title: titleOf(entry) })), bodyOf(entry, paragraph));
  return more;
}

function ownQuestion(text) {
  const own = make("p", "own-question", `${t("You asked:")} `);
  own.append(make("bdi", "", text), " ", make("small", "", `· ${t("waits for an answer")}`));
  return own;
}
