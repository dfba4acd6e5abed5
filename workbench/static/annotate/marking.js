// Turn the chosen words into a marked passage, and rule-made suggestions into decisions.

import { keepDropped, placeOf } from "./dropped.js";
import { mark, spanKey, unmark } from "./state.js";
import { slice } from "./offsets.js";
import { say } from "./say.js";

/** Suggestions of the active paragraph that are neither taken, dropped nor ruled out by an answer. */
export function suggestions(paragraph, questions) {
  return paragraph.premarks.flatMap(([start, end, value, rule]) => {
    const question = questions.find((other) => other.type === "spans" && other.values.some((one) => one.id === value));
    const taken = (span) => span.value === value && span.start < end && span.end > start;
    const gate = paragraph.document.labels[question?.when?.question];
    const ruledOut = gate !== undefined && question?.when?.is?.length
      && ![gate].flat().some((answer) => question.when.is.includes(answer));
    if (!question || paragraph.dropped.has(placeOf({ start, end, value })) || paragraph.document.spans.some(taken) || ruledOut) return [];
    return [{ question, dimension: question.key, value, start, end, rule, text: slice(paragraph.content, start, end) }];
  });
}

/** The suggestion that a key means: lit in the list, under the chosen words, or the first. Pure. */
export function meant(offers, lit, chosen) {
  const keys = new Set([...lit].map(spanKey));
  return offers.find((offer) => keys.has(spanKey(offer)))
    ?? offers.find((offer) => chosen && offer.start < chosen.end && offer.end > chosen.start)
    ?? offers[0] ?? null;
}

export function attachMarking(work, { tell }) {
  function add(question, value, range, origin) {
    const span = { dimension: question.key, value: value.id, start: range.start, end: range.end,
      text: slice(work.active.content, range.start, range.end), origin };
    tell(mark(work.active.document, work.questions, question, span));
  }

  const marking = {
    /** Mark what is chosen. Always uses the key: without words it says what to do first. */
    chosen(question, value) {
      const range = work.chosen;
      if (!work.open) return true;
      if (!range) {
        const message = `Select words in the paragraph first, then press ${value.key || "the button"}.`;
        tell({ document: work.active.document, said: message, hint: { question: question.key, message } });
        return true;
      }
      const redrawn = suggestions(work.active, work.questions).find((one) =>
        one.dimension === question.key && one.value === value.id && one.start < range.end && one.end > range.start);
      const exact = redrawn && redrawn.start === range.start && redrawn.end === range.end;
      add(question, value, range, redrawn ? (exact ? "premark_accepted" : "premark_edited") : "manual");
      getSelection().removeAllRanges();
      work.choose(null);
      return true;
    },
    accept(suggestion) {
      add(suggestion.question, { id: suggestion.value }, suggestion, "premark_accepted");
    },
    drop(suggestion) {
      work.active.dropped.add(placeOf(suggestion));
      keepDropped(work.active.saveUrl, work.active.dropped);
      say(`Suggestion dropped: ${suggestion.text}`);
      work.tell("replaced");
    },
    remove(span) {
      tell(unmark(work.active.document, work.questions, span));
    },
    /** Accept or drop, by `act`, the suggestion that is meant. */
    decide(act) {
      if (!work.open) return;
      const offer = meant(suggestions(work.active, work.questions), work.lit, work.chosen);
      if (!offer) return void say("No suggestion is left in this paragraph.");
      marking[act](offer);
      getSelection().removeAllRanges();
      work.choose(null);
    },
  };
  return marking;
}
