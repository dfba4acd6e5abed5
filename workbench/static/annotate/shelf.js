// Where unsent work lies: IndexedDB, or plain memory where the browser refuses it.
// A shelf has all() and update(id, change): read, change and write in one transaction; `change`
// gets the record or undefined and gives the new one, or null to remove it. It may run twice.

const DATABASE = "workbench";
const STORE = "outbox";
/** Some browsers have left an opening without any answer: nobody could work before one. */
const PATIENCE = 3_000;

/**
 * The shelf of this browser. When its database was closed (by clearing the site's data, say) it is
 * opened again; when it refuses, for want of space perhaps, work goes on in memory and `lasting`
 * becomes false.
 */
export async function openShelf(patience = PATIENCE) {
  const reach = () => open(patience).then(diskShelf, () => null);
  let disk = await reach();
  const memory = memoryShelf();

  async function use(act) {
    for (let attempt = 1; disk && attempt <= 2; attempt += 1) {
      try {
        return await act(disk);
      } catch {
        if (attempt === 1) disk = await reach();
      }
    }
    if (disk) for (const record of await disk.all().catch(() => [])) await memory.update(record.id, () => record);
    disk = null;
    return act(memory);
  }

  return {
    get lasting() { return disk !== null; },
    all: () => use((shelf) => shelf.all()),
    update: (id, change) => use((shelf) => shelf.update(id, change)),
  };
}

export function memoryShelf() {
  const records = new Map();
  return {
    all: async () => structuredClone([...records.values()]),
    update: async (id, change) => {
      const next = change(structuredClone(records.get(id))) ?? null;
      if (next) records.set(id, structuredClone(next));
      else records.delete(id);
      return next;
    },
  };
}

function open(patience) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    const timer = setTimeout(() => refuse(new Error("The database of this browser does not open.")), patience);
    const refuse = (reason) => { clearTimeout(timer); reject(reason); };
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => { clearTimeout(timer); resolve(request.result); };
    request.onerror = () => refuse(request.error);
    request.onblocked = () => refuse(new Error("The database of this browser is held by an older page."));
  });
}

function diskShelf(database) {
  database.onversionchange = () => database.close();
  return {
    all: () => new Promise((resolve, reject) => {
      const request = database.transaction(STORE).objectStore(STORE).getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }),
    update: (id, change) => new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
      const store = transaction.objectStore(STORE);
      let next = null;
      const request = store.get(id);
      request.onsuccess = () => {
        next = change(request.result) ?? null;
        if (next) store.put(next);
        else if (request.result) store.delete(id);
      };
      transaction.oncomplete = () => resolve(next);
      transaction.onabort = () => reject(transaction.error);
    }),
  };
}
