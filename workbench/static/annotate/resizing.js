// The ends of a marked passage: by the arrow keys from its row, and by handles on the passage that is
// held, for the mouse and the finger. Ends snap to words, with Alt to single characters.

import { drawn, moved, stepOf, stopsOf } from "./edges.js";
import { make } from "./fields.js";
import { redraw } from "./marks.js";
import { focusRow } from "./members.js";
import { findMarked, isLink, spanKey } from "./naming.js";
import { endsOn, nearestCaret } from "./spots.js";
import { slice } from "../core/offsets.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";

export function attachResizing(work, form, { tell }) {
  const isRtl = () => getComputedStyle(work.active.words).direction === "rtl";

  /** Let the passage be [start, end); it is held on, and its questions stay as they were, open or not. */
  function put(span, { start, end }) {
    const text = slice(work.active.content, start, end);
    const { marked, ...change } = redraw(work.active.document, work.questions, span, { start, end, text });
    const isOpened = work.opened === spanKey(span);
    const { heldBy } = work;
    tell({ ...change, ...(marked && isOpened && { marked }) });
    if (marked) work.hold(marked, heldBy);
    return marked;
  }

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".span[data-marked]");
    const by = stepOf(event.key, isRtl());
    if (!row || by === null || event.ctrlKey || event.metaKey || !event.target.matches(".show, .act")) return;
    const span = findMarked(work.active.document, row.dataset.marked);
    if (!span || isLink(span) || !work.open) return;
    event.preventDefault();  // with Alt the browser would leave the page
    const place = event.target.matches(".show") ? ".show" : ".act";
    const next = moved(stopsOf(work.active, event.altKey), span, event.shiftKey ? "start" : "end", by);
    if (!next) return void say(t("It cannot go further."));
    const key = put(span, next);
    if (key) focusRow(form, key, place);
  });

  const handles = { start: handle("start"), end: handle("end") };
  let grip = null;  // {edge, span, dx, dy, range} while one is dragged

  function handle(edge) {
    const made = make("div", `grip grip-${edge}`);
    made.setAttribute("aria-hidden", "true");
    made.hidden = true;
    made.addEventListener("pointerdown", (event) => grab(event, edge));
    made.addEventListener("pointermove", drag);
    made.addEventListener("pointerup", () => drop(true));
    made.addEventListener("pointercancel", () => drop(false));
    made.addEventListener("lostpointercapture", () => drop(false));
    for (const name of ["mousedown", "click"]) made.addEventListener(name, (event) => { event.preventDefault(); event.stopPropagation(); });
    return made;
  }

  function grab(event, edge) {
    const span = work.heldSpan;
    if (event.button !== 0 || !span || !work.open) return;
    event.preventDefault();
    event.stopPropagation();
    const at = endsOn(work.active.element, span)[edge];
    grip = { edge, span, range: span, dx: at.x - event.clientX, dy: (at.top + at.bottom) / 2 - event.clientY };
    handles[edge].setPointerCapture(event.pointerId);
    work.active.section.classList.add("drawing");
  }

  function drag({ clientX, clientY, altKey }) {
    if (!grip) return;
    const point = nearestCaret(work.active.element, clientX + grip.dx, clientY + grip.dy);
    if (point === null) return;
    grip.range = drawn(stopsOf(work.active, altKey), grip.span, grip.edge, point);
    work.light([{ ...grip.span, ...grip.range }]);
    place(grip.range);
  }

  function drop(isMeant) {
    if (!grip) return;
    const { span, range } = grip;
    grip = null;
    work.active.section.classList.remove("drawing");
    const isOther = range.start !== span.start || range.end !== span.end;
    if (!isMeant || !isOther || !work.open || !put(span, range)) work.rest();
    show();
  }

  function show() {
    const span = work.open ? work.heldSpan : null;
    for (const one of Object.values(handles)) one.hidden = !span;
    if (span) place(span);
  }

  function place(range) {
    const { section, words, element } = work.active;
    const ends = endsOn(element, range);
    if (!ends) return;
    const frame = section.getBoundingClientRect();
    for (const [edge, one] of Object.entries(handles)) {
      if (one.parentElement !== section) words.after(one);
      one.style.left = `${ends[edge].x - frame.left - section.clientLeft}px`;
      one.style.top = `${ends[edge].top - frame.top - section.clientTop}px`;
      one.style.height = `${ends[edge].bottom - ends[edge].top}px`;
    }
  }

  document.addEventListener("keydown", (event) => {
    if (!grip || event.key !== "Escape") return;
    event.preventDefault();
    drop(false);
  }, true);
  const watcher = new ResizeObserver(() => { if (!grip) show(); });
  work.listen((what) => {
    if (what === "active") {
      drop(false);
      watcher.disconnect();
      watcher.observe(work.active.words);
    }
    if (["active", "held", "document", "replaced", "notice"].includes(what) && !grip) show();
  });
  watcher.observe(work.active.words);
}
