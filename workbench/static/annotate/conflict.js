// Two versions of a paragraph: show both, change neither until the annotator has chosen.

import { t } from "../core/words.js";
import { quoted } from "./quotation.js";
import { inRoles, linksOf, nameOfLink, roleKey } from "./naming.js";
import { answerWords, attributesOf, titleOf, valuesOf } from "./questions.js";
import { lossWords } from "./recoded.js";
import { clock } from "./status.js";

/** The document as lines of words, one per answer: ["Frames: Conflict & contest", …]. Pure. */
export function describe(document, questions) {
  const lines = questions.flatMap((question) => {
    if (question.type === "spans") {
      return document.spans.filter((span) => span.dimension === question.key)
        .map((span) => `${titleOf(question, span.value)}: ${quoted(span.text)}${about(question, span)}`);
    }
    if (question.type === "links") {
      return linksOf(document).filter((link) => link.dimension === question.key)
        .map((link) => `${nameOfLink(document, question, link)}: ${members(document, question, link)}${about(question, link)}`);
    }
    const answer = document.labels[question.key];
    return valuesOf(answer).length ? [`${question.title}: ${answerWords(question, answer)}`] : [];
  });
  if (document.note) lines.push(t("Note: {note}", { note: document.note }));
  if (document.flag) lines.push(t("Ask the lead"));
  lines.push(document.done ? t("Done") : t("Not done yet"));
  return lines;
}

function about(question, marked) {
  const answers = marked.attributes ?? {};
  const given = attributesOf(question, marked).filter(({ key }) => answers[key] !== undefined)
    .map((attribute) => `${attribute.title}: ${answerWords(attribute, answers[attribute.key])}`);
  return given.length ? ` (${given.join("; ")})` : "";
}

function members(document, question, link) {
  const keys = link.members.map(roleKey);
  return inRoles(question, document.spans.filter((span) => span.dimension === question.of && keys.includes(roleKey(span))))
    .map((span) => quoted(span.text)).join(t(", "));
}

export function attachConflict(work, form, resolve) {
  const place = form.querySelector("[data-conflict]");
  let shown = null;

  function draw() {
    const { conflict, document: mine } = work.active;
    place.hidden = !conflict;
    if (!conflict || shown === conflict) return;
    shown = conflict;
    const ours = describe(mine, work.questions);
    const theirs = describe(conflict.document, work.questions);
    const versions = make("div", "", "versions");
    versions.append(version(t("Yours"), ours, theirs), version(storedAt(conflict.savedAt), theirs, ours));
    const row = make("div", "", "row");
    row.append(
      button(t("Keep mine"), () => resolve(work.active, conflict.revision)),
      button(t("Take the stored one"), () => takeStored(work.active, conflict)),
    );
    place.replaceChildren(make("h3", headingOf(conflict, work.active.unit)), ...reasons(conflict).map((words) => make("p", words)),
      make("p", t("Nothing is overwritten until you choose.")), versions, row);
  }

  async function takeStored(paragraph, conflict) {
    Object.assign(paragraph, { revision: conflict.revision, savedAt: conflict.savedAt, problems: [], hint: null });
    work.replace(paragraph, conflict.document, t("The stored version taken"));
    await resolve(paragraph, undefined);
  }

  work.listen((what, paragraph) => {
    if (paragraph === work.active && ["active", "notice", "replaced"].includes(what)) draw();
  });
  draw();
}

function headingOf({ revision, lost }, unit) {
  if (revision === 0) return t("The stored answers are gone");
  if (lost) return t("The codebook changed");
  return unit === "article" ? t("The article as a whole was changed elsewhere") : t("This paragraph was changed elsewhere");
}

const storedAt = (savedAt) => (savedAt ? t("Stored {time}", { time: clock(savedAt) }) : t("Stored"));

/** Why there are two versions, where it is the codebook that has changed. */
const reasons = ({ lost }) => (lost
  ? [t("Your lead moved this round to another version while your answers waited in this browser."), lossWords(lost)].filter(Boolean) : []);

function version(title, lines, others) {
  const side = make("div", "");
  const list = make("ul", "");
  list.append(...lines.map((line) => Object.assign(make("li", line, others.includes(line) ? "" : "differs"), { dir: "auto" })));
  side.append(make("h4", title), list);
  return side;
}

function button(text, act) {
  const made = make("button", text, "button small");
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function make(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}
