// What stands in the way of "done", in words. Pure; annotate/missing.py says the same to the server.

import { t, tn } from "../core/words.js";
import { linkKey, linksOf, nameOfLink, spanKey } from "./naming.js";
import { quoted } from "./quotation.js";
import { applies, attributesOf, isLabelled, titleOf, valuesOf } from "./questions.js";

/** [{question, message, marked?}] in the order of the codebook; `marked` is the passage or link meant. */
export function missing(document, questions) {
  return questions.flatMap((question) =>
    problems(document, question, questions).map((problem) => ({ question: question.key, ...problem })));
}

/** Passages or links that are marked although the answer above says that there are none. */
export const isContradicted = (question, document) => !isLabelled(question)
  && !applies(question, document.labels) && marksOf(question, document).length > 0;

const marksOf = (question, document) =>
  (question.type === "links" ? linksOf(document) : document.spans).filter((one) => one.dimension === question.key);

function problems(document, question, questions) {
  if (isContradicted(question, document)) return listed(contradiction(question, document, questions));
  if (isLabelled(question)) return listed(applies(question, document.labels) ? lack(question, document.labels) : "");
  if (question.type === "links") return marksOf(question, document).flatMap((link) => linkProblems(document, question, link));
  return marksOf(question, document).flatMap((span) => attributeProblems(question, span, quoted(span.text), spanKey(span)));
}

/** annotate/missing.py says the same: it names the question that decides, which is one that is asked. */
function contradiction(question, document, questions) {
  const gateOf = (one) => questions.find((other) => other.key === one.when?.question);
  let waiting = question;
  while (gateOf(gateOf(waiting)) && !applies(gateOf(waiting), document.labels)) waiting = gateOf(waiting);
  return wayOut(question, gateOf(waiting), waiting.when);
}

/** Where one answer lets the marks stand it is named; a number of answers or a tick is not. */
function wayOut({ type }, gate, when) {
  const { title } = gate;
  if (when.at_least || gate.type === "flag") {
    return type === "links" ? t("Remove these links, or answer “{title}” differently.", { title })
      : t("Remove these passages, or answer “{title}” differently.", { title });
  }
  const answers = either(when.is.map((value) => titleOf(gate, value)));
  return type === "links" ? t("Remove these links, or answer “{title}” with “{answers}”.", { title, answers })
    : t("Remove these passages, or answer “{title}” with “{answers}”.", { title, answers });
}

/** "a, b or c", as codebook/phrases.py says it. */
const either = (words) => (words.length < 2 ? words.join("")
  : t("{first} or {last}", { first: words.slice(0, -1).join(t(", ")), last: words.at(-1) }));

function linkProblems(document, question, link) {
  const name = nameOfLink(document, question, link);
  const key = linkKey(link);
  const roles = question.members.flatMap(({ value, title, min, max }) => {
    const count = link.members.filter((role) => role.value === value).length;
    const tooFew = () => (min === 1 ? t("{link}: add the {role}.", { link: name, role: title })
      : t("{link}: add {count} passages as {role}.", { link: name, count: min, role: title }));
    if (count < min) return [{ marked: key, message: tooFew() }];
    return max && count > max ? [{ marked: key, message: t("{link}: {role}, at most {most}.", { link: name, role: title, most: max }) }] : [];
  });
  return [...roles, ...attributeProblems(question, link, name, key)];
}

function attributeProblems(question, marked, name, key) {
  const open = openAttributes(question, marked);
  return open.length ? [{ marked: key, message: t("{name}: answer {questions}.", { name, questions: open.join(t(", ")) }) }] : [];
}

/** Titles of the questions that a passage or link still leaves open. */
export function openAttributes(question, marked) {
  const answers = marked.attributes ?? {};
  return attributesOf(question, marked)
    .filter((one) => applies(one, answers) && lack(one, answers)).map((one) => one.title);
}

/** Why this answer is not enough, "" when it is. */
export function lack(question, labels) {
  const answer = labels[question.key];
  const count = valuesOf(answer).length;
  if (question.type === "flag") return "";
  if (question.type === "text") return question.optional || answer?.trim() ? "" : t("Write an answer.");
  if (count === 0 && question.optional) return "";
  if (question.type !== "multi") return count === 0 ? t("Choose one.") : "";
  const alone = (question.exclusive ?? []).includes(answer?.[0]);
  const least = Math.max(1, question.min);
  if (count < least && !alone) return tn("Choose at least one.", "Choose at least {count}.", least);
  return question.max && count > question.max ? tn("Choose at most {count}.", "Choose at most {count}.", question.max) : "";
}

const listed = (message) => (message ? [{ message }] : []);
