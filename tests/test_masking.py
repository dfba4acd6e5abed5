"""An annotator finds neither outlet nor author before submitting, wherever they look."""

from __future__ import annotations

import html
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests.annotate.test_views import address, csrf_token
from tests.make import (
    Study,
    make_document,
    make_draft,
    make_judgment,
    make_span,
    make_study,
    signed_in_client,
)
from tests.test_blindness import everything
from workbench.assign.actions import submit
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.corpus.drafts import ArticleDraft

OUTLET, AUTHOR = "Quarrelsome Canary", "Zephyrine Quillfeather"
TEXTS = (
    "Quarrelsome Canary counts the boats",
    "“Few,” they told the Quarrelsome Canary. The Canary asked again, said Zephyrine Quillfeather.",
    "QUARRELSOME CANARY: quarrelsomecanary.example/zephyrine-quillfeather, @quarrelsomecanary or "
    "@zquillfeather.",
)
CANARIES = (
    "Canary",
    "CANARY",
    "canary",
    "Quarrelsome",
    "Zephyrine",
    "Quillfeather",
    "quillfeather",
)


def draft(title: str = TEXTS[0]) -> ArticleDraft:
    return make_draft(
        TEXTS,
        title=title,
        outlet=OUTLET,
        byline=AUTHOR,
        url="https://quarrelsomecanary.example/zephyrine-quillfeather/boats",
        published=date(2031, 3, 12),
    )


def answers(app: Flask, browser: FlaskClient, study: Study) -> dict[str, str]:
    """Every page, the codebook apart, and what saves and forms answer."""
    pages = everything(app, browser, study)
    place = f"{address(study)}/paragraphs/{study.paragraph(2).position}"
    sent = {"X-CSRF-Token": csrf_token(browser), "Idempotency-Key": "key-of-this-save"}
    for revision in ("0", "1"):  # stale, and on other masks
        response = browser.put(place, json=make_document(), headers=sent | {"If-Match": revision})
        pages[f"PUT {revision}"] = response.get_data(as_text=True)
    form = {"csrf_token": csrf_token(browser), "revision": "0", "masks": "", "spans": "["}
    pages["POST"] = browser.post(place, data=form).get_data(as_text=True)
    pages["submit"] = browser.post(f"{address(study)}/submit", data=form).get_data(as_text=True)
    return pages


def traces(pages: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (path, canary)
        for path, page in pages.items()
        for canary in CANARIES
        if canary in html.unescape(page)
    ]


def marked_study(title: str = TEXTS[0], *, mask: bool = True) -> Study:
    """The first annotator has marked hidden words in a round before they were hidden."""
    study = make_study(drafts=[draft(title)], premarks=True, mask=mask)
    labels = make_document()["labels"] | {"attributed": "yes"}
    spans = [make_span(TEXTS[1], "told the Quarrelsome Canary"), make_span(TEXTS[1], "Canary")]
    document = make_document(labels=labels, spans=spans)
    make_judgment(study, annotator=0, paragraph=2, document=document)
    return study


def test_no_answer_names_outlet_or_author_before_submission(app: Flask) -> None:
    study = marked_study()
    pages = answers(app, signed_in_client(app, study.annotators[0]), study)
    assert traces(pages) == []
    assert any("[OUTLET]" in page for page in pages.values())
    assert any("[AUTHOR]" in page for page in pages.values())


def test_a_title_that_stands_in_no_paragraph_is_masked_too(app: Flask) -> None:
    study = marked_study("Zephyrine Quillfeather counts the boats for the QUARRELSOME CANARY")
    assert traces(answers(app, signed_in_client(app, study.annotators[0]), study)) == []


def test_the_crawl_would_notice(app: Flask) -> None:
    """The controls: a round that hides nothing, and the same round after submission."""
    study = marked_study(mask=False)
    browser = signed_in_client(app, study.annotators[0])
    assert {canary for _, canary in traces(answers(app, browser, study))} == set(CANARIES)


def test_submitting_shows_everything(app: Flask) -> None:
    study = marked_study()
    with writing():
        submit(study.assignment(), now=utc_now())
    browser = signed_in_client(app, study.annotators[0])
    assert {canary for _, canary in traces(answers(app, browser, study))} == set(CANARIES)
