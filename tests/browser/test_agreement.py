"""The report, its files, the calculator and the examples, as a lead looks at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.annotating import one_database, press
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS
from tests.make import (
    Study,
    another_round,
    make_document,
    make_judgment,
    make_span,
    make_study,
    rich_codebook,
)

pytestmark = [pytest.mark.browser, one_database]

REPORT = "/projects/harbour/agreement/"
PAGES = {
    "report": REPORT,
    "methods": f"{REPORT}methods",
    "calculator": f"{REPORT}table",
    "examples": f"{REPORT}examples",
}
WIDE, NARROW = {"width": 1360, "height": 860}, {"width": 390, "height": 844}
TABLE = "unit,Ada,Ben,Chi\np1,1,1,2\np2,2,2,2\np3,1,,1\np4,3,3,3\n"


def judge(study: Study, annotator: int, article: int, tone: str, words: str) -> None:
    text = study.paragraph(2, article).text
    spans = [make_span(text, words)] if words else []
    labels = make_document()["labels"] | {
        "tone.government": tone,
        "attributed": "yes" if words else "no",
    }
    make_judgment(
        study,
        annotator=annotator,
        article=article,
        paragraph=2,
        document=make_document(labels=labels, spans=spans),
    )


@pytest.fixture
def compared(app: Flask) -> Study:
    """Two rounds on four articles; in the second one they agree more. The study is the second."""
    study = make_study(texts=[(f"Title {n}", "Two aides said nothing of it.") for n in range(4)])
    again = another_round(study)
    for one, tones, words in (
        (study, ("-1", "0", "1", "0"), "aides"),
        (again, ("-1", "0", "1", "1"), "Two aides"),
    ):
        for article, tone in enumerate(("-1", "0", "1", "1")):
            judge(one, 0, article, tone, "Two aides" if article % 2 else "")
            judge(one, 1, article, tones[article], words if article % 2 else "")
    return again


def test_every_number_opens_to_the_paragraphs_behind_it(compared: Study, sit_down: SitDown) -> None:
    desk = sit_down(compared.lead)
    page = desk.open(REPORT)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Do the annotators see the same article?"
    )
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Tone")).first
    expect(row.locator(".change")).to_contain_text("from")
    expect(row.locator(".change")).to_contain_text("in Round 1")
    row.get_by_role("link", name="4 compared").click()
    expect(page.locator("article.unit")).to_have_count(4)
    page.go_back()
    source = page.get_by_role("rowheader", name="Source", exact=True)
    page.get_by_role("row").filter(has=source).get_by_role("link", name="passages").click()
    expect(page.locator("article.unit")).to_have_count(2)
    page.go_back()
    page.get_by_role("link", name="Round 1").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Tone")).first
    row.get_by_role("link", name="see where they differ").click()
    expect(page.locator("article.unit")).to_have_count(1)
    page.get_by_role("link", name="side by side, whatever the version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do they part ways?")
    expect(page.locator("[data-row]")).to_have_count(1)


def test_others_figures_open_by_keyboard_with_their_warning(
    compared: Study, sit_down: SitDown
) -> None:
    page = sit_down(compared.lead).open(REPORT)
    first = page.locator("details.others").first
    expect(first.locator("li").first).to_be_hidden()
    first.locator("summary").focus()
    press(page, "Enter")
    expect(first).to_contain_text("no mark to pass here")
    expect(first.locator("li").first).to_be_visible()
    # A table that is wider than the screen is moved by the keyboard too.
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain dict of the two numbers
    region = page.get_by_role("region", name="Reliability by question", exact=True)
    region.focus()
    press(page, "ArrowRight ArrowRight")
    for _ in range(100):  # the policy of the page lets no condition be waited for in it
        if region.evaluate("one => one.scrollLeft") > 0:
            break
        page.wait_for_timeout(20)
    assert region.evaluate("one => one.scrollLeft") > 0
    # What a figure is about stays in sight.
    region.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
    title = page.locator(".figures tbody th").first.bounding_box()
    assert title is not None
    assert title["x"] >= 0
    assert region.evaluate("one => one.scrollLeft") > 300


def test_the_methods_paragraph_is_copied_and_downloaded(
    compared: Study, sit_down: SitDown, downloads: Path
) -> None:
    desk = sit_down(compared.lead, permissions=["clipboard-read", "clipboard-write"])
    page = desk.open(REPORT)
    page.get_by_role("link", name="Methods paragraph").click()
    shown = page.locator("#words p").all_text_contents()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "\n\n".join(shown)
    for name in ("Plain text", "Markdown", "All figures as CSV"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        path = downloads / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert "Tone" in path.read_text("utf-8")
    assert shown[0] in (downloads / "harbour-methods.txt").read_text("utf-8")


def test_a_table_is_calculated_by_keyboard(compared: Study, sit_down: SitDown) -> None:
    desk = sit_down(compared.annotators[0])
    page = desk.open(PAGES["calculator"])
    page.get_by_label("or paste it").focus()
    page.keyboard.insert_text(TABLE)
    press(page, "Tab")
    page.keyboard.type("ord")
    press(page, "Tab Enter")
    alpha = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="Krippendorff's alpha", exact=True)
    )
    # Mid-ranks 2, 6, 9.5 of 4, 4 and 3 answers: Do = 32 / 11, De = 2156 / 110.
    expect(alpha.locator(".alpha")).to_have_text("0.852")
    expect(page.locator("#figures")).to_contain_text("4 units, 4 compared, 3 annotators")
    desk.check_accessibility()
    page.emulate_media(color_scheme="dark")
    desk.check_accessibility(*COLOURS)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_are_accessible_and_keep_inside_the_screen(
    compared: Study, sit_down: SitDown, size: dict[str, int]
) -> None:
    desk = sit_down(compared.lead)
    desk.page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict of the two numbers
    for path in PAGES.values():
        page = desk.open(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.emulate_media(color_scheme="light")
        desk.check_accessibility()
        page.emulate_media(color_scheme="dark")
        desk.check_accessibility(*COLOURS)


def test_every_kind_of_question_is_accessible(app: Flask, sit_down: SitDown) -> None:
    study = make_study(codebook=rich_codebook())
    for annotator, article_labels in ((0, ["conflict"]), (1, ["economy"])):
        labels = {
            "frames": article_labels,
            "tone.government": "0",
            "tone.island": "1",
            "attributed": "no",
        }
        make_judgment(study, annotator=annotator, document=make_document(labels=labels))
    desk = sit_down(study.lead)
    page = desk.open(REPORT)
    expect(page.get_by_role("rowheader", name="Attribution: Doubted")).to_be_visible()
    expect(page.locator(".figures").first).to_contain_text("Undefined.")
    desk.check_accessibility()


def printed(page: Page) -> list[str]:
    return page.locator("nav, .bar, .rounds, .reading a").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.className)"
    )


def test_it_prints_without_what_is_for_the_screen(compared: Study, sit_down: SitDown) -> None:
    page = sit_down(compared.lead).open(REPORT)
    assert printed(page) != []
    page.emulate_media(media="print")
    assert printed(page) == []
    expect(page.locator(".lead")).to_contain_text("Harbour · 2 annotators")
    colours = page.locator(".ci .high").first.evaluate(
        "one => [getComputedStyle(one.closest('.ci')).printColorAdjust, getComputedStyle(one).fill]"
    )
    assert colours[0] == "exact"
    link = page.locator("tbody th a").first
    assert link.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    sheet = page.pdf(prefer_css_page_size=True)
    assert sheet.startswith(b"%PDF")
    # A4 across, in points.
    assert b"/MediaBox [0 0 841" in sheet.replace(b"\n", b" ")
