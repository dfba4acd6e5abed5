"""The queue of disagreements in the browser: by keyboard, with axe-core, in every size."""

from __future__ import annotations

from random import Random

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import one_database, press
from tests.browser.conftest import SitDown
from tests.make import NOW, Study, make_document, make_judgment, make_span, make_study
from workbench.core.db import db, writing
from workbench.review.models import Discussion

pytestmark = [pytest.mark.browser, one_database]

QUEUE = "/projects/harbour/disagreements/"
LEADS = ("Ferries will run again from", "Two aides claimed that the vote was safe on")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def disputed_study() -> Study:
    """Four articles of eight paragraphs, answered by three who often differ."""
    texts = [
        [f"The harbour accord, part {number}"] + [f"{lead} {day}." for day in DAYS]
        for number, lead in enumerate((*LEADS, *LEADS), start=1)
    ]
    study = make_study(texts=texts, annotators=("Ada Quist", "Ben Okoro", "Cem Aydin"))
    random = Random(3)
    for article, own in enumerate(texts):
        for paragraph in range(1, len(own) + 1):
            if (article, paragraph) == (0, 8):
                continue
            for annotator in range(3):
                document = make_document(flag=random.random() < 0.06)
                frame = random.choice(["conflict", "conflict", "law", "power"])
                document["labels"] |= {"frames": [frame], "primary_frame": frame}
                document["labels"]["tone.government"] = random.choice(["-1", "-1", "-1", "1"])
                if article == 1 and paragraph > 1:
                    document["labels"]["attributed"] = "yes"
                    words = random.choice(["Two aides", "aides", ""])
                    marked = [make_span(own[paragraph - 1], words)] if words else []
                    document["spans"] = marked
                make_judgment(
                    study,
                    annotator=annotator,
                    article=article,
                    paragraph=paragraph,
                    document=document,
                )
    with writing():
        talked_about = study.paragraph(3, 1)
        place = {"round_id": study.round.id, "article_id": talked_about.article_id}
        place["paragraph_id"] = talked_about.id
        db.session.add(Discussion(**place, state="open", opened_at=NOW))
    return study


def test_a_lead_walks_the_queue_by_keyboard(app: Flask, sit_down: SitDown) -> None:
    study = disputed_study()
    page = sit_down(study.lead).open(f"{QUEUE}?sort=reading")
    rows = page.locator("[data-row]")
    press(page, "j")
    expect(rows.nth(0)).to_be_focused()
    press(page, "j j k")
    expect(rows.nth(1)).to_be_focused()
    press(page, "k k")
    expect(rows.nth(0)).to_be_focused()
    second = rows.nth(1).get_attribute("href")
    assert second is not None
    press(page, "j Enter")
    page.wait_for_url(f"**{second}")
    assert "sort=reading" in page.url
    page.go_back()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press(page, "Escape f")
    expect(page.get_by_label("Round")).to_be_focused()
    press(page, "Tab Tab t")
    chosen = page.get_by_label("Question", exact=True)
    expect(chosen).to_have_value("tone.government")
    press(page, "Enter")
    page.wait_for_url("**question=tone.government**")
    assert "sort=reading" in page.url
    expect(page.get_by_label("Between")).to_be_visible()


def test_beyond_the_last_row_stands_the_next_page(app: Flask, sit_down: SitDown) -> None:
    study = disputed_study()
    page = sit_down(study.lead).open(f"{QUEUE}?sort=reading")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(25)
    rows.nth(24).focus()
    press(page, "j")
    expect(page.get_by_role("link", name="Next")).to_be_focused()
    press(page, "Enter")
    page.wait_for_url("**page=2**")
    press(page, "j")
    expect(rows.nth(0)).to_be_focused()
    press(page, "p")
    page.wait_for_url("**page=1**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_queue_is_accessible_and_fits(app: Flask, sit_down: SitDown, scheme: str) -> None:
    study = disputed_study()
    desk = sit_down(study.lead)
    desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two literals
    for asked in ("?sort=rare", "?sort=reading&question=sourcing&annotator=A-01"):
        page = desk.open(QUEUE + asked)
        for width, height in ((1360, 860), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            desk.check_accessibility()
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, (asked, width)


def test_a_lead_rules_on_many_at_once_and_takes_it_back_by_keyboard(
    app: Flask, sit_down: SitDown
) -> None:
    study = disputed_study()
    page = sit_down(study.lead).open(QUEUE)
    page.get_by_role("link", name="Rule on many at once").press("Enter")
    page.wait_for_url("**/bulk")
    page.get_by_label("Of every question what most answered").focus()
    press(page, "Space Tab Tab Enter")
    page.wait_for_url("**rule=majority**")
    count = page.get_by_role("heading", name="would be ruled on").inner_text().split()[0]
    assert int(count) > 5
    page.get_by_role("button", name=f"Rule on {count} units").press("Enter")
    expect(page.get_by_text(f"Ruled on {count} units.")).to_be_visible()
    page.goto(page.url.partition("/disagreements")[0] + "/disagreements/?state=ruled&sort=reading")
    ruled = page.locator("[data-row]").count()
    assert 0 < ruled <= int(count), "what all answered alike is not among the disagreements"
    expect(page.locator(".unit .chip", has_text="ruled").first).to_be_visible()
    page.get_by_role("link", name="Rule on many at once").press("Enter")
    page.get_by_role("button", name="Take back").press("Enter")
    expect(page.get_by_text(f"Took back {count} units.")).to_be_visible()
    page.goto(page.url.partition("/disagreements")[0] + "/disagreements/?state=ruled")
    expect(page.get_by_text("Nothing is in this state.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bulk_rulings_are_accessible_and_fit(app: Flask, sit_down: SitDown, scheme: str) -> None:
    study = disputed_study()
    desk = sit_down(study.lead)
    desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two literals
    address = f"{QUEUE}{study.round.id}/bulk"
    page = desk.open(f"{address}?rule=majority&at_least=2")
    page.locator(".button.go").click()
    for asked in ("", "?rule=unanimous&at_least=3", "?rule=majority&at_least=2"):
        page = desk.open(address + asked)
        for width, height in ((1360, 860), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            desk.check_accessibility()
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
