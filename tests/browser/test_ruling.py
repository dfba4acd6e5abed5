"""A lead rules on disagreements of the sample project, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.annotating import one_database, press, ticked
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS
from tests.make import NOW, make_judgment, make_study, rich_codebook
from tests.review.given import find_disagreements
from tests.review.given_rulings import in_force, originals
from workbench.accounts.actions import add_person
from workbench.annotate.queries import done_in_round
from workbench.assign.models import Round
from workbench.codebook.queries import questions_for
from workbench.core.db import db, writing
from workbench.home.sample import read_sample, store_sample
from workbench.projects.actions import add_member
from workbench.projects.models import Membership
from workbench.review.queries_rulings import Ruled, rulings_at

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]


@pytest.fixture
def lead(app: Flask) -> Membership:
    """The lead of the sample project."""
    with writing():
        project = store_sample(read_sample(), now=NOW)
    found = db.session.scalar(
        select(Membership).where(Membership.project_id == project.id, Membership.role == "lead")
    )
    assert found is not None
    return found


def pilot() -> Round:
    found = db.session.scalar(select(Round).where(Round.name == "Pilot"))
    assert found is not None
    return found


def first_with(lead: Membership, *keys: str) -> str:
    """The address of the first paragraph of the pilot that is disputed in just these questions."""
    asked = questions_for(lead.project, pilot().codebook_version.sha256)
    found = find_disagreements(done_in_round(pilot().id, asked), asked)
    one = next(unit for unit in found if unit.differing == keys)
    slug = lead.project.slug
    path = f"/projects/{slug}/disagreements/{pilot().id}/paragraphs/{one.paragraph_id}"
    return f"{path}?sort=reading"


def ready(page: Page) -> Page:
    page.wait_for_selector("[data-form][data-ready]")
    return page


def ruled(page: Page, reason: str = "1", *, is_last: bool = False) -> None:
    """Rule: the first time the keys lead to the reasons, the second time it is ruled.

    After the last of the queue the queue itself comes, and else the next unit.
    """
    here = page.url
    press(page, "Control+Enter")
    expect(page.locator("[data-reasons] input:focus")).to_have_count(1)
    press(page, reason)
    press(page, "Control+Enter")
    page.wait_for_url(lambda url: url != here)
    expect(page.locator(".flash")).to_contain_text("Ruled")
    if not is_last:
        ready(page)


def newest() -> Ruled:
    db.session.commit()
    return max(in_force(pilot().id), key=lambda one: one.id)


def take_cell(page: Page, question: str, column: int) -> None:
    """By the arrows to the button beside that answer, and Enter."""
    press(page, "a")
    press(page, "ArrowRight " * (column - 1))
    while question not in (page.locator("[data-take]:focus").get_attribute("data-take") or ""):
        press(page, "ArrowDown")
    press(page, "Enter a")


def spans_of(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-spans] q").all_text_contents()
    return found


def test_a_lead_rules_by_keyboard_alone(lead: Membership, sit_down: SitDown) -> None:
    desk = sit_down(lead)
    untouched = originals()
    page = ready(desk.open(first_with(lead, "frames", "tone.government", "sourcing")))
    press(page, "Shift+Digit2")
    ruled(page)
    assert (newest().method, newest().reason) == ("taken", "slip")

    # Merged: the frames of one, the tone of another.
    take_cell(page, "frames", 3)
    take_cell(page, "primary_frame", 3)
    take_cell(page, "tone", 1)
    ruled(page, "4")
    assert (newest().method, newest().reason) == ("merged", "text_ambiguous")

    # Everybody was wrong.
    press(page, "6 x")
    ruled(page, "2")
    assert (newest().method, newest().document.labels["frames"]) == ("written", ("morality",))

    # Taken, and the end of a passage redrawn.
    press(page, "Shift+Digit1")
    before = spans_of(page)
    press(page, "; ArrowLeft")
    assert spans_of(page) != before
    press(page, "Escape")
    ruled(page)
    assert newest().method == "written"

    # Legitimate disagreement on what differs.
    press(page, "d l Control+Enter")
    expect(page.locator(".flash")).to_contain_text("left open as legitimate")
    ready(page)
    made = newest()
    assert (made.outcome, made.reason) == ("legitimate", "legitimate_difference")
    assert made.left_open
    assert not set(made.left_open) & set(made.document.labels)

    # Undo takes the ruling back; what it said stands in the form again.
    press(page, "z")
    expect(page.locator(".flash")).to_contain_text("taken back")
    ready(page)
    db.session.commit()
    (gone,) = rulings_at(made.place)
    assert (gone.is_current, gone.withdrawn_at is None) == (False, False)
    expect(page.locator("[name=ruling-outcome]:checked")).to_have_value("legitimate")
    assert originals() == untouched


def test_the_digit_keys_take_on_every_layout(lead: Membership, sit_down: SitDown) -> None:
    page = ready(sit_down(lead).open(first_with(lead, "frames", "tone.government", "sourcing")))
    taken = []
    for number in (0, 1, 2, 3):
        press(page, f"Shift+Digit{number}")
        taken.append((ticked(page), spans_of(page)))
    assert len({str(one) for one in taken[1:]}) == 3
    # Where digits need Shift, a sign stands on the key itself, and Shift gives the codebook's key.
    page.evaluate(
        """document.body.dispatchEvent(new KeyboardEvent("keydown",
            {key: "é", code: "Digit2", bubbles: true}))"""
    )
    assert (ticked(page), spans_of(page)) == taken[2]
    press(page, "Shift+Digit0")
    assert (ticked(page), spans_of(page)) == taken[0]


def test_what_was_written_comes_back_until_it_is_ruled(lead: Membership, sit_down: SitDown) -> None:
    desk = sit_down(lead)
    path = first_with(lead, "frames", "tone.government", "sourcing")
    page = ready(desk.open(path))
    press(page, "Shift+Digit1 d 3 Escape ,")
    page.keyboard.type("Half a thought")
    kept = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    assert "Half a thought" in kept
    for words in spans_of(page):
        assert words not in kept  # of the article nothing is kept
    shown = (ticked(page), spans_of(page))
    ready(desk.open(path))
    expect(page.locator("[data-restored]")).to_contain_text("is back")
    assert (ticked(page), spans_of(page)) == shown
    expect(page.locator("#ruling-sentence")).to_have_value("Half a thought")
    press(page, "Control+Enter")
    expect(page.locator(".flash")).to_contain_text("Ruled")
    ready(desk.open(path))
    expect(page.locator("[data-restored]")).to_be_hidden()
    expect(page.locator(".in-force")).to_contain_text("Half a thought")


def test_the_second_of_two_leads_loses_nothing(lead: Membership, sit_down: SitDown) -> None:
    with writing():
        other = add_member(lead.project, add_person("Noor Haddad", now=NOW), "lead", seat="L-09")
    path = first_with(lead, "frames", "tone.government", "sourcing")
    desks = [sit_down(member) for member in (lead, other)]
    desks[1].expected.append("409")
    one, two = (ready(desk.open(path)) for desk in desks)
    before = originals()
    press(one, "Shift+Digit1")
    press(two, "Shift+Digit2")
    ruled(one)
    press(two, "d 2 ,")
    two.keyboard.type("Not so")
    mine = (ticked(two), spans_of(two))
    press(two, "Control+Enter")
    expect(two.get_by_role("alert")).to_contain_text("You ruled on this too")
    ready(two)
    assert (ticked(two), spans_of(two)) == mine
    expect(two.locator("#ruling-sentence")).to_have_value("Not so")
    press(two, "Control+Enter")
    expect(two.locator(".flash")).to_contain_text("Ruled")
    log = rulings_at(newest().place)
    assert [(it.is_current, it.is_parked) for it in log] == [
        (False, False),
        (False, True),
        (True, False),
    ]
    assert originals() == before


def test_what_nobody_decided_is_asked_about_once(lead: Membership, sit_down: SitDown) -> None:
    page = ready(sit_down(lead).open(first_with(lead, "sourcing")))
    before = spans_of(page)
    press(page, "d 1 Control+Enter")
    expect(page.locator("[data-sending]")).to_contain_text("Not decided yet")
    expect(page.locator("[data-sending]")).to_contain_text("Sourcing")
    press(page, "Control+Enter")
    expect(page.locator(".flash")).to_contain_text("Ruled")
    assert len(newest().document.spans) == len(before)


def test_what_was_ruled_and_taken_back_is_no_oversight(lead: Membership, sit_down: SitDown) -> None:
    page = ready(sit_down(lead).open(first_with(lead, "sourcing")))
    press(page, "Shift+Digit1")
    ruled(page)
    press(page, "z")
    expect(page.locator(".flash")).to_contain_text("taken back")
    ready(page)
    press(page, "Control+Enter")
    expect(page.locator(".flash")).to_contain_text("Ruled")


IN_SIGHT = """() => {
  const { top, bottom } = document.querySelector(".p.now").getBoundingClientRect();
  return bottom > 0 && top < innerHeight }"""


def test_the_words_are_in_sight_when_the_keys_lead_to_them(
    lead: Membership, sit_down: SitDown
) -> None:
    desk = sit_down(lead)
    desk.page.set_viewport_size({"width": 1360, "height": 480})
    page = ready(desk.open(first_with(lead, "frames", "tone.government", "sourcing")))
    for back in ("a", "Escape", ";"):
        press(page, "Shift+Digit1 a")
        page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
        page.wait_for_function(f"!({IN_SIGHT})()")
        press(page, back)
        page.wait_for_function(IN_SIGHT)


def test_a_majority_is_a_decision(lead: Membership, sit_down: SitDown) -> None:
    page = ready(sit_down(lead).open(first_with(lead, "sourcing")))
    press(page, "Shift+Digit0")
    ruled(page)
    assert newest().method in {"taken", "majority"}


def test_a_refused_ruling_points_at_what_is_missing(lead: Membership, sit_down: SitDown) -> None:
    desk = sit_down(lead)
    desk.expected.append("422")
    page = ready(desk.open(first_with(lead, "frames")))
    press(page, "d 1 Control+Enter")
    expect(page.locator("[data-sending]")).to_contain_text("Not ruled")
    expect(page.locator("[data-question=frames].wrong")).to_be_visible()
    press(page, "2")
    expect(page.locator("[data-sending]")).to_be_empty()
    assert in_force(pilot().id) == []


def test_a_server_that_does_not_answer_takes_nothing_away(
    lead: Membership, sit_down: SitDown
) -> None:
    desk = sit_down(lead)
    desk.expected.append("ERR_INTERNET_DISCONNECTED")
    page = ready(desk.open(first_with(lead, "frames", "tone.government", "sourcing")))
    press(page, "Shift+Digit1 d 1")
    desk.context.set_offline(True)
    press(page, "Control+Enter")
    expect(page.locator("[data-sending]")).to_contain_text("Nothing is lost")
    desk.context.set_offline(False)
    press(page, "Control+Enter")
    expect(page.locator(".flash")).to_contain_text("Ruled")
    assert newest().number == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits(lead: Membership, sit_down: SitDown, scheme: str) -> None:
    desk = sit_down(lead)
    desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two literals
    path = first_with(lead, "frames", "tone.government", "sourcing")
    page = ready(desk.open(path))
    press(page, "Shift+Digit1 d l Control+Enter")
    expect(page.locator(".flash")).to_contain_text("Ruled")
    for width, height in ((1360, 860), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for address in (path, first_with(lead, "frames")):
            ready(desk.open(address))
            press(page, "d l")
            desk.check_accessibility(*(COLOURS if scheme == "dark" else ()))
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    press(page, "?")
    desk.check_accessibility()


def test_an_article_as_a_whole_is_ruled_on_too(app: Flask, sit_down: SitDown) -> None:
    study = make_study(codebook=rich_codebook())
    for annotator, topic in enumerate(("conflict", "economy")):
        labels = {"gist": "A deal", "topics": [topic]}
        made = {"labels": labels, "spans": [], "note": "", "flag": False, "done": True}
        make_judgment(study, annotator=annotator, paragraph=0, document=made)
    desk = sit_down(study.lead)
    root = f"/projects/harbour/disagreements/{study.round.id}/articles"
    page = ready(desk.open(f"{root}/{study.articles[0].id}?sort=reading"))
    expect(page.locator("[data-which]")).to_have_text("The article as a whole")
    press(page, "A")
    expect(page.locator("[data-rest][open]")).to_have_count(1)
    desk.check_accessibility()
    press(page, "Shift+Digit1")
    ruled(page, is_last=True)
    db.session.commit()
    (made_there,) = in_force(study.round.id)
    assert (made_there.method, made_there.place.paragraph_id) == ("taken", None)


def test_without_scripts_an_answer_is_taken_and_ruled(lead: Membership, sit_down: SitDown) -> None:
    path = first_with(lead, "frames", "tone.government", "sourcing")
    page = sit_down(lead, java_script_enabled=False).open(path)
    page.get_by_role("button", name="Take all of A-01").click()
    page.get_by_label("A slip").check()
    page.get_by_label("In a sentence").fill("Seen again")
    page.get_by_role("button", name="Rule", exact=True).last.click()
    expect(page.locator(".flash")).to_contain_text("one annotator’s answer")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".flash")).to_contain_text("taken back")
    expect(page.get_by_label("In a sentence")).to_have_value("Seen again")
