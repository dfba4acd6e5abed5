// A gentle word when one paragraph after the other is said to be done faster than it can be read.

import { say } from "../core/say.js";
import { t } from "../core/words.js";

const HASTY = 4_000;
const IN_A_ROW = 3;
/** At 250 words a minute four seconds are time for 16: whoever is faster with fewer is not hasty. */
const FEWEST_WORDS = 16;
/** Once said, it is not said again for so many paragraphs. */
const REST = 20;
const SETTING = "workbench haste";

/** Counts paragraphs that are done for the first time. */
export class Haste {
  constructor({ run = 0, rest = 0 } = {}) {
    Object.assign(this, { run, rest });
  }

  /** True when it is time for a word. Short paragraphs neither count nor break the row. */
  done(spent, words) {
    this.rest = Math.max(0, this.rest - 1);
    if (words < FEWEST_WORDS) return false;
    this.run = spent < HASTY ? this.run + 1 : 0;
    if (this.run < IN_A_ROW || this.rest > 0) return false;
    Object.assign(this, { run: 0, rest: REST });
    return true;
  }
}

/** Listens to what is done; what an earlier visit had begun is not judged by today's time. */
export function attachHaste(work, time, form) {
  const place = form.querySelector("[data-haste]");
  const known = new Set(work.paragraphs.filter(({ revision, unit }) => revision > 0 || unit === "article"));
  const haste = new Haste(recall());

  work.listen((what, paragraph) => {
    if (what !== "document" || !paragraph.document.done || known.has(paragraph)) return;
    known.add(paragraph);
    place.hidden = !haste.done(time.total(paragraph), paragraph.tokens.length);
    remember(haste);
    if (!place.hidden) say(t("The last paragraphs went by in less than four seconds each. If you like, look at them once more; take the time you need."));
  });
  place.querySelector("button").addEventListener("click", () => {
    place.hidden = true;
    work.active.words.focus({ preventScroll: true });
  });
}

/** From one article of this visit to the next. */
function recall() {
  try {
    const { run, rest } = JSON.parse(sessionStorage.getItem(SETTING)) ?? {};
    return { run: Number(run) || 0, rest: Number(rest) || 0 };
  } catch {
    return {}; // a browser that keeps nothing: every page counts for itself
  }
}

function remember({ run, rest }) {
  try {
    sessionStorage.setItem(SETTING, JSON.stringify({ run, rest }));
  } catch {
    // As above.
  }
}
