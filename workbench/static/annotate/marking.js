// Turn the chosen words into a marked passage, and rule-made suggestions into decisions.

import { placeOf } from "./dropped.js";
import { goOn } from "./goingon.js";
import { openAttributes } from "./lacking.js";
import { mark, unmark } from "./marks.js";
import { focusRow } from "./members.js";
import { findMarked, spanKey } from "./naming.js";
import { valuesOf } from "./questions.js";
import { relabel } from "./relabel.js";
import { slice } from "../core/offsets.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";

// Wording that is worth a look. Where the codebook has a value of that name, it can be accepted.
const WORDING = { distancing: t("Distance"), loaded: t("Loaded word"), booster: t("Booster") };
const STANCES = { neutral: t("neutral"), doubting: t("doubting"), endorsing: t("endorsing") };
// By hand, six in ten short quotations kept a distance; the others were terms or scraps of speech.
const UNSURE = { short_quote: t("Distance, or a cited term") };
const FAINT = new Set(["loaded", "booster"]);

/** The premarks of a paragraph with their question, null where the codebook has no such value. */
function readPremarks(paragraph, questions) {
  // Articles that were imported by an older version have no class and no flag.
  return (paragraph.premarks ?? []).map(([start, end, value, rule, stance = "", quoted = 0]) => {
    const question = questions.find((other) => other.type === "spans" && other.values.some((one) => one.id === value)) ?? null;
    const remarks = [STANCES[stance], quoted ? t("source’s words") : ""].filter(Boolean);
    return { question, dimension: question?.key ?? "", value, start, end, rule, remarks,
      paint: FAINT.has(value) ? "hint" : "premark", text: slice(paragraph.content, start, end) };
  }).filter((premark) => !paragraph.dropped.has(placeOf(premark)));
}

/** Suggestions of the active paragraph that are neither taken, dropped nor ruled out by an answer. */
export function suggestions(paragraph, questions) {
  return readPremarks(paragraph, questions).filter(({ question, value, start, end }) => {
    const taken = (span) => span.value === value && span.start < end && span.end > start;
    const gate = paragraph.document.labels[question?.when?.question];
    const ruledOut = gate !== undefined && question?.when?.is?.length
      && !valuesOf(gate).some((answer) => question.when.is.includes(answer));
    return question && !paragraph.document.spans.some(taken) && !ruledOut;
  });
}

/** What can only be looked at, because the codebook has no value for it, and dropped. */
export function notices(paragraph, questions) {
  return readPremarks(paragraph, questions)
    .filter(({ question, value }) => !question && value in WORDING)
    .map((notice) => ({ ...notice, title: UNSURE[notice.rule] ?? WORDING[notice.value] }));
}

/** The suggestion that a key means: lit in the list, under the chosen words, or the first. Pure. */
export function meant(offers, lit, chosen) {
  const keys = new Set([...lit].map(spanKey));
  return offers.find((offer) => keys.has(spanKey(offer)))
    ?? offers.find((offer) => chosen && offer.start < chosen.end && offer.end > chosen.start)
    ?? offers[0] ?? null;
}

/** `proposed` knows which suggestions belong together (see proposed.js). */
export function attachMarking(work, { tell, proposed }) {
  /** Gives the key of the new passage where it has questions that must be answered, "" otherwise. */
  function add(question, value, range, origin) {
    const span = { dimension: question.key, value: value.id, start: range.start, end: range.end,
      text: slice(work.active.content, range.start, range.end), origin };
    const change = mark(work.active.document, work.questions, question, span);
    tell(change);
    const made = change.marked && findMarked(work.active.document, change.marked);
    return made && openAttributes(question, made).length > 0 ? change.marked : "";
  }

  /**
   * Who marks by keys finds the cursor on the next word, where it is nobody's choice yet (`isBare`);
   * other hands choose anew.
   */
  function goOnFrom(range) {
    const next = range.by === "keys" ? goOn(work.active, range, work.active.document.spans) : null;
    work.choose(next && { ...next, by: "keys", isBare: true });
  }

  function relabelled(span, question, value, heldBy) {
    const change = relabel(work.active.document, work.questions, span, question, value.id);
    const isOpened = work.opened === spanKey(span);
    const focus = document.activeElement?.closest?.("[data-marked]");
    tell({ ...change, marked: isOpened ? change.marked : undefined });
    if (!change.marked) return true;
    work.hold(change.marked, heldBy);
    if (focus) focusRow(focus.ownerDocument, change.marked);
    return true;
  }

  const marking = {
    /**
     * Mark what is chosen, or give the passage that is held another label. Always uses the key:
     * without words it says what to do first. By a key the hands go on to what must be answered
     * about the new passage, as they do with links.
     */
    chosen(question, value, { byKey = false } = {}) {
      const { chosen: range, heldSpan, heldBy } = work;
      if (!work.open) return true;
      if (heldSpan) return relabelled(heldSpan, question, value, heldBy);
      if (!range) {
        const message = value.key
          ? t("Select words in the paragraph first, then press {key}.", { key: value.key })
          : t("Select words in the paragraph first, then press the button.");
        tell({ document: work.active.document, said: message, hint: { question: question.key, message } });
        return true;
      }
      const redrawn = suggestions(work.active, work.questions).find((one) =>
        one.dimension === question.key && one.value === value.id && one.start < range.end && one.end > range.start);
      const exact = redrawn && redrawn.start === range.start && redrawn.end === range.end;
      const asking = add(question, value, range, redrawn ? (exact ? "premark_accepted" : "premark_edited") : "manual");
      getSelection().removeAllRanges();
      if (!byKey || !asking) goOnFrom(range);
      else {
        work.choose(null);
        focusRow(document, asking);
      }
      return true;
    },
    accept(suggestion) {
      return add(suggestion.question, { id: suggestion.value }, suggestion, "premark_accepted");
    },
    drop(suggestion) {
      const said = t("Suggestion dropped: {text}", { text: suggestion.text });
      work.drop(suggestion, said);
      say(said);
    },
    remove(span) {
      tell(unmark(work.active.document, work.questions, span));
    },
    /** Accept or drop, by `act`, the suggestion that is meant, with what belongs to it unless it is wanted `alone`. */
    decide(act, { alone = false } = {}) {
      if (!work.open) return;
      const offers = suggestions(work.active, work.questions);
      const seen = act === "drop" ? notices(work.active, work.questions) : [];
      const offer = meant([...offers, ...seen], work.lit, work.chosen);
      if (!offer) return void say(t("No suggestion is left in this paragraph."));
      const triple = alone ? null : proposed.of(offer);
      const asking = triple ? void proposed[act](triple) : marking[act](offer);
      getSelection().removeAllRanges();
      work.choose(null);
      if (asking) focusRow(document, asking);
    },
  };
  return marking;
}
