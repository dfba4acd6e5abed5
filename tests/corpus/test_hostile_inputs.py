"""Hostile files (`hostile.py`): each has its stated result, within the limits of one file.

They are read in the process that has these limits (10 s and 256 MB): one that needs more is refused
as `too_slow` or `too_big`, which is never the result that the table states. Then each refused one
goes through the upload page: 4xx, a sentence that says why, and nothing stored.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.corpus.hostile import FILES, REQUESTS, Hostile
from tests.corpus.test_views_import import upload
from tests.make import make_study, signed_in_client
from workbench.core.db import db
from workbench.core.errors import Refused
from workbench.corpus import jobs
from workbench.corpus.drafts import Problem, Reading
from workbench.corpus.models import Article, Draft
from workbench.corpus.reading_process import ReadingProcess

REFUSED = [case for case in FILES if case.outcome == "refused" and case.options.encoding == ""]


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as started:
        yield started


def outcome_of(process: ReadingProcess, case: Hostile) -> Reading | Refused:
    try:
        return process.read(case.make(), case.name, case.options)
    except Refused as refused:
        return refused


@pytest.mark.parametrize("case", FILES, ids=str)
def test_a_hostile_file_has_its_stated_result(process: ReadingProcess, case: Hostile) -> None:
    found = outcome_of(process, case)
    if case.outcome == "ends":  # refused or read, but within the limits
        assert isinstance(found, Reading) or found.code not in {"too_slow", "too_big"}
    elif case.outcome == "refused":
        assert isinstance(found, Refused), found
        _assert_said(case, Problem(found.code, found.message, found.line))
    else:
        assert isinstance(found, Reading), found
        _assert_read(case, found)


def _assert_read(case: Hostile, reading: Reading) -> None:
    warnings = [one for article in reading.articles for one in article.warnings]
    if case.outcome == "problem":
        [problem] = reading.problems
        _assert_said(case, problem)
    else:
        assert reading.problems == ()
        assert reading.articles
    if case.outcome == "warned":
        [warning] = [one for one in warnings if one.code == case.code]
        _assert_said(case, warning)
    elif case.outcome == "accepted":
        assert warnings == []
    if case.check is not None:
        assert case.check(reading) in (None, True)


def _assert_said(case: Hostile, found: Problem) -> None:
    """By code, with its place, in a sentence that names it."""
    assert found.code not in {"too_slow", "too_big", "unreadable"} or case.code == found.code
    assert found.code == case.code or not case.code
    assert found.line == case.line or case.line is None
    assert found.message.endswith((".", ".)"))
    assert len(found.message) < 2_000
    assert case.says in found.message


@pytest.mark.parametrize("case", REFUSED, ids=str)
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_of_a_refused_file_nothing_is_stored(
    app: Flask, process: ReadingProcess, monkeypatch: pytest.MonkeyPatch, case: Hostile
) -> None:
    @contextmanager
    def the_same_process() -> Iterator[ReadingProcess]:
        yield process

    monkeypatch.setattr(jobs, "ReadingProcess", the_same_process)
    study = make_study()
    browser = signed_in_client(app, study.lead)
    before = _stored()
    answer = upload(browser, (case.name, case.make()))
    page = answer.text
    if answer.status_code == 303:  # too large to be read while the browser waits
        page = browser.get(answer.headers["Location"]).text
    else:
        assert answer.status_code in {413, 422}
    if answer.status_code != 413:
        found = outcome_of(process, case)
        assert isinstance(found, Refused)
        assert found.message[:200] in html.unescape(page)
    assert "Traceback" not in page
    assert _stored() == before
    assert browser.get("/projects/harbour/articles/import").status_code == 200


def _stored() -> tuple[int, int]:
    db.session.commit()
    return (
        db.session.scalar(select(func.count(Article.id))) or 0,
        db.session.scalar(select(func.count(Draft.id))) or 0,
    )


def test_all_72_are_tried() -> None:
    files = {case.number for case in FILES}
    assert files | REQUESTS == set(range(1, 73))
    assert not files & REQUESTS
