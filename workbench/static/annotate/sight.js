// Scroll the panel, never the page, so that a part of the form is in sight.

export function keepInSight(form, part) {
  const panel = form.closest(".panel");
  if (panel.scrollHeight <= panel.clientHeight) return;
  const space = panel.getBoundingClientRect();
  const place = part.getBoundingClientRect();
  const foot = form.querySelector(".foot").offsetHeight;
  const below = place.bottom - (space.bottom - foot - 12);
  if (below > 0) panel.scrollTop += Math.min(below, place.top - space.top - 12);
  else if (place.top < space.top) panel.scrollTop += place.top - space.top - 12;
}
