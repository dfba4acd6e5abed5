// A note above the questions where the lead answered something after this paragraph was judged.

import { t } from "../core/words.js";
import { Reference, titleOf } from "./reference.js";

export function attachLater(work, dialog) {
  const note = document.querySelector("[data-later]");
  if (!note || !dialog) return;
  const reference = new Reference(dialog);

  function show() {
    const found = reference.later(work.active, work.questions);
    note.hidden = found.length === 0;
    const titles = [...new Set(found.map((one) => titleOf(one.closest("[data-entry]"))))];
    note.querySelector("[data-later-about]").textContent = titles.join(t(", "));
    const first = found[0]?.closest("[data-dimension]").dataset.dimension;
    note.querySelector("[data-opens]").dataset.opensAt = first ?? "";
  }

  // Not at every save: nothing may move under somebody's hands.
  work.listen((what) => { if (what === "active") show(); });
  show();
}
