// Choosing words with the pointer and with the keys, on a real page.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { attachSelecting } from "../../workbench/static/annotate/select.js";
import { Work, readParagraphs } from "../../workbench/static/annotate/work.js";
import { questions } from "./given.js";

const TEXTS = ["Two 😀 aides claimed it.", "Nobody came. All left.", "“No 👩‍👩‍👧 x̂y,” she said, “never.”"];
const { work } = page();
const { quotation } = attachSelecting(work);
afterEach(() => {
  getSelection().removeAllRanges();
  work.choose(null);
  work.activate(work.paragraphs[0]);
});

function page() {
  const main = document.querySelector("main");
  const sections = TEXTS.map((text, index) => {
    const section = made("section", "p", made("div", "words", made("p", "text", text)));
    section.dataset.paragraph = JSON.stringify({
      unit: "paragraph", position: index + 1, number: index + 1, steps: stepsOf(text), judgment: { labels: {}, spans: [] },
    });
    section.querySelector(".words").tabIndex = 0;
    return section;
  });
  main.append(made("article", "", ...sections));
  main.append(Object.assign(made("p", ""), { id: "say" }));
  const read = readParagraphs(main);
  return { work: new Work(read, { paragraph: questions, article: [] }, read[0]) };
}

function made(tag, className, ...parts) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...parts);
  return element;
}

/** Words and marks, as the gap before each and its length in code points. */
function stepsOf(text) {
  const points = (unit) => [...text.slice(0, unit)].length;
  const borders = [...text.matchAll(/[\p{L}]+|[^\s]/gu)].flatMap((hit) => [points(hit.index), points(hit.index + hit[0].length)]);
  return borders.map((border, index) => border - (borders[index - 1] ?? 0));
}

const wait = (time) => new Promise((done) => { setTimeout(done, time); });
const node = (number) => work.paragraphs[number].element.firstChild;

/** Select from a place ([paragraph, unit]) to another, as the pointer does. */
async function select(from, to, { pointerType = "mouse", ...keys } = {}) {
  const pointer = (name, target) => target.dispatchEvent(new PointerEvent(name, { bubbles: true, pointerType, ...keys }));
  pointer("pointerdown", node(from[0]).parentElement);
  getSelection().setBaseAndExtent(node(from[0]), from[1], node(to[0]), to[1]);
  pointer("pointerup", node(to[0]).parentElement);
  await wait(pointerType === "mouse" ? 20 : 320);
}

const chosen = () => work.chosen && [...work.active.content].slice(work.chosen.start, work.chosen.end).join("");
const press = (key, options = {}) =>
  work.active.words.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));

test("the mouse selects whole words, and the selection shows it", async () => {
  await select([0, 1], [0, 9]);
  assert.equal(chosen(), "Two 😀 aides");
  assert.equal(work.chosen.by, "mouse");
  assert.equal(getSelection().toString(), "Two 😀 aides");
});

test("backwards is the same", async () => {
  await select([0, 9], [0, 1]);
  assert.equal(chosen(), "Two 😀 aides");
});

test("Alt takes the exact characters", async () => {
  await select([0, 1], [0, 9], { altKey: true });
  assert.equal(chosen(), "wo 😀 ai");
});

test("a selection that leaves its paragraph is cut off at the end", async () => {
  await select([0, 14], [1, 6]);
  assert.equal(chosen(), "claimed it.");
});

test("a finger keeps its selection as it is, what is chosen are whole words", async () => {
  await select([0, 1], [0, 9], { pointerType: "touch" });
  assert.equal(chosen(), "Two 😀 aides");
  assert.equal(work.chosen.by, "touch");
  assert.equal(getSelection().toString(), "wo 😀 ai");
});

test("selecting in another paragraph makes it the active one", async () => {
  await select([1, 0], [1, 3]);
  assert.equal(work.active, work.paragraphs[1]);
  assert.equal(chosen(), "Nobody");
});

test("a press without a selection lets go of what was chosen", async () => {
  await select([0, 1], [0, 2]);
  await select([0, 1], [0, 1]);
  assert.equal(work.chosen, null);
});

test("the arrows go by word and sentence, and Shift extends", () => {
  work.activate(work.paragraphs[1]);
  press("ArrowRight");
  assert.equal(chosen(), "Nobody");
  press("ArrowRight", { ctrlKey: true });
  press("ArrowRight", { shiftKey: true });
  assert.equal(chosen(), "All left");
  assert.equal(work.chosen.by, "keys");
});

test("the arrows are left alone where something else has the focus", () => {
  const event = new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true });
  document.getElementById("say").dispatchEvent(event);
  assert.equal(work.chosen, null);
  assert.equal(event.defaultPrevented, false);
});

test("Alt never cuts what people see as one character", async () => {
  work.activate(work.paragraphs[2]);
  const text = work.active.content;
  await select([2, text.indexOf("👩‍👩‍👧") + 3], [2, text.indexOf("x̂y") + 1], { altKey: true });
  assert.equal(chosen(), "👩‍👩‍👧 x̂");
});

test("Alt, Shift and the arrows choose by characters, from the words chosen before", () => {
  work.activate(work.paragraphs[2]);
  const alt = { shiftKey: true, altKey: true };
  press("Home");
  press("ArrowRight");
  assert.equal(chosen(), "No");
  press("ArrowRight", alt);
  press("ArrowRight", alt);
  assert.equal(chosen(), "No 👩‍👩‍👧");
  for (let turn = 0; turn < 3; turn += 1) press("ArrowLeft", alt);
  assert.equal(chosen(), "N");
  press("ArrowLeft", alt);
  assert.equal(chosen(), "“");
  press("ArrowRight", { altKey: true });
  assert.equal(chosen(), "“"); // Alt alone is the browser's
  work.choose(null);
  press("ArrowRight");
  press("ArrowRight", alt);
  assert.equal(chosen(), "No ");
});

test("a key chooses the quotation at the cursor, then the next", () => {
  work.activate(work.paragraphs[2]);
  quotation();
  assert.equal(chosen(), "“No 👩‍👩‍👧 x̂y,”");
  quotation();
  assert.equal(chosen(), "“never.”");
  press("ArrowLeft", { shiftKey: true });
  assert.equal(chosen(), "“never."); // the word cursor has gone along
  work.activate(work.paragraphs[1]);
  quotation();
  assert.equal(work.chosen, null);
});

test("what is marked in the chosen words is said with them", () => {
  work.activate(work.paragraphs[0]);
  work.apply({ document: { ...work.active.document, spans: [{ dimension: "sourcing", value: "cue", start: 12, end: 19, text: "claimed", origin: "manual" }] } });
  press("End");
  press("ArrowLeft");
  press("ArrowLeft");
  assert.equal(document.getElementById("say").textContent, "claimed, CUE");
});
