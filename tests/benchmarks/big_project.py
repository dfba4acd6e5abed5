"""An invented project with a million judgments, for the benchmarks of reports.

Drawn by numpy from one seed and written by plain sqlite3: through the application it would take
half an hour. Annotators follow one truth in about three cases of four.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.make import short_codebook, tied_codebook
from workbench.assign.models import Round
from workbench.codebook.actions import publish
from workbench.core.db import db, writing
from workbench.projects.actions import create_project
from workbench.projects.models import Membership, Project

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
PARAGRAPHS = 20
ANNOTATORS = 5
TEXT = "Two aides claimed that the “truce” would hold until the boats are back in the harbour. " * 4

Integers = NDArray[np.int64]
Row = tuple[Any, ...]


def build_big_project(
    articles: int, slug: str = "big", *, has_ties: bool = False
) -> tuple[Project, Round]:
    """`articles` x 20 paragraphs, each judged by five people: 10,000 articles are a million.

    With ties, each passage has an answer, and every second judgment with passages a link of them.
    """
    with writing():
        project = create_project(slug, slug, targets=[("government", "the government")], now=NOW)
        version = publish(project.id, tied_codebook() if has_ties else short_codebook(), now=NOW)
        seats = [
            Membership(project_id=project.id, role="annotator", seat=f"A-{number:02}")
            for number in range(ANNOTATORS)
        ]
        opened = Round(
            project_id=project.id,
            name="Round 1",
            codebook_version_id=version.id,
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            created_at=NOW,
        )
        db.session.add_all([*seats, opened])
    place = db.engine.url.database
    assert place is not None
    db.session.remove()
    with sqlite3.connect(place) as stored:
        stored.execute("PRAGMA synchronous=OFF")
        _write(stored, project.id, opened, [one.id for one in seats], version.id, articles)
        if has_ties:
            _tie(stored)
        stored.execute("ANALYZE")
    stored.close()
    return project, opened


def _write(
    stored: sqlite3.Connection,
    project_id: int,
    opened: Round,
    seats: list[int],
    version_id: int,
    articles: int,
) -> None:
    add = partial(_add, stored)
    then = "2026-03-02 08:00:00.000000"
    digest = sha256(TEXT.encode()).hexdigest()
    blank, empty = ("", "", "", "", "", "{}", 1, 1, ""), ("[]", "[]", "[]", "[]", "none")
    add(
        "article",
        "id, project_id, key, title, language, format, sha256, imported_at, byline, source_name, "
        "section, url, source_id, extra, version, is_current, search_text",
        (
            (n, project_id, f"k{n:011}", f"Headline {n}", "en", "text", f"{n:064}", then, *blank)
            for n in range(1, articles + 1)
        ),
    )
    paragraphs = articles * PARAGRAPHS
    add(
        "paragraph",
        "id, article_id, position, kind, is_annotatable, text, sha256, article_offset, note, "
        "tokens, sentences, premarks, masks, segmented_by",
        (
            (n + 1, n // PARAGRAPHS + 1, n % PARAGRAPHS + 1, "body", 1, TEXT, digest, 0, "", *empty)
            for n in range(paragraphs)
        ),
    )
    add(
        "assignment",
        "id, round_id, membership_id, article_id, position, state, recognised_as, warning_read",
        (
            (n + 1, opened.id, seats[n % ANNOTATORS], n // ANNOTATORS + 1, 1, "submitted", "", "")
            for n in range(articles * ANNOTATORS)
        ),
    )
    about = (version_id, version_id, 1, 1, 0, "", 0, 0, 0)
    add(
        "judgment",
        "id, assignment_id, paragraph_id, codebook_version_id, answered_version_id, revision, "
        "is_done, is_flagged, note, saw_outlet, saw_premarks, saw_others, created_at, saved_at, "
        "active_ms",
        (
            (n + 1, n // PARAGRAPHS + 1, paragraph, *about, then, _moment(n, articles), 9_000)
            for n, paragraph in enumerate(_paragraph_of(articles).tolist())
        ),
    )
    labels, spans = _draw(_paragraph_of(articles))
    add("label", "judgment_id, dimension, target, value", labels)
    add("span", "judgment_id, number, dimension, value, starts_at, ends_at, origin", spans)


def _add(stored: sqlite3.Connection, table: str, columns: str, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    stored.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _tie(stored: sqlite3.Connection) -> None:
    """An answer to each passage, and links of the three passages of every second judgment."""
    random = np.random.default_rng(5)
    add = partial(_add, stored)

    def drawn(values: tuple[str, ...], own: list[int]) -> list[str]:
        """The same for the same number, but for every fifth."""
        truth = random.integers(len(values), size=max(own) + 1)[own]
        guess = random.integers(len(values), size=len(own))
        chosen = np.where(random.random(len(own)) < 0.8, truth, guess)
        return [values[one] for one in chosen.tolist()]

    marked = stored.execute(
        "SELECT span.judgment_id, number, paragraph_id FROM span JOIN judgment ON id = judgment_id"
        " ORDER BY span.judgment_id, number"
    ).fetchall()
    names = drawn(("full", "role", "vague"), [paragraph for *_, paragraph in marked])
    about = "judgment_id, number, dimension, value"
    add(
        "span_label",
        about,
        ((n, k, "naming", name) for (n, k, _), name in zip(marked, names, strict=True)),
    )
    tying = [(n, paragraph) for n, k, paragraph in marked if k == 1][::2]
    add("link", "judgment_id, number, dimension", ((n, 1, "attribution") for n, _ in tying))
    members = ((n, 1, k) for n, _ in tying for k in (1, 2, 3))
    add("link_member", "judgment_id, number, span_number", members)
    manners = drawn(("direct", "indirect"), [paragraph for _, paragraph in tying])
    rows = ((n, 1, "manner", manner) for (n, _), manner in zip(tying, manners, strict=True))
    add("link_label", about, rows)


def _moment(judgment: int, articles: int) -> str:
    """The articles are worked off in eight weeks."""
    day = judgment * 56 // (articles * ANNOTATORS * PARAGRAPHS)
    return (NOW + timedelta(days=day)).strftime("%Y-%m-%d %H:%M:%S.%f")


def _paragraph_of(articles: int) -> Integers:
    """Of each judgment: assignment by assignment, every one going through its article."""
    own = np.arange(articles * PARAGRAPHS).reshape(articles, 1, PARAGRAPHS) + 1
    found: Integers = np.broadcast_to(own, (articles, ANNOTATORS, PARAGRAPHS)).ravel()
    return found


def _draw(paragraph: Integers) -> tuple[Iterator[Row], Iterator[Row]]:
    random = np.random.default_rng(4)
    codebook = {one.id: one for one in short_codebook().dimensions}
    frames, tones = ([v.id for v in codebook[name].values] for name in ("frames", "tone"))

    def answers(n: int) -> list[int]:
        truth = random.integers(n, size=int(paragraph.max()) + 1)[paragraph]
        guess = random.integers(n, size=len(paragraph))
        chosen: list[int] = np.where(random.random(len(paragraph)) < 0.75, truth, guess).tolist()
        return chosen

    frame, second, tone, quoted = answers(len(frames)), answers(30), answers(6), answers(2)
    shift = random.integers(4, size=len(paragraph)).tolist()

    def labels() -> Iterator[Row]:
        for n, (one, two, grade, source) in enumerate(
            zip(frame, second, tone, quoted, strict=True), start=1
        ):
            chosen = {frames[one]}
            if one < 10 and two < 10:
                chosen.add(frames[two])
            for value in sorted(chosen):
                yield n, "frames", "", value
            yield n, "primary_frame", "", frames[one]
            yield n, "tone", "government", tones[grade]
            yield n, "attributed", "", ("yes", "no")[source]

    def spans() -> Iterator[Row]:
        for n, (source, step) in enumerate(zip(quoted, shift, strict=True), start=1):
            if source == 0:
                yield n, 1, "sourcing", "source", 0, 9 + step // 3, "manual"
                yield n, 2, "sourcing", "cue", 10 + step // 3, 17, "manual"
                yield n, 3, "sourcing", "content", 18, 60 + 7 * step, "manual"

    return labels(), spans()
