// The small palette beside chosen words: one button per value that can be marked.

import { rangeOver } from "../core/offsets.js";

export function attachPalette(work, marking) {
  const palette = document.createElement("div");
  palette.className = "palette";
  palette.setAttribute("role", "group");
  palette.setAttribute("aria-label", "Mark the chosen words as");
  palette.hidden = true;
  // Pressing a button must not take the selection away before it is used.
  palette.addEventListener("pointerdown", (event) => event.preventDefault());
  palette.lang = "en";
  palette.dir = "ltr";
  for (const question of work.asked.paragraph.filter((one) => one.type === "spans")) {
    let group = "";
    for (const value of question.values) {
      if (value.group && value.group !== group) palette.append(heading(value.group));
      group = value.group ?? "";
      palette.append(choice(question, value));
    }
  }

  function heading(words) {
    const made = document.createElement("span");
    made.className = "heading";
    made.textContent = words;
    return made;
  }

  function choice(question, value) {
    const button = document.createElement("button");
    button.type = "button";
    if (value.key) {
      const key = document.createElement("kbd");
      key.textContent = value.key;
      key.setAttribute("aria-hidden", "true");
      button.append(key);
    }
    button.append(value.title);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      marking.chosen(question, value);
      work.active.words.focus({ preventScroll: true });
    });
    return button;
  }

  function place() {
    const { section, words, element } = work.active;
    words.after(palette);
    const lines = rangeOver(element, work.chosen.start, work.chosen.end).getClientRects();
    const last = lines[lines.length - 1];
    if (!last) return;
    const frame = section.getBoundingClientRect();
    const left = Math.min(last.left - frame.left, frame.width - palette.offsetWidth - 8);
    // Below the last line; under the whole paragraph while the cursor moves, to keep words readable.
    const bottom = work.chosen.by === "keys" ? words.getBoundingClientRect().bottom : last.bottom;
    palette.style.left = `${Math.max(4, left)}px`;
    palette.style.top = `${bottom - frame.top + 6}px`;
  }

  work.listen((what) => {
    if (what === "active") palette.hidden = true;
    if (what !== "chosen") return;
    palette.hidden = !work.chosen || !work.open || palette.children.length === 0;
    if (!palette.hidden) place();
  });
  window.addEventListener("resize", () => { if (!palette.hidden) place(); });
}
