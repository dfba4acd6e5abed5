"""The main job, end to end: two annotators by keyboard alone, then their lead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.annotating import go_to, one_database, press, wait_until_saved, work_path
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS, Desk
from tests.make import Study
from workbench.annotate.queries import judgments_of
from workbench.core.db import db

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LEAD_PAGES = (
    "progress",
    "articles/",
    "articles/import",
    "rounds/new",
    "codebook/",
    "agreement/",
    "disagreements/",
    "export/",
)
SIZES = ((1360, 860), (390, 844))


def annotate_article(page: Page, *, frame: str, tone: str) -> None:
    """Three paragraphs by keyboard alone; in the second, source and cue are marked."""
    go_to(page, 1)
    press(page, f"{frame} {tone} x")
    wait_until_saved(page)
    press(page, "Enter")
    go_to(page, 2)
    press(page, f"{frame} 4 {tone} y")
    page.keyboard.press("Home")
    press(page, "Shift+ArrowRight s")  # Two aides
    press(page, "u")  # claimed: the cursor has gone on to it
    press(page, "*")  # the first of the chosen frames becomes the main one
    wait_until_saved(page)
    press(page, "Enter")
    go_to(page, 3)
    press(page, f"n {tone} x")
    wait_until_saved(page)
    press(page, "Enter")
    page.wait_for_function("document.querySelector('[data-done-count]').textContent === '3'")
    wait_until_saved(page)


def labels(study: Study, annotator: int) -> list[dict[str, object]]:
    """What is stored for the annotator, paragraph by paragraph."""
    db.session.commit()
    stored = judgments_of(study.assignment(annotator).id, study.questions)
    found = []
    for number in (1, 2, 3):
        paragraph = study.paragraph(number)
        found.append(stored[paragraph.id].document.as_json(paragraph.text))
    return found


def test_two_annotators_and_their_lead(study: Study, sit_down: SitDown, downloads: Path) -> None:
    ada = sit_down(study.annotators[0])
    ada.open(work_path(study))
    annotate_article(ada.page, frame="1", tone="q")
    stored = labels(study, 0)
    assert [d["done"] for d in stored] == [True, True, True]
    assert stored[1]["labels"] == {
        "frames": ["conflict", "responsibility"],
        "primary_frame": "conflict",
        "tone.government": "-2",
        "attributed": "yes",
    }
    spans = stored[1]["spans"]
    assert isinstance(spans, list)
    assert [(s["value"], s["text"]) for s in spans] == [("source", "Two aides"), ("cue", "claimed")]

    ada.page.reload()
    assert labels(study, 0) == stored
    shown = ada.page.locator("#p2 .chip").all_text_contents()
    assert "Conflict & contest ★" in shown
    assert "Sourcing: 2 passages" in shown

    ben = sit_down(study.annotators[1])
    ben.open(work_path(study, 1))
    assert ben.page.locator(".p.done").count() == 0
    annotate_article(ben.page, frame="2", tone="q")

    lead = sit_down(study.lead)
    look_at_the_report(lead)
    export(lead, study, downloads)


def look_at_the_report(lead: Desk) -> None:
    report = lead.open("/projects/harbour/agreement/")
    row = report.get_by_role("row").filter(has_text="Attributed").first
    assert "100" in row.inner_text()
    frames = report.get_by_role("row").filter(has_text="MASI").first
    assert "33" in frames.inner_text()  # one of three paragraphs was given the same set
    differing = lead.open("/projects/harbour/disagreements/")
    assert "Conflict & contest" in differing.inner_text("main")
    assert "Security & force" in differing.inner_text("main")
    assert "Ada Quist" not in differing.inner_text("main")


def export(lead: Desk, study: Study, downloads: Path) -> None:
    page = lead.open("/projects/harbour/export/")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").or_(
            page.get_by_role("link", name="Download")
        ).first.click()
    target = downloads / "out.jsonl"
    started.value.save_as(target)
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 6
    second = next(r for r in lines if r["annotator"] == "A-01" and r["paragraph_index"] == 2)
    assert second["text"] == study.paragraph(2).text
    assert second["labels"]["tone"] == {"government": -2}
    assert [(s["start"], s["end"], s["text"]) for s in second["spans"]] == [
        (0, 9, "Two aides"),
        (10, 17, "claimed"),
    ]
    assert second["codebook"]["version"] == 1


@one_database
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(study: Study, sit_down: SitDown, scheme: str) -> None:
    pages = {study.lead: [f"/projects/harbour/{path}" for path in LEAD_PAGES]}
    pages[study.annotators[0]] = ["/projects/harbour/work", work_path(study), "/account"]
    for member, paths in pages.items():
        desk = sit_down(member)
        desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two literals
        for path in paths:
            for width, height in SIZES:
                desk.page.set_viewport_size({"width": width, "height": height})
                desk.open(path)
                desk.check_accessibility(*(COLOURS if scheme == "dark" else ()))
                wide = desk.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{path} is {wide} wide at {width}"


@one_database
def test_the_signed_out_pages_are_accessible(study: Study, sit_down: SitDown) -> None:
    desk = sit_down(None)
    for path in ("/sign-in", "/sign-in/link/none"):
        desk.open(path)
        desk.check_accessibility()
    desk.faults = [fault for fault in desk.faults if "404" not in fault]
