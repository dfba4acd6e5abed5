// How long each paragraph was worked on: while it is the active one, this tab is in sight, nobody has
// paused, and the annotator is there.
//
// Nobody presses keys while reading, so silence counts for GRACE after the last key, touch, move or
// scroll, and no longer: a minute is time for 200 to 250 words, more than nearly every paragraph has;
// beyond it nobody can tell reading from an empty chair. Looking something up in the codebook is work
// on the paragraph and counts; a pause does not.
//
// The time travels with the next save of its paragraph. What was spent on one that is left without a
// change waits for its next save on this page, and is lost when the page is left before.

export const GRACE = 60_000;

/** The count itself; `now` is a clock in milliseconds that never jumps. */
export class ActiveTime {
  constructor(key, now = () => performance.now()) {
    Object.assign(this, { key, now, since: now(), heard: now(), visible: true, paused: false });
    this.waiting = new Map(); // until the next save
    this.totals = new Map(); // since the page was opened
  }

  /** Another paragraph is the active one. */
  turnTo(key) {
    this.#count();
    this.key = key;
  }

  /** The annotator has done something. */
  hear() {
    this.#count();
    this.heard = this.since;
  }

  /** The tab came in sight, or went out of it. To come back is to do something. */
  show(visible) {
    this.hear();
    this.visible = visible;
  }

  pause(paused) {
    this.hear();
    this.paused = paused;
  }

  /** Whole milliseconds of this paragraph since they were taken last. */
  take(key) {
    this.#count();
    const spent = Math.round(this.waiting.get(key) ?? 0);
    this.waiting.delete(key);
    return spent;
  }

  /** Milliseconds of this paragraph since the page was opened. */
  total(key) {
    this.#count();
    return this.totals.get(key) ?? 0;
  }

  #count() {
    const now = this.now();
    const spent = Math.min(now, this.heard + GRACE) - this.since;
    this.since = now;
    if (spent <= 0 || !this.visible || this.paused) return;
    for (const map of [this.waiting, this.totals]) map.set(this.key, (map.get(this.key) ?? 0) + spent);
  }
}

const INPUT = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "touchmove", "input"];

/** Measures the paragraphs of `work` from now on. */
export function measure(work) {
  const time = new ActiveTime(work.active);
  time.show(document.visibilityState === "visible");
  for (const name of INPUT) window.addEventListener(name, () => time.hear(), { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => time.show(document.visibilityState === "visible"));
  work.listen((what) => { if (what === "active") time.turnTo(work.active); });
  return time;
}
