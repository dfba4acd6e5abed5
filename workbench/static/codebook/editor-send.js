// Send a form as its button would, and get the page that follows as a document.

const PATIENCE = 20_000;

/** The page that the form leads to, a refusal with its sentence among them; null for none. */
export async function send(form, button) {
  const fields = new FormData(form);
  if (button?.name) fields.set(button.name, button.value);
  const page = await pageOf(form.action, fields);
  return page?.querySelector("[data-editing]") ? page : null;
}

/** The page that these fields lead to; null for none. */
export function pageOf(url, fields) {
  return new Promise((resolve) => {
    // As in core/http.js: this gives a document without an HTML sink (trusted types).
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "document";
    request.timeout = PATIENCE;
    request.addEventListener("loadend", () => resolve(request.responseXML));
    request.send(new URLSearchParams(fields));
  });
}
