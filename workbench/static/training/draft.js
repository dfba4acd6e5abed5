// What is being answered outlives a reload: kept in this tab, by person, page and attempt, and without
// a word of the article.

import { withText, withoutText } from "../annotate/quotes.js";

/** `attempt` names the answer that is being given: the next one begins empty. */
export function openDraft(attempt) {
  const name = `workbench training ${document.body.dataset.person} ${location.pathname} ${attempt}`;
  return {
    keep(answer) {
      try {
        sessionStorage.setItem(name, JSON.stringify(withoutText(answer)));
      } catch {
        // A browser that keeps nothing: the page itself still has it.
      }
    },
    /** What was kept, its passages with their words in `content`; null without one. */
    read(content) {
      try {
        return withText(JSON.parse(sessionStorage.getItem(name)), content);
      } catch {
        return null;
      }
    },
  };
}
