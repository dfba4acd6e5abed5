"""A lead adds and removes masks, also while articles are being annotated."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.make import Study, csrf_token, make_draft, make_study, signed_in_client
from tests.races import overtake
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.corpus.actions_masks import add_masks, remove_mask
from workbench.corpus.models import Paragraph

TEXTS = (
    "Premier toasts a deal",
    "She told The Skerry Wire, as Hal told The Skerry Wire 🙂, that the wire is cut.",
    "The wires of Hal and Halley; Hal <b>slept</b>.",
)
FOUND = [[9, 24, "outlet", "rule:outlet name"], [38, 53, "outlet", "rule:outlet name"]]


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(drafts=[make_draft(TEXTS, outlet="The Skerry Wire")])


@pytest.fixture
def lena(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def page_of(study: Study) -> str:
    return f"/projects/{study.project.slug}/articles/{study.articles[0].key}/masks"


def add(client: FlaskClient, study: Study, **fields: str) -> TestResponse:
    sent = {"csrf_token": csrf_token(client), "kind": "author"} | fields
    return client.post(page_of(study), data=sent)


def remove(
    client: FlaskClient, study: Study, which: str = "this one", **place: str
) -> TestResponse:
    sent = {"csrf_token": csrf_token(client), "which": which} | place
    return client.post(f"{page_of(study)}/remove", data=sent)


def masks(study: Study, number: int = 2) -> list[list[int | str]]:
    db.session.commit()
    found = db.session.scalar(
        select(Paragraph.masks).where(Paragraph.id == study.paragraph(number).id)
    )
    assert found is not None
    return found


def test_the_page_shows_each_mask_with_its_reason(study: Study, lena: FlaskClient) -> None:
    page = lena.get(page_of(study)).get_data(as_text=True)
    assert page.count('<mark class="hidden-outlet">The Skerry Wire</mark>') == 2
    assert page.count("outlet name") == 2
    shown = re.sub(r"<[^>]+>", "", page)
    for text in TEXTS:
        assert text in html.unescape(shown), "not a word or blank is added to the text"


def test_words_are_masked_once_where_they_stand_once(study: Study, lena: FlaskClient) -> None:
    response = add(lena, study, paragraph="2", words=" Hal ")
    assert response.status_code == 303
    assert masks(study) == [FOUND[0], [29, 32, "author", "by_hand"], FOUND[1]]
    page = lena.get(response.location).get_data(as_text=True)
    assert "1 passage masked as [AUTHOR]." in page
    assert "by hand" in page


def test_all_occurrences_are_whole_words_of_the_whole_article(
    study: Study, lena: FlaskClient
) -> None:
    add(lena, study, paragraph="2", words="Hal", everywhere="y")
    assert [mask[:3] for mask in masks(study, 3)] == [[13, 16, "author"], [29, 32, "author"]]
    assert len(masks(study, 2)) == 3
    again = add(lena, study, paragraph="2", words="Hal", everywhere="y")
    assert again.status_code == 422
    assert "does not stand unmasked" in again.get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"paragraph": "2", "words": "Nobody"}, "does not stand in that paragraph"),
        ({"paragraph": "3", "words": "Hal"}, "stands in that paragraph 3 times"),
        ({"paragraph": "2", "words": "Skerry Wire 🙂"}, "overlaps with a mask in paragraph 2"),
        ({"paragraph": "99", "words": "Hal"}, "no paragraph of that number"),
        ({"paragraph": "", "words": "Hal"}, "Say which paragraph."),
        ({"paragraph": "2", "words": " "}, "Give the words."),
        ({"paragraph": "2", "words": "as Hal", "kind": "premier"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_masked_is_said_and_changes_nothing(
    study: Study, lena: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    response = add(lena, study, **fields)
    page = html.unescape(response.get_data(as_text=True))
    assert response.status_code == 422
    assert sentence in page
    assert masks(study) == FOUND
    assert f'value="{fields["words"]}"' in page, "what was typed stands there still"


def test_a_mask_is_removed_by_its_button(study: Study, lena: FlaskClient) -> None:
    response = remove(lena, study, paragraph="2", start="9", end="24")
    assert response.status_code == 303
    assert masks(study) == FOUND[1:]
    assert "1 passage shown again." in lena.get(response.location).get_data(as_text=True)


def test_all_masks_over_the_same_words_go_at_once(study: Study, lena: FlaskClient) -> None:
    remove(lena, study, "same words", paragraph="2", start="38", end="53")
    assert masks(study) == []


def test_a_mask_that_is_gone_is_said_to_be(study: Study, lena: FlaskClient) -> None:
    remove(lena, study, paragraph="2", start="9", end="24")
    again = remove(lena, study, paragraph="2", start="9", end="24")
    assert again.status_code == 303
    assert "not there any more" in lena.get(again.location).get_data(as_text=True)
    assert masks(study) == FOUND[1:]


def test_an_unknown_article_has_no_masks(study: Study, lena: FlaskClient) -> None:
    token = {"csrf_token": csrf_token(lena), "paragraph": "1", "words": "a", "kind": "outlet"}
    address = f"/projects/{study.project.slug}/articles/none/masks"
    assert lena.get(address).status_code == 404
    assert lena.post(address, data=token).status_code == 404


def test_two_leads_at_once_lose_no_mask(app: Flask, study: Study) -> None:
    project, key = study.project.id, study.articles[0].key

    def mask(words: str) -> int:
        return add_masks(project, key, words, kind="author", position=2, everywhere=False)

    assert overtake(app, lambda: mask("She"), lambda: mask("cut")) == (1, 1)
    assert [mask[0] for mask in masks(study)] == [0, 9, 38, 74]
    one, other = overtake(app, lambda: mask("the wire"), lambda: mask("the wire is"))
    assert one == 1
    assert isinstance(other, Invalid)

    def show() -> int:
        return remove_mask(project, key, position=2, start=9, end=24, everywhere=False)

    one, other = overtake(app, show, show)
    assert one == 1
    assert isinstance(other, Conflict)
