// On a narrow screen the questions are a sheet below the words: folded away to read, and back.

export function attachSheet(work, panel) {
  const button = panel.querySelector("[data-fold]");

  function fold(isFolded) {
    panel.classList.toggle("folded", isFolded);
    button.setAttribute("aria-expanded", String(!isFolded));
  }

  button.addEventListener("click", () => fold(!panel.classList.contains("folded")));
  panel.addEventListener("focusin", ({ target }) => {
    if (target.closest("[data-answers]")) fold(false);
  });
  // Whoever presses "done" is shown what is missing.
  work.listen(() => { if (work.active.problems.length > 0) fold(false); });
}
