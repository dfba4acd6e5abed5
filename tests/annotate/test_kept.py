"""What is kept in the process is what stands in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.annotate.generated import random_draft
from tests.annotate.test_columns import said_in
from tests.make import TEXTS, Study, make_document, make_judgment, make_study, rich_codebook
from workbench.annotate import queries_kept
from workbench.annotate.columns import Columns
from workbench.annotate.models import Judgment
from workbench.annotate.queries_columns import Judgeable, columns_in_round
from workbench.annotate.queries_kept import kept_columns
from workbench.codebook.questions import Question
from workbench.core.db import db, writing


@pytest.fixture
def study(app: Flask) -> Study:
    """Two annotators have done two paragraphs each of two articles."""
    made = make_study(texts=[TEXTS, [f"{text} Again." for text in TEXTS]])
    for annotator in (0, 1):
        for article in (0, 1):
            for paragraph in (1, 2):
                make_judgment(made, annotator=annotator, article=article, paragraph=paragraph)
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Collection[int] | None]:
    """Of which assignments columns were read, None for all of them."""
    asked: list[Collection[int] | None] = []

    def reading(
        round_id: int,
        questions: Sequence[Question],
        *,
        unit: Judgeable = "paragraph",
        assignments: Collection[int] | None = None,
    ) -> Columns:
        asked.append(assignments)
        return columns_in_round(round_id, questions, unit=unit, assignments=assignments)

    monkeypatch.setattr(queries_kept, "columns_in_round", reading)
    return asked


def kept(study: Study) -> Columns:
    """What is kept, which must be what is stored."""
    found = kept_columns(study.round.id, study.questions)
    stored = columns_in_round(study.round.id, study.questions)
    assert said_in(found) == said_in(stored)
    assert found.judgment.tolist() == stored.judgment.tolist()
    for name in ("passages", "links"):
        own, expected = getattr(found, name), getattr(stored, name)
        assert own.row.tolist() == expected.row.tolist()
    assert found.links.members.row.tolist() == stored.links.members.row.tolist()
    return found


def change(study: Study, **place: Any) -> None:
    document = make_document(labels=make_document()["labels"] | {"attributed": "yes"})
    make_judgment(study, document=document, **place)


def test_nothing_is_read_twice_and_a_change_only_where_it_is(
    study: Study, read: list[Collection[int] | None]
) -> None:
    first = kept(study)
    assert kept(study) is first
    change(study, annotator=1, article=1, paragraph=1, base_revision=1)
    second = kept(study)
    assert said_in(second) != said_in(first)
    assert read == [None, {study.assignment(1, 1).id}]
    assert kept(study) is second


def test_a_new_judgment_and_one_that_is_no_longer_done_are_seen(
    study: Study, read: list[Collection[int] | None]
) -> None:
    before = len(kept(study))
    change(study, annotator=0, paragraph=3)
    assert len(kept(study)) == before + 1
    undone = make_document(done=False)
    make_judgment(study, annotator=0, article=1, paragraph=2, base_revision=1, document=undone)
    assert len(kept(study)) == before
    assert read == [None, {study.assignment(0, 0).id}, {study.assignment(0, 1).id}]


def test_a_skipped_article_goes_and_comes_back(study: Study) -> None:
    before = kept(study)
    assignment = study.assignment(1, 0)
    with writing():
        assignment.state, assignment.skip_reason = "skipped", "other"
    assert len(kept(study)) == len(before) - 2
    with writing():
        assignment.state, assignment.skip_reason = "open", None
    assert said_in(kept(study)) == said_in(before)


def test_links_and_answers_about_passages_are_kept_as_well(
    app: Flask, read: list[Collection[int] | None]
) -> None:
    random = Random(9)
    texts = [TEXTS, [f"{text} Again." for text in TEXTS]]
    made = make_study(codebook=rich_codebook(), texts=texts)
    places = list(product((0, 1), (0, 1), (1, 2, 3)))
    revisions = dict.fromkeys(places, 0)

    def work(*some: tuple[int, int, int]) -> None:
        for annotator, article, paragraph in some:
            place = {"annotator": annotator, "article": article, "paragraph": paragraph}
            draft = random_draft(random, made.questions, texts[article][paragraph - 1])
            revision = revisions[annotator, article, paragraph]
            make_judgment(made, document=draft, base_revision=revision, **place)
            revisions[annotator, article, paragraph] += 1
        with writing():
            # The form would not have let these be done.
            db.session.execute(update(Judgment).values(is_done=True))

    work(*places)
    first = kept(made)
    for _ in range(4):
        work(random.choice(places))
        second = kept(made)
        assert said_in(second) != said_in(first)
        first = second
    assert len(first.links) > 4
    assert [len(one or ()) for one in read] == [0, 1, 1, 1, 1]


def test_work_in_another_round_leaves_what_is_kept(
    study: Study, read: list[Collection[int] | None]
) -> None:
    first = kept(study)
    make_judgment(make_study("elsewhere", annotators=("Cem Ay", "Dora Lind"), lead="Max Roth"))
    assert kept(study) is first
    assert read == [None]


def test_someone_new_in_the_round_is_seen(study: Study) -> None:
    kept(study)
    other = make_study("elsewhere", annotators=("Cem Ay", "Dora Lind"), lead="Max Roth")
    assert len(kept(other)) == 0
    change(other, annotator=1)
    assert len(kept(other)) == 1


def test_only_so_many_judgments_are_kept(
    study: Study, read: list[Collection[int] | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries_kept, "MOST_KEPT", 5)
    other = make_study("elsewhere", annotators=("Cem Ay", "Dora Lind"), lead="Max Roth")
    first = kept(study)
    assert kept(study) is first  # the one that is asked for is kept, however large
    kept(other)
    assert kept(study) is not first
    assert read == [None, None, None]
