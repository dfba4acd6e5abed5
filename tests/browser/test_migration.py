"""A lead publishes a draft and moves a round by keyboard; its annotator sees what is asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.annotate.test_migrations_rounds import SPLIT, split_book
from tests.browser.annotating import one_database, work_path
from tests.browser.conftest import SitDown
from tests.make import NOW, Study, make_judgment
from workbench.codebook.actions_drafts import start_draft
from workbench.codebook.format import Codebook, canonical_json
from workbench.core.db import db, writing

pytestmark = pytest.mark.browser

CODEBOOK = "/projects/harbour/codebook"


def make_split_draft(study: Study) -> None:
    with writing():
        draft = start_draft(study.project.id, now=NOW)
        targets = Codebook.model_validate_json(draft.document).targets
        draft.document = canonical_json(split_book().model_copy(update={"targets": targets}))
        draft.lineage = SPLIT.model_dump(mode="json", exclude_defaults=True)


@one_database
def test_from_the_draft_to_a_moved_round_and_back(study: Study, sit_down: SitDown) -> None:
    make_judgment(study)
    make_split_draft(study)
    db.session.commit()
    lead = sit_down(study.lead)
    page = lead.open(f"{CODEBOOK}/history")
    lead.check_accessibility()
    page.get_by_role("link", name="Publish the draft").press("Enter")
    expect(page.get_by_role("heading", name="Publish the draft as version 2")).to_be_visible()
    lead.check_accessibility()
    page.get_by_label("What changed and why").fill("A quarrel is not a ranking.")
    page.get_by_role("button", name="Publish").press("Enter")

    page.get_by_role("link", name="What changed since version 1").press("Enter")
    expect(page.get_by_text("Conflict & contest → became Clash, Contest")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    lead.check_accessibility()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    lead.open(f"{CODEBOOK}/history")
    page.get_by_role("link", name="Round 1").press("Enter")
    lead.check_accessibility()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1360, "height": 860})
    lead.check_accessibility()
    conflict = page.get_by_label("What becomes of Conflict & contest")
    conflict.select_option(label="becomes “Clash”")
    page.get_by_role("button", name="Show what this would do").press("Enter")
    effect = page.locator("dl.effect dd")
    expect(effect).to_have_text(["1", "0", "1", "0", "0"])
    conflict.select_option(label="cannot be told: ask again")
    page.get_by_role("button", name="Show what this would do").press("Enter")
    expect(effect).to_have_text(["1", "0", "0", "1", "0"])
    page.get_by_role("button", name="Move the round to version 2").press("Enter")
    expect(page.get_by_text("To be answered again: 1.")).to_be_visible()

    ada = sit_down(study.annotators[0])
    ada.open(work_path(study))
    expect(ada.page.get_by_text("Clash").first).to_be_visible()

    page.get_by_role("link", name="Take back…").press("Enter")
    lead.check_accessibility()
    page.get_by_role("button", name="Take the move back").press("Enter")
    expect(page.get_by_text("taken back", exact=False).first).to_be_visible()
