"""Storing labels is one transaction that looks again at what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.export.bringing import (
    bring_in,
    every_type,
    export,
    make_every_type,
    make_fresh,
    written,
)
from tests.make import NOW, make_study, signed_in_client
from workbench.annotate import actions_imported
from workbench.annotate.actions_imported import Placed, store_imported
from workbench.annotate.models import Judgment, Label, Revision
from workbench.assign.models import Assignment, Round
from workbench.core.db import db, writing
from workbench.core.errors import Conflict
from workbench.corpus.models import Article, Paragraph
from workbench.export import actions, reading_labels
from workbench.export.actions import store_labels
from workbench.export.known import Taken
from workbench.export.queries_labels import find_standing, read_known
from workbench.export.reading_labels import Intake
from workbench.export.settling import Ledger, settle
from workbench.projects.models import Membership, Project


@pytest.fixture
def exported(app: Flask) -> bytes:
    make_every_type()
    return export(app, "harbour")


@pytest.fixture
def fresh(exported: bytes) -> Project:
    return make_fresh([every_type()], targets=())


def rows() -> list[int]:
    db.session.commit()
    tables = (Membership, Round, Assignment, Judgment, Label, Revision)
    return [db.session.scalar(select(func.count()).select_from(one)) or 0 for one in tables]


def read(project: Project, data: bytes, folder: Path) -> tuple[Ledger, list[Taken]]:
    """What the command has in hand when it begins to store."""
    path = folder / "read.jsonl"
    path.write_bytes(data)
    intake = Intake(project.id, read_known(project.id, ""), NOW)
    for _ in intake.read([path]):
        db.session.commit()
    taken = intake.ledger.taken
    standing = find_standing(project.id, {one.place for one in taken})
    new, problems = settle(intake.ledger, taken, *standing)
    assert (len(new), problems, intake.ledger.problems) == (8, [], [])
    return intake.ledger, new


def test_a_full_disk_half_way_leaves_nothing(
    app: Flask, exported: bytes, fresh: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(judgments: Sequence[Placed]) -> None:
        store_imported(judgments[:4])
        raise OSError(28, "No space left on device")

    before = rows()
    with monkeypatch.context() as patched:
        patched.setattr(actions, "store_imported", fill_up)
        result = bring_in(app, exported, tmp_path, "fresh")
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert rows() == before
    assert bring_in(app, exported, tmp_path, "fresh").exit_code == 0  # and this would be seen
    assert rows() != before


def test_who_was_faster_is_noticed(
    app: Flask, exported: bytes, fresh: Project, tmp_path: Path
) -> None:
    ledger, new = read(fresh, exported, tmp_path)
    bring_in(app, exported, tmp_path, "fresh")
    before = rows()
    with pytest.raises(Conflict, match="Somebody changed this project meanwhile"), writing():
        store_labels(fresh.id, ledger, new, NOW)
    assert rows() == before


def test_a_text_corrected_meanwhile_is_noticed(
    app: Flask, exported: bytes, fresh: Project, tmp_path: Path
) -> None:
    ledger, new = read(fresh, exported, tmp_path)
    with writing():
        paragraph = db.session.scalars(
            select(Paragraph)
            .join(Article, Article.id == Paragraph.article_id)
            .where(Article.project_id == fresh.id, Paragraph.position == 1)
        ).first()
        assert paragraph is not None
        paragraph.sha256, kept = "0" * 64, paragraph.sha256
    with pytest.raises(Conflict), writing():
        store_labels(fresh.id, ledger, new, NOW)
    with writing():
        paragraph.sha256 = kept
    with writing():
        assert store_labels(fresh.id, ledger, new, NOW).judgments == 8


def test_batches_join_without_gap(
    app: Flask, exported: bytes, fresh: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions_imported, "_BATCH", 3)
    monkeypatch.setattr(reading_labels, "_LINES", 3)
    monkeypatch.setattr(reading_labels, "_KEPT", 0)
    assert bring_in(app, exported, tmp_path, "fresh").exit_code == 0
    own = export(app, "fresh").replace(b'"project":"fresh"', b'"project":"harbour"')
    assert own == exported


def test_leads_see_who_is_known_from_a_file_and_cannot_give_them_work(
    app: Flask, tmp_path: Path
) -> None:
    study = make_study("fresh")
    line = {"article": study.articles[0].key, "paragraph": 0, "annotator": "Rater 7"}
    line |= {"labels": {}, "status": "draft"}
    result = bring_in(app, written([line]), tmp_path, "fresh")
    assert result.exit_code == 0, result.stderr
    browser = signed_in_client(app, study.lead)
    imported = db.session.scalars(select(Round).where(Round.name == "Imported")).one()
    page = browser.get(f"/projects/fresh/progress?round={imported.id}").get_data(as_text=True)
    assert "Rater 7, from a file" in page
    offered = browser.get("/projects/fresh/rounds/new").get_data(as_text=True)
    assert "Rater 7" not in offered
    assert "Ada Quist" in offered
