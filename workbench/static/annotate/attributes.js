// The questions on one marked passage or link: under its row while it is open, in a few words otherwise.

import { isTyping } from "../core/keys.js";
import { button, fieldOf, make, showField } from "./fields.js";
import { isFilledIn, lookedAt } from "./filled.js";
import { lack, openAttributes } from "./lacking.js";
import { answerMarked, redraw, toggleMember } from "./marks.js";
import { focusRow, memberButtons } from "./members.js";
import { findMarked, isLink, nameOf, roleKey } from "./naming.js";
import { answerWords, applies, attributesOf, questionOf, withKey } from "./questions.js";
import { slice } from "../core/offsets.js";
import { t, tn } from "../core/words.js";

/** Gives {dress, answer}: `dress(rows)` brings rows (by key) up to date, `answer(key)` is for keys. */
export function attachAttributes(work, form, { tell }) {
  const marked = (key) => findMarked(work.active.document, key);
  const asked = (one) => attributesOf(questionOf(work.questions, one), one);
  const isMember = (span) => work.questions.some((question) => question.type === "links" && question.of === span.dimension);
  const hasMore = (one) => asked(one).length > 0 || isLink(one) || isMember(one);

  let taken = "";

  function dress(rows) {
    for (const [key, item] of rows) {
      const one = marked(key);
      if (!one) continue;
      item.dataset.marked = key;
      item.querySelector(".summary").textContent = summary(one);
      const isOpen = key === work.opened && hasMore(one);
      if (hasMore(one)) item.querySelector(".show").setAttribute("aria-expanded", String(isOpen));
      let block = item.querySelector(":scope > .attributes");
      if (!isOpen) block?.remove();
      else if (!block) item.append(block = blockOf(one, key));
      if (isOpen) update(block, one);
    }
    shade(document.activeElement);
  }

  /** Keys that the row with the focus takes for itself do not stand for what else has them. */
  function shade(focus) {
    const row = focus?.closest?.("[data-marked]");
    const keys = row ? [...row.querySelectorAll(".attribute:not([hidden]) kbd")].map((key) => key.textContent) : [];
    if (keys.join() === taken) return;
    taken = keys.join();
    for (const key of form.querySelectorAll(".opts kbd, .step kbd, .flag kbd")) {
      key.classList.toggle("taken", keys.includes(key.textContent) && !row.contains(key));
    }
  }

  function summary(one) {
    const answers = one.attributes ?? {};
    const given = asked(one).filter((attribute) => answers[attribute.key] !== undefined).map((attribute) =>
      (attribute.type === "flag" ? attribute.title : answerWords(attribute, answers[attribute.key])));
    const open = openAttributes(questionOf(work.questions, one), one).length;
    return ["", ...given, ...(open ? [tn("{count} to answer", "{count} to answer", open)] : [])].join(" · ");
  }

  function blockOf(one, key) {
    const block = make("div", "attributes");
    block.tabIndex = -1;
    block.setAttribute("role", "group");
    block.setAttribute("aria-label", t("About {name}", { name: nameOf(work.active.document, work.questions, one) }));
    if (isLink(one)) block.append(membersOf(one, key));
    block.append(...asked(one).map(fieldOf));
    if (!isLink(one)) block.append(redrawer(key));
    return block;
  }

  function update(block, one) {
    const answers = one.attributes ?? {};
    const next = asked(one).find((attribute) => applies(attribute, answers) && lack(attribute, answers));
    for (const attribute of asked(one)) {
      const set = [...block.children].find((other) => other.dataset.attribute === attribute.key);
      showField(set, attribute, answers);
      set.classList.toggle("next", attribute === next);
      set.querySelector("[data-filled]").hidden = !isFilledIn(work.active, one, attribute);
    }
    const again = block.querySelector("[data-redraw]");
    if (again) again.disabled = !work.chosen || work.chosen.isBare === true;
  }

  function redrawer(key) {
    const made = button("button small", t("Change to the selected words"), "", () => {
      const { start, end } = work.chosen;
      const text = slice(work.active.content, start, end);
      tell(redraw(work.active.document, work.questions, marked(key), { start, end, text }));
      getSelection().removeAllRanges();
      work.choose(null);
      focusRow(form, work.opened);
    });
    made.dataset.redraw = "";
    return made;
  }

  /** The passages that are in the link or could be, as buttons that are pressed or not. */
  function membersOf(link, key) {
    const question = questionOf(work.questions, link);
    const own = new Set(link.members.map(roleKey));
    return memberButtons(work, question, (span) => own.has(roleKey(span)), (span) => {
      tell(toggleMember(work.active.document, work.questions, marked(key), span));
      focusRow(form, work.opened, `[data-role="${roleKey(span)}"]`);
    });
  }

  function answer(one, attribute, id) {
    lookedAt(work.active, one, attribute);
    const change = answerMarked(work.active.document, work.questions, one, attribute, id);
    if (change.typed) work.apply(change);
    else tell(change);
  }

  /** The passage or link and the attribute that an event in the form is about. */
  function placeOf({ target }) {
    const one = marked(target.closest("[data-marked]")?.dataset.marked);
    const key = target.closest("[data-attribute]")?.dataset.attribute;
    const attribute = one && key && asked(one).find((other) => other.key === key);
    return attribute ? { one, attribute } : null;
  }

  form.addEventListener("focusin", ({ target }) => shade(target));
  form.addEventListener("focusout", ({ relatedTarget }) => shade(relatedTarget));
  form.addEventListener("change", (event) => {
    const place = placeOf(event);
    if (place && place.attribute.type !== "text") choose(place, event.target.value);
  });
  form.addEventListener("input", (event) => {
    const place = placeOf(event);
    if (place?.attribute.type === "text") answer(place.one, place.attribute, event.target.value);
  });
  form.addEventListener("click", (event) => {
    const { target, detail } = event;
    const place = target.type === "radio" && detail > 0 && target.dataset.was === "on" && placeOf(event);
    if (place && place.one.attributes?.[place.attribute.key] === target.value) answer(place.one, place.attribute, target.value);
  });

  function choose({ one, attribute }, id) {
    const now = one.attributes?.[attribute.key];
    if (id !== "" || now !== undefined) answer(one, attribute, id === "" ? now : id);
  }

  function byKey(key) {
    const focus = document.activeElement;
    const row = focus?.closest?.("[data-marked]");
    const one = row && form.contains(row) && !isTyping(focus) ? marked(row.dataset.marked) : null;
    if (!one) return false;
    const answers = one.attributes ?? {};
    const found = withKey(asked(one).filter((attribute) => applies(attribute, answers)), key);
    const hit = found.find(({ question }) => answers[question.key] === undefined) ?? found[0];
    if (!hit) return false;
    if (work.opened !== row.dataset.marked) work.unfold(row.dataset.marked);
    const confirmed = hit.question.type !== "multi" && hit.question.type !== "flag" && answers[hit.question.key] === hit.value.id;
    if (!confirmed) answer(one, hit.question, hit.value.id);
    else if (lookedAt(work.active, one, hit.question)) work.tell("opened");
    row.querySelector(":scope > .attributes > .next")?.scrollIntoView({ block: "nearest" });
    // Tab goes on from the answer, not from the button that happened to have the focus.
    if (focus.type === "radio") row.querySelector(`[data-attribute="${hit.question.key}"] :checked`)?.focus({ preventScroll: true });
    return true;
  }

  return { dress, answer: byKey };
}
