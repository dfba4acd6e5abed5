"""What annotators do in the browser, and what the database then holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests.browser.desk import Desk
from tests.make import Study
from workbench.annotate.models import Judgment, Revision
from workbench.core.db import db

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import SitDown

SAVES = "**/paragraphs/*"
#: For what happens in the browser alone: one database is enough.
one_database = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def work_path(study: Study, annotator: int = 0, article: int = 0) -> str:
    """The annotation page of an annotator's article."""
    assignment = study.assignment(annotator, article)
    return f"/projects/{study.project.slug}/assignments/{assignment.id}/"


def press(page: Page, keys: str) -> None:
    """Press keys one after another, as a person does: `1 q Shift+ArrowRight s`."""
    for key in keys.split():
        page.keyboard.press(key)


def go_to(page: Page, position: int) -> None:
    """Wait until the paragraph is the active one; the scripts are at work by then."""
    page.wait_for_selector(f"#p{position}[aria-current=step] .words[tabindex]")


def at_work(
    sit_down: SitDown, study: Study, position: int = 0, expected: Sequence[str] = (), **options: Any
) -> Desk:
    """The first annotator at her article, at a paragraph or where the page begins.

    `expected` are words of console errors that are no surprise there.
    """
    desk = sit_down(study.annotators[0], **options)
    desk.expected += expected
    desk.open(work_path(study) + (f"?p={position}" if position else ""))
    go_to(desk.page, position or 1)
    return desk


def wait_until_saved(page: Page) -> None:
    page.wait_for_selector("#saving [data-state=saved]")


def wait_until_status(page: Page, words: str) -> None:
    """Wait until the line in the bar says these words."""
    from playwright.sync_api import expect  # absent where there is no browser

    expect(page.locator("#saving")).to_contain_text(words, timeout=30_000)


def come_back(page: Page) -> None:
    """The person turns to this window again; a browser without a screen has to be told."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def ticked(page: Page) -> list[str]:
    """The values that are chosen among those on show, in the order of the form."""
    shown = page.locator("[data-form] fieldset:not([hidden]) input:checked")
    chosen: list[str] = shown.evaluate_all("all => all.map(one => one.value)")
    return chosen


@dataclass(frozen=True)
class Logged:
    """One row of the log of saves."""

    number: int
    key: str
    is_parked: bool
    document: dict[str, Any]

    @property
    def frames(self) -> list[str]:
        found: list[str] = self.document["labels"].get("frames", [])
        return found


def log_of(study: Study, annotator: int = 0) -> list[Logged]:
    """Every save that the server took from this annotator, parked ones too, oldest first."""
    db.session.commit()
    own = select(Judgment.id).where(Judgment.assignment_id == study.assignment(annotator).id)
    rows = db.session.scalars(
        select(Revision).where(Revision.judgment_id.in_(own)).order_by(Revision.id)
    )
    return [
        Logged(row.number, row.idempotency_key, row.is_parked, json.loads(row.document))
        for row in rows
    ]
