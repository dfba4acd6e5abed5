// A note above the questions where the lead answered something after this paragraph was judged.

import { t } from "../core/words.js";
import { linksOf } from "./naming.js";
import { questionOf } from "./questions.js";
import { dimensionOf, isLater } from "./reference.js";

export function attachLater(work) {
  const note = document.querySelector("[data-later]");
  if (!note) return;
  const answers = JSON.parse(note.dataset.answers);

  function show() {
    const found = later(answers, work.active, work.questions);
    note.hidden = found.length === 0;
    note.querySelector("[data-later-about]").textContent = [...new Set(found.map((one) => one.title))].join(t(", "));
    note.querySelector("[data-opens]").dataset.opensAt = found[0]?.dimension ?? "";
  }

  // Not at every save: nothing may move under somebody's hands.
  work.listen((what) => { if (what === "active") show(); });
  show();
}

/** The lead's answers ({dimension, title, at}) that came after this paragraph was judged, about what it was asked. */
export function later(answers, paragraph, questions) {
  const given = answeredIn(paragraph.document, questions);
  return answers.filter((one) => given.has(one.dimension) && isLater(one.at, paragraph));
}

function answeredIn(document, questions) {
  const marked = [...document.spans, ...linksOf(document)];
  const keys = [...Object.keys(document.labels), ...marked.flatMap((one) =>
    [questionOf(questions, one)?.key ?? "", ...Object.keys(one.attributes ?? {})])];
  return new Set(keys.map(dimensionOf));
}
