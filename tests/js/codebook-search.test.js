import assert from "node:assert/strict";
import test from "node:test";

import { rank, search, wordsOf } from "../../workbench/static/codebook/search.js";

const ENTRIES = [
  { title: "Law & rights", text: "Courts, and a conflict that they settle." },
  { title: "Conflict & contest", text: "Sides clash." },
  { title: "Économie", text: "Money and jobs; a conflict about wages." },
  { title: "Conflict of law", text: "Two laws." },
];
const titles = (query) => search(ENTRIES, wordsOf(query)).map((entry) => entry.title);

test("hits in titles come first, in the order of the codebook", () => {
  assert.deepEqual(titles("conflict"), ["Conflict & contest", "Conflict of law", "Law & rights", "Économie"]);
});

test("every word must occur, in whatever case and with or without accents", () => {
  assert.deepEqual(titles("CONFLICT law"), ["Conflict of law", "Law & rights"]);
  assert.deepEqual(titles("economie"), ["Économie"]);
  assert.deepEqual(titles("conflict zebra"), []);
});

test("nothing asked is nothing found", () => {
  assert.deepEqual(wordsOf("  "), []);
  assert.equal(rank(ENTRIES[0], []), null);
});
