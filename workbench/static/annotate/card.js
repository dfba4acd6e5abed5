// The codebook beside a value: a card by key (/ and the value's key), by hover, or by the small i.
// It stands beside the questions, off the words of the active paragraph where there is room.

import { isTyping } from "../core/keys.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";
import { OPTION, dress, meant, valueOf } from "./asked.js";
import { make } from "./fields.js";
import { placeCard } from "./placing.js";
import { Reference, fill, isFilled, titleOf } from "./reference.js";

const NO_KEYS = ["/", "Shift", "Alt", "AltGraph", "Control", "Meta"];
const PAUSE = { open: 500, close: 300 };

/** Gives {open, key, close}: for `/`, for the key after it, and for Escape; each true when it acted. */
export function attachCard(work, form, dialog) {
  const reference = new Reference(dialog);
  const card = make("aside", "codebook-card");
  card.hidden = true;
  card.tabIndex = -1;
  document.body.append(card);
  let contentOf = null;  // what makes the card's parts; it comes with the codebook
  let shown = null;  // {dimension, value, anchor, pinned, from: what had the focus}
  let armed = false;
  let spent = false;  // a key has come since
  let cameFrom = null;
  let timer = 0;

  function show(dimension, value, anchor, pinned) {
    if (!isFilled(dialog) || !contentOf) return showLater(dimension, value, anchor, pinned);
    const entry = value ? reference.value(dimension, value) : reference.dimension(dimension);
    if (!entry) return value ? show(dimension, "", anchor, pinned) : false;
    if (card.hidden) cameFrom = document.activeElement;
    shown = { dimension, value, anchor, pinned, from: document.activeElement };
    const title = titleOf(entry);
    card.setAttribute("aria-label", t("Codebook: {title}", { title }));
    card.replaceChildren(...contentOf(work, reference, { dimension, value, entry, title }, {
      close: () => close(true),
      choose: (id) => { show(dimension, id, anchor, true); card.focus(); },
      asked: () => { show(dimension, value, anchor, true); card.focus(); },
    }));
    card.hidden = false;
    card.scrollTop = 0;
    placeCard(card, anchor, form.closest(".panel"), work.active.words);
    if (pinned) say(saidOf(title, entry.querySelector(".definition, .asks")?.textContent));
    return true;
  }

  /** Whether the parts can be made now. */
  async function load() {
    ({ contentOf } = await import("./reading.js").catch(() => ({ contentOf: null })));
    return contentOf !== null;
  }

  /** Once the codebook is here, unless another paragraph is active by then or the pointer has gone. */
  function showLater(dimension, value, anchor, pinned) {
    const { active } = work;
    Promise.all([fill(dialog), load()]).then((parts) => {
      const isHere = parts.every(Boolean);
      if (!isHere && pinned) hint(t("The codebook cannot be read just now: the server does not answer. Try again."));
      const isWanted = work.active === active && (pinned || anchor.matches(":hover"));
      if (isHere && isWanted) show(dimension, value, anchor, pinned);
    });
    return pinned;
  }

  function close(back = false) {
    clearTimeout(timer);
    armed = false;
    if (card.hidden) return false;
    const inside = card.contains(document.activeElement);
    card.hidden = true;
    shown = null;
    if ((back || inside) && cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
    return true;
  }

  function open() {
    const focus = document.activeElement;
    spent = false;
    // Once it is shown: into the card, to scroll, follow and ask. A key may still show another value.
    if (shown?.dimension && (armed || (shown.pinned && focus === shown.from))) {
      armed = !armed;
      card.focus();
      return true;
    }
    if (armed) return close();
    const place = focus?.closest?.(OPTION) ? meant(form, focus) : null;
    if (place) show(place.dimension, place.value, focus.closest(OPTION), true);
    else if (card.hidden) hint();
    armed = true;
    return true;
  }

  /** Until the value's key comes, or where there is nothing else to show. */
  function hint(words = t("Codebook: press the key of a value.")) {
    cameFrom = document.activeElement;
    shown = { dimension: "", value: "", anchor: form, pinned: true };
    card.setAttribute("aria-label", t("Codebook"));
    card.replaceChildren(make("p", "card-hint", words));
    card.hidden = false;
    placeCard(card, form, form.closest(".panel"), work.active.words);
    say(words);
  }

  /** No key of a value came: the next one answers again. */
  function disarm() {
    if (armed && shown?.dimension === "") close();
    armed = false;
    spent = false;
  }

  /** After `/`, a value's key shows its card; once it is shown, the same key answers again. */
  function key(pressed) {
    if (!armed) return false;
    const hit = valueOf(work, form, pressed);
    if (!hit || (shown?.value === hit.value && shown.dimension === hit.dimension)) return false;
    armed = false;
    return show(hit.dimension, hit.value, hit.anchor, true);
  }

  function later(act, pause) {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  }

  // Hover: a pause before it opens, and time to move over to it; what was opened by key stays.
  form.addEventListener("pointerover", (event) => {
    const option = event.target.closest(OPTION);
    if (event.pointerType !== "mouse" || !option || shown?.pinned) return;
    const place = meant(form, option);
    if (shown?.anchor === option) clearTimeout(timer);
    else if (place) later(() => show(place.dimension, place.value, option, false), PAUSE.open);
  });
  form.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse" || shown?.pinned || card.contains(event.relatedTarget)) return;
    if (event.relatedTarget?.closest?.(OPTION) !== event.target.closest(OPTION)) later(() => close(), PAUSE.close);
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => { if (shown && !shown.pinned) later(() => close(), PAUSE.close); });
  card.addEventListener("focusin", () => { if (shown) shown.pinned = true; });
  // By touch: a long press on a value.
  form.addEventListener("contextmenu", (event) => {
    const place = event.pointerType === "touch" ? meant(form, event.target) : null;
    if (place?.value && show(place.dimension, place.value, event.target.closest(OPTION), true)) event.preventDefault();
  });
  form.addEventListener("click", (event) => {
    const about = event.target.closest("[data-about]");
    const place = about && meant(form, about);
    if (!place) return;
    event.preventDefault();
    if (shown?.anchor === about) close(true);
    else if (show(place.dimension, "", about, true)) card.focus();
  });
  dialog.addEventListener("filled", load);
  document.addEventListener("pointerdown", disarm);
  // Before whoever else listens: a key that came fast after another has to find it disarmed too.
  document.addEventListener("keydown", (event) => {
    if (NO_KEYS.includes(event.key)) return;
    if (spent) disarm();
    spent = armed;
  }, true);
  document.addEventListener("keydown", (event) => {
    // After whoever else listens; what has come up by then is not meant.
    const before = shown;
    if (!NO_KEYS.includes(event.key)) setTimeout(() => { if (shown === before) disarm(); });
    if (event.key !== "Escape" || card.hidden || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    close();
  });
  window.addEventListener("resize", () => {
    if (shown) placeCard(card, shown.anchor, form.closest(".panel"), work.active.words);
  });
  work.listen((what) => {
    if (what === "active") close();
    if (["active", "document", "replaced", "opened"].includes(what)) dress(form);
  });
  dress(form);
  return { open, key, close };
}

const saidOf = (name, words) => (words ? t("{name}: {words}", { name, words }) : name);
