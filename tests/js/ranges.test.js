// Code points on the page itself, over the table of awkward strings, in one text node and cut into several.
import assert from "node:assert/strict";
import { test } from "node:test";

import { pointAt, rangeOver } from "../../workbench/static/core/offsets.js";
import rows from "../annotate/given/offsets.json" with { type: "json" };

/** An element on the page that holds `text`; with `cuts` (units), in pieces of which every other is a <mark>. */
function written(text, cuts = []) {
  const element = document.createElement("p");
  element.style.whiteSpace = "pre-wrap";
  const borders = [0, ...cuts, text.length];
  element.append(...borders.slice(1).map((end, index) => {
    const piece = document.createTextNode(text.slice(borders[index], end));
    if (index % 2 === 0) return piece;
    const mark = document.createElement("mark");
    mark.append(piece);
    return mark;
  }));
  document.querySelector("main").replaceChildren(element);
  return element;
}

for (const { name, text, codepoints, utf16, selected } of rows) {
  for (const cuts of [[], utf16]) {
    test(`${cuts.length ? "in pieces" : "in one"}: ${name}`, () => {
      const element = written(text, cuts);
      const range = rangeOver(element, ...codepoints);
      assert.equal(range.toString(), selected);
      assert.equal(pointAt(element, range.startContainer, range.startOffset), codepoints[0]);
      assert.equal(pointAt(element, range.endContainer, range.endOffset, "end"), codepoints[1]);
      getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
      assert.equal(getSelection().toString(), selected);
    });
  }
}

test("places between elements are points too", () => {
  const element = written("One two three", [4, 7]);
  assert.equal(pointAt(element, element, 0), 0);
  assert.equal(pointAt(element, element, 1), 4);
  assert.equal(pointAt(element, element, 2), 7);
  assert.equal(pointAt(element, element, 3, "end"), 13);
});

test("a cut through a character counts outwards", () => {
  const element = written("a😀b");
  assert.equal(pointAt(element, element.firstChild, 2), 1);
  assert.equal(pointAt(element, element.firstChild, 2, "end"), 2);
});

test("a range beyond the text ends with it", () => {
  assert.equal(rangeOver(written("short"), 2, 99).toString(), "ort");
  assert.equal(rangeOver(written(""), 0, 3).toString(), "");
});
