// The bar of an import that is under way, kept up to date; the page is loaded anew when it is done.

const EVERY = 1000;

const section = document.querySelector("[data-progress]");
const bar = section.querySelector("progress");
const words = section.querySelector("[data-words]");

async function look() {
  const now = await ask();
  if (now && now.state !== section.dataset.state && !(now.state === "reading" && section.dataset.state === "waiting")) {
    location.reload();
    return;
  }
  if (now) {
    if (now.total > 1) Object.assign(bar, { max: now.total, value: now.done });
    else bar.removeAttribute("value"); // one file may be an archive of many: how far it is, nobody knows
    if (words.textContent !== now.words) words.textContent = now.words;
  }
  setTimeout(look, EVERY);
}

/** What the server says; null while it cannot be reached. */
async function ask() {
  try {
    const answer = await fetch(section.dataset.progress, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status === 401) location.reload();
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

setTimeout(look, EVERY);
