import assert from "node:assert/strict";
import test from "node:test";

import { placed } from "../../workbench/static/annotate/placing.js";

const FRAME = { top: 60, bottom: 860, right: 1350 };
const PANEL = { left: 940, right: 1360 };
const SIZE = { width: 380, height: 300 };
const words = (top, bottom, right = 800) => ({ left: 100, right, top, bottom });
const covers = ({ top }, height, { top: from, bottom: to }) => top < to && top + height > from;

test("the card stands beside the panel at the height of its value", () => {
  assert.deepEqual(placed(SIZE, { top: 200 }, PANEL, words(600, 700), FRAME), { left: 550, top: 184, height: 800 });
});

test("where one reads from the right, the panel is on the left and the card right of it", () => {
  const panel = { left: 0, right: 420 };
  const text = { left: 560, right: 1260, top: 600, bottom: 700 };
  assert.deepEqual(placed(SIZE, { top: 200 }, panel, text, FRAME), { left: 430, top: 184, height: 800 });
  const { top, height } = placed(SIZE, { top: 560 }, panel, text, FRAME);
  assert.ok(!covers({ top }, Math.min(SIZE.height, height), text));
});

test("it keeps off the words that are being read", () => {
  for (const [from, to] of [[100, 300], [380, 560], [500, 700]]) {
    for (const top of [80, 300, 500, 800]) {
      const spot = placed(SIZE, { top }, PANEL, words(from, to), FRAME);
      const height = Math.min(SIZE.height, spot.height);
      assert.ok(!covers(spot, height, { top: from, bottom: to }), `${from}-${to}, anchor ${top}`);
      assert.ok(spot.top >= FRAME.top && spot.top + height <= FRAME.bottom);
    }
  }
});

test("words that end before the card are in nobody's way", () => {
  assert.equal(placed(SIZE, { top: 400 }, PANEL, words(300, 700, 500), FRAME).top, 384);
});

test("without room above or below it stands at its value, wholly in sight", () => {
  const spot = placed(SIZE, { top: 840 }, PANEL, words(80, 850), FRAME);
  assert.equal(spot.top, 560);
});
