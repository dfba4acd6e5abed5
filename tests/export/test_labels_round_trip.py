"""What was exported comes in again exactly: into a fresh project, and into its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.export.bringing import (
    TEXTS,
    bring_in,
    every_type,
    export,
    make_every_type,
    make_fresh,
    records,
    under,
    written,
)
from tests.make import (
    make_document,
    make_judgment,
    make_span,
    make_study,
    rich_codebook,
    short_codebook,
)
from workbench.assign.models import Assignment
from workbench.codebook.queries import get_version
from workbench.core.db import db
from workbench.corpus.models import Article
from workbench.projects.models import Membership, Project


def test_every_type_of_question_comes_in_again(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    before = export(app, "harbour")
    make_fresh([every_type()], targets=())
    result = bring_in(app, before, tmp_path, "fresh")
    assert result.exit_code == 0, result.stderr
    assert "Judgments stored: 8" in result.stderr
    assert export(app, "fresh") == under(before, "fresh")


def test_the_other_codebooks_come_in_again(app: Flask, tmp_path: Path) -> None:
    study = make_study(texts=TEXTS, targets=(), codebook=rich_codebook())
    text = study.paragraph(2).text
    parts = make_span(text, "Two aides") | {
        "dimension": "parts",
        "attributes": {"naming": "unnamed", "grounds": ["fear"], "gloss": "Whose?"},
    }
    labels = {"frames": ["conflict"], "main": "conflict", "attributed": "yes", "remark": "Hearsay."}
    make_judgment(study, paragraph=2, document={"labels": labels, "spans": [parts]})
    whole = make_document(labels={"gist": "A deal.", "topics": ["conflict"]})
    make_judgment(study, paragraph=0, document=whole)
    before = export(app, "harbour")
    make_fresh([rich_codebook()], targets=())
    assert bring_in(app, before, tmp_path, "fresh").exit_code == 0
    assert export(app, "fresh") == under(before, "fresh")


def test_into_its_own_project_nothing_is_stored_twice(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    before = export(app, "harbour")
    result = bring_in(app, before, tmp_path, "harbour")
    assert result.exit_code == 0, result.stderr
    assert "Judgments stored: 0 (wrong lines: 0, there already: 8)" in result.stderr
    assert export(app, "harbour") == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("note", "Other words."),
        ("flag", False),
        ("revision", 7),
        ("saved_at", "2026-11-20T14:03:23Z"),
        ("saw_premarks", True),
        ("active_ms", 5),
    ],
)
def test_what_stands_is_never_overwritten(
    app: Flask, tmp_path: Path, key: str, value: object
) -> None:
    make_every_type()
    before = export(app, "harbour")
    changed = records(before)
    changed[1][key] = value
    lines = written(changed)
    result = bring_in(app, lines, tmp_path, "harbour")
    assert result.exit_code == 2
    assert "line 2: This annotator has judged this differently here." in result.stderr
    assert export(app, "harbour") == before
    beside = bring_in(app, lines, tmp_path, "harbour", "--round", "From elsewhere")
    assert beside.exit_code == 0, beside.stderr
    assert export(app, "harbour").startswith(before)


def test_people_from_a_file_are_seats_that_nobody_signs_in_to(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    project = make_fresh([every_type()], targets=())
    bring_in(app, export(app, "harbour"), tmp_path, "fresh")
    members = db.session.scalars(
        select(Membership).where(Membership.project_id == project.id).order_by(Membership.seat)
    ).all()
    assert [(one.seat, one.recorded_as, one.person_id) for one in members] == [
        ("A-01", "A-01", None),
        ("A-02", "A-02", None),
    ]


def test_an_article_that_was_skipped_is_skipped_again(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    project = make_fresh([every_type()], targets=())
    bring_in(app, export(app, "harbour"), tmp_path, "fresh")
    states = db.session.execute(
        select(Membership.seat, Article.title, Assignment.state)
        .join(Assignment, Assignment.membership_id == Membership.id)
        .join(Article, Article.id == Assignment.article_id)
        .where(Membership.project_id == project.id)
        .order_by(Membership.seat, Article.id)
    ).all()
    assert [tuple(row) for row in states] == [
        ("A-01", "Old enemies sign", "submitted"),
        ("A-01", "Ferry dues fall", "open"),
        ("A-02", "Old enemies sign", "open"),
        ("A-02", "Ferry dues fall", "skipped"),
    ]


def test_answers_under_an_older_version_keep_it(app: Flask, tmp_path: Path) -> None:
    make_judgment(make_study(texts=TEXTS))
    newer = short_codebook().model_copy(update={"title": "Second"})
    project = make_fresh([short_codebook(), newer])
    version = get_version(project.id, 2)
    line = records(under(export(app, "harbour"), "fresh"))[0]
    line["codebook"] = {"id": newer.id, "version": 2, "sha256": version.sha256}
    result = bring_in(app, written([line]), tmp_path, "fresh")
    assert result.exit_code == 0, result.stderr
    assert records(export(app, "fresh")) == [line]
    line["answered_under"], line["codebook"]["version"] = 1, 3  # numbers of another history
    line["annotator"] = "A-09"
    line["codebook"]["sha256"] = get_version(project.id, 1).sha256
    result = bring_in(app, written([line]), tmp_path, "fresh", "--round", "Other")
    assert result.exit_code == 0, result.stderr
    line["answered_under"] = 2
    result = bring_in(app, written([line]), tmp_path, "fresh", "--round", "Third")
    assert "line 1: It was answered under version 2, which" in result.stderr


def test_lines_of_the_golden_file_are_known_where_they_came_from(
    app: Flask, harbour: Project, golden: bytes, tmp_path: Path
) -> None:
    """One of its judgments says that it is done, and lacks the frames: rows written by hand."""
    result = bring_in(app, golden, tmp_path, "harbour", "--skip-bad", "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert "would be stored: 0 (wrong lines: 1, there already: 4)" in result.stderr
