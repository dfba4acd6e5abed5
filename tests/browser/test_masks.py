"""Hidden words in the browser: what is marked on placeholders, and masks that change meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.annotating import (
    go_to,
    log_of,
    one_database,
    press,
    wait_until_saved,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.make import Study, make_document, make_draft, make_judgment, make_study
from workbench.codebook.reading import read_preset
from workbench.core.db import db, writing
from workbench.corpus.models import Paragraph

pytestmark = [pytest.mark.browser, one_database]

TEXTS = ("🙂 They told Northskerry Wire, and my colleague Jon Berg, nothing.", "It rained.")


@pytest.fixture
def masked(app: Flask) -> Study:
    draft = make_draft(TEXTS, outlet="Northskerry Wire", name="wire.txt")
    return make_study("wire", drafts=[draft], annotators=["Cleo Marsh"], lead="Lia Roth")


def masks_of(study: Study) -> list[list[Any]]:
    db.session.commit()
    masks = db.session.scalar(select(Paragraph.masks).where(Paragraph.id == study.paragraph(1).id))
    assert masks is not None
    return masks


def test_marked_placeholders_are_stored_as_what_they_hide(masked: Study, sit_down: SitDown) -> None:
    cleo = sit_down(masked.annotators[0])
    cleo.open(work_path(masked))
    go_to(cleo.page, 1)
    expect(cleo.page.locator("#p1 .text")).to_have_text(
        "🙂 They told [OUTLET], and my colleague [AUTHOR], nothing."
    )
    press(cleo.page, "Home ArrowRight ArrowRight ArrowRight Shift+ArrowRight s")
    wait_until_saved(cleo.page)
    (span,) = log_of(masked)[-1].document["spans"]
    assert span["text"] == "Northskerry Wire,"
    expect(cleo.page.locator("[data-spans] .span").first).to_contain_text("[OUTLET],")
    assert "Northskerry Wire" not in cleo.page.content()


def test_masks_changed_meanwhile_cost_no_answer_and_shift_no_passage(
    masked: Study, sit_down: SitDown
) -> None:
    cleo = sit_down(masked.annotators[0])
    cleo.expected += ["409"]
    cleo.open(work_path(masked))
    go_to(cleo.page, 1)
    press(cleo.page, "1 Home ArrowRight s")
    wait_until_saved(cleo.page)
    with writing():
        row = db.session.get(Paragraph, masked.paragraph(1).id)
        assert row is not None
        row.masks = [mask for mask in row.masks if mask[2] == "author"]
    press(cleo.page, "2 End s")
    expect(cleo.page.locator("[data-problems]")).to_contain_text("Reload the page")
    assert [one["text"] for one in log_of(masked)[-1].document["spans"]] == ["They"]

    cleo.page.on("dialog", lambda dialog: dialog.accept())
    cleo.page.reload()
    go_to(cleo.page, 1)
    expect(cleo.page.locator("[data-problems]")).to_contain_text("mark them again")
    expect(cleo.page.locator("#p1 .text")).to_contain_text("told Northskerry Wire, and")
    wait_until_saved(cleo.page)
    last = log_of(masked)[-1]
    assert len(last.frames) == 2
    assert [one["text"] for one in last.document["spans"]] == ["They"]


def test_words_selected_by_the_lead_fill_the_form(masked: Study, sit_down: SitDown) -> None:
    lia = sit_down(masked.lead)
    lia.open(f"/projects/wire/articles/{masked.articles[0].key}/masks")
    lia.check_accessibility()
    lia.page.locator("[data-paragraph-text='2']").select_text()
    expect(lia.page.get_by_role("textbox", name="Words")).to_have_value("It rained.")
    expect(lia.page.get_by_label("Paragraph", exact=True)).to_have_value("2")
    lia.page.get_by_role("button", name="Remove the mask over “Jon Berg”").click()
    expect(lia.page.get_by_role("status").first).to_contain_text("1 passage shown again.")
    assert [mask[2] for mask in masks_of(masked)] == ["outlet"]


def test_a_codebook_that_asks_whether_leaves_which_open(app: Flask, sit_down: SitDown) -> None:
    preset = read_preset("framing-tone-sourcing")
    own = [one for one in preset.dimensions if one.id in {"unsure", "recognised"}]
    study = make_study(codebook=preset.model_copy(update={"dimensions": tuple(own)}))
    for number in (1, 2, 3):
        make_judgment(study, paragraph=number, document=make_document(labels={}))
    ada = sit_down(study.annotators[0])
    page = ada.open(f"{work_path(study)}?p=0")
    page.wait_for_selector("[data-form][data-ready]")
    page.locator(".p.whole").click()
    which = page.get_by_label("Which outlet did you have in mind?")
    press(page, "u Enter")  # no
    page.get_by_text("Submit…").click()
    expect(which).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.locator(".p.whole").click()
    press(page, "h")  # a guess
    expect(which).to_be_visible()
    wait_until_saved(page)
    which.fill("The Slipway")
    ada.check_accessibility()
    page.get_by_role("button", name="Yes, submit the article").click()
    page.wait_for_selector("text=Submitted")
    db.session.commit()
    own_work = study.assignment()
    db.session.refresh(own_work)
    assert (own_work.recognised, own_work.recognised_as) == ("guess", "The Slipway")
