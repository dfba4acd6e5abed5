// Search in the codebook as one types: titles first, found words marked, arrows from hit to hit.

import { t, tn } from "../core/words.js";

const MOST_HITS = 60;
const NAME = "found";
const hasHighlights = typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight === "function";

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Words of a query, folded: case and accents do not count. */
export const wordsOf = (query) => folded(query).split(/\s+/).filter(Boolean);

/** How well an entry fits: 0 for all words in its title, 1 for some, 2 for the text alone; null for not. */
export function rank({ title, text }, words) {
  const [heading, all] = [folded(title), folded(`${title} ${text}`)];
  if (words.length === 0 || !words.every((word) => all.includes(word))) return null;
  if (words.every((word) => heading.includes(word))) return 0;
  return words.some((word) => heading.includes(word)) ? 1 : 2;
}

/** The entries that fit, the best first, otherwise in the order of the codebook. */
export function search(entries, words) {
  return entries
    .map((entry, place) => ({ entry, place, rank: rank(entry, words) }))
    .filter((hit) => hit.rank !== null)
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map((hit) => hit.entry);
}

export function attachSearch(dialog) {
  const field = dialog?.querySelector("[data-codebook-search]");
  if (!field) return;
  const all = dialog.querySelector("[data-all]");
  const list = dialog.querySelector("[data-hits]");
  const count = dialog.querySelector("[data-hit-count]");
  let at = -1;
  let total = 0;

  function read() {
    return [...all.querySelectorAll("[data-entry]")].map((element) => ({
      element,
      title: element.querySelector("[data-name]")?.textContent ?? "",
      text: element.querySelector("[data-body]")?.textContent ?? "",
    }));
  }

  function show() {
    const words = wordsOf(field.value);
    const hits = words.length ? search(read(), words) : [];
    total = hits.length;
    at = -1;
    all.hidden = words.length > 0;
    list.hidden = words.length === 0;
    list.replaceChildren(...hits.slice(0, MOST_HITS).map(({ element }) => hit(element)));
    count.textContent = words.length ? said(hits.length) : "";
    mark(words);
    list.parentElement.scrollTop = 0;
  }

  function hit(element) {
    const shown = element.cloneNode(true);
    shown.removeAttribute("id");
    // Out of its place in the outline, every hit is a heading of the same rank.
    const heading = document.createElement("h3");
    const was = shown.querySelector("h3, h4, h5");
    heading.append(...was.childNodes);
    was.replaceWith(heading);
    const place = element.closest("[data-dimension]")?.querySelector("[data-name]")?.textContent;
    if (place && element.dataset.value) {
      const crumb = document.createElement("small");
      crumb.textContent = place;
      heading.append(" ", crumb);
    }
    return shown;
  }

  function mark(words) {
    if (!hasHighlights) return;  // the hits stand there all the same
    const ranges = [];
    const walker = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
    while (words.length && walker.nextNode()) ranges.push(...rangesIn(walker.currentNode, words));
    CSS.highlights.set(NAME, new Highlight(...ranges));
  }

  function go(by) {
    const hits = list.children;
    if (hits.length === 0) return;
    hits[at]?.removeAttribute("aria-current");
    at = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % hits.length;
    hits[at].setAttribute("aria-current", "true");
    hits[at].scrollIntoView({ block: "nearest" });
    count.textContent = t("{number} of {hits}: {name}", { number: at + 1, hits: said(total), name: hits[at].querySelector("[data-name]").textContent });
  }

  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key];
    if (!by || list.hidden) return;
    event.preventDefault();
    go(by);
  });
  dialog.addEventListener("opening", () => {
    field.value = "";
    show();
  });
  // Something may have been typed before the search was there.
  show();
}

const said = (count) => (count === 0 ? t("Nothing found") : tn("{count} hit", "{count} hits", count));

function rangesIn(node, words) {
  // Folding may change lengths; where it does, the words are found but not marked.
  const text = folded(node.data);
  if (text.length !== node.data.length) return [];
  return words.flatMap((word) => {
    const found = [];
    for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, start + word.length);
      found.push(range);
    }
    return found;
  });
}
