// What our tests use of node:test, in a page. Tests that touch no page also run under `node --test`.

const LIMIT = 10_000;
const tests = [];
const endings = [];
const loose = [];
let isRunning = false;

export function test(name, act) {
  if (isRunning) throw new Error(`"${name}" was begun inside another test or after the file was read`);
  tests.push({ name, act });
}
export default test;

export const afterEach = (act) => { endings.push(act); };

// An assertion behind a promise that nobody waits for, or in a handler of an event.
addEventListener("unhandledrejection", (event) => loose.push(event.reason));
addEventListener("error", (event) => loose.push(event.error ?? event.message));

/** Run every test of the module at `url`; gives {passed: [name], failed: ["name: why"]}. */
export async function run(url) {
  await import(url);
  isRunning = true;
  const passed = [];
  const failed = [];
  for (const { name, act } of tests) {
    const faults = await faultsOf(act);
    if (faults.length === 0) passed.push(name);
    for (const fault of faults) failed.push(`${name}: ${fault?.stack ?? fault}`);
  }
  return { passed, failed };
}

async function faultsOf(act) {
  const faults = [];
  for (const step of [act, ...endings]) {
    try {
      await Promise.race([step(), overdue()]);
    } catch (fault) {
      faults.push(fault);
    }
  }
  // The browser tells of an unhandled rejection in a task of its own, after this one.
  for (let turn = 0; turn < 2; turn += 1) await new Promise((done) => { setTimeout(done); });
  return [...faults, ...loose.splice(0)];
}

function overdue() {
  return new Promise((_, fail) => { setTimeout(() => fail(new Error(`not over after ${LIMIT} ms`)), LIMIT); });
}
