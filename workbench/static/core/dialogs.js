// The list of keys and the codebook, each in a dialog; the codebook can be searched.

export function attachDialogs() {
  for (const button of document.querySelectorAll("[data-opens]")) {
    button.addEventListener("click", (event) => {
      // The scripted way does the same as the invoker attributes, which older browsers lack.
      event.preventDefault();
      open(button.dataset.opens);
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
      if (event.target === dialog) dialog.close();
    });
  }
  document.querySelector("[data-codebook-search]")?.addEventListener("input", ({ target }) => search(target.value));
  return open;
}

/** Open a dialog; the codebook at the question that was last worked on. */
function open(id, key = "") {
  const dialog = document.getElementById(id);
  if (dialog.open) return;
  dialog.showModal();
  const group = key && [...dialog.querySelectorAll("[data-entry-group]")].find((one) => one.dataset.entryGroup === key);
  if (group) group.scrollIntoView({ block: "start" });
}

function search(words) {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const entry of document.querySelectorAll("#codebook [data-entry]")) {
    const text = entry.textContent.toLocaleLowerCase();
    entry.hidden = !wanted.every((word) => text.includes(word));
    if (!entry.hidden) found += 1;
  }
  for (const group of document.querySelectorAll("#codebook [data-entry-group]")) {
    group.hidden = !group.querySelector("[data-entry]:not([hidden])");
  }
  document.querySelector("[data-nothing-found]").hidden = found > 0;
}
