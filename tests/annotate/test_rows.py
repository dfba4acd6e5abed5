"""What is stored is what is read, for every kind of answer."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from tests.annotate.generated import KNOWN, QUESTIONS, WHOLE, random_draft
from tests.make import make_document, make_judgment, make_order, make_study, rich_codebook
from workbench.annotate.actions import record_judgment
from workbench.annotate.checking import check
from workbench.annotate.document import Document, canonical
from workbench.annotate.models import Link, LinkLabel, LinkMember, SpanLabel, Written
from workbench.annotate.queries import done_in_round, judgments_of
from workbench.annotate.rows import TABLES, Kinds, assemble, kinds_of, rows_of
from workbench.codebook.questions import Question
from workbench.core.db import db, writing

TEXT = "👩‍👩‍👧 Two aides claimed the “truce” would hold."


def read_back(documents: list[Document]) -> dict[int, Document]:
    """The documents from their rows, shuffled where the order is not promised."""
    rows: dict[str, list[Any]] = {name: [] for name in TABLES}
    for number, document in enumerate(documents):
        for name, found in rows_of(number, document, (*QUESTIONS, *WHOLE)).items():
            rows[name] += found

    def columns(name: str, *keys: str) -> list[tuple[Any, ...]]:
        return [tuple(row[key] for key in keys) for row in rows[name]]

    judgments = [
        SimpleNamespace(id=n, note=one.note, is_flagged=one.is_flagged, is_done=one.is_done)
        for n, one in enumerate(documents)
    ]
    described = ("judgment_id", "number", "dimension", "value")
    return assemble(
        judgments,
        columns("label", "judgment_id", "dimension", "target", "value")[::-1],
        columns("span", "judgment_id", "starts_at", "ends_at", "dimension", "value", "origin"),
        (*QUESTIONS, *WHOLE),
        span_labels=columns("span_label", *described)[::-1],
        links=columns("link", "judgment_id", "number", "dimension"),
        link_members=columns("link_member", "judgment_id", "number", "span_number")[::-1],
        link_labels=columns("link_label", *described)[::-1],
        written=columns("written", "judgment_id", "part", "number", "dimension", "target", "text")[
            ::-1
        ],
    )


def test_documents_come_back_from_their_rows_as_they_were() -> None:
    random = Random(20261120)
    documents = [check(random_draft(random, QUESTIONS, TEXT), QUESTIONS, TEXT) for _ in range(300)]
    documents += [check(random_draft(random, WHOLE, ""), WHOLE, "") for _ in range(50)]
    assert read_back(documents) == dict(enumerate(documents))
    assert any(link.attributes for one in documents for link in one.links)
    assert [canonical(one, TEXT) for one in read_back(documents).values()] == [
        canonical(one, TEXT) for one in documents
    ]


def test_a_document_checked_again_is_the_same() -> None:
    random = Random(7)
    for _ in range(200):
        document = check(random_draft(random, QUESTIONS, TEXT), QUESTIONS, TEXT)
        assert check(document.as_json(TEXT), QUESTIONS, TEXT) == document


def test_the_database_keeps_every_kind(app: Flask) -> None:
    study, random = make_study(codebook=rich_codebook()), Random(3)
    expected = {}
    for number in (1, 2, 3, 0):
        for base in range(3):  # saved over and over: nothing of an older answer may stay
            questions, text = (study.whole, "")
            if number:
                questions, text = study.questions, study.paragraph(number).text
            sent = random_draft(random, questions, text)
            make_judgment(study, paragraph=number, document=sent, base_revision=base)
            key = study.paragraph(number).id if number else None
            expected[key] = check(sent, questions, text)
    found = judgments_of(study.assignment().id, study.questions, study.whole)
    assert {key: one.document for key, one in found.items()} == expected


def made_of(sent: dict[str, Any], text: str, questions: tuple[Question, ...]) -> dict[str, Any]:
    return rows_of(1, check(sent, questions, text), questions)


def test_nothing_of_an_older_answer_stays(app: Flask) -> None:
    study, random = make_study(codebook=rich_codebook()), Random(11)
    text = study.paragraph(2).text
    tables = (SpanLabel, Link, LinkMember, LinkLabel, Written)
    drafts = (random_draft(random, study.questions, text) for _ in range(500))
    full = next(one for one in drafts if all(made_of(one, text, study.questions).values()))

    def counts() -> list[int]:
        statements = [select(func.count()).select_from(table) for table in tables]
        return [db.session.scalar(statement) or 0 for statement in statements]

    make_judgment(study, paragraph=2, document=full)
    assert all(counts())
    blank = make_document(labels={}, done=False)
    make_judgment(study, paragraph=2, base_revision=1, document=blank)
    assert counts() == [0] * len(tables)


def test_only_done_judgments_on_the_unit_count_in_a_round(app: Flask) -> None:
    study = make_study(codebook=rich_codebook())
    labels = {"gist": "A deal", "topics": ["economy"]}
    make_judgment(study, paragraph=0, document=make_document(labels=labels))
    make_judgment(study, paragraph=0, annotator=1, document=make_document(labels={}, done=False))
    make_judgment(study, paragraph=1, document=make_document(labels={}, done=False))
    article = study.articles[0].id
    judged = done_in_round(study.round.id, study.whole, unit="article")
    assert [(one.seat, one.unit_id, one.paragraph_id) for one in judged] == [("A-01", article, 0)]
    assert judged[0].document.labels == {"gist": "A deal", "topics": ("economy",)}
    version = study.round.codebook_version_id
    assert judged[0].answered_version_id == version
    assert done_in_round(study.round.id, study.questions) == []
    other = version + 1
    assert not done_in_round(study.round.id, study.whole, unit="article", answered_version_id=other)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_plain_codebook_pays_for_none_of_it(app: Flask) -> None:
    """The hot path: a save touches only the tables that its questions can have rows in."""
    study, statements = make_study(), list[str]()
    make_judgment(study)
    order = make_order(study, base_revision=1)

    def note(*arguments: str) -> None:
        statements.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with writing():
            record_judgment(order, now=study.round.created_at)
        judgments_of(order.assignment_id, study.questions)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    sent = " ".join(statements)
    for table in ("span_label", "link", "link_member", "link_label", "written"):
        assert f" {table} " not in sent
    kinds = kinds_of(study.questions)
    assert kinds == Kinds(attributes=False, links=False, words=False)
    rich = kinds_of(tuple(KNOWN.values()))
    assert rich == Kinds(attributes=True, links=True, words=True)
