// The same table of awkward strings is read by Python: both sides must cut alike.
import assert from "node:assert/strict";
import { test } from "node:test";

import { slice, toPoint, toUnit, unitTable } from "../../workbench/static/core/offsets.js";
import rows from "../annotate/given/offsets.json" with { type: "json" };

for (const { name, text, codepoints, utf16, selected } of rows) {
  test(`offsets: ${name}`, () => {
    const table = unitTable(text);
    assert.deepEqual(codepoints.map((point) => toUnit(table, point)), utf16);
    assert.deepEqual(utf16.map((unit) => toPoint(table, unit)), codepoints);
    assert.equal(slice(text, ...codepoints), selected);
    assert.equal(text.slice(...utf16), selected);
  });
}

test("every code point survives the way to units and back", () => {
  for (const { text } of rows) {
    const table = unitTable(text);
    for (let point = 0; point < table.length; point += 1) assert.equal(toPoint(table, toUnit(table, point)), point);
  }
});

test("a unit inside a surrogate pair belongs to its character", () => {
  assert.equal(toPoint(unitTable("a😀b"), 2), 1);
});
