"""Without scripts the page is a form, and the form is enough."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import log_of, work_path
from tests.browser.conftest import SitDown
from tests.make import Study

pytestmark = pytest.mark.browser


def test_a_paragraph_is_annotated_by_form_alone(study: Study, sit_down: SitDown) -> None:
    ada = sit_down(study.annotators[0], java_script_enabled=False)
    ada.expected += ["422"]
    page = ada.page
    ada.open(work_path(study))
    page.locator("#p2 .n").click()
    page.get_by_role("checkbox", name="Conflict & contest").check()
    page.get_by_role("radio", name="hostile").check()
    page.get_by_role("group", name="Attributed").get_by_role("radio", name="Yes").check()
    page.get_by_role("textbox", name="Source", exact=True).fill("Two aides")
    page.get_by_role("textbox", name="Cue", exact=True).fill("said")
    page.get_by_role("button", name="Done, next paragraph").click()
    expect(page.locator("#panel")).to_contain_text("The words “said” do not stand in this")
    assert log_of(study) == []

    expect(page.get_by_role("textbox", name="Source", exact=True)).to_have_value("Two aides")
    page.get_by_role("textbox", name="Cue", exact=True).fill("claimed")
    page.get_by_role("textbox", name="Note").fill("By form.")
    page.get_by_role("button", name="Done, next paragraph").click()
    expect(page.locator("#p3")).to_have_attribute("aria-current", "step")
    (first,) = log_of(study)
    assert first.document["done"] is True
    assert first.document["note"] == "By form."
    assert first.document["labels"] == {
        "frames": ["conflict"],
        "primary_frame": "conflict",
        "tone.government": "-2",
        "attributed": "yes",
    }
    spans = [(span["value"], span["start"], span["end"]) for span in first.document["spans"]]
    assert spans == [("source", 0, 9), ("cue", 10, 17)]

    page.locator("#p2 .n").click()
    page.get_by_role("checkbox", name="Remove Cue").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    last = log_of(study)[-1].document
    assert [span["value"] for span in last["spans"]] == ["source"]
    assert (last["note"], last["labels"]) == ("By form.", first.document["labels"])
