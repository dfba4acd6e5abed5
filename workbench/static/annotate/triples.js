// Suggested passages that belong together: which of them can still be accepted, and what accepting
// does. Pure. Articles bring them in `triples` (see annotate/proposing.py).

import { mark, tie } from "./marks.js";
import { findMarked, inRoles, linkKey, linksOf, roleKey } from "./naming.js";
import { applies, titleOf } from "./questions.js";
import { quoted } from "./quotation.js";
import { settle } from "./settling.js";
import { t } from "../core/words.js";

// What the rules know of a link, by ids that codebooks use. A question is filled in only where it
// has two of a family: "neutral" alone may be the middle of any scale.
const FAMILIES = { quoting: ["direct", "indirect", "mixed"], stance: ["neutral", "doubting", "endorsing"] };

/**
 * The triples of a paragraph of which something is left to accept, given its `offers`
 * (`suggestions` of marking.js): {link, parts, offers, quoting, stance}. A part is an offer, or the
 * passage that is marked there already; `link` is the question that ties them, null without one.
 */
export function openTriples({ triples = [], document }, questions, offers) {
  return triples.map((triple) => {
    const found = triple.members.map(([start, end, value]) => partAt(document, offers, { start, end, value }));
    const known = [...new Set(found)].filter(Boolean);
    const link = linkFor(questions, known);
    const parts = link ? inRoles(link, known) : known;
    return { ...triple, parts, offers: parts.filter((part) => offers.includes(part)), link };
  }).filter(({ parts, offers: left, link }) => left.length > 0 && parts.length > 1 && suffices(link, parts));
}

const partAt = (document, offers, place) => offers.find((offer) => roleKey(offer) === roleKey(place))
  ?? document.spans.find((span) => span.value === place.value && span.start < place.end && span.end > place.start);

function linkFor(questions, parts) {
  return questions.find(({ type, of, members }) => type === "links" && parts.every((part) =>
    part.dimension === of && members.some((member) => member.value === part.value))) ?? null;
}

/** Without what a link needs at least, its passages stay suggestions of their own. */
const suffices = (link, parts) => !link
  || link.members.every(({ value, min }) => parts.filter((part) => part.value === value).length >= min);

/**
 * Mark what is not marked yet, tie all of it, and fill in what the rules know, as one change.
 * `filled` names the link and those of its questions.
 */
export function acceptTriple(document, questions, triple) {
  let next = document;
  let hint = null;
  for (const part of triple.offers) {
    const { dimension, value, start, end, text } = part;
    const change = mark(next, questions, part.question, { dimension, value, start, end, text, origin: "premark_accepted" });
    if (change.document === next) return { ...change, document };
    next = change.document;
    hint ??= change.hint;
  }
  const said = t("Accepted: {words}", { words: wordsOf(questions, triple) });
  if (!triple.link) return { document: next, said, hint };
  const tied = tie(next, questions, triple.link, triple.parts);
  if (tied.document === next) return { ...tied, document };
  return { ...fillIn(tied, questions, triple.link, triple), said, hint };
}

/** "Source “Ana Lind”, Cue “said”, Content “…”". */
export const wordsOf = (questions, { parts }) => parts.map((part) =>
  `${titleOf(questions.find(({ key }) => key === part.dimension), part.value)} ${quoted(part.text)}`).join(", ");

/** A change that made the link `marked`, with the answers about it that are known. */
export function fillIn(change, questions, question, known) {
  const link = findMarked(change.document, change.marked);
  const answers = { ...link?.attributes };
  const filled = [];
  for (const attribute of question.attributes) {
    const id = knownId(attribute, known);
    if (!id || answers[attribute.key] !== undefined || !applies(attribute, answers)) continue;
    answers[attribute.key] = id;
    filled.push(attribute.key);
  }
  if (filled.length === 0) return change;
  const links = linksOf(change.document).map((one) => (linkKey(one) === change.marked ? { ...one, attributes: answers } : one));
  return { ...change, document: settle({ ...change.document, links }, questions), filled: { link: change.marked, keys: filled } };
}

function knownId({ values }, known) {
  const ids = values.map(({ id }) => id);
  const family = Object.keys(FAMILIES).find((name) => FAMILIES[name].filter((id) => ids.includes(id)).length > 1);
  return family && ids.includes(known[family]) ? known[family] : "";
}

/** What the rules know of a link that was tied by hand: that of the triple with its cue, or of the cue alone. */
export function knownOf({ triples = [], premarks = [] }, members) {
  const isCue = ([start, end, value]) => value === "cue" && members.some((role) => roleKey(role) === roleKey({ start, end, value }));
  return triples.find((triple) => triple.members.some(isCue)) ?? { stance: premarks.find(isCue)?.[4] };
}
