// Every change is kept in the browser at once and sent as soon as the server can be reached.

import { startCourier } from "./courier.js";
import { carriedOver, isOutdated, masksChanged } from "./masks.js";
import { takeOutcome } from "./outcomes.js";
import { withText, withoutText } from "./quotes.js";
import { codebookChanged, fitted, isRecoded, lossWords, lost, namesIn } from "./recoded.js";
import { openShelf } from "./shelf.js";

/** Words are sent when the typing pauses, and within a second also where it does not. */
const PAUSE = 400;
const LONGEST = 900;

/** Begins saving; `time` knows what was spent (see active-time.js). Gives {resolve, waiting, show} once unsent work of an earlier visit is on the page. */
export async function startSaving(work, person, showStatus, time) {
  const byUrl = new Map(work.paragraphs.map((paragraph) => [paragraph.saveUrl, paragraph]));
  const waiting = new Set();
  const keeping = new Map();
  let typing = { timer: 0, since: null };

  const shelf = await openShelf();
  const { outbox, channel, facts, begin, flush, isOwn } = startCourier({
    shelf, person, hear, show,
    mine: (record) => byUrl.has(record.url),
    contentOf: (record) => byUrl.get(record.url),
  });

  function show() {
    const inTrouble = (one) => Boolean(one.conflict || one.trouble || one.refused);
    for (const one of work.paragraphs) one.section.classList.toggle("trouble", inTrouble(one));
    const trouble = work.paragraphs.filter(inTrouble);
    const newer = work.paragraphs.filter((one) => one.stale && !inTrouble(one));
    const onTheirWay = [...waiting].filter((one) => !inTrouble(one)).length;
    const { lasting } = shelf;
    showStatus({ ...facts, waiting: onTheirWay, savedAt: latest(work), online: navigator.onLine, trouble, newer, lasting });
  }

  function isNewerElsewhere(paragraph) {
    paragraph.stale = true;
    show();
    work.tell("notice", paragraph);
  }

  async function keep(paragraph, renewed) {
    channel.postMessage({ kind: "changed", url: paragraph.saveUrl });
    const { pathname, search } = new URL(paragraph.url, location.href);
    const document = withoutText(paragraph.document);
    keeping.set(paragraph, (keeping.get(paragraph) ?? 0) + 1);
    const names = namesIn(document, work.questionsOf(paragraph));
    const kept = await outbox.keep(paragraph.saveUrl, pathname + search, paragraph.revision, document, names, renewed, time.take(paragraph));
    keeping.set(paragraph, keeping.get(paragraph) - 1);
    if (!kept) {
      waiting.delete(paragraph);
      paragraph.unkept = true;
      isNewerElsewhere(paragraph);
    }
  }

  function changed(paragraph, isText) {
    waiting.add(paragraph);
    Object.assign(paragraph, { trouble: "", refused: false });
    show();
    const kept = keep(paragraph);
    if (isText) sendSoon();
    else kept.then(flush);
  }

  function sendSoon() {
    const now = performance.now();
    const since = typing.since ?? now;
    clearTimeout(typing.timer);
    const timer = setTimeout(send, Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
    typing = { timer, since };
  }

  function send() {
    clearTimeout(typing.timer);
    typing = { timer: 0, since: null };
    return flush();
  }

  function hear(outcome) {
    const { kind, record, pending } = outcome;
    const paragraph = byUrl.get(record.url);
    if (!isOwn(record)) return void (kind === "saved" && waiting.delete(paragraph));
    const isLast = !pending && !keeping.get(paragraph);
    if (kind === "saved" && isLast) waiting.delete(paragraph);
    takeOutcome(work, paragraph, outcome, resolve);
  }

  /** With a `base`, keep what is here on top of that revision; without, what is here equals the store. */
  async function resolve(paragraph, base) {
    if (base !== undefined) paragraph.revision = base;
    const { unkept } = paragraph;
    Object.assign(paragraph, { conflict: null, unkept: false });
    if (!unkept) await outbox.resolve(paragraph.saveUrl, base);
    else if (base !== undefined) changed(paragraph); // it has no record yet
    if (base === undefined) waiting.delete(paragraph);
    show();
    work.tell("notice", paragraph);
    return flush();
  }

  // Whatever another tab does with a paragraph makes what stands here the older version.
  channel.addEventListener("message", ({ data: { url, outcome } }) => {
    const paragraph = byUrl.get(url ?? outcome?.record.url);
    if (!paragraph || (outcome && isOwn(outcome.record))) return;
    if (outcome?.kind === "saved") waiting.delete(paragraph);
    isNewerElsewhere(paragraph);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" && typing.since !== null) send();
  });
  window.addEventListener("beforeunload", (event) => {
    // A closed article takes nothing more: staying would save nothing that is not kept already.
    const isKept = (work.closed || work.recoded) && shelf.lasting;
    if ((waiting.size > 0 && !isKept) || work.paragraphs.some(({ unkept }) => unkept)) event.preventDefault();
  });

  const outdated = [];
  for (const record of await outbox.adopt()) {
    const paragraph = byUrl.get(record.url);
    if (!paragraph) continue;
    waiting.add(paragraph);
    paragraph.loaded = paragraph.document;
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
  return { resolve, waiting, show };
}

/** Work of an earlier visit as the page of today takes it, with what has to be said about that. */
function revive(kept, { document: now }, questions, names) {
  const recoded = isRecoded(kept, now);
  const masked = isOutdated(kept, now);
  const fitting = recoded ? fitted(kept, now, questions) : kept;
  // Under other masks the places of passages mean nothing: that they are gone is said as a whole.
  const readable = masked ? { ...kept, spans: [], links: [] } : kept;
  const gone = recoded ? lost(readable, fitting, questions, names) : null;
  const messages = [...(recoded ? [codebookChanged(), lossWords(gone)] : []), ...(masked ? [masksChanged()] : [])].filter(Boolean);
  return { document: masked ? carriedOver(fitting, now) : fitting, messages, gone };
}

/** When the newest stored answer of the article was saved, "" when none was. */
const latest = (work) => work.paragraphs.map((paragraph) => paragraph.savedAt || "").sort().at(-1) ?? "";
