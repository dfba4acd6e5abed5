"""An import from its files to the corpus: read, corrected, stored, cut off and begun again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.corpus.given import ARTICLE, OTHER
from tests.make import NOW
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.core.errors import Busy, Conflict, Invalid
from workbench.corpus import actions_storing as storing
from workbench.corpus import actions_uploads as uploads
from workbench.corpus import jobs
from workbench.corpus import queries_uploads as queries
from workbench.corpus.drafts import Options
from workbench.corpus.models import Article, Draft, Paragraph, Shingle, Upload
from workbench.projects.actions import create_project
from workbench.projects.models import Project

LATIN = "Café society\n\nNobody objected to the café’s new hours, said its owner.\n"
ROWS = (
    b'{"id": "a", "title": "One", "text": "The first text of all has its own words."}\n'
    b'{"id": "b", "title": "Two", "text": "A second text speaks of other things."}\n'
    b'{"id": "c", "title": "Bad", "text": 7}\n'
)


@pytest.fixture
def project(app: Flask) -> Project:
    with writing():
        return create_project("harbour", "Harbour", targets=(), now=NOW)


def begin(project: Project, *files: tuple[str, bytes], **given: Any) -> Upload:
    """An upload of these files, read."""
    with writing():
        upload = uploads.begin_upload(
            project.id, None, files, options=given.pop("options", Options()), now=NOW, **given
        )
    jobs.start_reading(upload)
    return reloaded(upload)


def store(upload: Upload) -> Upload:
    with writing():
        uploads.start_again(upload, state="storing", total=0, now=utc_now())
    jobs.start_storing(upload)
    return reloaded(upload)


def reloaded(upload: Upload) -> Upload:
    db.session.expire_all()
    return db.session.get_one(Upload, upload.id)


def titles() -> list[str]:
    return sorted(db.session.scalars(select(Article.title)))


def outcomes(upload: Upload) -> list[str]:
    return [draft.outcome for draft in queries.list_drafts(upload)]


def step(upload: Upload, position: int, what: dict[str, Any], seen: int = 0) -> None:
    with writing():
        uploads.take_step(queries.get_draft(upload, position), what, seen=seen)


def test_nothing_is_in_the_corpus_before_it_is_stored(project: Project) -> None:
    upload = begin(project, ("a.txt", ARTICLE), ("b.txt", OTHER))
    assert (upload.state, upload.done, upload.total) == ("ready", 2, 2)
    assert [d.title for d in queries.list_drafts(upload)] == ["Harbour accord signed at dawn"] * 2
    assert titles() == []
    stored = store(upload)
    assert (stored.state, outcomes(stored)) == ("stored", ["added", "added"])
    assert titles() == ["Harbour accord signed at dawn"] * 2
    assert [queries.file_bytes(file.id) for file in stored.files] == [b"", b""]


def test_what_was_corrected_is_what_is_stored(project: Project) -> None:
    upload = begin(project, ("a.txt", ARTICLE))
    step(upload, 1, {"do": "kind", "at": 3, "kind": "quote"})
    step(upload, 1, {"do": "facts", "facts": {"story": "The accord", "outlet": "Slip"}}, seen=1)
    store(upload)
    article = db.session.scalars(select(Article)).one()
    assert article.paragraphs[2].kind == "quote"
    assert article.story is not None
    assert article.outlet is not None
    assert (article.story.title, article.outlet.name) == ("The accord", "Slip")
    assert db.session.scalar(select(func.count()).select_from(Shingle)) > 5


def test_the_last_correction_is_taken_back(project: Project) -> None:
    upload = begin(project, ("a.txt", ARTICLE))
    step(upload, 1, {"do": "kind", "at": 1, "kind": "heading"})
    with writing():
        back = uploads.undo_step(queries.get_draft(upload, 1), seen=1)
    assert back.paragraphs[0].kind == "title"
    with pytest.raises(Invalid, match="nothing to take back"), writing():
        uploads.undo_step(queries.get_draft(upload, 1), seen=0)


def test_two_tabs_do_not_overwrite_each_other(project: Project) -> None:
    upload = begin(project, ("a.txt", ARTICLE))
    step(upload, 1, {"do": "kind", "at": 1, "kind": "heading"})
    with pytest.raises(Conflict, match="Another tab"):
        step(upload, 1, {"do": "join", "at": 1}, seen=0)
    assert len(queries.get_draft(upload, 1).steps) == 1


def test_what_was_stored_takes_no_more_corrections(project: Project) -> None:
    upload = store(begin(project, ("a.txt", ARTICLE)))
    with pytest.raises(Conflict, match="has ended"):
        step(upload, 1, {"do": "join", "at": 1})
    with pytest.raises(Conflict), writing():
        uploads.discard(upload)
    with pytest.raises(Conflict):
        store(upload)


def test_all_or_nothing_by_default_and_the_bad_ones_skipped_by_choice(project: Project) -> None:
    upload = begin(project, ("rows.jsonl", ROWS))
    assert [problem["line"] for problem in upload.files[0].problems] == [3]
    refused = store(upload)
    assert (refused.state, titles()) == ("ready", [])
    assert "1 part of this import" in refused.message
    with writing():
        refused.skips_bad = True
    assert store(refused).state == "stored"
    assert titles() == ["One", "Two"]


def test_an_id_that_has_another_text_is_refused_and_nothing_overwritten(project: Project) -> None:
    first = ROWS.splitlines(keepends=True)[0]
    store(begin(project, ("one.jsonl", first)))
    upload = begin(project, ("two.jsonl", first.replace(b"first text", b"very other text")))
    refused = store(upload)
    assert (refused.state, outcomes(refused)) == ("ready", ["refused"])
    assert "id_conflict" in queries.list_drafts(refused)[0].reason
    assert titles() == ["One"]


def test_the_same_text_is_skipped_also_within_one_import(project: Project) -> None:
    upload = store(begin(project, ("a.txt", ARTICLE), ("b.txt", ARTICLE), ("c.txt", OTHER)))
    assert outcomes(upload) == ["added", "skipped", "added"]
    again = store(begin(project, ("d.txt", ARTICLE)))
    assert outcomes(again) == ["skipped"]
    assert queries.list_drafts(again)[0].article_id is not None


def test_what_is_left_out_by_hand_is_not_stored(project: Project) -> None:
    upload = begin(project, ("rows.jsonl", ROWS), skips_bad=True)
    with writing():
        uploads.choose_wanted(upload, [1], is_wanted=False)
    assert outcomes(store(upload)) == ["skipped", "added"]
    assert titles() == ["Two"]


def test_an_encoding_is_proposed_and_the_file_read_once_it_is_confirmed(project: Project) -> None:
    upload = begin(project, ("latin.txt", LATIN.encode("cp1252")))
    file = upload.files[0]
    assert (file.problems[0]["code"], file.problems[0]["proposal"]) == ("not_utf8", "cp1252")
    assert queries.count_drafts(upload).drafts == 0
    with writing():
        uploads.choose_for_file(file, {"encoding": "cp1252"})
        uploads.start_again(upload, state="waiting", total=1, now=utc_now())
    jobs.start_reading(upload)
    again = reloaded(upload)
    assert (again.state, again.files[0].problems, again.files[0].encoding) == (
        "ready",
        [],
        "cp1252",
    )
    assert queries.get_draft(again, 1).title == "Café society"


def test_a_discarded_import_leaves_nothing_but_its_name(project: Project) -> None:
    upload = begin(project, ("a.txt", ARTICLE))
    with writing():
        uploads.discard(upload)
    assert reloaded(upload).state == "discarded"
    assert queries.file_bytes(upload.files[0].id) == b""
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0
    assert queries.list_open_uploads(project.id) == []


class CutOff(Exception):
    """The process ends here."""


def cut_off_after(count: int, work: Callable[..., Any]) -> Callable[..., Any]:
    """The function, until its so many-th call never ends."""
    calls = iter(range(count))

    def work_or_end(*given: Any, **named: Any) -> Any:
        if next(calls, None) is None:
            raise CutOff
        return work(*given, **named)

    return work_or_end


def files(count: int) -> Sequence[tuple[str, bytes]]:
    return [(f"{n}.txt", ARTICLE.replace(b"eleven", str(n).encode())) for n in range(count)]


@pytest.mark.parametrize("after", range(4))
def test_reading_goes_on_where_it_was_cut_off(
    project: Project, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(uploads, "keep_reading", cut_off_after(after, uploads.keep_reading))
        with pytest.raises(CutOff):
            begin(project, *files(4))
    db.session.rollback()
    assert queries.list_open_uploads(project.id)[0].state == "reading"
    resume()
    upload = queries.list_open_uploads(project.id)[0]
    assert (upload.state, queries.count_drafts(upload).drafts) == ("ready", 4)
    assert [d.position for d in queries.list_drafts(upload)] == [1, 2, 3, 4]


@pytest.mark.parametrize("after", range(3))
def test_storing_goes_on_and_stores_nothing_twice(
    project: Project, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(jobs, "BATCH", 2)
    upload = begin(project, *files(6))
    with monkeypatch.context() as patched:
        patched.setattr(storing, "conclude", cut_off_after(after, storing.conclude))
        with pytest.raises(CutOff):
            store(upload)
    db.session.rollback()
    count = select(func.count()).select_from(Article)
    assert db.session.scalar(count) == 2 * after  # whole batches only
    resume()
    assert (reloaded(upload).state, db.session.scalar(count)) == ("stored", 6)
    assert outcomes(upload) == ["added"] * 6
    per_article = select(func.count()).select_from(Paragraph).group_by(Paragraph.article_id)
    assert set(db.session.scalars(per_article)) == {4}


def resume() -> None:
    """As a new process does, a while later."""
    with writing():
        for upload in db.session.scalars(select(Upload)):
            upload.seen_at = utc_now() - timedelta(minutes=5)
    db.session.expire_all()
    jobs.resume_uploads()
    db.session.expire_all()


def test_a_job_that_goes_on_is_not_begun_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(uploads, "keep_reading", cut_off_after(0, uploads.keep_reading))
        with pytest.raises(CutOff):
            begin(project, *files(2))
    db.session.rollback()
    jobs.resume_uploads()
    assert queries.list_open_uploads(project.id)[0].state == "reading"


def test_a_job_that_cannot_go_on_says_why_and_can_be_begun_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = begin(project, ("a.txt", ARTICLE))

    def fail(*_: Any, **__: Any) -> None:
        raise Busy("The database could not store this just now. Nothing was lost: try again.")

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "add_articles", fail)
        failed = store(upload)
    assert (failed.state, titles()) == ("failed", [])
    assert "try again" in failed.message
    assert store(failed).state == "stored"


def test_an_import_discarded_while_it_is_read_stops(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = uploads.keep_reading

    def read_and_discard(upload: Upload, *given: Any) -> None:
        read(upload, *given)
        db.session.flush()
        uploads.discard(upload)

    monkeypatch.setattr(uploads, "keep_reading", read_and_discard)
    upload = begin(project, *files(3))
    assert upload.state == "discarded"
    assert queries.count_drafts(upload).drafts == 0


def test_an_upload_without_files_is_refused(project: Project) -> None:
    with pytest.raises(Invalid, match="Choose one"):
        begin(project)
