// On the card of a value: earlier rulings on it, those with the most words in common first.

import { fetchPage } from "../core/http.js";
import { t } from "../core/words.js";
import { make } from "./fields.js";

/** The part of the card, in a list; none where the round does not show rulings. */
export function precedentsOf(work, dialog, { dimension, value }) {
  const { precedents: url } = dialog.dataset;
  if (!url) return [];
  const part = make("section", "card-more precedents");
  part.append(make("h3", "", t("Earlier rulings")), make("p", "muted", t("Looking…")));
  const query = new URLSearchParams({ p: work.active.position, dimension, value });
  fetchPage(`${url}?${query}`).then(({ page }) => {
    const found = page?.querySelector("[data-precedents]");
    part.lastChild.replaceWith(found ? document.adoptNode(found) : make("p", "muted", t("They cannot be read just now.")));
  });
  return [part];
}
