// A pause: the text is out of sight, the clock stands still, and it is said whether all is safe.

import { t, tn } from "../core/words.js";

/** What to say of the work, from the facts of the status line (see `status.wording`). Pure. */
export function wording({ waiting, trouble, newer = [], signedOut, stranger, lasting }) {
  // Where another tab is newer, only what this one could not keep is missing from the store.
  const troubled = trouble.length + newer.filter((one) => one.unkept).length;
  if (troubled) return tn("One paragraph is not saved. The bar says which once you go on.", "{count} paragraphs are not saved. The bar says which once you go on.", troubled);
  if (!waiting) return t("Everything is saved.");
  if (!lasting) return t("Some of your work is not saved yet: leave this page open.");
  if (signedOut || stranger) return tn("You are signed out. {count} change is kept in this browser.", "You are signed out. {count} changes are kept in this browser.", waiting);
  return tn("{count} change waits in this browser and goes out by itself.", "{count} changes wait in this browser and go out by themselves.", waiting);
}

/** Gives `show(facts)`, to be called when saving has news. */
export function attachPause(dialog, time) {
  const place = dialog.querySelector("[data-safe]");
  let title = "";
  // The title says which article it is.
  dialog.addEventListener("opening", () => {
    time.pause(true);
    title = document.title;
    document.title = t("Pause");
  });
  // A press into the empty window takes the focus off the button: Enter goes on all the same.
  document.addEventListener("keydown", (event) => {
    if (!dialog.open || event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    time.pause(false);
    document.title = title;
  });
  return (facts) => { place.textContent = wording(facts); };
}
