// The disk is acted by a small stand-in for IndexedDB that can be told to fail.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { openShelf } from "../../workbench/static/annotate/shelf.js";

// A browser's own cannot be assigned to.
const install = (value) => Object.defineProperty(globalThis, "indexedDB", { value, configurable: true });

afterEach(() => install(undefined));

/** `faults` is the list of what goes wrong next: "closed" for a lost connection, "full" for no space. */
function disk(faults = []) {
  const records = new Map();
  const opened = [];
  const later = (target, name) => queueMicrotask(() => target[name]?.());
  const transaction = () => {
    const fault = faults.shift();
    if (fault === "closed") throw new Error("InvalidStateError");
    const made = {};
    const asked = (result) => {
      const request = { result };
      queueMicrotask(() => { request.onsuccess?.(); later(made, fault === "full" ? "onabort" : "oncomplete"); });
      return request;
    };
    made.objectStore = () => ({
      get: (id) => asked(records.get(id)),
      getAll: () => asked([...records.values()]),
      put: (record) => { if (fault !== "full") records.set(record.id, record); },
      delete: (id) => records.delete(id),
    });
    return made;
  };
  install({
    open: () => {
      const request = { result: { transaction, close: () => {} } };
      opened.push(request);
      later(request, "onsuccess");
      return request;
    },
  });
  return { records, opened };
}

const put = (shelf, id, note) => shelf.update(id, () => ({ id, note }));

test("records lie on the disk, and null removes them", async () => {
  const { records } = disk();
  const shelf = await openShelf();
  await put(shelf, "a", "one");
  assert.deepEqual([...records.values()], [{ id: "a", note: "one" }]);
  await shelf.update("a", () => null);
  assert.deepEqual(await shelf.all(), []);
  assert.equal(shelf.lasting, true);
});

test("a connection that was closed is opened again", async () => {
  const { records, opened } = disk(["closed"]);
  const shelf = await openShelf();
  await put(shelf, "a", "one");
  assert.equal(records.get("a").note, "one");
  assert.equal(opened.length, 2);
  assert.equal(shelf.lasting, true);
});

test("a full disk sends the work to memory, with all that lay on it, and says so", async () => {
  disk([null, "full", "full"]);
  const shelf = await openShelf();
  await put(shelf, "a", "one");
  await put(shelf, "b", "two");
  assert.deepEqual((await shelf.all()).map((record) => record.note), ["one", "two"]);
  assert.equal(shelf.lasting, false);
});

test("a browser without a disk works from memory", async () => {
  install(undefined);
  const shelf = await openShelf();
  await put(shelf, "a", "one");
  assert.deepEqual(await shelf.all(), [{ id: "a", note: "one" }]);
  assert.equal(shelf.lasting, false);
});

test("a browser whose database never opens works from memory", async () => {
  install({ open: () => ({}) });
  const shelf = await openShelf(1);
  await put(shelf, "a", "one");
  assert.equal(shelf.lasting, false);
});
