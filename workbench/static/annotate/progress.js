// Done and next, the meter, and the way to submitting once everything is done.

import { pointAt } from "./asking.js";
import { finish } from "./state.js";
import { say } from "../core/say.js";
import { t } from "../core/words.js";

export function attachProgress(work, form, { tell, goTo, waiting }) {
  const meter = document.getElementById("meter");
  const count = document.querySelector("[data-done-count]");
  const end = document.getElementById("submit");
  const link = form.querySelector("[data-finish-link]");
  let complete = work.doneCount === work.paragraphs.length;

  // Where the codebook itself asks whether the outlet was recognised, this asks which it was.
  const outlet = end.querySelector("[data-outlet]");
  const whole = work.paragraphs.find(({ unit }) => unit === "article");

  function show() {
    const done = work.doneCount;
    if (outlet) outlet.hidden = !["guess", "yes", "sure"].includes(whole.document.labels.recognised);
    meter.value = done;
    count.textContent = done;
    const now = done === work.paragraphs.length;
    end.hidden = link.hidden = !now;
    if (now && !complete) say(t("All is done. You can submit the article."));
    complete = now;
  }

  function done() {
    if (!work.open) return;
    const change = finish(work.active.document, work.questions);
    tell({ ...change, said: "" });
    if (change.problems.length > 0) return incomplete(change.problems);
    const next = work.nextToDo();
    if (next) {
      goTo(next);
      return;
    }
    end.hidden = false;
    end.scrollIntoView({ block: "center" });
    end.querySelector("summary").focus({ preventScroll: true });
  }

  function incomplete(problems) {
    const [first] = problems;
    pointAt(work, form, first);
    const title = work.questions.find((question) => question.key === first.question)?.title ?? "";
    say(t("Not done yet. {title}: {message}", { title, message: first.message }));
  }

  const previous = () => goTo(work.neighbour(-1));

  form.addEventListener("click", ({ target }) => {
    const go = target.closest("[data-go]")?.dataset.go;
    if (go === "done") done();
    if (go === "previous") previous();
  });
  const details = end.querySelector("details");
  details.addEventListener("toggle", () => {
    if (details.open) [...details.querySelectorAll("input, button")].find(({ offsetParent }) => offsetParent).focus();
  });
  // A key held down runs on from "done" to here; it shall not hand the article in.
  end.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter") event.preventDefault();
    // On a choice of the form, keys are the form's: arrows choose, Enter hands in.
    if (event.target.matches("[type=radio]")) event.stopPropagation();
  });
  // The article is handed in only when everything on the page has arrived.
  document.querySelector("[data-submit]")?.addEventListener("submit", (event) => {
    if (waiting.size === 0) return;
    event.preventDefault();
    const words = t("Some work is still on its way. Wait until all is saved, then submit.");
    say(words);
    form.querySelector("[data-problems]").hidden = false;
    form.querySelector("[data-problems]").textContent = words;
  });

  work.listen((what) => {
    if (["document", "replaced", "active", "saved"].includes(what)) show();
  });
  show();
  return { done, previous };
}
