// The queue by keyboard: from row to row, to the filters, from page to page.

import { attachDialogs } from "../core/dialogs.js";
import { attachKeySwitch, onKeys } from "../core/keys.js";

const rows = [...document.querySelectorAll("[data-row]")];
const filters = document.querySelector("[data-filters]");
const openDialog = attachDialogs();
const box = document.querySelector("[data-key-switch]");
if (box) attachKeySwitch(box);

/** The row that has the focus, or the one that the address names. */
function current() {
  const focused = rows.indexOf(document.activeElement);
  return focused >= 0 ? focused : rows.findIndex((row) => row.closest("li").matches(":target"));
}

/** Beyond the last row stands the next page, before the first one the previous. */
function step(by) {
  const at = current();
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
  const row = rows[next] ?? document.querySelector(`.pages [rel=${by > 0 ? "next" : "prev"}]`);
  row?.focus({ preventScroll: true });
  (row?.closest("li") ?? row)?.scrollIntoView({ block: "nearest" });
}

const press = (rel) => document.querySelector(`.pages [rel=${rel}]`)?.click();

const keys = {
  "j": () => step(1),
  "k": () => step(-1),
  "f": () => filters?.querySelector("select")?.focus(),
  "n": () => press("next"),
  "p": () => press("prev"),
  "?": () => openDialog("keys"),
};

// In a list Enter would only open it: here it shows what is chosen, as in any other field.
filters?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.localName !== "select") return;
  event.preventDefault();
  filters.requestSubmit();
});
onKeys((key, event) => {
  if (!keys[key] || (event.repeat && !["j", "k"].includes(key))) return false;
  keys[key]();
  return true;
});
