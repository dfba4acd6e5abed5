"""Reads about the versions of a project: their history, and the way from one to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from workbench.accounts.models import Person
from workbench.codebook.differences import Difference, compare
from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage
from workbench.codebook.mapping import compose
from workbench.codebook.models import CodebookDraft, CodebookVersion
from workbench.codebook.queries import as_asked, find_newest
from workbench.codebook.queries_drafts import codebook_of, lineage_of
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.projects.models import Membership


@dataclass(frozen=True)
class Entry:
    """A version in the history; names are for leads."""

    id: int
    number: int
    title: str
    sha256: str
    published_at: datetime
    remark: str
    seat: str
    name: str
    #: Ids and names of the rounds that ask it.
    rounds: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Way:
    """From one version to a later one."""

    old: Codebook
    new: Codebook
    lineage: Lineage

    def difference(self) -> Difference:
        return compare(self.old, self.new, self.lineage)


#: How rounds are found, which only a room above knows: (version id, round id, name).
_rounds: list[Select[int, int, str]] = []


def register(*, rounds: Select[int, int, str]) -> None:
    """Take over the statement that finds rounds with the version that they ask."""
    _rounds[:] = [rounds]


def history(project_id: int) -> list[Entry]:
    """Every version, newest first."""
    rows = db.session.execute(
        select(
            CodebookVersion.id,
            CodebookVersion.number,
            CodebookVersion.title,
            CodebookVersion.sha256,
            CodebookVersion.published_at,
            CodebookVersion.remark,
            func.coalesce(Membership.seat, ""),
            func.coalesce(Person.name, ""),
        )
        .outerjoin(Membership, Membership.id == CodebookVersion.published_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(CodebookVersion.project_id == project_id)
        .order_by(CodebookVersion.number.desc())
    ).all()
    asked: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if _rounds and rows:
        statement = _rounds[0]
        column = statement.selected_columns[0]
        for version_id, round_id, name in db.session.execute(
            statement.where(column.in_([row[0] for row in rows]))
        ):
            asked[version_id].append((round_id, name))
    return [Entry(*row, rounds=tuple(asked[row[0]])) for row in rows]


def way_between(project_id: int, first: int, last: int) -> Way:
    """From version number `first` to `last`, with the lineages in between composed.

    Raises NotFound where either does not exist or `first` is not the older one.
    """
    versions = db.session.scalars(
        select(CodebookVersion)
        .where(
            CodebookVersion.project_id == project_id, CodebookVersion.number.between(first, last)
        )
        .order_by(CodebookVersion.number)
    ).all()
    if len(versions) < 2 or (versions[0].number, versions[-1].number) != (first, last):
        raise NotFound(f"This project has no versions {first} and {last} to compare.")
    books = [as_asked(project_id, version.codebook) for version in versions]
    return Way(books[0], books[-1], compose(books, _lineages(versions[1:])))


def way_to_draft(project_id: int, draft: CodebookDraft) -> Way | None:
    """From the newest version to the draft; None before the first version.

    A draft that began from an older version says nothing about the newest one: ids decide then.
    """
    newest = find_newest(project_id)
    if newest is None:
        return None
    lineage = lineage_of(draft) if draft.base_id == newest.id else Lineage()
    return Way(as_asked(project_id, newest.codebook), codebook_of(draft), lineage)


def _lineages(versions: Sequence[CodebookVersion]) -> list[Lineage]:
    return [Lineage.model_validate(version.lineage) for version in versions]
