// Send a form as its button would, and get the page that follows as a document.

const PATIENCE = 20_000;

/** The page that the form leads to, a refusal with its sentence among them; null for none. */
export function send(form, button) {
  const fields = new FormData(form);
  if (button?.name) fields.set(button.name, button.value);
  return new Promise((resolve) => {
    // As in core/http.js: this gives a document without an HTML sink (trusted types).
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.timeout = PATIENCE;
    request.addEventListener("loadend", () => {
      const page = request.responseXML;
      resolve(page?.querySelector("[data-editing]") ? page : null);
    });
    request.send(new URLSearchParams(fields));
  });
}
