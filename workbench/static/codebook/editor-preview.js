// The form as annotators get it, beside the editor where there is room for it.

const ROOM = "(min-width: 1180px)";

import { pageOf } from "./editor-send.js";

// Long enough for a word, short enough to seem at once.
const PAUSE = 400;

/** Fill `place` from the page it names; `renew` after a change, `tryOut(form)` while one types. */
export function attachPreview(place, fetchPage) {
  if (!place) return { renew() {}, tryOut() {} };
  const room = window.matchMedia(ROOM);
  let turn = 0;

  async function renew() {
    if (!room.matches) return;
    const own = ++turn;
    const { page } = await fetchPage(place.dataset.preview);
    show(page, own);
  }

  /** What the open form would make of the draft. Nothing is stored; what is refused changes nothing. */
  function tryOut(form) {
    if (!room.matches) return;
    const own = ++turn;
    setTimeout(async () => {
      if (own !== turn) return; // typing goes on
      const fields = new URLSearchParams(new FormData(form));
      fields.set("then", "try");
      const answer = await fetch(form.action, { method: "POST", body: fields }).catch(() => null);
      const isSheet = answer?.ok && answer.headers.get("Content-Type")?.startsWith("application/json");
      if (!isSheet || own !== turn) return;
      const sheet = { csrf_token: fields.get("csrf_token"), document: await answer.text() };
      show(await pageOf(place.dataset.preview, sheet), own);
    }, PAUSE);
  }

  function show(page, own) {
    const form = page?.querySelector("[data-preview-form]");
    if (!form || own !== turn) return; // a newer one is under way
    const scrolled = place.scrollTop;
    place.replaceChildren(document.adoptNode(form));
    place.scrollTop = scrolled;
  }

  room.addEventListener("change", renew);
  renew();
  return { renew, tryOut };
}
