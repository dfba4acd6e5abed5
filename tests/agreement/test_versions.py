"""Answers to two codebook versions are not mixed unless somebody asks for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.agreement.given import judged
from tests.make import NOW, Study, make_document, make_judgment, make_study, signed_in_client
from workbench.agreement.versions import Basis, Tally, choose, only
from workbench.annotate.columns import Columns, columns_of
from workbench.annotate.models import Judgment
from workbench.codebook.actions import publish
from workbench.core.db import db, writing
from workbench.core.errors import NotFound

NUMBERS = {11: 1, 12: 2}
PAGE = "/projects/harbour/agreement/"


def work(*places: tuple[str, int, int]) -> list[Columns]:
    """Judgments as (seat, paragraph, version number)."""
    ids = {number: version for version, number in NUMBERS.items()}
    said = [judged(seat, paragraph, {}, version=ids[number]) for seat, paragraph, number in places]
    return [columns_of(said, ())]


OLD = [(seat, paragraph, 1) for paragraph in (1, 2) for seat in "AB"]
BOTH = (Tally(1, 4), Tally(2, 2))


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], Basis(None, ())),
        (OLD, Basis(1, (Tally(1, 4),))),
        ([*OLD, ("A", 3, 2), ("B", 3, 2)], Basis(2, BOTH, left_out=4)),
        # Two people answered version 2, each another paragraph: nothing to compare.
        ([*OLD, ("A", 3, 2), ("B", 4, 2)], Basis(1, BOTH, left_out=2)),
        ([("A", 1, 1), ("A", 2, 2)], Basis(2, (Tally(1, 1), Tally(2, 1)), left_out=1)),
    ],
)
def test_the_newest_version_that_can_be_compared_is_chosen(
    places: list[tuple[str, int, int]], expected: Basis
) -> None:
    assert choose(work(*places), NUMBERS) == expected


def test_a_version_can_be_asked_for_and_so_can_the_mixture() -> None:
    judgments = work(*OLD, ("A", 3, 2), ("B", 3, 2))
    asked = choose(judgments, NUMBERS, wanted=1)
    assert (asked.version, asked.left_out) == (1, 2)
    (columns,) = judgments
    assert set(only(columns, asked, NUMBERS).unit.tolist()) == {1, 2}
    mixed = choose(judgments, NUMBERS, mix=True)
    assert (mixed.version, mixed.is_mixed, mixed.left_out) == (None, True, 0)
    assert only(columns, mixed, NUMBERS) is columns
    with pytest.raises(NotFound, match="Versions with answers: 1, 2"):
        choose(judgments, NUMBERS, wanted=3)


def test_one_version_is_no_mixture_and_needs_no_sentence() -> None:
    basis = choose(work(*OLD), NUMBERS, mix=True)
    assert not basis.is_mixed
    assert basis.sentence == ""


def test_the_same_number_of_an_article_and_a_paragraph_is_not_the_same_unit() -> None:
    parts = columns_of([judged("A", 7, {}, article=1, version=12)], ())
    wholes = columns_of([judged("B", 0, {}, article=7, version=12)], ())
    assert choose([parts, wholes, *work(*OLD)], NUMBERS).version == 1


@pytest.fixture
def study(app: Flask) -> Study:
    """Two paragraphs answered alike; both are carried over, one is answered anew differently."""
    made = make_study()
    for paragraph in (1, 2):
        for annotator in (0, 1):
            make_judgment(made, annotator=annotator, paragraph=paragraph)
    with writing():
        codebook = made.round.codebook_version.codebook
        newer = publish(made.project.id, codebook.replacing(purpose="Another."), now=NOW)
        made.round.codebook_version = newer
        db.session.execute(update(Judgment).values(codebook_version_id=newer.id))
    for annotator, answer in ((0, "yes"), (1, "no")):
        document = make_document()
        document["labels"] = document["labels"] | {"attributed": answer}
        order: dict[str, Any] = {"paragraph": 2, "document": document, "base_revision": 1}
        make_judgment(made, annotator=annotator, **order)
    return made


def test_a_migrated_round_is_not_mixed(app: Flask, study: Study) -> None:
    client = signed_in_client(app, study.lead)
    page = client.get(PAGE).get_data(as_text=True)
    assert "Only answers to codebook version 2 are compared. 2 judgments that were" in page
    assert "1 paragraph, 1 of them finished by two or more" in page
    assert "?round=1&amp;version=1" in page
    older = client.get(f"{PAGE}?version=1").get_data(as_text=True)
    assert "Only answers to codebook version 1 are compared." in older
    mixed = client.get(f"{PAGE}?version=all").get_data(as_text=True)
    assert "mix answers to codebook versions 1 and 2" in mixed
    assert "2 paragraphs, 2 of them finished by two or more" in mixed
    assert client.get(f"{PAGE}?version=9").status_code == 404


def test_the_command_says_the_same_and_takes_one_wish_only(app: Flask, study: Study) -> None:
    client = signed_in_client(app, study.lead)
    for arguments, query in (((), ""), (("--version", "1"), "1"), (("--mix-versions",), "all")):
        result = app.test_cli_runner().invoke(args=["agreement", "report", "--json", *arguments])
        assert (
            json.loads(result.stdout)
            == client.get(f"{PAGE}report.json", query_string={"version": query}).get_json()
        )
    text = app.test_cli_runner().invoke(args=["agreement", "report", "--mix-versions"]).stdout
    assert text.startswith("Harbour · Round 1 · codebook v1 + v2\n")
    assert "These figures mix answers" in text
    both = ["agreement", "report", "--mix-versions", "--version", "1"]
    assert app.test_cli_runner().invoke(args=both).exit_code == 2
