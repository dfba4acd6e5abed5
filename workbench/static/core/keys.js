// Single-key shortcuts that keep out of the way of typing, of dialogs and of the browser's own keys.

const TYPING = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";
const PRESSABLE = "a[href], button, summary";

const SETTING = "workbench single keys";
let areOn = true;

/** Let a checkbox switch keys of one character off and on, for this browser (WCAG 2.1.4). */
export function attachKeySwitch(box) {
  const show = (on) => {
    areOn = box.checked = on;
    document.documentElement.dataset.keys = on ? "on" : "off";
  };
  let stored = null;
  try {
    stored = localStorage.getItem(SETTING);
  } catch {
    // A browser that keeps nothing: the switch then holds for this page.
  }
  show(stored !== "off");
  box.addEventListener("change", () => {
    show(box.checked);
    try {
      localStorage.setItem(SETTING, areOn ? "on" : "off");
    } catch {
      // As above.
    }
  });
}

export const isTyping = (target) => target instanceof Element && target.closest(TYPING) !== null;

/**
 * Call `act(key, event)` for every plain key press on the page. It returns true when it used the
 * key, which then does nothing else. `key` is as in KeyboardEvent.key, "Shift+Enter" being the one
 * combination. Keys held down repeat only where `act` is asked with event.repeat set.
 */
export function onKeys(act) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Enter" && event.target.closest(PRESSABLE)) return;
    if (!areOn && [...event.key].length === 1) return;
    const key = event.key === "Enter" && event.shiftKey ? "Shift+Enter" : event.key;
    if (act(key, event)) event.preventDefault();
  });
}
