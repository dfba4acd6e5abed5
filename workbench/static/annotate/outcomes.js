// What the server's answer to a save means for the paragraph on the page.

import { withText } from "./quotes.js";
import { keepingWords, same } from "./settling.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";
import { unitName } from "./work.js";

/** What is said when the article takes no more saves, by its state. */
const CLOSED = {
  submitted: () => t("This article has been submitted and takes no more changes. Your work is kept in this browser."),
  skipped: () => t("You skipped this article: it takes no changes meanwhile. Your work is kept in this browser."),
};

/** `settle(paragraph, base)` resolves a kept record, see Outbox.resolve. */
export function takeOutcome(work, paragraph, outcome, settle) {
  const { kind, record, body } = outcome;
  if (kind === "saved") return saved(work, paragraph, record, body, outcome.pending);
  if (body?.error?.code === "codebook_changed") return recoded(work, paragraph);
  if (kind === "conflict") return conflict(work, paragraph, record, body, settle);
  if (kind === "invalid" && !outcome.superseded) return invalid(work, paragraph, record, body);
  if (kind === "refused" && Object.hasOwn(CLOSED, body?.error?.code)) return closed(work, paragraph, body.error.code);
  if (kind === "refused" && !outcome.superseded) {
    paragraph.trouble = body?.error?.message ?? t("The server refused this save. Your work is kept in this browser.");
    work.tell("notice", paragraph);
  }
}

function saved(work, paragraph, record, body, pending) {
  const unchanged = same(withText(record.sent.document, paragraph.content), paragraph.document);
  if (body.revision < paragraph.revision && !pending && unchanged) return overtaken(work, paragraph);
  Object.assign(paragraph, { revision: body.revision, savedAt: body.saved_at, trouble: "", loaded: null });
  showChips(paragraph.section, body.chips ?? []);
  // Words stay as they are being typed: the store trims them, and a blank may be the start of a word.
  const stored = body.document
    && keepingWords(withText(body.document, paragraph.content), paragraph.document, work.questionsOf(paragraph));
  if (!pending && unchanged && stored) work.replace(paragraph, stored);
  else work.tell("saved", paragraph);
}

/**
 * What an earlier visit had left here was stored long ago, and another browser has gone on from it:
 * that counts, and the page was loaded with it.
 */
function overtaken(work, paragraph) {
  const { loaded } = paragraph;
  if (!loaded) return;
  paragraph.loaded = null;
  work.replace(paragraph, loaded);
}

function conflict(work, paragraph, record, body, settle) {
  const { document, revision, saved_at: savedAt } = body.error.details;
  const stored = withText(document, paragraph.content);
  if (same(stored, paragraph.document)) {
    Object.assign(paragraph, { revision, savedAt });
    settle(paragraph, undefined);
    return;
  }
  const lost = record.lost ?? null;
  paragraph.conflict = { document: stored, revision, savedAt, lost };
  if (lost) paragraph.problems = []; // the two versions say it
  const name = unitName(paragraph);
  say(lost ? t("{name}: the codebook changed. Two versions of your answers.", { name })
    : t("{name} was changed elsewhere: two versions.", { name }));
  work.tell("notice", paragraph);
}

/** The article was closed elsewhere: what is here stays in the browser, and nothing can follow. */
function closed(work, paragraph, state) {
  Object.assign(paragraph, { refused: true, trouble: "" });
  work.closed = state;
  say(CLOSED[state]());
  work.tell("notice", work.active);
}

/** The lead published another version: what is here stays in the browser until the page is new. */
function recoded(work, paragraph) {
  Object.assign(paragraph, { refused: true, trouble: "" });
  work.recoded = true;
  say(t("The codebook changed while you had this open. Reload the page: your answers are kept."));
  work.tell("notice", work.active);
}

function invalid(work, paragraph, record, body) {
  const problems = body?.error?.details?.problems ?? [];
  const message = body?.error?.message ?? t("The server could not accept this.");
  const listed = problems.length ? problems : [{ question: "", message }];
  if (record.sent.document.done) {
    // Refused as done: the answers themselves go on as a draft, so that nothing typed is lost.
    work.apply({ document: { ...paragraph.document, done: false }, problems: listed, byServer: true }, paragraph);
  } else {
    Object.assign(paragraph, { problems: listed, trouble: problems.length ? "" : message, refused: true });
    work.tell("notice", paragraph);
  }
  say(t("{name} is not saved: {reasons}", { name: unitName(paragraph), reasons: listed.map((problem) => problem.message).join(" ") }));
}

function showChips(section, chips) {
  const place = section.querySelector(".chips");
  place.replaceChildren(...chips.map(({ text, style, dot }) => {
    const chip = document.createElement("bdi");
    chip.className = style === "plain" ? "chip plain" : "chip";
    if (dot) chip.dataset.dot = dot;
    chip.textContent = text;
    return chip;
  }));
  place.hidden = chips.length === 0;
}
