"""From a quotation to a finished judgment: suggested triples, links step by step, few keys."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import at_work, go_to, log_of, one_database, press, wait_until_saved
from tests.browser.conftest import SitDown
from tests.make import Study, make_study
from workbench.codebook.reading import read_preset

pytestmark = pytest.mark.browser

QUOTE = "“The bridge will be open again before the winter comes,”"
MORE = "“And nobody will have to take the ferry any more.”"
TEXTS = (
    "Brackwater rebuilds",
    f"{QUOTE} said Mayor Ana Holt. The council had fought over the money for a year.",
    f"{QUOTE} Ana Holt said. {MORE} Anselm Roke replied that he doubted it.",
)
#: Two frames, the main one, tone, a quotation with its source and cue, done: the figures that the
#: README gives. With suggestions the triple is taken by one key, and two of its answers with it;
#: without, the quotation is chosen by one key, and the cursor goes on to the cue and the source.
WITH_SUGGESTIONS = "1 8 * e a 1 r Enter"
BY_HAND = "1 8 * e ' c u Shift+ArrowRight Shift+ArrowRight s + v 1 r n Enter"
#: Where a word of the active paragraph stands on the screen.
WORD = """(word) => {
  const node = document.querySelector("[aria-current=step] .text").firstChild;
  const range = document.createRange();
  range.setStart(node, node.data.indexOf(word));
  range.setEnd(node, node.data.indexOf(word) + word.length);
  const box = range.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def study_with(*, premarks: bool) -> Study:
    return make_study(
        premarks=premarks,
        texts=(TEXTS,),
        targets=[("council", "the council")],
        codebook=read_preset("framing-tone-sourcing"),
    )


def check_typical(study: Study, origin: str) -> None:
    """What both ways of typing shall have stored."""
    document: dict[str, Any] = log_of(study)[-1].document
    assert document["done"] is True
    assert document["labels"] == {
        "frames": ["conflict", "economy"],
        "primary_frame": "conflict",
        "tone.council": "0",
        "attributed": "yes",
    }
    assert [(s["value"], s["text"], s["origin"]) for s in document["spans"]] == [
        ("content", QUOTE, origin),
        ("cue", "said", origin),
        ("source", "Mayor Ana Holt", origin),
    ]
    (link,) = document["links"]
    assert len(link["members"]) == 3
    assert link["attributes"] == {
        "quote_type": "direct",
        "source_type": "official",
        "naming": "3",
        "cue_stance": "neutral",
    }


@one_database
def test_a_typical_paragraph_takes_eight_keys(app: Flask, sit_down: SitDown) -> None:
    study = study_with(premarks=True)
    page = at_work(sit_down, study, 2).page
    press(page, WITH_SUGGESTIONS)
    go_to(page, 3)
    wait_until_saved(page)
    check_typical(study, "premark_accepted")
    assert len(WITH_SUGGESTIONS.split()) == 8


@one_database
def test_the_same_by_hand_takes_sixteen(app: Flask, sit_down: SitDown) -> None:
    study = study_with(premarks=False)
    page = at_work(sit_down, study, 2).page
    assert page.locator(".suggestion").count() == 0
    press(page, BY_HAND)
    go_to(page, 3)
    wait_until_saved(page)
    check_typical(study, "manual")
    assert len(BY_HAND.split()) == 16  # the source has three words


@one_database
def test_a_triple_is_accepted_and_taken_back_as_one(app: Flask, sit_down: SitDown) -> None:
    study = study_with(premarks=True)
    desk = at_work(sit_down, study, 3)
    page = desk.page
    press(page, "a")
    expect(page.locator("[data-links] .link:not(.suggestion)")).to_have_count(1)
    assert page.evaluate("document.activeElement.matches('.link .attributes')")
    signs = page.locator(".filled-in:visible")
    expect(signs).to_have_count(2)
    desk.check_accessibility()
    press(page, "v")  # confirms what was filled in
    expect(signs).to_have_count(1)
    press(page, "b")  # and this changes it
    expect(signs).to_have_count(0)
    press(page, "z z")
    expect(page.locator("[data-spans] .span:not(.suggestion)")).to_have_count(0)
    assert page.get_by_role("radio", name="Yes").is_checked() is False
    press(page, "d")
    expect(page.locator("[data-links] .suggestion")).to_have_count(0)
    press(page, "z A")  # the first passage alone
    wait_until_saved(page)
    (span,) = log_of(study)[-1].document["spans"]
    assert (span["text"], span["origin"]) == (QUOTE, "premark_accepted")


@one_database
def test_a_link_is_put_together_step_by_step(app: Flask, sit_down: SitDown) -> None:
    study = study_with(premarks=False)
    desk = at_work(sit_down, study, 3)
    page = desk.page
    words = "Home Control+ArrowRight"  # at the second quotation
    press(page, f"Home c {words} c")
    press(page, "End ArrowLeft ArrowLeft u Home ArrowRight u")
    press(page, "+")
    chooser = page.get_by_role("group", name="Attribution, 1 of 2: which Cue?")
    expect(chooser).to_be_focused()
    desk.check_accessibility()
    press(page, "2")
    content = page.get_by_role("group", name="Attribution, 2 of 2: which Content?")
    expect(content).to_be_focused()
    press(page, "2 1 Enter")
    link = page.locator("[data-links] .link")
    expect(link).to_have_count(1)
    press(page, "+")  # in its row: the same again
    expect(page.get_by_role("group", name="Change Attribution, 1 of 2: which Cue?")).to_be_focused()
    press(page, "1 2 Enter")
    expect(link).to_have_count(1)
    wait_until_saved(page)
    (stored,) = log_of(study)[-1].document["links"]
    assert [member["value"] for member in stored["members"]] == ["content", "cue"]


@one_database
def test_what_is_missing_is_where_the_keys_lead(app: Flask, sit_down: SitDown) -> None:
    study = study_with(premarks=True)
    page = at_work(sit_down, study, 2).page
    press(page, "1 e a p")  # back in the words, with two answers still to give
    assert page.evaluate("document.activeElement.matches('#p2 .words')")
    press(page, "Enter p")
    assert page.evaluate("document.activeElement.closest('.next').dataset.attribute") == (
        "source_type"
    )
    press(page, "1 r Enter")
    go_to(page, 3)


@one_database
def test_a_link_is_chosen_by_clicks_in_the_text(app: Flask, sit_down: SitDown) -> None:
    study = study_with(premarks=False)
    page = at_work(sit_down, study, 3).page
    press(page, "Home c Control+ArrowRight c")
    press(page, "End ArrowLeft ArrowLeft u Home ArrowRight u +")
    first = page.get_by_role("group", name="Attribution, 1 of 2: which Cue?")
    expect(first).to_be_focused()
    page.mouse.click(*page.evaluate(WORD, "doubted"))
    expect(first.get_by_role("button", name="“doubted”")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="“").first.click()
    page.get_by_role("button", name="Link these").click()
    expect(page.locator("[data-links] .link")).to_contain_text("Attribution 1")
    wait_until_saved(page)
    (link,) = log_of(study)[-1].document["links"]
    assert link["members"][-1]["value"] == "cue"
    assert TEXTS[2][link["members"][-1]["start"] :].startswith("doubted")
