"""How the others saw a submitted article, in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import one_database, press, work_path
from tests.browser.conftest import SitDown
from tests.make import NOW, make_document, make_judgment, make_span, make_study
from workbench.assign.actions import submit
from workbench.core.db import writing

pytestmark = [pytest.mark.browser, one_database]


@pytest.mark.usefixtures("app")
def test_from_the_strip_to_a_paragraph_and_on_by_keys(sit_down: SitDown) -> None:
    study = make_study(shows_others=True)
    for annotator, frame in enumerate(("conflict", "morality")):
        for number in (1, 2, 3):
            labels = make_document()["labels"] | {"frames": [frame], "primary_frame": frame}
            document = make_document(labels=labels | {"attributed": "yes"})
            if annotator and number == 2:
                document["spans"] = [make_span(study.paragraph(2).text, "would hold")]
            make_judgment(study, annotator=annotator, paragraph=number, document=document)
        with writing():
            submit(study.assignment(annotator), now=NOW)
    ada = sit_down(study.annotators[0])
    page = ada.open(work_path(study))
    page.get_by_text("Shown: all questions").click()
    page.get_by_role("link", name="Frames").click()
    page.get_by_role("link", name="Paragraph 2: 100 of 100 apart").click()
    expect(page.locator("#p2")).to_have_attribute("aria-current", "step")
    expect(page.locator("#panel")).to_contain_text("Morality 1 of 1")
    expect(page.locator("#panel")).to_contain_text("Conflict & contest 0 of 1 you: yes")
    ada.check_accessibility()
    painted = "[...CSS.highlights].filter(([, ranges]) => ranges.size > 0).map(([name]) => name)"
    assert page.evaluate(painted) == ["heat-1"]
    press(page, "j")
    expect(page.locator("#p3")).to_have_attribute("aria-current", "step")
    expect(page.locator(".strip [aria-current]")).to_have_accessible_name(
        "Paragraph 3: 100 of 100 apart"
    )
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#panel")).to_be_in_viewport()  # the counts, in the sheet below the words
    ada.check_accessibility()
