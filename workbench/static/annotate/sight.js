// What one works on by keys comes back into sight.

const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/** Smoothly, unless the reader wants calm. */
export const pace = () => (CALM.matches ? "auto" : "smooth");

/** Scroll the page where nothing of `part`, a range or an element in the section, is in sight. */
export function bringBack(section, part) {
  const place = part.getBoundingClientRect();
  const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(section);
  const top = parseFloat(scrollMarginTop);
  const bottom = innerHeight - parseFloat(scrollMarginBottom);
  if (place.bottom > top && place.top < bottom) return;
  const height = Math.min(place.height, bottom - top);
  scrollBy({ top: place.top - (top + bottom - height) / 2, behavior: pace() });
}

/**
 * Scroll the panel, never the page, so that a part of the form is in sight; with `last` also what
 * lies between it and that part further down, as far as there is room.
 */
export function keepInSight(form, part, last = part) {
  const panel = form.closest(".panel");
  if (panel.scrollHeight <= panel.clientHeight) return;
  const space = panel.getBoundingClientRect();
  const place = part.getBoundingClientRect();
  const foot = form.querySelector(".foot").offsetHeight;
  // The heading stays at the top of the panel.
  const top = space.top + parseFloat(getComputedStyle(panel).scrollPaddingTop);
  const below = Math.max(place.bottom, last.getBoundingClientRect().bottom) - (space.bottom - foot - 12);
  if (below > 0) panel.scrollTop += Math.min(below, place.top - top);
  else if (place.top < top) panel.scrollTop += place.top - top;
}
