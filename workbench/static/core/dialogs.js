// The page's dialogs: the list of keys, the codebook, the pause. A press beside one closes it, unless
// it has `data-stays`.

export function attachDialogs() {
  for (const button of document.querySelectorAll("[data-opens]")) {
    button.addEventListener("click", (event) => {
      // The scripted way does the same as the invoker attributes, which older browsers lack.
      event.preventDefault();
      open(button.dataset.opens, button.dataset.opensAt);
    });
  }
  for (const button of document.querySelectorAll("[data-closes]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      button.closest("dialog").close();
    });
  }
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog && !("stays" in dialog.dataset)) dialog.close();
    });
  }
  return open;
}

/** Open a dialog; the codebook at the question (`key`) that was last worked on. */
function open(id, key) {
  const dialog = document.getElementById(id);
  if (dialog.open) return;
  dialog.dispatchEvent(new Event("opening"));
  dialog.showModal();
  const [dimension] = (key ?? "").split(".");
  const turn = () => [...dialog.querySelectorAll("[data-dimension]")]
    .find((one) => one.dataset.dimension === dimension)?.scrollIntoView({ block: "start" });
  if (dialog.dataset.from) dialog.addEventListener("filled", turn, { once: true });
  else turn();
}
