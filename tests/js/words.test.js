import assert from "node:assert/strict";
import test from "node:test";

import { t, tn } from "../../workbench/static/core/words.js";

test("without a catalogue the words are those of the code", () => {
  assert.equal(t("Saved {time}", { time: "14:03" }), "Saved 14:03");
  assert.equal(t("Saved {time}"), "Saved {time}");
  assert.equal(tn("{count} line", "{count} lines", 1), "1 line");
  assert.equal(tn("{count} line of {name}", "{count} lines of {name}", 0, { name: "A" }), "0 lines of A");
});

if (globalThis.document) {
  const FORMS = ["none", "one", "two", "few {count}", "many {count}", "other {count}"];
  const CATALOGUE = { "Saved {time}": "حُفظ {time}", "{count} line": FORMS };

  /** The module as a page in Arabic would load it. */
  async function inArabic(name = "in-arabic", script = `export default ${encodeURIComponent(JSON.stringify(CATALOGUE))}`) {
    const page = document.documentElement;
    const before = { lang: page.lang, dir: page.dir };
    Object.assign(page, { lang: "ar", dir: "rtl" });
    page.dataset.words = `data:text/javascript,${script}`;
    const module = await import(`../../workbench/static/core/words.js?${name}`);
    return { ...module, leave() { Object.assign(page, before); delete page.dataset.words; } };
  }

  test("a page's catalogue gives the words, and each number its form", async () => {
    const arabic = await inArabic();
    const said = [0, 1, 2, 3, 10, 11, 99, 100, 103].map((count) => arabic.tn("{count} line", "{count} lines", count));
    assert.deepEqual(said, ["none", "one", "two", "few 3", "few 10", "many 11", "many 99", "other 100", "few 103"]);
    assert.equal(arabic.t("Not in it"), "Not in it");
    arabic.leave();
  });

  test("what is filled in keeps its own direction where one reads from the right", async () => {
    const arabic = await inArabic();
    assert.equal(arabic.t("Saved {time}", { time: "Frames (all)" }), "حُفظ \u2068Frames (all)\u2069");
    assert.equal(arabic.t("Saved {time}", { time: 3 }), "حُفظ 3");
    arabic.leave();
  });

  test("without its catalogue a page goes on in English", async () => {
    const without = await inArabic("without", "throw 1");
    assert.equal(without.t("Saved"), "Saved");
    assert.equal(without.tn("{count} line", "{count} lines", 2), "2 lines");
    without.leave();
  });
}
