// Work that has not reached the server yet. One record per person and paragraph; of several
// documents for a paragraph only the latest is kept, except one whose sending has begun: its fate
// is unknown until the server answers, so it is repeated under its own key before the next goes.
//
// record: {id, person, url, place, tab, at, base, sent: {key, document, names, active} | null, next: the same | null, lost}
// `active` is the time spent since the save before, in milliseconds (see active-time.js).
// `names` are the titles of what was chosen; `lost` is what another codebook no longer asks, once it is known.
// A record with neither is spent. It stays until the next visit, because its `base` is the newest
// revision known: a change made in the moment of an answer builds on that, not on the one before.

import { newId } from "../core/ids.js";

const DELAYS = [1, 2, 4, 8].map((seconds) => seconds * 1000);

/** Milliseconds from the begin of an attempt to that of the next, after so many that failed in a row. */
export const delayAfter = (failures) => DELAYS[Math.min(failures, DELAYS.length) - 1] ?? 0;

/** The document to be sent next, `sent` being refused: nothing of its time was stored. */
const taking = (next, sent) => (next ? { ...next, active: (next.active ?? 0) + (sent.active ?? 0) } : sent);

export const isPending = (record) => Boolean(record?.sent || record?.next);

export class Outbox {
  /**
   * `shelf` stores records ({all, update}); `send(record)` gives {status, body}; `report(outcome)`
   * hears of every attempt; `mine(record)` says which records this page may send;
   * `exclusively(id, work)` runs work while no other tab sends that record.
   */
  constructor({ shelf, person, tab, send, report, mine, exclusively = (_id, work) => work(),
    newKey = newId, now = () => Date.now() }) {
    Object.assign(this, { shelf, person, tab, send, report, mine, exclusively, newKey, now });
    this.blocked = new Map();
    this.adopted = new Set();
    this.paused = false;
    this.running = null;
    this.again = false;
  }

  idOf(url) {
    return `${this.person} ${url}`;
  }

  async records() {
    const own = (await this.shelf.all()).filter((record) => record.person === this.person && isPending(record));
    return own.sort((a, b) => a.at - b.at);
  }

  /**
   * Take over what an earlier visit left behind, so that this page may replace it. What was refused
   * then is tried as a new save: to its old key the server would give the old answer for ever, also
   * once a skipped article was taken back.
   */
  async adopt() {
    for (const { id } of await this.shelf.all()) {
      await this.shelf.update(id, (record) => {
        if (!isPending(record)) return null;
        const isMine = record.person === this.person && this.mine(record);
        return isMine && record.next ? { ...record, next: { ...record.next, key: this.newKey() } } : record;
      });
    }
    const left = await this.records();
    for (const record of left.filter(this.mine)) this.adopted.add(record.id);
    return left;
  }

  /**
   * Keep `document` until the server has it. False: another tab has unsent work here. `renewed` is
   * {lost} where the page of today has made it fit: what stood here before is sent no more.
   */
  async keep(url, place, base, document, names = {}, renewed = null, active = 0) {
    const id = this.idOf(url);
    const stored = await this.shelf.update(id, (record) => {
      const pending = isPending(record);
      const own = record?.tab === this.tab || this.adopted.has(id);
      if (pending && !own) return record;
      // A document that was never sent hands its time on to the one in its place.
      const next = { key: this.newKey(), document, names, active: active + (record?.next?.active ?? 0) };
      if (pending) return { ...record, tab: this.tab, next, ...(renewed && { sent: null, ...renewed }) };
      const newest = own ? Math.max(base, record?.base ?? 0) : base;
      return { id, person: this.person, url, place, tab: this.tab, at: this.now(), base: newest, sent: null, next };
    });
    if (stored.tab !== this.tab) return false;
    this.adopted.delete(id);
    if (this.blocked.get(id) !== "conflict") this.blocked.delete(id);
    return true;
  }

  /** Settle a conflict: with a `base` the kept document is sent on top of it, without it is dropped. */
  async resolve(url, base) {
    const id = this.idOf(url);
    await this.shelf.update(id, (record) => {
      if (!record || base === undefined) return null;
      const latest = record.next ?? record.sent;
      return { ...record, base, sent: null, next: { ...latest, key: this.newKey() }, lost: null };
    });
    this.blocked.delete(id);
  }

  /** Send what can be sent, oldest first, one at a time. Calls while it runs join the run. */
  flush() {
    this.again = true;
    this.running ??= this.#run();
    return this.running;
  }

  async #run() {
    await null; // so that `running` is set before it can be cleared
    try {
      while (this.again && !this.paused) {
        this.again = false;
        await this.#sendAll();
      }
    } finally {
      this.running = null;
    }
  }

  async #sendAll() {
    for (let id = await this.#first(); id; id = await this.#first()) {
      if (!(await this.exclusively(id, () => this.#deliver(id)))) return;
    }
  }

  async #first() {
    if (this.paused) return null;
    const waiting = (await this.records()).find((record) => this.mine(record) && !this.blocked.has(record.id));
    return waiting?.id ?? null;
  }

  /** One attempt. True when the next record may follow. */
  async #deliver(id) {
    const record = await this.shelf.update(id, (now) =>
      now && { ...now, sent: now.sent ?? now.next, next: now.sent ? now.next : null });
    if (!record?.sent) return true; // another tab was faster
    this.report({ kind: "sending", record });
    const { status, body } = await this.send(record);
    if (status === 200) {
      const rest = await this.#settle(record, (now) => ({ ...now, base: body.revision, sent: null }));
      this.report({ kind: "saved", record, body, pending: Boolean(rest?.next) });
      return true;
    }
    if (status === 401) {
      this.paused = true;
      this.report({ kind: "signed_out", record });
      return false;
    }
    if (status === 0 || status === 429 || status >= 500) {
      this.report({ kind: "unreachable", record, status });
      return false;
    }
    // The server has refused this document for good: only a newer one may be tried.
    const left = await this.#settle(record, (now) => ({ ...now, sent: null, next: taking(now.next, now.sent) }));
    const superseded = left?.next && left.next.key !== record.sent.key;
    const kind = body?.error?.details?.document ? "conflict" : status === 422 ? "invalid" : "refused";
    if (kind === "conflict" || !superseded) this.blocked.set(record.id, kind);
    this.report({ kind, record, body, superseded: Boolean(superseded) });
    return true;
  }

  /** Change the stored record only while it still waits for the answer that has come. */
  #settle(record, change) {
    return this.shelf.update(record.id, (now) => (now?.sent?.key === record.sent.key ? change(now) : now ?? null));
  }
}
