"""A codebook that asks of the article as a whole only: its paragraphs are there to be read."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.annotate.test_views import address, submit
from tests.annotate.test_whole_article import save
from tests.make import TEXTS, Study, make_document, make_study, signed_in_client
from workbench.codebook.reading import read_preset


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(codebook=read_preset("semetko-valkenburg"))


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def test_nothing_is_asked_of_the_paragraphs(study: Study, ada: FlaskClient) -> None:
    page = ada.get(f"{address(study)}/").text
    assert TEXTS[2] in page
    assert page.count("data-paragraph=") == 1
    assert re.search(r'id="p0"\s+aria-current="step"', page)
    assert "0 of 1" in ada.get("/projects/harbour/work").text


def test_the_article_alone_is_done_and_submitted(study: Study, ada: FlaskClient) -> None:
    assert "article as a whole" in submit(ada, study).text
    answers = {question.key: question.values[0].id for question in study.whole}
    assert save(ada, study, make_document(labels=answers)).status_code == 200
    assert submit(ada, study).status_code == 303
