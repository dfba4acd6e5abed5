// Earlier rulings like this one, fetched when they are opened.

import { fetchPage } from "../core/http.js";

/** Fills the list of the page, once. */
export function attachEarlier(details) {
  details?.addEventListener("toggle", async () => {
    const { page } = await fetchPage(details.dataset.precedentsFrom);
    const found = page?.querySelector("[data-precedents]");
    if (found) details.lastElementChild.replaceWith(document.adoptNode(found));
  }, { once: true });
}
