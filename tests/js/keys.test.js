import assert from "node:assert/strict";
import { test } from "node:test";

import { meantKey } from "../../workbench/static/core/keys.js";

const press = (key, changes = {}, ...states) =>
  meantKey({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, getModifierState: (name) => states.includes(name), ...changes });

test("signs that a layout has on AltGr are plain keys, with Ctrl and Alt reported or not", () => {
  assert.equal(press("[", { ctrlKey: true, altKey: true }, "AltGraph"), "[");
  assert.equal(press("]", {}, "AltGraph"), "]");
  assert.equal(press("[", { ctrlKey: true, altKey: true }), null);
  assert.equal(press("ArrowLeft", { altKey: true }), null);
});

test("Caps Lock makes no capitals, Shift does", () => {
  assert.equal(press("S", {}, "CapsLock"), "s");
  assert.equal(press("s", { shiftKey: true }, "CapsLock"), "S");
  assert.equal(press("S", { shiftKey: true }, "CapsLock"), "S");
  assert.equal(press("?", { shiftKey: true }, "CapsLock"), "?");
  assert.equal(press("Enter", {}, "CapsLock"), "Enter");
});

test("undo and redo, on a Mac and on keyboards of other scripts", () => {
  assert.equal(press("z", { ctrlKey: true }), "Undo");
  assert.equal(press("Z", { metaKey: true, shiftKey: true }), "Redo");
  assert.equal(press("y", { ctrlKey: true }), "Redo");
  assert.equal(press("y", { metaKey: true }), null);
  assert.equal(press("я", { ctrlKey: true, code: "KeyZ" }), "Undo");
  assert.equal(press("y", { ctrlKey: true, code: "KeyZ" }), "Redo"); // a German keyboard has them the other way round
  assert.equal(press("s", { ctrlKey: true }), null);
});

test("one combination has a name of its own", () => {
  assert.equal(press("Enter", { shiftKey: true }), "Shift+Enter");
  assert.equal(press("z"), "z");
});
