// Words selected in the article go into the form that masks them.

const form = document.querySelector("[data-mask-form]");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return;
  const place = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-paragraph-text]");
  const paragraph = place(selection.anchorNode);
  const words = selection.toString().trim();
  if (!paragraph || paragraph !== place(selection.focusNode) || !words) return;
  form.elements.namedItem("paragraph").value = paragraph.dataset.paragraphText;
  form.elements.namedItem("words").value = words;
});
