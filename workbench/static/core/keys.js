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

const SIGNS_BY_ALT = /^Mac|^iP/.test(globalThis.navigator?.platform ?? "");

/**
 * What a key press stands for: KeyboardEvent.key, or "Shift+Enter", "Undo", "Redo"; null for the
 * browser's own combinations. Signs that a layout has on AltGr (on a Mac: Option) are plain keys,
 * although Windows reports Ctrl and Alt with them. Caps Lock makes no capitals: Shift alone does. Pure.
 */
export function meantKey(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const isCharacter = [...key].length === 1;
  const byLayout = event.getModifierState("AltGraph") || (SIGNS_BY_ALT && altKey && !ctrlKey && !metaKey);
  if (isCharacter && byLayout) return key;
  if ((ctrlKey || metaKey) && !altKey) return travelling(event);
  if (ctrlKey || metaKey || altKey) return null;
  if (key === "Enter" && shiftKey) return "Shift+Enter";
  if (!isCharacter || !event.getModifierState("CapsLock")) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}

/** Other scripts have their own letters on these keys: there the place of the key counts. */
function travelling({ key, code, ctrlKey, shiftKey }) {
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : { KeyZ: "z", KeyY: "y" }[code];
  if (letter === "z") return shiftKey ? "Redo" : "Undo";
  return letter === "y" && ctrlKey && !shiftKey ? "Redo" : null;
}

/**
 * Call `act(key, event)` for every plain key press on the page. It returns true when it used the
 * key, which then does nothing else. `key` is as `meantKey` gives it. Keys held down repeat only where `act` is asked with event.repeat set.
 */
export function onKeys(act) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = meantKey(event);
    if (key === null || document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Enter" && event.target.closest(PRESSABLE)) return;
    if (!areOn && [...key].length === 1) return;
    if (act(key, event)) event.preventDefault();
  });
}
