// What was changed in the article, step by step, so that it can be taken back and put back. Pure but
// for the clock. A step is {place, before, after, said, typed}: the state of one paragraph on both
// sides, and in words what happened. Steps of different places never depend on each other.

const DEPTH = 500;
const PAUSE = 1500;

export class History {
  #past = [];
  #future = [];

  constructor(now = () => Date.now()) {
    this.now = now;
  }

  /** Words typed into the same field (`typed` names it) are one step until the hands pause. */
  record(step) {
    const last = this.#past.at(-1);
    const at = this.now();
    const runsOn = step.typed && this.#future.length === 0 && last?.typed === step.typed
      && last.place === step.place && at - last.at < PAUSE;
    if (runsOn) Object.assign(last, { after: step.after, at });
    else this.#past = [...this.#past.slice(1 - DEPTH), { ...step, at }];
    this.#future = [];
  }

  /** The step that would be taken back, or with `again` put back; null without one. */
  next(again) {
    return (again ? this.#future : this.#past).at(-1) ?? null;
  }

  /** Take that step; whoever calls brings about what it says. */
  take(again) {
    const [from, to] = again ? [this.#future, this.#past] : [this.#past, this.#future];
    to.push({ ...from.pop(), at: -Infinity });
  }

  /** What stands in this place now has come from elsewhere: no step leads there or away. */
  forget(place) {
    this.#past = this.#past.filter((step) => step.place !== place);
    this.#future = this.#future.filter((step) => step.place !== place);
  }
}
