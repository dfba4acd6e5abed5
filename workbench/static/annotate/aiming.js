// Questions that share their keys (a scale for each target, the items of a battery) take turns: one of
// them is aimed at. Pure but for what it remembers.

/** Sets of questions of which each shares a key with another of its set, in the order given. */
export function sharing(questions) {
  let sets = [];
  for (const question of questions.filter((one) => !one.source)) {
    const keys = question.values.map((value) => value.key).filter(Boolean);
    if (keys.length === 0) continue;
    const touched = sets.filter((set) => set.keys.some((key) => keys.includes(key)));
    const merged = { keys: [...touched.flatMap((set) => set.keys), ...keys],
      members: [...touched.flatMap((set) => set.members), question] };
    sets = [...sets.filter((set) => !touched.includes(set)), merged];
  }
  const place = (question) => questions.indexOf(question);
  const ordered = sets.map(({ members }) => members.sort((a, b) => place(a) - place(b)));
  return ordered.sort(([a], [b]) => place(a) - place(b));
}

export class Aim {
  #recent = [];

  forget() {
    this.#recent = [];
  }

  /** Aim at this question, until another that it could be confused with is aimed at. */
  at(question) {
    this.#recent = [question.key, ...this.#recent.filter((key) => key !== question.key)];
  }

  /** The one meant of several: aimed at last, or else the first open one, or else the first. */
  among(questions, isOpen) {
    const key = this.#recent.find((one) => questions.some((question) => question.key === one));
    return questions.find((question) => question.key === key) ?? questions.find(isOpen) ?? questions[0] ?? null;
  }

  /** After an answer: on to the next open one of its set, or stay for a correction. */
  advance(set, question, isOpen) {
    const next = isOpen(question) ? question : set.slice(set.indexOf(question) + 1).find(isOpen) ?? question;
    this.at(next);
    return next;
  }

  /** Round the set, without answering. */
  turn(set, isOpen) {
    const next = set[(set.indexOf(this.among(set, isOpen)) + 1) % set.length];
    this.at(next);
    return next;
  }

  /** The set in which something was aimed at last, or the first one. */
  setOf(sets) {
    const key = this.#recent.find((one) => sets.some((set) => set.some((question) => question.key === one)));
    return sets.find((set) => set.some((question) => question.key === key)) ?? sets[0] ?? null;
  }
}
