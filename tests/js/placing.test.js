import assert from "node:assert/strict";
import test from "node:test";

import { placed } from "../../workbench/static/annotate/placing.js";

const FRAME = { top: 60, bottom: 860 };
const PANEL = { left: 940 };
const SIZE = { width: 380, height: 300 };
const words = (top, bottom, right = 800) => ({ left: 100, right, top, bottom });
const covers = ({ top }, height, { top: from, bottom: to }) => top < to && top + height > from;

test("the card stands beside the panel at the height of its value", () => {
  assert.deepEqual(placed(SIZE, { top: 200 }, PANEL, words(600, 700), FRAME), { left: 550, top: 184, height: 800 });
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
