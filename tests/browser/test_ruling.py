"""A lead rules on disagreements of the sample project, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.annotating import one_database, press
from tests.browser.conftest import SitDown
from tests.make import NOW
from workbench.annotate.queries import done_in_round
from workbench.assign.models import Round
from workbench.codebook.queries import questions_for
from workbench.core.db import db, writing
from workbench.home.sample import read_sample, store_sample
from workbench.projects.models import Membership
from workbench.review.differences import find_disagreements
from workbench.review.queries_rulings import Ruled, current_rulings, rulings_at

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


def ruled(page: Page, reason: str = "1") -> None:
    """Rule: the first time the keys lead to the reasons, the second time it is ruled."""
    here = page.url
    press(page, "Control+Enter")
    expect(page.locator("[data-reasons] input:focus")).to_have_count(1)
    press(page, reason)
    press(page, "Control+Enter")
    page.wait_for_url(lambda url: url != here)
    ready(page)
    expect(page.locator(".flash")).to_contain_text("Ruled")


def newest() -> Ruled:
    db.session.commit()
    return max(current_rulings(pilot().id), key=lambda one: one.id)


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
