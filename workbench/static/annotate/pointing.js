// The pointer on the words: what lies under it is lit here and in the list, and a click or a tap
// takes hold of a passage; where several overlap, each further one of the next.

import { notices, suggestions } from "./marking.js";
import { spanKey } from "./naming.js";
import { characterAt } from "./spots.js";

export function attachPointing(work, article) {
  let shown = "";
  let last = null;
  let frame = 0;

  /** What is marked or offered at a place, the narrowest first. */
  function over(at) {
    const { active, questions } = work;
    const all = [...active.document.spans, ...suggestions(active, questions), ...notices(active, questions)];
    return all.filter(({ start, end }) => start <= at && at < end).sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  const under = ({ clientX, clientY, target }) =>
    (work.active.element.contains(target) && work.active.tokens.length ? characterAt(work.active.element, clientX, clientY) : null);

  function look() {
    frame = 0;
    const at = under(last);
    const found = at === null ? [] : over(at);
    const now = found.map(spanKey).join("|");
    if (now === shown) return;
    shown = now;
    if (found.length) work.light(found);
    else work.rest();
  }

  article.addEventListener("pointermove", (event) => {
    // A pressed button selects: nothing may be painted under it.
    if (event.pointerType !== "mouse" || event.buttons) return;
    last = event;
    frame ||= requestAnimationFrame(look);
  });
  // Where the marks are elements, painting would take away the one that was pressed, and its click.
  article.addEventListener("pointerdown", () => {
    cancelAnimationFrame(frame);
    frame = 0;
  });
  article.addEventListener("pointerleave", () => {
    if (shown) work.rest();
    shown = "";
  });

  article.addEventListener("click", (event) => {
    if (!work.active.element.contains(event.target) || !getSelection().isCollapsed) return;
    const at = under(event);
    const own = new Set(work.active.document.spans.map(spanKey));
    const here = at === null ? [] : over(at).map(spanKey).filter((key) => own.has(key));
    if (work.chosen) work.choose(null);
    const again = work.heldBy === "text" ? here.indexOf(work.held) : -1;
    work.hold(here[(again + 1) % here.length] ?? "", here.length ? "text" : "");
  });

  // What was taken hold of here is let go where the hands turn to something else.
  document.addEventListener("pointerdown", ({ target }) => {
    if (work.heldBy === "text" && !target.closest(".palette, .grip") && !work.active.element.contains(target)) work.hold("");
  });

  work.listen((what) => {
    if (what === "active" || what === "held") shown = "";
  });
}
