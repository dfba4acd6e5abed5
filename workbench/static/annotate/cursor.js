// The word cursor: a range of tokens that the arrow keys move and extend. Pure.
// A cursor is {anchor, focus}, both indices into `tokens` ([[start, end], …] in code points).

/** Tokens from how a page brings them: the gap before each and its length, one after the other. */
export function tokensOf(steps) {
  const tokens = [];
  let end = 0;
  for (let at = 0; at < steps.length; at += 2) {
    const start = end + steps[at];
    end = start + steps[at + 1];
    tokens.push([start, end]);
  }
  return tokens;
}

/** The cursor after `key` ("ArrowLeft", "Home", …), or null where the key means nothing here. */
export function move(tokens, sentenceStarts, cursor, key, { extend, far, rtl }) {
  if (tokens.length === 0) return null;
  const focus = target(tokens, sentenceStarts, cursor, rtl ? mirrored(key) : key, far);
  if (focus === null) return null;
  return { anchor: extend && cursor ? cursor.anchor : focus, focus };
}

function target(tokens, starts, cursor, key, far) {
  const last = tokens.length - 1;
  const at = cursor?.focus ?? null;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  if (at === null) return 0;
  if (!far) return Math.min(last, Math.max(0, at + (key === "ArrowRight" ? 1 : -1)));
  if (key === "ArrowRight") return starts.find((start) => start > at) ?? last;
  return starts.findLast((start) => start < at) ?? 0;
}

const mirrored = (key) => ({ ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" })[key] ?? key;

/** The code points that a cursor covers. */
export function extent(tokens, cursor) {
  const from = Math.min(cursor.anchor, cursor.focus);
  const to = Math.max(cursor.anchor, cursor.focus);
  return { start: tokens[from][0], end: tokens[to][1] };
}

/** Widen [start, end) to whole tokens; null where it touches none. */
export function snap(tokens, start, end) {
  const touched = tokens.filter(([from, to]) => from < end && to > start);
  return touched.length ? { start: touched[0][0], end: touched.at(-1)[1] } : null;
}

/** The cursor that covers [start, end). */
export function cursorOver(tokens, start, end) {
  const anchor = tokens.findIndex(([, to]) => to > start);
  const focus = tokens.findLastIndex(([from]) => from < end);
  return anchor === -1 || focus === -1 ? null : { anchor, focus };
}

/** Indices of tokens that begin a sentence: the first, and each after a closing mark and a gap. */
export function sentenceStarts(points, tokens) {
  const starts = [];
  tokens.forEach(([start], index) => {
    const before = points.slice(Math.max(0, start - 4), start).join("");
    if (index === 0 || /[.!?…。！？؟۔।]["'”’»)\]]*\s+$/u.test(before)) starts.push(index);
  });
  return starts;
}
