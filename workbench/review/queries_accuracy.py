"""The answers of a round beside the rulings on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import select

from workbench.annotate.columns import Columns
from workbench.annotate.document import Document
from workbench.annotate.kept import KeptByColumns
from workbench.annotate.models import Judgment
from workbench.annotate.queries import judged_where
from workbench.annotate.queries_columns import Judgeable
from workbench.annotate.queries_kept import kept_columns
from workbench.assign.models import Assignment, Round
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.corpus.models import Article, Paragraph
from workbench.projects.models import Project
from workbench.review.accuracy import Beside, Compared, beside_rulings
from workbench.review.models import Ruling
from workbench.review.queries_ruled import RuledColumns, ruled_columns
from workbench.review.queries_rulings import Ruled, as_ruled, select_rulings

_beside = KeptByColumns[list[Beside]]()
#: Some 3 MB for 10,000 judgments, gone with the next save in the round.
_own = KeptByColumns[Compared]()


@dataclass(frozen=True)
class Reading:
    """One judgment of one's own beside the ruling on its unit."""

    document: Document
    ruling: Ruled
    #: What it answered otherwise.
    differing: tuple[str, ...]


def accuracy_of(
    project: Project, chosen: Round, *, with_bulk: bool
) -> dict[Judgeable, list[Beside]]:
    """Each question of a round beside the rulings in force, on paragraphs and on whole articles.

    Without bulk rulings, which follow what most answered, it is about what a lead has looked at.
    """
    return {
        unit: _accuracy(chosen.id, questions, unit, with_bulk=with_bulk)
        for unit, questions in units_of(project, chosen)
    }


def _accuracy(
    round_id: int, questions: tuple[Question, ...], unit: Judgeable, *, with_bulk: bool
) -> list[Beside]:
    judged, ruled = _read(round_id, questions, unit)

    def compute() -> list[Beside]:
        counted = ruled if with_bulk else ruled.only(~ruled.is_bulk)
        return beside_rulings(Compared(judged, counted), questions)

    return _beside.get(judged, (ruled, questions), with_bulk, compute)


def units_of(project: Project, chosen: Round) -> list[tuple[Judgeable, tuple[Question, ...]]]:
    """What a round asks of: each kind of unit with its questions."""
    sha256 = chosen.codebook_version.sha256
    each: list[tuple[Judgeable, tuple[Question, ...]]] = [
        ("paragraph", questions_for(project, sha256)),
        ("article", questions_for(project, sha256, "article")),
    ]
    return [(unit, questions) for unit, questions in each if questions]


def shown_rounds(membership_id: int) -> list[Round]:
    """The rounds that show rulings and in which this annotator has submitted an article."""
    return list(
        db.session.scalars(
            select(Round)
            .where(
                Round.shows_rulings,
                Round.id.in_(
                    select(Assignment.round_id).where(
                        Assignment.membership_id == membership_id, Assignment.state == "submitted"
                    )
                ),
            )
            .order_by(Round.id.desc())
        )
    )


def own_compared(
    chosen: Round, membership_id: int, questions: tuple[Question, ...], unit: Judgeable
) -> Compared:
    """This annotator's judgments of submitted articles beside the rulings on them.

    Not of articles that they have still to answer in another round.
    """
    judged, ruled = _read(chosen.id, questions, unit)
    still_open = select(Assignment.article_id).where(
        Assignment.membership_id == membership_id, Assignment.state != "submitted"
    )
    submitted = select(Assignment.id).where(
        Assignment.round_id == chosen.id,
        Assignment.membership_id == membership_id,
        Assignment.state == "submitted",
        Assignment.article_id.not_in(still_open),
    )
    assignments = tuple(db.session.scalars(submitted.order_by(Assignment.id)))

    def compare() -> Compared:
        mine = judged.only(np.isin(judged.assignment, assignments))
        return Compared(mine, ruled.only(np.isin(ruled.columns.unit, mine.unit)))

    return _own.get(judged, (ruled, questions), (membership_id, assignments), compare)


def readings_of(
    compared: Compared, at: list[int], questions: tuple[Question, ...]
) -> list[Reading]:
    """The judgments at these places of `compared.judged`, with their rulings, in their order."""
    judged = compared.judged
    wanted = judged.judgment[at].tolist()
    documents = {
        one.unit_id: one.document for one in judged_where(Judgment.id.in_(wanted), questions)
    }
    ids = compared.ruled.ids[compared.ruling[at]].tolist()
    rows = db.session.execute(select_rulings().where(Ruling.id.in_(ids)))
    rulings = {ruled.id: ruled for ruled in map(as_ruled, rows)}
    differing = {one.key: compared.differing(one) for one in questions if not one.is_text}
    return [
        Reading(
            documents[int(judged.unit[place])],
            rulings[ruling],
            tuple(key for key, flags in differing.items() if flags[place]),
        )
        for place, ruling in zip(at, ids, strict=True)
    ]


class Spot(NamedTuple):
    """Where a judgment stands; `position` 0 and no text for an article as a whole."""

    title: str
    language: str
    position: int
    text: str


def own_places(compared: Compared, at: list[int], unit: Judgeable) -> dict[int, Spot]:
    """Where the judgments at these places stand: submitted ones, so nothing is masked any more."""
    ids = compared.judged.unit[at].tolist()
    if unit == "article":
        rows: Any = db.session.execute(
            select(Article.id, Article.title, Article.language).where(Article.id.in_(ids))
        )
        found = {row[0]: Spot(row[1], row[2], 0, "") for row in rows}
    else:
        rows = db.session.execute(
            select(
                Paragraph.id, Article.title, Article.language, Paragraph.position, Paragraph.text
            )
            .join(Article, Article.id == Paragraph.article_id)
            .where(Paragraph.id.in_(ids))
        )
        found = {row[0]: Spot(*row[1:]) for row in rows}
    return {place: found[one] for place, one in zip(at, ids, strict=True)}


def _read(
    round_id: int, questions: tuple[Question, ...], unit: Judgeable
) -> tuple[Columns, RuledColumns]:
    return (
        kept_columns(round_id, questions, unit=unit),
        ruled_columns(round_id, questions, unit=unit),
    )
