"""What labels in a file are held against: the project's articles, versions, rounds and seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import InstrumentedAttribute

from workbench.annotate.document import Document
from workbench.annotate.imported import ImportedJudgment
from workbench.annotate.models import Judgment
from workbench.assign.models import Assignment, Round
from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound
from workbench.corpus.models import Article, Paragraph
from workbench.export.known import Known, Opened, Place, Text, Unit, Version, Where
from workbench.export.naming import Sheet
from workbench.export.queries import read_sheets
from workbench.export.queries_parts import read_documents
from workbench.export.settling import Handed
from workbench.export.unnaming import Unsheet
from workbench.projects.models import Membership, Project

_judgment, _assignment = (db.metadata.tables[m.__tablename__] for m in (Judgment, Assignment))
#: Below every database's limit of parameters.
_BATCH = 500

Thing = TypeVar("Thing")


def read_known(project_id: int, round_name: str) -> Known:
    """All but the articles; `round_name` is the lead's choice for all lines.

    Raises NotFound for a project without a codebook.
    """
    versions = [Version(key, Unsheet(sheet)) for key, sheet in read_sheets(project_id).items()]
    if not versions:
        raise NotFound("This project has no codebook yet. Publish one: workbench codebook publish")
    project = db.session.get_one(Project, project_id)
    leads = db.session.scalars(
        select(Membership.seat).where(
            Membership.project_id == project_id, Membership.role == "lead"
        )
    )
    return Known(
        versions=sorted(versions, key=lambda one: one.number, reverse=True),
        rounds=_read_rounds(project_id),
        leads=frozenset(leads),
        round_name=round_name,
        is_demo=project.is_demo,
    )


def _read_rounds(project_id: int) -> dict[str, Opened]:
    rows = db.session.execute(
        select(
            Round.name, Round.id, Round.codebook_version_id, Round.mask_outlet, Round.mask_byline
        ).where(Round.project_id == project_id)
    )
    return {
        row.name: Opened(
            row.id,
            row.codebook_version_id,
            (*(["outlet"] * row.mask_outlet), *(["author"] * row.mask_byline)),
        )
        for row in rows
    }


def find_texts(project_id: int, names: Collection[str]) -> dict[str, list[Text]]:
    """The articles that each name means: the one with this key, else those whose file calls it so.

    A key finds every version of a text; the id of a file only the one in force.
    """
    ids: dict[str, list[int]] = defaultdict(list)
    for some in _batches(names):
        for number, key in _find_articles(project_id, Article.key.in_(some)):
            ids[key].append(number)
    rest = [name for name in names if name not in ids]
    for some in _batches(rest):
        for number, key in _find_articles(
            project_id, Article.source_id.in_(some) & Article.is_current, Article.source_id
        ):
            ids[key].append(number)
    units = _read_units([number for numbers in ids.values() for number in numbers])
    return {name: [Text(one, units.get(one, {})) for one in ids.get(name, ())] for name in names}


def _find_articles(
    project_id: int,
    condition: ColumnElement[bool],
    named: InstrumentedAttribute[str] = Article.key,
) -> Iterable[tuple[int, str]]:
    rows = db.session.execute(
        select(Article.id, named).where(Article.project_id == project_id, condition)
    )
    return [(row[0], row[1]) for row in rows]


def _read_units(article_ids: Sequence[int]) -> dict[int, dict[int, Unit]]:
    units: dict[int, dict[int, Unit]] = defaultdict(dict)
    for some in _batches(article_ids):
        rows = db.session.execute(
            select(
                Paragraph.article_id,
                Paragraph.position,
                Paragraph.id,
                Paragraph.kind,
                Paragraph.is_annotatable,
                Paragraph.text,
                Paragraph.sha256,
                Paragraph.masks,
            ).where(Paragraph.article_id.in_(some))
        )
        for row in rows:
            units[row.article_id][row.position] = Unit(*row[2:])
    return units


def find_seats(project_id: int, names: Collection[str]) -> dict[str, int]:
    """The members that files call so: by their seat, else by the name that an import noted."""
    found: dict[str, int] = {}
    for column in (Membership.recorded_as, Membership.seat):  # the seat overwrites
        for some in _batches(names):
            rows = db.session.execute(
                select(column, Membership.id).where(
                    Membership.project_id == project_id, column.in_(some)
                )
            )
            found |= {name: number for name, number in rows if name is not None}
    return found


def are_unchanged(hashes: Mapping[int, str | None]) -> bool:
    """Whether these paragraphs still have these hashes: one not assigned yet may be corrected."""
    for some in _batches(hashes):
        rows = db.session.execute(
            select(Paragraph.id, Paragraph.sha256).where(Paragraph.id.in_(some))
        ).all()
        if {row.id: row.sha256 for row in rows} != {number: hashes[number] for number in some}:
            return False
    return True


def find_standing(
    project_id: int, places: Collection[Place]
) -> tuple[dict[Place, Handed], dict[tuple[Place, int | None], ImportedJudgment]]:
    """The assignments at these places, and the judgments in them by place and paragraph.

    The assignments are held until the transaction ends: no save comes between on PostgreSQL.
    Raises Conflict where two of the annotators are one.
    """
    handed: dict[Place, Handed] = {}
    judged: dict[tuple[Place, int | None], ImportedJudgment] = {}
    seats = find_seats(project_id, {one.annotator for one in places})
    names: dict[int, str] = {}
    for name, number in seats.items():
        if names.setdefault(number, name) != name:
            raise Conflict(
                f"{names[number]} and {name} are one person in this project. Use one name in the "
                "file. Nothing was imported."
            )
    sheets = read_sheets(project_id)
    for round_name, opened in _read_rounds(project_id).items():
        articles = {one.article_id for one in places if one.round_name == round_name}
        for some in _batches(articles if names else ()):
            where = _assignment.c.round_id == opened.id
            where &= _assignment.c.article_id.in_(some)
            rows = db.session.execute(select(_assignment).where(where).with_for_update()).all()
            own = {
                row.id: (Place(round_name, names[row.membership_id], row.article_id), row)
                for row in rows
                if row.membership_id in names
            }
            handed |= {place: _handed(row) for place, row in own.values()}
            judged |= _judged({key: place for key, (place, _) in own.items()}, where, sheets)
    return handed, judged


def _handed(row: Row[Any]) -> Handed:
    return Handed(Where("", 0), row.state, row.recognised, row.recognised_as)


def _judged(
    own: Mapping[int, Place], where: ColumnElement[bool], sheets: Mapping[int, Sheet]
) -> dict[tuple[Place, int | None], ImportedJudgment]:
    rows = db.session.execute(
        select(_judgment)
        .join(_assignment, _assignment.c.id == _judgment.c.assignment_id)
        .where(where)
    ).all()
    documents = read_documents(rows, where, sheets)
    return {
        (own[row.assignment_id], row.paragraph_id): _imported(row, documents[row.id])
        for row in rows
        if row.assignment_id in own
    }


def _imported(row: Row[Any], document: Document) -> ImportedJudgment:
    return ImportedJudgment(
        paragraph_id=row.paragraph_id,
        codebook_version_id=row.codebook_version_id,
        answered_version_id=row.answered_version_id,
        questions=(),
        document=document,
        stored="",
        revision=row.revision,
        saved_at=row.saved_at,
        saw_outlet=row.saw_outlet,
        saw_premarks=row.saw_premarks,
        saw_others=row.saw_others,
        active_ms=row.active_ms,
    )


def _batches(things: Collection[Thing]) -> Iterator[list[Thing]]:
    rest = iter(things)
    while some := list(islice(rest, _BATCH)):
        yield some
