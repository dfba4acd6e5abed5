// From paragraph to paragraph without loading the page: links, clicks, keys, and the address bar.

import { rangeOver } from "../core/offsets.js";
import { t } from "../core/words.js";
import { bringBack, pace } from "./sight.js";
import { unitName } from "./work.js";

const NARROW = matchMedia("(max-width: 900px)");
// Too low for the sheet of questions below the words, too narrow for a column beside them (panel.css).
const LOW = matchMedia("(max-width: 599.9px) and (max-height: 599.9px)");

/** On a screen that is low and narrow the panel stands right under the paragraph that it is about. */
export function attachSeat(panel, article, section) {
  const seat = () => {
    if (LOW.matches) {
      if (panel.previousElementSibling !== section()) section().after(panel);
    } else if (panel.parentElement !== article.parentElement) article.after(panel);
  };
  LOW.addEventListener("change", seat);
  return seat;
}

export function attachMoving(work, article, panel) {
  const seat = attachSeat(panel, article, () => work.active.section);
  // What each section shows: to set what stands there already makes the browser look at it anew.
  const shown = new Map();

  function show({ focus = true, scroll = true } = {}) {
    for (const paragraph of work.paragraphs) {
      const isActive = paragraph === work.active;
      const isAsked = !paragraph.document.done && (paragraph.asks ?? []).length > 0;
      const state = `${isActive} ${paragraph.document.done} ${isAsked}`;
      if (shown.get(paragraph) !== state) dress(paragraph, isActive, isAsked);
      shown.set(paragraph, state);
    }
    seat();
    if (focus) work.active.words.focus({ preventScroll: true });
    if (scroll) bringIntoView();
  }

  function dress(paragraph, isActive, isAsked) {
    const { section, document: { done } } = paragraph;
    section.classList.toggle("now", isActive);
    section.classList.toggle("done", done);
    section.classList.toggle("asks", isAsked);
    const link = section.querySelector(".n");
    link.setAttribute("aria-label", `${unitName(paragraph)}${done ? t(", done") : isAsked ? t(", to be answered again") : ""}`);
    // From the words Tab leads into the questions, not through the numbers of all that follows.
    link.tabIndex = isActive ? 0 : -1;
    if (isActive) section.setAttribute("aria-current", "step");
    else section.removeAttribute("aria-current");
    reachable(paragraph, isActive);
  }

  function reachable({ words, number, unit }, isActive) {
    if (!isActive) {
      for (const name of ["tabindex", "role", "aria-label"]) words.removeAttribute(name);
      return;
    }
    words.tabIndex = 0;
    words.setAttribute("role", "group");
    words.setAttribute("aria-label", unit === "article" ? t("The article as a whole")
      : t("Words of paragraph {number}. Arrow keys choose words.", { number }));
  }

  function bringIntoView(behavior = pace()) {
    work.active.section.scrollIntoView({ block: NARROW.matches ? "start" : "center", behavior });
  }

  function goTo(paragraph) {
    if (!paragraph || paragraph === work.active) return;
    work.activate(paragraph);
  }

  article.addEventListener("click", (event) => {
    const section = event.target.closest("[data-paragraph]");
    const link = event.target.closest("a");
    if (!section || (link && !link.classList.contains("n"))) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link) event.preventDefault();
    goTo(work.paragraphs.find((one) => one.section === section));
  });
  work.listen((what, paragraph) => {
    if (what === "active") {
      history.replaceState(null, "", work.active.url);
      show();
    }
    if (what === "document" || what === "replaced") show({ focus: false, scroll: false });
    // Who has scrolled away and goes on by keys sees again what they work on.
    const { active, chosen } = work;
    if (what === "document" && paragraph === active) bringBack(active.section, active.section);
    if (what === "chosen" && chosen?.by === "keys") bringBack(active.section, rangeOver(active.element, chosen.start, chosen.end));
  });
  show({ focus: document.activeElement === document.body, scroll: false });
  // At its beginning an article begins with what stands above its first paragraph.
  if (work.active !== work.paragraphs[0] || new URL(location.href).searchParams.has("p")) bringIntoView("instant");
  return goTo;
}
