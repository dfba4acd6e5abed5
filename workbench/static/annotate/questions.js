// What the codebook asks of a document: which questions apply, what they offer, what is missing. Pure.

export const titleOf = (question, id) => question.values.find((value) => value.id === id)?.title ?? id;

/** Is the question to be answered, given the labels so far? */
export function applies(question, labels) {
  if (question.values_from && (labels[question.values_from] ?? []).length < 2) return false;
  if (!question.when) return true;
  const answer = labels[question.when.question];
  const given = Array.isArray(answer) ? answer : answer === undefined ? [] : [answer];
  if (question.when.at_least) return given.length >= question.when.at_least;
  return (question.when.is ?? []).some((value) => given.includes(value));
}

/** Ids of the values that may be chosen now: all, or those chosen in the earlier question. */
export function offered(question, labels) {
  const ids = question.values.map((value) => value.id);
  if (!question.values_from) return ids;
  const chosen = labels[question.values_from] ?? [];
  return ids.filter((id) => chosen.includes(id));
}

export const grades = (question) =>
  question.values.map((value) => value.id).filter((id) => !(question.off_scale ?? []).includes(id));

/** Every question that uses `key`, each with the value it stands for. */
export function withKey(questions, key) {
  return questions
    .filter((question) => !question.values_from)
    .map((question) => ({ question, value: question.values.find((value) => value.key === key) }))
    .filter((found) => key !== "" && found.value !== undefined);
}

/** What stands in the way of "done": [{question, message}], in the order of the codebook. */
export function missing(document, questions) {
  return questions.flatMap((question) => {
    const message = problem(document, question);
    return message ? [{ question: question.key, message }] : [];
  });
}

/** Passages that are marked although the answer above says that there are none. */
export const isContradicted = (question, document) => question.type === "spans"
  && !applies(question, document.labels) && document.spans.some((span) => span.dimension === question.key);

function problem(document, question) {
  if (isContradicted(question, document)) return "Remove these passages first, or change the answer above.";
  if (question.type === "spans" || !applies(question, document.labels)) return "";
  const answer = document.labels[question.key];
  if (question.type !== "multi") return answer === undefined ? "Choose one." : "";
  const alone = (question.exclusive ?? []).includes((answer ?? [])[0]);
  const count = (answer ?? []).length;
  if (count < question.min && !alone) return question.min === 1 ? "Choose at least one." : `Choose at least ${question.min}.`;
  return question.max && count > question.max ? `Choose at most ${question.max}.` : "";
}
