"""Numbers about links, and about what is asked of passages and links, open to what they count."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.agreement.test_kept import tied_document
from tests.make import TEXTS, make_document, make_judgment, make_study, signed_in_client
from tests.make import tied_codebook as codebook

REPORT = "/projects/harbour/agreement/"
UNITS = f"{REPORT}questions/"
FIRST, SECOND = TEXTS[0].split()[:2]


@pytest.fixture
def lead(app: Flask) -> FlaskClient:
    """Two annotators tie the first two words of a paragraph: a source and a content, which the one
    names in full and the other by role. In the next paragraph neither marks anything, in a third
    one the first annotator alone has looked."""
    made = make_study(codebook=codebook())
    for annotator, naming in enumerate(("full", "role")):
        make_judgment(made, annotator=annotator, document=tied_document(naming))
        make_judgment(made, annotator=annotator, paragraph=2)
    make_judgment(made, annotator=0, paragraph=3, document=make_document())
    return signed_in_client(app, made.lead)


def listed(lead: FlaskClient, address: str) -> tuple[str, str]:
    """How many units of what are listed, and the page."""
    answer = lead.get(address.replace("&amp;", "&"))
    assert answer.status_code == 200, address
    counted = re.search(r'<p class="lead">(\d+ \w+)', answer.text)
    assert counted is not None
    return counted[1], answer.text


@pytest.mark.parametrize(
    ("key", "compared", "differing"),
    [
        ("naming", "2 passages", "2 passages"),
        ("manner", "1 link", "0 links"),
        ("attribution", "2 paragraphs", "0 paragraphs"),
    ],
)
def test_what_is_compared_and_what_differs(
    lead: FlaskClient, key: str, compared: str, differing: str
) -> None:
    assert listed(lead, f"{UNITS}{key}/units")[0] == compared
    assert listed(lead, f"{UNITS}{key}/units?differ=anyhow")[0] == differing


def test_the_report_leads_there(lead: FlaskClient) -> None:
    page = lead.get(REPORT).text
    for key, number in (("naming", 2), ("manner", 1), ("attribution", 2)):
        opened = re.findall(rf'href="([^"]*/{key}/units[^"]*)">(\d+)<span[^>]*> compared', page)
        assert opened
        for address, shown in opened:
            assert int(shown) == number
            assert listed(lead, address)[0].startswith(f"{number} ")


def test_everybodys_answer_stands_beside_the_words_it_is_about(lead: FlaskClient) -> None:
    _, page = listed(lead, f"{UNITS}naming/units")
    for words, title in ((FIRST, "In full"), (SECOND, "By role")):
        assert re.search(rf"<bdi>{re.escape(words)}</bdi></q></dt>", page)
        assert f">{title}</span>" in page
    _, page = listed(lead, f"{UNITS}manner/units")
    assert f"<bdi>{FIRST} … {SECOND}</bdi>" in page
    _, page = listed(lead, f"{UNITS}attribution/units")
    assert page.count(">linked</span>") == 2
    assert page.count(">none</span>") == 2


def test_some_values_are_found_and_what_is_not_there_is_not(lead: FlaskClient) -> None:
    assert listed(lead, f"{UNITS}naming/units?value=role")[0] == "2 passages"
    assert listed(lead, f"{UNITS}naming/units?value=vague")[0] == "0 passages"
    for wrong in ("value=nobody", "by=outlet&part=x", "twice=A-01"):
        assert lead.get(f"{UNITS}naming/units?{wrong}").status_code == 404
