"""A lead brings a scraped page, puts its paragraphs right by keyboard, and stores the article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import one_database, press
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS, Desk
from tests.make import Study
from workbench.config import ROOT
from workbench.core.db import db
from workbench.corpus.actions_uploads import current_draft
from workbench.corpus.models import Upload
from workbench.corpus.queries_uploads import get_draft

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SAMPLE = ROOT / "seeds/harbour/articles/accord-slipway.txt"
IMPORT = "/projects/harbour/articles/import"
SIZES = ((1360, 860), (390, 844))

SHORT = """Harbour accord signed at dawn

Two aides claimed the truce would hold until spring. It lasted eleven minutes. 🙂 Nobody came.

Sign up for our newsletter.
"""


def hand_in(desk: Desk, *files: Path) -> Page:
    """Choose the files and have them read; the page of the import."""
    page = desk.open(IMPORT)
    page.get_by_label("Article files").set_input_files(list(files))
    page.get_by_role("button", name="Read the files").click()
    page.wait_for_url("**/import/*")
    return page


def preview(desk: Desk, folder: Path, text: str = SHORT) -> Page:
    """The preview of an article, with the keys ready."""
    source = folder / "article.txt"
    source.write_text(text, encoding="utf-8")
    page = hand_in(desk, source)
    page.get_by_role("link", name="Look at them one by one").click()
    expect(page.locator(".par.now .words")).to_be_focused()
    return page


def shapes(position: int = 1) -> list[tuple[str, str]]:
    """Text and kind of the paragraphs of the last import's draft."""
    db.session.commit()
    db.session.expire_all()
    upload = db.session.query(Upload).order_by(Upload.id.desc()).first()
    assert upload is not None
    draft = current_draft(get_draft(upload, position))
    return [(one.text, one.kind) for one in draft.paragraphs]


def corrections(page: Page, number: int) -> None:
    """Wait until so many have been taken."""
    expect(page.locator("#tally")).to_have_attribute("data-seen", str(number))


def test_a_scraped_page_is_corrected_by_keyboard_and_stored(
    study: Study, sit_down: SitDown
) -> None:
    desk = sit_down(study.lead)
    page = hand_in(desk, SAMPLE)
    page.get_by_role("link", name="Look at them one by one").press("Enter")
    expect(page.locator(".par.now .words")).to_be_focused()
    before = shapes()

    press(page, "j j j")
    expect(page.locator(".par.now")).to_have_id("p4")
    press(page, "j j j m")  # 7 and 8 become one
    corrections(page, 1)
    expect(page.locator(".par.now .words")).to_be_focused()
    assert shapes()[6][0] == f"{before[6][0]} {before[7][0]}"

    press(page, "ArrowRight ArrowRight ArrowRight s")  # before the fourth word
    corrections(page, 2)
    expect(page.locator(".par.now")).to_have_id("p8")
    assert shapes()[6][0] == " ".join(before[6][0].split()[:3])

    press(page, "5 x")
    corrections(page, 4)
    assert shapes()[7][1] == "boilerplate"
    press(page, "u u u u")
    corrections(page, 0)
    assert shapes() == before

    press(page, "f")
    page.keyboard.press("Tab")
    page.keyboard.type("The Slipway Gazette")
    page.keyboard.press("Escape")
    expect(page.locator(".par.now .words")).to_be_focused()
    press(page, "n")
    page.wait_for_url("**/import/*")
    page.get_by_role("button", name="Store 1 article").press("Enter")
    page.get_by_role("link", name="Look at no. 1 in the corpus").click(timeout=30_000)
    expect(page.locator("main")).to_contain_text("The Slipway Gazette")
    page.get_by_role("link", name="All articles").first.click()
    expect(page.locator("main")).to_contain_text(before[2][0])


@one_database
def test_the_text_is_edited_and_split_by_a_blank_line(
    study: Study, sit_down: SitDown, tmp_path: Path
) -> None:
    page = preview(sit_down(study.lead), tmp_path)
    press(page, "j e")
    box = page.get_by_label("Text of the paragraph")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(".par.now .words")).to_be_focused()
    press(page, "e")
    box.fill("mjx1 stays text\n\nand this is new")
    page.keyboard.press("Control+Enter")
    corrections(page, 2)
    assert [text for text, _ in shapes()[1:3]] == ["mjx1 stays text", "and this is new"]


