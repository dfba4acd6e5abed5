"""From any number of a report to its challenge file in two clicks: a walk over all of its links."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.agreement.test_kept import tied_document
from tests.agreement.test_question_page import RICH, RICH_WHOLE
from tests.export.bringing import bring_in, export
from tests.make import (
    NOW,
    make_judgment,
    make_study,
    rich_codebook,
    signed_in_client,
    tied_codebook,
)
from workbench.core.db import db, writing
from workbench.home.sample import read_sample, store_sample
from workbench.projects.models import Membership

#: The kinds of numbers there are: what an address of units says beside round and version.
KINDS = (
    {"", "all", "between", "differ=anyhow", "differ=anyhow value", "value"}
    | {"annotator", "annotator between", "pair", "twice"}
    | {f"by={cut} part" for cut in ("article", "kind", "outlet", "place")}
    | {f"differ={kind}" for kind in ("boundary", "found by one", "same")}
    | {f"differ={kind} pair" for kind in ("boundary", "found by one", "same")}
    | {f"differ={kind} value" for kind in ("boundary", "found by one", "same")}
    | {"between differ=labels"}
)
#: Of each project, questions of every type that is measured.
MEASURED = {
    "sample": {"frames", "primary_frame", "tone.government", "attributed", "sourcing"},
    "tied": {"sourcing", "naming", "attribution", "manner"},
    "whole": {"loaded", "topics"},
}
UNITS = re.compile(r'href="([^"]*/agreement/questions/[^"/]*/units[^"]*)"')
QUESTIONS = re.compile(r'href="([^"]*/agreement/questions/[^"/?]*\?[^"]*)"')
FIGURE = re.compile(r'<td class="num[^>]*>(?:<[^>]+>)*\s*[-+]?[.0]*[1-9]')
FILE = re.compile(r'class="button" href="([^"]*/file\?[^"]*)">Challenge file')


@pytest.fixture
def lead(app: Flask, tmp_path: Path, material: str) -> FlaskClient:
    """`sample`: the sample project with the pilot's answers once more, in another round; `tied`:
    links and what is asked about passages and links; `whole`: articles as a whole."""
    if material == "sample":
        with writing():
            slug = store_sample(read_sample(), now=NOW).slug
        again = bring_in(app, export(app, slug), tmp_path, slug, "--round", "Again")
        assert again.exit_code == 0, again.stderr
        lead = db.session.scalars(select(Membership).where(Membership.role == "lead")).first()
        return signed_in_client(app, lead)
    is_tied = material == "tied"
    study = make_study("harbour", codebook=tied_codebook() if is_tied else rich_codebook())
    for annotator, naming in enumerate(("full", "role")):
        document = tied_document(naming) if is_tied else RICH
        make_judgment(study, annotator=annotator, document=document)
        if not is_tied:
            make_judgment(study, annotator=annotator, paragraph=0, document=RICH_WHOLE)
    return signed_in_client(app, study.lead)


def kind_of(address: str) -> str:
    """The names of what an address asks for, of two with their values."""
    asked = parse_qsl(urlsplit(address).query)
    told = (f"{n}={v}" if n in {"by", "differ"} else n for n, v in asked)
    return " ".join(sorted(one for one in told if one not in {"round", "version"}))


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("material", MEASURED)
def test_every_kind_of_number_leads_to_a_challenge_file(lead: FlaskClient, material: str) -> None:
    report = lead.get("/projects/harbour/agreement/").text
    pages = [
        report,
        *(lead.get(unescape(one)).text for one in sorted({*QUESTIONS.findall(report)})),
    ]
    opened: dict[tuple[str, str], str] = {}
    for page in pages:
        check_rows(page)
        for address in map(unescape, UNITS.findall(page)):
            key = urlsplit(address).path.split("/")[-2]
            opened.setdefault((key, kind_of(address)), address)
    ends = {about: end_of(lead, address) for about, address in opened.items()}
    assert [about for about, end in ends.items() if end == "a list without a file"] == []
    led = {about for about, end in ends.items() if end == "a file"}
    assert {key for key, _ in led} >= MEASURED[material]
    kinds = {kind for _, kind in led}
    assert kinds <= KINDS, "a new kind of number: name it here"
    assert kinds == KINDS or material != "sample"


def end_of(lead: FlaskClient, address: str) -> str:
    """Where the way from a number ends."""
    page = lead.get(address).text
    if "There is nothing of that kind." in page:
        return "an empty list"
    file = FILE.search(page)
    if file is None:
        return "a list without a file"
    answer = lead.get(unescape(file[1]))
    assert answer.status_code == 200
    is_file = "<h1>Challenge file" in answer.text and 'class="unit-part"' in answer.text
    return "a file" if is_file else "a list without a file"


def check_rows(page: str) -> None:
    """Each row of figures opens what it counts; but for the measures of the question as a whole,
    which the page's first lines open."""
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        if '<th scope="col">Measure</th>' in table:
            continue
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL):
            if FIGURE.search(row):
                assert "/units" in row, " ".join(re.sub(r"<[^>]+>", " ", row).split())
