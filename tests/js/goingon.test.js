import assert from "node:assert/strict";
import { test } from "node:test";

import { goOn } from "../../workbench/static/annotate/goingon.js";

const paragraphOf = (content) => ({ content, tokens: [...content.matchAll(/[\p{L}\p{N}.]*[\p{L}\p{N}]|[^\s]/gu)].map((found) => [found.index, found.index + found[0].length]) });

/** The words that the cursor stands on after `marked` was marked, with `taken` marked before. */
function after(content, marked, ...taken) {
  const place = (words) => ({ start: content.indexOf(words), end: content.indexOf(words) + words.length });
  const next = goOn(paragraphOf(content), place(marked), [marked, ...taken].map(place));
  return next && content.slice(next.start, next.end);
}

test("after a quotation the cursor goes on to the verb, then to the source", () => {
  const text = "“Well, well,” said Ann of Hull. The rest is quiet.";
  assert.equal(after(text, "“Well, well,”"), "said");
  assert.equal(after(text, "said", "“Well, well,”"), "Ann");
});

test("before a quotation that ends its sentence it goes back", () => {
  const text = "The rest is quiet. Ann said: “Well, well.” Bo left.";
  assert.equal(after(text, "“Well, well.”"), "said");
  assert.equal(after(text, "said", "“Well, well.”"), "Ann");
  assert.equal(after(text, "Ann", "said", "“Well, well.”"), null);
});

test("a question mark within the sentence does not end it", () => {
  assert.equal(after("“Well, well?” asked Ann.", "“Well, well?”"), "asked");
});

test("it goes nowhere where all around is marked, or there is nothing", () => {
  assert.equal(after("Ann said so", "said", "Ann", "so"), null);
  assert.equal(after("Ann", "Ann"), null);
});
