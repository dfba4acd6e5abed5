"""What is read, in which order, and at what cost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.make import (
    Study,
    make_document,
    make_judgment,
    make_person,
    make_span,
    make_study,
    rich_codebook,
)
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.export.queries import (
    ARTICLES_PER_PAGE,
    Choice,
    Totals,
    choose,
    count_totals,
    read_entries,
)
from workbench.export.records import Entry
from workbench.projects.models import Project

Place = tuple[str, str, int | None, str]


def places(entries: list[Entry]) -> list[Place]:
    return [(e.round_name, e.source.key, e.position, e.seat) for e in entries]


def read(project: Project, choice: Choice | None = None) -> list[Entry]:
    db.session.commit()  # as the edge does
    return list(read_entries(project.id, choice or Choice()))


def make_articles(number: int) -> list[list[str]]:
    return [[f"Headline {n}", f"The ferry of day {n} sails at noon."] for n in range(number)]


@contextmanager
def counting_statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_order_is_round_article_paragraph_seat_and_the_whole_article_last(harbour: Project) -> None:
    assert places(read(harbour)) == [
        ("Pilot", "d0e5", 1, "A-01"),
        ("Pilot", "d0e5", 3, "A-01"),
        ("Pilot", "d0e5", 3, "A-02"),
        ("Pilot", "d0e5", None, "A-01"),
        ("Main “B”", "71de", 1, "A-01"),
    ]


def test_one_round(harbour: Project) -> None:
    choice = choose(harbour.id, "Main “B”", done_only=False, without_text=False)
    assert places(read(harbour, choice)) == [("Main “B”", "71de", 1, "A-01")]


def test_an_unknown_round_is_named_with_those_there_are(harbour: Project) -> None:
    with pytest.raises(NotFound, match=r"'Pilots'.*Pilot, Main “B”"):
        choose(harbour.id, "Pilots", done_only=False, without_text=False)


def test_drafts_can_be_left_out(harbour: Project) -> None:
    entries = read(harbour, Choice(done_only=True))
    assert len(entries) == 4
    assert all(entry.document.is_done for entry in entries)


def test_without_text_the_text_is_not_even_read(harbour: Project) -> None:
    entries = read(harbour, Choice(with_text=False))
    assert {entry.text for entry in entries if entry.position} == {""}
    assert [entry.text_sha256 for entry in entries] == [e.text_sha256 for e in read(harbour)]


def test_each_round_keeps_its_codebook_version(harbour: Project) -> None:
    assert [entry.sheet.number for entry in read(harbour)] == [1, 1, 1, 1, 2]


def test_the_version_that_was_answered_stays_known(harbour: Project) -> None:
    assert [entry.answered_under for entry in read(harbour)] == [1, 1, 1, 1, 1]


def test_another_project_stays_out(app: Flask, harbour: Project) -> None:
    other = make_study("quay", annotators=("Noor Bakker",), lead="Ivo Ray")
    make_judgment(other)
    assert {entry.source.key for entry in read(harbour)} == {"d0e5", "71de"}
    assert places(read(other.project)) == [("Round 1", other.articles[0].key, 1, "A-01")]


def test_pages_join_without_gap_or_repeat(app: Flask) -> None:
    study = make_study(texts=make_articles(ARTICLES_PER_PAGE + 3))
    for article in reversed(range(len(study.articles))):
        for annotator in (1, 0):
            if article != ARTICLES_PER_PAGE - 1:  # the last of the first page has no judgment
                make_judgment(study, annotator=annotator, article=article)
    expected = [
        ("Round 1", article.key, 1, seat)
        for number, article in enumerate(study.articles)
        for seat in ("A-01", "A-02")
        if number != ARTICLES_PER_PAGE - 1
    ]
    assert places(read(study.project)) == expected


def test_statements_do_not_grow_with_the_judgments(app: Flask) -> None:
    study = make_study()
    make_judgment(study)
    with counting_statements() as few:
        assert len(read(study.project)) == 1
    for paragraph in (1, 2, 3):
        text = study.paragraph(paragraph).text
        document = make_document(
            labels=make_document()["labels"] | {"attributed": "yes"},
            spans=[make_span(text, text.split()[0])],
        )
        make_judgment(study, annotator=1, paragraph=paragraph, document=document)
    with counting_statements() as many:
        assert len(read(study.project)) == 4
    assert len(many) == len(few)


def test_every_kind_of_answer_is_read_in_one_statement_each(app: Flask) -> None:
    study = make_study(codebook=rich_codebook(), targets=())
    text = study.paragraph(2).text
    source = make_span(text, "Two aides") | {
        "dimension": "parts",
        "attributes": {"naming": "unnamed", "grounds": ["fear"], "gloss": "Whose?"},
    }
    content = make_span(text, "would hold", "content") | {"dimension": "parts"}
    members = [{key: one[key] for key in ("value", "start", "end")} for one in (source, content)]
    tie = {"dimension": "attribution", "members": members, "attributes": {"manner": "direct"}}
    labels = {"frames": ["conflict"], "main": "conflict", "attributed": "yes", "remark": "Hearsay."}
    labels |= {"tone.government": "0", "tone.island": "1"}
    part = make_document(labels=labels, spans=[source, content]) | {"links": [tie]}
    whole = make_document(labels={"gist": "A deal.", "topics": ["conflict"]})
    counted = []
    for annotator in (0, 1):
        make_judgment(study, annotator=annotator, paragraph=2, document=part)
        make_judgment(study, annotator=annotator, paragraph=0, document=whole)
        with counting_statements() as statements:
            entries = read(study.project)
        counted.append(len(statements))
    assert counted[0] == counted[1]
    assert [(entry.position, entry.seat) for entry in entries] == [
        (2, "A-01"),
        (2, "A-02"),
        (None, "A-01"),
        (None, "A-02"),
    ]
    assert entries[1].document.as_json(text) == part
    assert entries[3].document.as_json("")["labels"] == whole["labels"]


def test_what_is_saved_meanwhile_is_not_in_the_snapshot(app: Flask) -> None:
    study = make_study(texts=make_articles(ARTICLES_PER_PAGE + 1))
    make_judgment(study, article=0)
    last = len(study.articles) - 1
    db.session.commit()
    entries = read_entries(study.project.id, Choice())
    seen = [next(entries)]
    save_elsewhere(app, study, article=last)
    seen.extend(entries)
    assert len(seen) == 1
    assert len(read(study.project)) == 2


def save_elsewhere(app: Flask, study: Study, *, article: int) -> None:
    """Save from another thread, as another request would: with a connection of its own."""
    failures: list[BaseException] = []

    def save() -> None:
        try:
            with app.app_context():
                make_judgment(study, article=article)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=save)
    thread.start()
    thread.join(timeout=30)
    assert not failures
    assert not thread.is_alive()


def test_totals(app: Flask, harbour: Project) -> None:
    assert count_totals(harbour.id) == Totals(judgments=5, done=4, annotators=2, paragraphs=3)


def test_totals_of_an_untouched_project(app: Flask) -> None:
    study = make_study()
    assert count_totals(study.project.id) == Totals(0, 0, 0, 0)
    assert read(study.project) == []
    assert make_person("Nobody").id  # the session is usable for writing afterwards
