"""What a look at the page shows: nothing cut off, nothing said twice, no empty heading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import go_to, one_database, press, wait_until_saved, work_path
from tests.browser.conftest import SitDown
from tests.make import NOW, Study, make_draft, make_person, make_study, short_codebook
from workbench.assign.actions import submit
from workbench.core.db import writing
from workbench.corpus.drafts import ParagraphDraft
from workbench.projects.actions import add_member, create_project

pytestmark = [pytest.mark.browser, one_database]

NARROW = {"width": 390, "height": 844}


def test_a_run_of_masked_lines_is_one_line(app: Flask, sit_down: SitDown) -> None:
    draft = make_draft()
    title, *rest = draft.paragraphs
    hidden = [ParagraphDraft(f"Line {n}", "metadata", annotatable=False, note="") for n in range(3)]
    study = make_study(drafts=[replace(draft, paragraphs=(title, *hidden, *rest))])
    desk = sit_down(study.annotators[0])
    page = desk.open(work_path(study))
    expect(page.locator(".masked")).to_have_text(
        ["◐ 3 lines hidden until you submit", "◐ 1 line hidden until you submit"]
    )
    order = page.locator(".masked, [data-paragraph]").evaluate_all("all => all.map(e => e.id)")
    assert order == ["p1", "", "p5", "p6", ""]


def test_marks_are_not_doubled(app: Flask, sit_down: SitDown) -> None:
    study = make_study(texts=(("A title", "“It holds,” said two aides."),))
    page = sit_down(study.annotators[0]).open(f"{work_path(study)}?p=2")
    go_to(page, 2)
    press(page, "Home Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight s End s")
    quotes = page.locator("[data-spans] q")
    expect(quotes).to_have_count(2)
    added = quotes.evaluate_all("all => all.map(e => getComputedStyle(e).quotes)")
    assert added[0] == "none"
    assert added[1] != "none"
    wait_until_saved(page)
    with writing():
        submit(study.assignment(), now=NOW)
    page.reload()
    shown = page.locator(".answers q").evaluate_all("all => all.map(e => e.className)")
    assert shown == ["own", ""]


def test_no_words_of_the_panel_are_cut_off(study: Study, sit_down: SitDown) -> None:
    page = sit_down(study.annotators[0]).open(f"{work_path(study)}?p=2")
    go_to(page, 2)
    for size in ({"width": 1360, "height": 860}, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict of the two numbers
        for ask in page.locator(".ask:visible").all():
            assert ask.evaluate(
                "e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth"
            )
        for words in page.locator(".remark-row > *").all():
            assert words.evaluate("e => e.clientHeight") < 50  # one line
    page.set_viewport_size({"width": 1360, "height": 860})
    for _ in range(2):  # with and without its sign
        assert page.locator(".remark-row").evaluate("e => e.clientHeight") < 50
        press(page, "!")


def test_a_title_of_one_long_word_stays_inside(app: Flask, sit_down: SitDown) -> None:
    book = short_codebook()
    frames = book.dimensions[0]
    first = frames.values[0].model_copy(update={"title": "zuschreibung" * 10})
    values = (first, *frames.values[1:])
    longer = frames.model_copy(update={"title": "Verantwortung" * 9, "values": values})
    changed = book.model_copy(update={"dimensions": (longer, *book.dimensions[1:])})
    study = make_study(codebook=changed)
    page = sit_down(study.annotators[0]).open(f"{work_path(study)}?p=2")
    go_to(page, 2)
    press(page, "1")
    for size in ({"width": 1360, "height": 860}, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict of the two numbers
        for place in ("html", "#panel", ".chips"):
            assert page.locator(place).first.evaluate("e => e.scrollWidth <= e.clientWidth"), place


def test_all_rooms_are_in_sight_on_a_narrow_screen(study: Study, sit_down: SitDown) -> None:
    desk = sit_down(study.lead)
    desk.page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain dict of the two numbers
    page = desk.open("/projects/harbour/articles/")
    for link in page.locator(".rooms a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]
    button, card = (
        page.locator(part).first.bounding_box() for part in (".spread .button", ".card")
    )
    assert button is not None
    assert card is not None
    assert card["y"] - (button["y"] + button["height"]) >= 8


def test_an_empty_project_says_what_to_do_first(app: Flask, sit_down: SitDown) -> None:
    with writing():
        project = create_project("empty", "Empty", targets=(), now=NOW)
    person = make_person("Lena Ortiz")
    with writing():
        lead = add_member(project, person, "lead", seat="L-01")
    desk = sit_down(lead)
    page = desk.open("/projects/empty/rounds/new")
    main = page.locator("main")
    expect(main).to_contain_text("workbench accounts add NAME --project empty")
    expect(page.locator("main fieldset:not(:has(input))")).to_have_count(0)
    expect(page.get_by_role("button", name="Open the round")).to_have_count(0)
    desk.check_accessibility()
    page.get_by_role("link", name="Import articles").click()
    page.wait_for_url("**/articles/import")
