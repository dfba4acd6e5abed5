import assert from "node:assert/strict";
import { test } from "node:test";

import { ActiveTime, GRACE } from "../../workbench/static/annotate/active-time.js";

/** A clock that is set by hand, and the count on it. */
function counting() {
  const clock = { at: 5_000 };
  const time = new ActiveTime("one", () => clock.at);
  return { time, pass: (milliseconds) => { clock.at += milliseconds; } };
}

test("time goes to the paragraph that is the active one, and is taken once", () => {
  const { time, pass } = counting();
  pass(1200.25);
  time.turnTo("two");
  pass(300);
  assert.deepEqual([time.take("one"), time.take("one"), time.take("two")], [1200, 0, 300]);
  assert.equal(time.total("one"), 1200.25);
});

test("time that was not taken waits for the paragraph's next save", () => {
  const { time, pass } = counting();
  pass(1000);
  time.turnTo("two");
  pass(5000);
  time.turnTo("one");
  pass(500);
  assert.equal(time.take("one"), 1500);
});

test("silence counts as reading for the grace, not longer", () => {
  const { time, pass } = counting();
  pass(10_000);
  time.hear();
  pass(GRACE - 1);
  assert.equal(time.take("one"), 10_000 + GRACE - 1);
  pass(3_600_000);
  assert.equal(time.take("one"), 1);
  time.hear();
  pass(700);
  assert.equal(time.take("one"), 700);
});

test("a tab out of sight counts nothing; coming back is a sign of life", () => {
  const { time, pass } = counting();
  pass(1000);
  time.show(false);
  pass(GRACE * 5);
  time.hear();
  pass(10);
  time.show(true);
  pass(250);
  assert.equal(time.take("one"), 1250);
});

test("a pause counts nothing, whatever is pressed meanwhile", () => {
  const { time, pass } = counting();
  pass(400);
  time.pause(true);
  pass(2000);
  time.hear();
  pass(2000);
  time.pause(false);
  pass(50);
  assert.equal(time.take("one"), 450);
});

test("what is asked for does not change what is counted", () => {
  const { time, pass } = counting();
  pass(GRACE - 100);
  time.total("one");
  pass(5000);
  assert.equal(time.take("one"), GRACE);
});
