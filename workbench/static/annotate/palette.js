// The small palette at chosen words or at a marked passage that was clicked: one button per label.
// For chosen words they mark; for a passage they change its label, and it can be removed.

import { bookWords, button, make } from "./fields.js";
import { spanKey } from "./naming.js";
import { questionOf, titleOf } from "./questions.js";
import { quoted } from "./quotation.js";
import { rangeOver } from "../core/offsets.js";
import { t } from "../core/words.js";

const GAP = 6;
const SMALL = matchMedia("(max-width: 900px)");

export function attachPalette(work, marking) {
  const palette = make("div", "palette");
  palette.setAttribute("role", "group");
  palette.hidden = true;
  Object.assign(palette, { lang: document.documentElement.lang, dir: document.documentElement.dir || "ltr" });
  // Pressing a button must take neither the selection nor the focus away before it is used.
  for (const name of ["pointerdown", "mousedown"]) palette.addEventListener(name, (event) => event.preventDefault());
  palette.addEventListener("click", (event) => event.stopPropagation());

  const passages = make("div", "passages");
  const labels = make("div", "labels");
  const remove = button("remove", t("Remove"), "", () => {
    const span = work.heldSpan;
    work.hold("");
    marking.remove(span);
    work.active.words.focus({ preventScroll: true });
  });
  palette.append(passages, labels);
  const choices = [];
  for (const question of work.asked.paragraph.filter((one) => one.type === "spans")) {
    let group = "";
    for (const value of question.values) {
      if (value.group && value.group !== group) labels.append(Object.assign(bookWords(value.group), { className: "heading" }));
      group = value.group ?? "";
      labels.append(choice(question, value));
    }
  }

  labels.append(remove);

  function choice(question, value) {
    const made = button("", "", "", () => {
      marking.chosen(question, value);
      work.active.words.focus({ preventScroll: true });
    });
    if (value.key) {
      const key = make("kbd", "", value.key);
      key.setAttribute("aria-hidden", "true");
      made.append(key);
    }
    made.append(bookWords(value.title));
    choices.push({ made, question, value });
    return made;
  }

  /** What the palette is about: the passage that was clicked, or else the words that somebody chose. */
  const subject = () => (work.held ? work.heldBy === "text" && work.heldSpan : !work.chosen?.isBare && work.chosen);

  function dress(span) {
    palette.setAttribute("aria-label", span ? t("Change {passage}", { passage: quoted(span.text) }) : t("Mark the chosen words as"));
    for (const { made, question, value } of choices) {
      if (!span) made.removeAttribute("aria-pressed");
      else made.setAttribute("aria-pressed", String(question.key === span.dimension && value.id === span.value));
    }
    remove.hidden = !span;
    const here = span ? work.active.document.spans.filter(({ start, end }) => start < span.end && end > span.start) : [];
    passages.hidden = here.length < 2;
    passages.replaceChildren(...here.map((one) => passage(one, span)));
  }

  /** One of several passages that overlap. */
  function passage(one, span) {
    const made = button("", "", "", () => work.hold(spanKey(one), "text"));
    const words = make("bdi", "", quoted(one.text));
    words.lang = work.active.section.closest("[lang]").lang;
    made.append(bookWords(titleOf(questionOf(work.questions, one), one.value), "small"), " ", words);
    made.setAttribute("aria-pressed", String(one === span));
    return made;
  }

  function place(about) {
    const { section, words, element } = work.active;
    // Put in again under a finger, its button would get no click.
    if (palette.parentElement !== section) words.after(palette);
    const lines = rangeOver(element, about.start, about.end).getClientRects();
    const last = lines[lines.length - 1];
    const isDocked = SMALL.matches && about.by !== "keys";
    palette.classList.toggle("docked", isDocked);
    for (const name of ["left", "top"]) palette.style.removeProperty(name);
    if (!last) return;
    if (isDocked) return void keepClear(last);
    const frame = section.getBoundingClientRect();
    const left = Math.min(last.left - frame.left, frame.width - palette.offsetWidth - 8);
    // Below the last line; under the whole paragraph while the cursor moves, to keep words readable.
    const bottom = about.by === "keys" ? words.getBoundingClientRect().bottom : last.bottom;
    palette.style.left = `${Math.max(4, left)}px`;
    palette.style.top = `${bottom - frame.top + GAP + (work.held ? 16 : 0)}px`;
  }

  /** On a small screen it stands at the bottom: what it is about comes up, with room for the handles. */
  function keepClear({ bottom }) {
    const over = bottom + 40 - palette.getBoundingClientRect().top;
    if (over > 0) scrollBy({ top: over });
  }

  function show() {
    const about = subject();
    palette.hidden = !about || !work.open || choices.length === 0;
    if (palette.hidden) return;
    dress(work.held ? about : null);
    place(about);
  }

  work.listen((what) => {
    if (what === "active") palette.hidden = true;
    else if (["chosen", "held"].includes(what) || (work.held && ["document", "replaced"].includes(what))) show();
  });
  window.addEventListener("resize", show);
}
