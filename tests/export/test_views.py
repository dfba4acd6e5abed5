"""The page and its download."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.export.conftest import CLAIM, HEADLINE
from tests.make import make_person, make_study, signed_in_client
from workbench.core.clock import utc_now
from workbench.projects.models import Membership, Project
from workbench.projects.queries import list_members

PAGE = "/projects/harbour/export/"
FILE = "/projects/harbour/export/judgments.jsonl"


def member(project: Project, seat: str) -> Membership:
    return next(m for m in list_members(project.id) if m.seat == seat)


@pytest.fixture
def lead(app: Flask, harbour: Project) -> FlaskClient:
    """The lead's browser."""
    return signed_in_client(app, member(harbour, "L-01"))


def test_download_is_the_golden_file(lead: FlaskClient, golden: bytes) -> None:
    response = lead.get(FILE)
    assert response.status_code == 200
    assert response.data == golden
    assert lead.get(FILE).data == golden


def test_headers_make_it_a_checked_attachment(lead: FlaskClient, golden: bytes) -> None:
    headers = lead.get(FILE).headers
    digest = base64.b64encode(hashlib.sha256(golden).digest()).decode()
    name = f"harbour-judgments-{utc_now():%Y-%m-%d}.jsonl"
    assert headers["Content-Type"] == "application/x-ndjson"
    assert headers["Content-Disposition"] == f"attachment; filename={name}"
    assert headers["Content-Length"] == str(len(golden))
    assert headers["Repr-Digest"] == f"sha-256=:{digest}:"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store, private"


def test_choices_of_the_form(lead: FlaskClient, golden: bytes) -> None:
    every = golden.splitlines(keepends=True)
    assert lead.get(FILE, query_string={"round": "Main “B”"}).data == every[4]
    done = lead.get(FILE, query_string={"round": "", "done_only": "y"}).data
    assert done == b"".join(every[number] for number in (0, 1, 3, 4))


def test_without_text_nothing_of_the_articles_is_in_the_file(lead: FlaskClient) -> None:
    bare = lead.get(FILE, query_string={"without_text": "y"}).get_data(as_text=True)
    assert len(bare.splitlines()) == 5
    for text in (HEADLINE, CLAIM):
        pieces = {text[start : start + 12] for start in range(len(text) - 11)}
        assert not [piece for piece in pieces if piece in bare]
    assert "whose?" not in bare  # the note
    assert "Whose words" not in bare  # an answer in words
    assert hashlib.sha256(CLAIM.encode()).hexdigest() in bare


def test_names_of_people_never_leave(lead: FlaskClient) -> None:
    body = lead.get(FILE).get_data(as_text=True)
    assert not re.search("Quist|Ortiz|Dorn", body)
    assert '"annotator":"A-02"' in body  # whose person has been erased


def test_an_unknown_round_is_refused(lead: FlaskClient) -> None:
    response = lead.get(FILE, query_string={"round": "Pilots"})
    assert response.status_code == 404
    assert "Pilots" in response.get_data(as_text=True)


def test_page_offers_rounds_and_says_what_there_is(lead: FlaskClient) -> None:
    response = lead.get(PAGE)
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert '<option value="Main “B”">' in html
    assert "5, of which 4 done" in html
    assert f'action="{FILE}"' in html
    for key in ("text_sha256", "saw_premarks", "article_start", "relations"):
        assert f"<code>{key}</code>" in html


def test_page_without_judgments_has_no_button(app: Flask) -> None:
    study = make_study("quay")
    client = signed_in_client(app, study.lead)
    html = client.get("/projects/quay/export/").get_data(as_text=True)
    assert "Nothing has been judged yet" in html
    assert "Download judgments" not in html
    assert client.get("/projects/quay/export/judgments.jsonl").data == b""


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_only_for_leads_of_the_project(app: Flask, harbour: Project, address: str) -> None:
    annotator = signed_in_client(app, member(harbour, "A-01"))
    stranger = signed_in_client(app, make_person("Tove Sand"))
    assert annotator.get(address).status_code == 403
    assert stranger.get(address).status_code == 404
    assert app.test_client().get(address).status_code in {302, 401}
