"""The interface in Arabic over an English article: no English is left, and all is mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import at_work, one_database, press, wait_until_saved, work_path
from tests.make import Study, make_document, make_inquiry, make_judgment
from workbench.accounts.actions import choose_language
from workbench.core.db import writing

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import SitDown

pytestmark = [pytest.mark.browser, one_database]

#: What is shown, or read out, in Latin letters where the page says that it speaks Arabic. Not
#: meant are names of people, keys and formats, and what is filled in between U+2068 and U+2069:
#: titles and words.
FOREIGN = r"""() => {
  const content = "kbd, code, bdi, q, .brand, .about-button, time";
  const names = /\b(Shift|Alt|Enter|Esc|Delete|YAML|JSON|MASI|F1)\b/g;
  const bare = (words) => words.replace(/\u2068[^\u2068\u2069]*\u2069/gu, "").replace(names, "");
  const isForeign = (words) => /\p{Script=Latin}/u.test(bare(bare(words)));
  const isOurs = (element) => element.closest("[lang]").lang === "ar" && !element.closest(content);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement: element } = texts.currentNode;
    if (isForeign(data) && isOurs(element) && isShown(element)) found.push(data.trim());
  }
  // The names of rules, and what a codebook says, may stand in a tooltip.
  const tooltips = ".suggestion, .ask, .opt, .step, fieldset";
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
    if (!isOurs(element) || !isShown(element)) continue;
    for (const name of ["aria-label", "placeholder", "title"]) {
      const words = element.getAttribute(name) ?? "";
      const isTooltip = name === "title" && element.matches(tooltips);
      if (isForeign(words) && !isTooltip) found.push(`${name}: ${words}`);
    }
  }
  return found;
}"""


def left_in_english(page: Page) -> list[str]:
    found: list[str] = page.evaluate(FOREIGN)
    return found


@pytest.fixture
def arabic(study: Study) -> Study:
    """The first annotator has chosen Arabic."""
    person = study.annotators[0].person
    assert person is not None
    with writing():
        choose_language(person, "ar")
    return study


def test_words_in_english_would_be_found(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study).page
    assert left_in_english(page) == []  # the page does not say that it is in Arabic
    page.evaluate("document.querySelectorAll('[lang=en]').forEach((one) => { one.lang = 'ar'; })")
    assert {"Ask the lead", "aria-label: Questions"} <= set(left_in_english(page))


def test_a_session_in_arabic(arabic: Study, sit_down: SitDown) -> None:
    make_inquiry(arabic)
    desk = at_work(sit_down, arabic, 2, expected=["ERR_INTERNET_DISCONNECTED"])
    page = desk.page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    # The article is English: the arrows go as its words do.
    press(page, "Home Shift+ArrowRight s")
    expect(page.locator("[data-spans] q")).to_have_text(["Two aides"])
    press(page, "1 q")
    wait_until_saved(page)
    expect(page.locator("#saving")).to_contain_text("حُفظ كل شيء")
    assert left_in_english(page) == []
    desk.check_accessibility()
    press(page, "Enter")  # something is missing still, and is pointed at
    assert left_in_english(page) == []
    for key in ("?", "g"):
        press(page, key)
        assert left_in_english(page) == []
        desk.check_accessibility()
        press(page, "Escape")
    press(page, "/ 1")
    expect(page.locator(".codebook-card")).to_be_visible()
    assert left_in_english(page) == []
    press(page, "Escape")
    desk.context.set_offline(True)
    press(page, "2")
    expect(page.locator("#saving")).to_contain_text("دون اتصال، تغيير واحد ينتظر")
    assert left_in_english(page) == []
    desk.context.set_offline(False)
    wait_until_saved(page)


def test_two_versions_in_arabic(arabic: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, arabic, 2, expected=["409"])
    make_judgment(arabic, paragraph=2, document=make_document(note="Elsewhere"))
    press(desk.page, "2")
    conflict = desk.page.locator("[data-conflict]")
    expect(conflict.get_by_role("button", name="أبقِ نسختي")).to_be_visible()
    expect(conflict).to_contain_text("غُيّرت هذه الفقرة في مكان آخر")
    desk.check_accessibility()


def test_the_other_pages_in_arabic(arabic: Study, sit_down: SitDown) -> None:
    desk = sit_down(arabic.annotators[0])
    asking = work_path(arabic) + "questions"
    for path in (
        "/projects/harbour/work",
        "/projects/harbour/codebook/",
        "/account",
        "/projects/harbour/progress",  # not open to annotators
        asking,
    ):
        desk.expected += ["403", "404"]
        page = desk.open(path)
        assert (path, left_in_english(page)) == (path, [])
        desk.check_accessibility()


def test_signed_out_pages_follow_the_browser(study: Study, sit_down: SitDown) -> None:
    desk = sit_down(locale="ar")
    desk.expected += ["404"]
    for path in ("/sign-in", "/nothing/here"):
        page = desk.open(path)
        expect(page.locator("html")).to_have_attribute("lang", "ar")
        assert (path, left_in_english(page)) == (path, [])
        desk.check_accessibility()


def test_the_layout_is_mirrored(arabic: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, arabic, 2).page
    panel, article = page.locator("#panel").bounding_box(), page.locator(".article").bounding_box()
    foot = page.locator(".foot").bounding_box()
    assert panel
    assert article
    assert foot
    assert panel["x"] + panel["width"] <= article["x"]
    assert abs(foot["x"] - panel["x"]) <= 1
    words = page.locator("#p2 .text")
    assert words.evaluate("one => getComputedStyle(one).direction") == "ltr"
    page.set_viewport_size({"width": 390, "height": 844})
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
