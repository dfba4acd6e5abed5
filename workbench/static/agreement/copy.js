// A button that copies the words of an element, a blank line between its paragraphs.

const paragraphs = (place) => [...place.querySelectorAll("p")].map((one) => one.textContent.trim());

for (const button of document.querySelectorAll("[data-copy]")) {
  // Without a secure address there is no clipboard; the files beside the button still are.
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const said = button.parentElement.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(
        paragraphs(document.getElementById(button.dataset.copy)).join("\n\n"),
      );
      said.textContent = "Copied.";
    } catch {
      said.textContent = "The browser did not let it be copied. Take the plain text.";
    }
  });
}