@one_database
def test_the_cut_is_shown_and_follows_keys_and_clicks(
    study: Study, sit_down: SitDown, tmp_path: Path
) -> None:
    page = preview(sit_down(study.lead), tmp_path)
    press(page, "j s")
    expect(page.locator(".cut")).to_be_visible()
    assert len(shapes()) == 3, "the first press only shows where it would cut"
    page.keyboard.press("End")
    expect(page.locator("#say")).to_contain_text("Nobody | came.")
    page.keyboard.press("Control+ArrowLeft")
    expect(page.locator("#say")).to_contain_text("minutes. | 🙂")
    press(page, "s")
    corrections(page, 1)
    assert shapes()[2][0] == "🙂 Nobody came."


@one_database
def test_keys_pressed_in_haste_are_done_in_order(
    study: Study, sit_down: SitDown, tmp_path: Path
) -> None:
    text = "A title of this\n\n" + "\n\n".join(f"The {n}th man said no." for n in range(1, 9))
    page = preview(sit_down(study.lead), tmp_path, text)
    for key in "jmjmjm":
        page.keyboard.press(key)
    corrections(page, 3)
    assert [text.count("man") for text, _ in shapes()] == [0, 2, 2, 2, 1, 1]


@one_database
def test_a_second_tab_is_told_and_overwrites_nothing(
    study: Study, sit_down: SitDown, tmp_path: Path
) -> None:
    desk = sit_down(study.lead)
    desk.expected.append("409")
    page = preview(desk, tmp_path)
    other = desk.another_tab()
    other.goto(page.url)
    press(other, "2")
    corrections(other, 1)
    press(page, "3")
    expect(page.get_by_role("alert")).to_contain_text("Another tab")
    assert shapes()[0][1] == "standfirst"


@one_database
def test_what_is_typed_about_the_article_outlives_a_correction(
    study: Study, sit_down: SitDown, tmp_path: Path
) -> None:
    page = preview(sit_down(study.lead), tmp_path)
    page.get_by_label("Byline").fill("Mara Lund")
    page.locator(".par.now .words").focus()
    press(page, "j 5")
    corrections(page, 1)
    expect(page.get_by_label("Byline")).to_have_value("Mara Lund")
    press(page, "n")
    page.wait_for_url("**/import/*")
    assert shapes()[1][1] == "quote"
    page.go_back()
    expect(page.locator("#tally")).to_have_attribute("data-seen", "2")


@one_database
def test_single_keys_can_be_switched_off(study: Study, sit_down: SitDown, tmp_path: Path) -> None:
    page = preview(sit_down(study.lead), tmp_path)
    press(page, "?")
    page.get_by_label("Use keys of a single letter").uncheck()
    page.keyboard.press("Escape")
    press(page, "j")
    expect(page.locator(".par.now")).to_have_id("p1")
    page.locator(".par.now .words").focus()
    press(page, "ArrowDown")
    expect(page.locator(".par.now")).to_have_id("p2")


@one_database
def test_everything_goes_without_scripts(study: Study, sit_down: SitDown, tmp_path: Path) -> None:
    desk = sit_down(study.lead, java_script_enabled=False)
    source = tmp_path / "article.txt"
    source.write_text(SHORT, encoding="utf-8")
    page = hand_in(desk, source)
    page.get_by_role("link", name="Look at them one by one").click()
    page.get_by_role("link", name="Correct paragraph 2").click()
    tools = page.locator("#p2 [data-tools]")
    tools.get_by_role("button", name="quote").click()
    page.locator("#p2 summary").click()
    page.get_by_label("Text of the paragraph").fill("One.\n\nTwo.")
    page.get_by_role("button", name="Keep this text").click()
    assert [kind for _, kind in shapes()[1:3]] == ["quote", "quote"]
    page.get_by_label("Outlet").fill("The Slipway")
    page.get_by_role("button", name="Looks right, finish").click()
    page.get_by_role("button", name="Store 1 article").click()
    expect(page.locator("main")).to_contain_text("article")


@one_database
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible_at_every_size(
    study: Study, sit_down: SitDown, tmp_path: Path, theme: str
) -> None:
    desk = sit_down(study.lead, color_scheme=theme)
    only = COLOURS if theme == "dark" else ()
    rows = tmp_path / "rows.jsonl"
    lines = [json.dumps({"title": f"Title {n}", "text": f"Body {n}."}) for n in range(60)]
    rows.write_text("\n".join(lines), encoding="utf-8")
    broken = tmp_path / "broken.txt"
    broken.write_bytes("Café crème\n\nIt was a naïve idea, said the mayor.".encode("cp1252"))
    page = hand_in(desk, SAMPLE, rows, broken)
    address = page.url
    for path in (IMPORT, address, f"{address}?file=1", f"{address}/1", f"{address}/1?p=8"):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(path if path.startswith("http") else desk.address + path)
            desk.check_accessibility(*only)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} wide"
    press(page, "?")
    desk.check_accessibility(*only)
