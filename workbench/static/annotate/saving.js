// Every change is kept in the browser at once and sent as soon as the server can be reached.

import { startCourier } from "./courier.js";
import { MASKS_CHANGED, carriedOver, isOutdated } from "./masks.js";
import { takeOutcome } from "./outcomes.js";
import { withText, withoutText } from "./quotes.js";
import { CODEBOOK_CHANGED, fitted, isRecoded, lossWords, lost, namesIn } from "./recoded.js";
import { openShelf } from "./shelf.js";

const TEXT_KEPT_AFTER = 250;
const TEXT_SENT_AFTER = 600;

/** Begins saving; gives {resolve, waiting} once unsent work of an earlier visit is on the page. */
export async function startSaving(work, person, showStatus) {
  const byUrl = new Map(work.paragraphs.map((paragraph) => [paragraph.saveUrl, paragraph]));
  const waiting = new Set();
  const timers = new Map();
  const keeping = new Map();

  const shelf = await openShelf();
  const { outbox, channel, facts, begin, flush, isOwn } = startCourier({
    shelf, person, hear, show,
    mine: (record) => byUrl.has(record.url),
    contentOf: (record) => byUrl.get(record.url),
  });

  function show() {
    const inTrouble = (one) => Boolean(one.conflict || one.trouble || one.refused);
    for (const one of work.paragraphs) one.section.classList.toggle("trouble", inTrouble(one));
    const trouble = work.paragraphs.find(inTrouble) ?? null;
    const { lasting } = shelf;
    showStatus({ ...facts, waiting: waiting.size, savedAt: latest(work), online: navigator.onLine, trouble, lasting });
  }

  async function keep(paragraph, renewed) {
    clearTimeout(timers.get(paragraph));
    timers.delete(paragraph);
    channel.postMessage({ kind: "changed", url: paragraph.saveUrl });
    const { pathname, search } = new URL(paragraph.url, location.href);
    const document = withoutText(paragraph.document);
    keeping.set(paragraph, (keeping.get(paragraph) ?? 0) + 1);
    const names = namesIn(document, work.questionsOf(paragraph));
    const kept = await outbox.keep(paragraph.saveUrl, pathname + search, paragraph.revision, document, names, renewed);
    keeping.set(paragraph, keeping.get(paragraph) - 1);
    if (!kept) {
      paragraph.stale = true;
      waiting.delete(paragraph);
      work.tell("notice", paragraph);
    }
  }

  function changed(paragraph, isText) {
    waiting.add(paragraph);
    Object.assign(paragraph, { trouble: "", refused: false });
    show();
    if (!isText) return void keep(paragraph).then(flush);
    clearTimeout(timers.get(paragraph));
    timers.set(paragraph, setTimeout(() => keep(paragraph), TEXT_KEPT_AFTER));
    clearTimeout(timers.get("send"));
    timers.set("send", setTimeout(flush, TEXT_SENT_AFTER));
  }

  function hear(outcome) {
    const { kind, record, pending } = outcome;
    if (!isOwn(record)) return;
    const paragraph = byUrl.get(record.url);
    const isLast = !pending && !timers.has(paragraph) && !keeping.get(paragraph);
    if (kind === "saved" && isLast) waiting.delete(paragraph);
    takeOutcome(work, paragraph, outcome, resolve);
  }

  /** With a `base`, keep what is here on top of that revision; without, what is here equals the store. */
  async function resolve(paragraph, base) {
    if (base !== undefined) paragraph.revision = base;
    paragraph.conflict = null;
    await outbox.resolve(paragraph.saveUrl, base);
    if (base === undefined) waiting.delete(paragraph);
    show();
    work.tell("notice", paragraph);
    return flush();
  }

  // Whatever another tab does with a paragraph makes what stands here the older version.
  channel.addEventListener("message", ({ data: { url, outcome } }) => {
    const paragraph = byUrl.get(url ?? outcome.record.url);
    if (!paragraph || (outcome && isOwn(outcome.record))) return;
    paragraph.stale = true;
    work.tell("notice", paragraph);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") return;
    for (const paragraph of [...timers.keys()].filter((key) => key !== "send")) keep(paragraph);
  });
  window.addEventListener("beforeunload", (event) => {
    // A closed article takes nothing more: staying would save nothing that is not kept already.
    if (waiting.size > 0 && !((work.closed || work.recoded) && shelf.lasting)) event.preventDefault();
  });

  const outdated = [];
  for (const record of await outbox.adopt()) {
    const paragraph = byUrl.get(record.url);
    if (!paragraph) continue;
    waiting.add(paragraph);
    const { document, names } = record.next ?? record.sent;
    const kept = withText(document, paragraph.content);
    const revived = revive(kept, paragraph, work.questionsOf(paragraph), names);
    if (revived.messages.length > 0) outdated.push([paragraph, revived]);
    else work.replace(paragraph, kept);
  }
  work.listen((what, paragraph) => {
    if (what === "document" || what === "note") changed(paragraph, what === "note");
  });
  for (const [paragraph, { document, messages, gone }] of outdated) {
    paragraph.problems = messages.map((message) => ({ question: "", message }));
    work.replace(paragraph, document);
    await keep(paragraph, { lost: gone });
  }
  begin();
  return { resolve, waiting };
}

/** Work of an earlier visit as the page of today takes it, with what has to be said about that. */
function revive(kept, { document: now }, questions, names) {
  const recoded = isRecoded(kept, now);
  const masked = isOutdated(kept, now);
  const fitting = recoded ? fitted(kept, now, questions) : kept;
  // Under other masks the places of passages mean nothing: that they are gone is said as a whole.
  const readable = masked ? { ...kept, spans: [], links: [] } : kept;
  const gone = recoded ? lost(readable, fitting, questions, names) : null;
  const messages = [...(recoded ? [CODEBOOK_CHANGED, lossWords(gone)] : []), ...(masked ? [MASKS_CHANGED] : [])].filter(Boolean);
  return { document: masked ? carriedOver(fitting, now) : fitting, messages, gone };
}

/** When the newest stored answer of the article was saved, "" when none was. */
const latest = (work) => work.paragraphs.map((paragraph) => paragraph.savedAt || "").sort().at(-1) ?? "";
