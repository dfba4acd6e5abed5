// The form as annotators get it, beside the editor where there is room for it.

const ROOM = "(min-width: 1180px)";

/** Fill `place` from the page it names; `renew` after a change. */
export function attachPreview(place, fetchPage) {
  if (!place) return { renew() {} };
  const room = window.matchMedia(ROOM);
  let turn = 0;

  async function renew() {
    if (!room.matches) return;
    const own = ++turn;
    const { page } = await fetchPage(place.dataset.preview);
    const form = page?.querySelector("[data-preview-form]");
    if (!form || own !== turn) return; // a newer one is under way
    const scrolled = place.scrollTop;
    place.replaceChildren(document.adoptNode(form));
    place.scrollTop = scrolled;
  }

  room.addEventListener("change", renew);
  renew();
  return { renew };
}
