"""A small study whose every stored value is known, for exports that are compared byte by byte.

Two rounds with a codebook version each, two articles, two annotators of whom one has been erased.
Rows are stored out of order, so that the order of an export has to be made.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.make import make_person
from workbench.accounts.models import Person
from workbench.annotate.models import (
    Judgment,
    Label,
    Link,
    LinkLabel,
    LinkMember,
    Span,
    SpanLabel,
    Written,
)
from workbench.assign.models import Assignment, Round
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db, writing
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.projects.models import Membership, Project, Target

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
HEADLINE = "Ferry dues fall again"
CLAIM = "🙂 Two aides claimed the “truce” would hold."
TIDE = "The ferry sails at noon."
CODEBOOK = """{"id": "small", "title": "Small", "dimensions": [
 {"id": "frames", "title": "Frames", "type": "multi", "values": [
  {"id": "economy", "title": "Economy"}, {"id": "conflict", "title": "Conflict"}]},
 {"id": "tone", "title": "Tone", "type": "ordinal", "per": "target",
  "off_scale": ["not_mentioned"], "values": [
  {"id": "-1", "title": "critical"}, {"id": "0", "title": "neutral"},
  {"id": "not_mentioned", "title": "not mentioned"}]},
 {"id": "attributed", "title": "Attributed", "type": "single", "values": [
  {"id": "yes", "title": "Yes"}, {"id": "no", "title": "No"}]},
 {"id": "sourcing", "title": "Sourcing", "type": "spans", "values": [
  {"id": "source", "title": "Source"}, {"id": "cue", "title": "Cue", "export": "CUE"}]},
 {"id": "naming", "title": "Naming", "type": "ordinal", "unit": "span", "of": "sourcing",
  "of_values": ["source"], "values": [{"id": "0", "title": "None"}, {"id": "1", "title": "Role"}]},
 {"id": "ties", "title": "Attribution", "type": "links", "of": "sourcing", "export": "attribution",
  "members": [{"value": "source"}, {"value": "cue"}]},
 {"id": "quoting", "title": "Quoting", "type": "single", "unit": "link", "of": "ties", "values": [
  {"id": "direct", "title": "Direct", "export": "Direct quote"}]},
 {"id": "unsure", "title": "Unsure", "type": "flag"},
 {"id": "why", "title": "Why", "type": "text", "when": {"dimension": "unsure", "is": ["yes"]}},
 {"id": "genre", "title": "Genre", "type": "single", "unit": "article", "export": "article type",
  "values": [{"id": "news", "title": "News", "export": "News report"}]}]}"""


@pytest.fixture
def golden() -> bytes:
    """What the export of `harbour` must be; written by hand."""
    return (Path(__file__).parent / "expected" / "judgments.jsonl").read_bytes()


@pytest.fixture
def harbour(app: Flask) -> Project:
    """The study behind the golden file, with Lena Ortiz as its lead."""
    people = {name: make_person(name) for name in ("Lena Ortiz", "Ada Quist", "Mika Dorn")}
    with writing():
        project = Project(slug="harbour", title="Harbour Accord", created_at=DAY)
        db.session.add(project)
        db.session.flush()
        for position, key in enumerate(("government", "port"), start=1):
            _add(Target(project_id=project.id, key=key, title=f"the {key}", position=position))
        _add(_member(project, people["Lena Ortiz"], "lead", "L-01"))
        second = _add(_member(project, people["Mika Dorn"], "annotator", "A-02"))
        first = _add(_member(project, people["Ada Quist"], "annotator", "A-01"))
        dues, tide = _add_articles(project)
        pilot, main = (_add_round(project, number) for number in (1, 2))
        _judge_main(main, first, tide)
        _judge_pilot(pilot, first, second, dues)
    with writing():
        db.session.delete(people["Mika Dorn"])  # erased: the seat A-02 and its work stay
    return project


def _judge_main(round_: Round, annotator: Membership, article: Article) -> None:
    """One finished paragraph of an article that is still open, with nothing hidden.

    It was answered under the version before, and carried over.
    """
    assignment = _assign(round_, annotator, article, "open")
    _judge(
        assignment,
        _paragraph(article, 1),
        labels=(("attributed", "", "no"), ("tone", "port", "0")),
        answered_version_id=_first_version(round_),
        saw_outlet=True,
        saw_premarks=True,
        saw_others=True,
        saved_at=datetime(2026, 3, 4, 9, 30, 1, 999_999, tzinfo=UTC),
    )


def _judge_pilot(round_: Round, first: Membership, second: Membership, article: Article) -> None:
    draft = _assign(round_, second, article, "open")
    _judge(draft, _paragraph(article, 3), labels=(("frames", "", "economy"),), is_done=False)
    handed_in = _assign(round_, first, article, "submitted")
    handed_in.recognised, handed_in.recognised_as = "guess", "The „Slipway“"
    _judge(
        handed_in,
        _paragraph(article, 3),
        labels=(
            ("frames", "", "conflict"),
            ("frames", "", "economy"),
            ("tone", "port", "not_mentioned"),
            ("tone", "government", "-1"),
            ("attributed", "", "yes"),
            ("unsure", "", "yes"),
        ),
        spans=(("source", 2, 11, "manual"), ("cue", 12, 19, "premark_accepted")),
        is_tied=True,
        note="„Truce“ in quotes: whose?",
        is_flagged=True,
        revision=3,
        saved_at=datetime(2026, 3, 3, 17, 5, 9, tzinfo=UTC),
    )
    _judge(handed_in, None, labels=(("genre", "", "news"),))
    _judge(handed_in, _paragraph(article, 1), labels=(("frames", "", "economy"),))


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def _member(project: Project, person: Person, role: str, seat: str) -> Membership:
    return Membership(project_id=project.id, person_id=person.id, role=role, seat=seat)


def _add_articles(project: Project) -> tuple[Article, Article]:
    outlet = _add(Outlet(project_id=project.id, name="The Slipway"))
    story = _add(Story(project_id=project.id, title="The accord"))
    where = {"outlet_id": outlet.id, "story_id": story.id, "published": date(2026, 2, 28)}
    plea = "Sign up for our letter."
    dues = _add_article(project, "d0e5", (HEADLINE, plea, CLAIM), **where)
    return dues, _add_article(project, "71de", (TIDE,))


def _add_article(project: Project, key: str, texts: tuple[str, ...], **about: Any) -> Article:
    article = _add(
        Article(
            project_id=project.id,
            key=key,
            title=texts[0],
            byline="Mara Lund",
            language="en",
            format="text",
            source_name=f"{key}.txt",
            sha256=hashlib.sha256(key.encode()).hexdigest(),
            imported_at=DAY,
            **about,
        )
    )
    for position, text in enumerate(texts, start=1):
        kind = "title" if position == 1 else "body" if position == len(texts) else "boilerplate"
        _add(
            Paragraph(
                article_id=article.id,
                position=position,
                kind=kind,
                is_annotatable=kind != "boilerplate",
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                article_offset=sum(len(before) + 2 for before in texts[: position - 1]),
                note="",
                tokens=[],
                sentences=[],
                premarks=[],
                segmented_by="none",
            )
        )
    return article


def _paragraph(article: Article, position: int) -> Paragraph:
    return next(p for p in article.paragraphs if p.position == position)


def _add_round(project: Project, number: int) -> Round:
    version = _add(
        CodebookVersion(
            project_id=project.id,
            number=number,
            title="Small",
            document=CODEBOOK,
            sha256=str(number) * 64,  # made up: the golden file is about the export, not the digest
            published_at=DAY,
        )
    )
    return _add(
        Round(
            project_id=project.id,
            name=("Pilot", "Main “B”")[number - 1],
            codebook_version_id=version.id,
            mask_outlet=number == 1,
            mask_byline=number == 1,
            has_premarks=number == 2,
            created_at=DAY,
        )
    )


def _assign(round_: Round, member: Membership, article: Article, state: str) -> Assignment:
    return _add(
        Assignment(
            round_id=round_.id,
            membership_id=member.id,
            article_id=article.id,
            position=1,
            state=state,
            submitted_at=DAY if state == "submitted" else None,
            round=round_,
        )
    )


def _judge(
    assignment: Assignment,
    paragraph: Paragraph | None,
    *,
    labels: tuple[tuple[str, str, str], ...] = (),
    spans: tuple[tuple[str, int, int, str], ...] = (),
    is_tied: bool = False,
    **changes: Any,
) -> None:
    stored: dict[str, Any] = {
        "codebook_version_id": assignment.round.codebook_version_id,
        "answered_version_id": assignment.round.codebook_version_id,
        "revision": 1,
        "is_done": True,
        "is_flagged": False,
        "note": "",
        "saw_outlet": False,
        "saw_premarks": False,
        "created_at": DAY,
        "saved_at": DAY,
    }
    judgment = _add(
        Judgment(
            assignment_id=assignment.id,
            paragraph_id=paragraph and paragraph.id,
            **(stored | changes),
        )
    )
    for dimension, target, value in labels:
        _add(Label(judgment_id=judgment.id, dimension=dimension, target=target, value=value))
    for number, (value, start, end, origin) in enumerate(spans, start=1):
        _add(
            Span(
                judgment_id=judgment.id,
                number=number,
                dimension="sourcing",
                value=value,
                starts_at=start,
                ends_at=end,
                origin=origin,
            )
        )
    if is_tied:
        _tie(judgment.id)


def _tie(judgment_id: int) -> None:
    """The first two spans as one attribution, with a question about each, and a doubt in words."""
    own = {"judgment_id": judgment_id, "number": 1}
    _add(SpanLabel(**own, dimension="naming", value="1"))
    _add(Link(**own, dimension="ties"))
    for span_number in (2, 1):
        _add(LinkMember(**own, span_number=span_number))
    _add(LinkLabel(**own, dimension="quoting", value="direct"))
    why = {"part": "judgment", "number": 0, "dimension": "why", "target": ""}
    _add(Written(judgment_id=judgment_id, **why, text="Whose words are these?"))


def _first_version(round_: Round) -> int:
    return db.session.scalars(
        select(CodebookVersion.id).where(
            CodebookVersion.project_id == round_.project_id, CodebookVersion.number == 1
        )
    ).one()
