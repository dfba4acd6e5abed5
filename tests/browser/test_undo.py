"""Undo and redo: one history for the whole article."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import at_work, go_to, log_of, one_database, press, wait_until_saved
from tests.browser.conftest import SitDown
from tests.make import Study

pytestmark = [pytest.mark.browser, one_database]


def test_undo_goes_where_the_change_was(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2).page
    note = page.get_by_label("Note", exact=False)
    press(page, "1 Home Shift+ArrowRight s")
    press(page, ",")
    page.keyboard.type("Who are they?")
    press(page, "Control+a Delete")
    assert note.input_value() == ""
    press(page, "Control+z")  # the field's own
    assert note.input_value() == "Who are they?"
    press(page, "Escape j 4 j k")
    go_to(page, 2)
    spoken = page.locator("#say")
    press(page, "Control+z")
    go_to(page, 3)
    expect(spoken).to_have_text("Undone in paragraph 3: Cause & responsibility on")
    press(page, "Control+z")
    go_to(page, 2)
    assert note.input_value() == ""
    expect(spoken).to_have_text("Undone in paragraph 2: Note")
    expect(page.locator("[data-undone]")).to_have_text("Undone: Note")
    press(page, "z")
    expect(page.locator("[data-spans] .span")).to_have_count(0)
    wait_until_saved(page)
    assert log_of(study)[-1].document["spans"] == []
    press(page, "Control+Shift+z Z Control+y")
    go_to(page, 3)
    wait_until_saved(page)
    (second, third) = (page.locator(f"#p{n} .chips") for n in (2, 3))
    expect(second).to_contain_text("1 passage")
    expect(third).to_contain_text("Cause")
    press(page, "Z")
    expect(spoken).to_have_text("Nothing to redo")


@pytest.mark.parametrize(("width", "least"), [(1360, 24), (390, 44)])
def test_undo_and_redo_by_hand(study: Study, sit_down: SitDown, width: int, least: int) -> None:
    desk = at_work(sit_down, study, 2, viewport={"width": width, "height": 844})
    page = desk.page
    undo = page.get_by_role("button", name="Undo", exact=True)
    redo = page.get_by_role("button", name="Redo", exact=True)
    expect(undo).to_be_disabled()
    expect(redo).to_be_disabled()
    press(page, "1 Home s")
    page.locator("#note").scroll_into_view_if_needed()
    undo.click()
    assert page.evaluate("document.activeElement.matches('#p2 .words')")
    expect(page.locator("[data-spans] .span")).to_have_count(0)
    expect(page.locator("[data-undone]")).to_be_in_viewport(ratio=1)
    redo.click()
    expect(page.locator("[data-spans] .span")).to_have_count(1)
    undo.click()
    undo.focus()
    press(page, "Enter")
    expect(undo).to_be_disabled()
    assert page.evaluate("document.activeElement.matches('#p2 .words')")
    for button in (undo, redo):
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= least
    desk.check_accessibility()


def test_a_passage_that_comes_back_has_the_hands_that_removed_it(
    study: Study, sit_down: SitDown
) -> None:
    page = at_work(sit_down, study, 2).page
    press(page, "Home Shift+ArrowRight s ArrowRight ArrowRight s ;")
    focus = "document.activeElement.closest('[data-marked] .show, .words').textContent"
    row = page.evaluate(focus)
    press(page, "Delete")
    assert page.evaluate(focus) != row
    press(page, "Control+z")
    assert page.evaluate(focus) == row
    # From the words they stay in the words.
    press(page, "Control+Shift+z Escape Control+z")
    expect(page.locator("[data-spans] .span")).to_have_count(2)
    assert page.evaluate("document.activeElement.matches('#p2 .words')")


def test_what_is_undone_has_a_name_that_reads_on(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2).page
    press(page, "1 q x Enter")
    go_to(page, 3)
    press(page, "z")
    expect(page.locator("[data-undone]")).to_have_text("Undone: marking as done")
