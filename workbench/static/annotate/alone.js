// One unit on a page of its own, answered and marked as in its article: the modules of the annotation
// page without those that save, move on and measure. What becomes of the answers, the page decides.

import { attachAnswering } from "./answering.js";
import { attachAttributes } from "./attributes.js";
import { attachCard } from "./card.js";
import { attachForm } from "./form.js";
import { attachLinks } from "./links.js";
import { attachMarking } from "./marking.js";
import { marksOf, paint } from "./paint.js";
import { attachPalette } from "./palette.js";
import { attachPointing } from "./pointing.js";
import { attachProposed } from "./proposed.js";
import { showChosen } from "./reference.js";
import { attachResizing } from "./resizing.js";
import { attachSelecting } from "./select.js";
import { attachSheet } from "./sheet.js";
import { attachSpans } from "./spans.js";
import { attachUndo } from "./undoing.js";

/** What keys of the page can do with the unit: acts by name. `parts` are elements of the page. */
export function attachAlone(work, { form, article, panel, codebook }) {
  const unit = work.active;
  const { tell, reveal } = attachForm(work, form);
  const proposed = attachProposed(work, form, { tell });
  const marking = attachMarking(work, { tell, proposed });
  const attributes = attachAttributes(work, form, { tell });
  const { step } = attachSpans(work, form, marking, attributes);
  const link = attachLinks(work, form, attributes, { tell, proposed });
  const { quotation } = attachSelecting(work);
  attachPointing(work, article);
  attachResizing(work, form, { tell });
  attachPalette(work, marking);
  const { undo, redo } = attachUndo(work, form, { reveal });
  attachSheet(work, panel);
  const card = attachCard(work, form, codebook);
  for (const kind of ["opening", "filled"]) codebook.addEventListener(kind, () => showChosen(codebook, unit.document));
  const mark = (question, value) => marking.chosen(question, value, { byKey: true });
  const answer = attachAnswering(work, form, { tell, reveal, mark, inRow: attributes.answer });
  work.listen((what) => { if (!["notice", "note", "opened", "held"].includes(what)) paintUnit(work); });
  return { tell, step, link, quotation, undo, redo, card, answer };
}

/** The marks of the unit, the choice and the lit passage. */
export function paintUnit(work) {
  const unit = work.active;
  const chosen = work.chosen ? [{ ...work.chosen, name: "chosen" }] : [];
  const lit = [...work.lit].map((span) => ({ ...span, name: "lit" }));
  paint([{ element: unit.element, marks: [...marksOf(work.questions, unit), ...chosen, ...lit] }]);
}
