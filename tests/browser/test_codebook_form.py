"""The form of a codebook with every unit and every type of question."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import (
    SAVES,
    at_work,
    go_to,
    log_of,
    one_database,
    press,
    ticked,
    wait_until_saved,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.make import Study, make_study
from workbench.codebook.format import Codebook
from workbench.codebook.reading import read_codebook

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

EVERY_TYPE = Path(__file__).parent.parent / "given" / "every_type.yaml"
NARROW, WIDE = (390, 844), (1360, 860)


@cache
def every_type() -> Codebook:
    return read_codebook(EVERY_TYPE.read_text("utf-8"))


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(codebook=every_type())


@pytest.fixture
def ada(study: Study, sit_down: SitDown) -> Desk:
    """The first annotator at the second paragraph."""
    return at_work(sit_down, study, 2)


def last_document(study: Study) -> dict[str, Any]:
    return log_of(study)[-1].document


def check_both_sizes(desk: Desk) -> None:
    for width, height in (NARROW, WIDE):
        desk.page.set_viewport_size({"width": width, "height": height})
        # What is just passing under the head of the sheet counts as covered.
        desk.page.locator("#panel").evaluate("panel => { panel.scrollTop = 0; }")
        desk.check_accessibility()
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width


def has_focus(page: Page, selector: str) -> bool:
    found: bool = page.evaluate("what => document.activeElement.matches(what)", selector)
    return found


def test_every_type_is_answered_by_keyboard_alone(study: Study, ada: Desk) -> None:
    page = ada.page
    assert ticked(page) == ["yes"]  # the default, which nobody has said yet
    assert log_of(study) == []
    named = page.get_by_role("group", name="Tone · the government").get_by_text("named here")
    expect(named).to_be_visible()
    expect(
        page.get_by_role("group", name="Tone · the union").get_by_text("named here")
    ).to_be_hidden()

    press(page, "1 3 *")  # two frames, the first of them the main one
    press(page, "q e")  # the scales of both targets, one after the other
    press(page, "t u")  # whose evaluation, of both
    press(page, "f")
    page.get_by_role("textbox", name="Reason").focus()
    page.keyboard.type("Two readings. ")
    press(page, "Escape")
    page.locator("#p2 .words").focus()
    press(page, "Home Shift+ArrowRight s")
    assert has_focus(page, "[data-marked] .attributes")  # to what a source must be asked
    press(page, "2")
    page.locator("[data-marked] textarea").focus()
    page.keyboard.type("an aide")
    press(page, "Escape")  # out of the field; the arrows then move over the words
    press(page, "Home ArrowRight ArrowRight v Control+Shift+ArrowRight c")
    press(page, "+")  # links what is marked, and is asked about it
    assert has_focus(page, ".link .attributes")
    press(page, "1")
    wait_until_saved(page)
    check_both_sizes(ada)
    press(page, "Enter")  # goes on from the row that has the focus
    go_to(page, 3)
    wait_until_saved(page)
    stored = last_document(study)
    assert stored["done"] is True
    assert stored["labels"] == {
        "codable": "yes",
        "frames": ["conflict", "law"],
        "main_frame": "conflict",
        "tone.government": "-1",
        "tone.union": "1",
        "voice.government": "author",
        "voice.union": "source",
        "unsure": "yes",
        "reason": "Two readings.",
    }
    told = [(s["value"], s["text"], s.get("attributes")) for s in stored["spans"]]
    assert told == [
        ("source", "Two aides", {"naming": "1", "role": "an aide"}),
        ("cue", "claimed", None),
        ("content", "the “truce” would hold until spring.", None),
    ]
    (link,) = stored["links"]
    assert [member["value"] for member in link["members"]] == ["source", "cue", "content"]
    assert link["attributes"] == {"quote_type": "direct"}


def test_the_article_as_a_whole_is_the_last_unit(study: Study, ada: Desk) -> None:
    page = ada.page
    press(page, "j j")
    go_to(page, 0)
    expect(page.locator("#panel h2")).to_contain_text("The article as a whole")
    assert has_focus(page, "#p0 .words")
    press(page, "ArrowRight s")  # there are no words to choose or to mark here
    expect(page.locator(".palette")).to_be_hidden()
    press(page, "Enter")
    problems = page.locator("[data-question-problems] p")
    expect(problems).to_have_count(5)
    press(page, "1 y n y 3")  # the battery's questions take turns at their keys
    wait_until_saved(page)
    ada.check_accessibility()
    expect(page.locator("#p0 .chips")).to_contain_text("Conflict: 3 of 3")
    press(page, "Enter")
    go_to(page, 1)
    wait_until_saved(page)
    assert last_document(study)["labels"] == {
        "genre": "report",
        "conflict_sides": "yes",
        "conflict_blame": "no",
        "conflict_winner": "yes",
        "article_frame": "law",
    }
    page.reload()
    expect(page.locator("#p0.done")).to_be_visible()
    expect(page.locator("[data-done-count]")).to_have_text("1")


def test_a_removed_passage_leaves_its_link(study: Study, ada: Desk) -> None:
    page = ada.page
    press(page, "Home Shift+ArrowRight s Escape Home ArrowRight ArrowRight v +")
    links = page.locator(".link .show")
    expect(links).to_have_count(1)
    press(page, "Tab")  # past the row's own button to its first passage
    page.get_by_role("group", name="About Attribution 1").get_by_role(
        "button", name="Source"
    ).click()
    wait_until_saved(page)
    assert [m["value"] for m in last_document(study)["links"][0]["members"]] == ["cue"]
    page.get_by_role("button", name="Remove “claimed”").click()
    expect(links).to_have_count(0)
    expect(page.locator("#say")).to_contain_text("Attribution 1 removed with it")
    page.locator("#p2 .words").focus()
    press(page, "z")
    expect(links).to_have_count(1)
    wait_until_saved(page)
    assert len(last_document(study)["links"]) == 1


def test_a_changed_codebook_is_said_and_the_work_is_kept(study: Study, ada: Desk) -> None:
    page = ada.page
    ada.expected += ["409"]
    error = {"error": {"code": "codebook_changed", "message": "It changed.", "details": {}}}
    page.route(SAVES, lambda route: route.fulfill(status=409, json=error))
    press(page, "1")
    changed = page.get_by_role("region", name="The codebook changed").filter(has_text="Reload")
    expect(changed).to_be_visible()
    press(page, "2")  # nothing more is taken
    assert ticked(page) == ["yes", "conflict"]
    page.unroute(SAVES)
    changed.get_by_role("link", name="Reload").click()
    go_to(page, 2)
    wait_until_saved(page)
    assert last_document(study)["labels"]["frames"] == ["conflict"]


def test_every_type_without_scripts(study: Study, sit_down: SitDown) -> None:
    ada = sit_down(study.annotators[0], java_script_enabled=False)
    page = ada.open(f"{work_path(study)}?p=2")
    expect(page.get_by_role("radio", name="Text")).to_be_checked()
    assert page.locator("#panel").get_by_text("Genre").count() == 0
    page.get_by_role("checkbox", name="Hard to decide").check()
    page.get_by_role("textbox", name="Reason").fill("By form")
    page.get_by_role("textbox", name="Source", exact=True).fill("Two aides")
    page.get_by_role("textbox", name="Cue", exact=True).fill("claimed")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("combobox", name="Naming").select_option("Role only")
    page.get_by_role("textbox", name="Role").fill("an aide")
    for role in ("Source: ", "Cue: "):
        page.get_by_role("group", name="Attribution").get_by_role(
            "checkbox", name=role
        ).last.check()
    page.get_by_role("combobox", name="Quote").select_option("Direct")
    page.get_by_role("button", name="Save", exact=True).click()
    stored = last_document(study)
    assert stored["labels"] == {"codable": "yes", "unsure": "yes", "reason": "By form"}
    assert stored["spans"][0]["attributes"] == {"naming": "1", "role": "an aide"}
    (link,) = stored["links"]
    assert (len(link["members"]), link["attributes"]) == (2, {"quote_type": "direct"})

    page.locator("#p0 .n").click()
    page.get_by_role("radio", name="Report").check()
    page.get_by_role("button", name="Save", exact=True).click()
    assert json.dumps(last_document(study)["labels"]) == '{"genre": "report"}'
