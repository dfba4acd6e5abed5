"""Reads of the assign room."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from workbench.assign.models import Assignment, Round
from workbench.assign.queries_gating import asking_closed, refuse_closed
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.core.wording import _
from workbench.corpus.models import Article


def list_rounds(project_id: int) -> Sequence[Round]:
    """The project's rounds in the order they were made."""
    return db.session.scalars(
        select(Round)
        .where(Round.project_id == project_id)
        .options(joinedload(Round.codebook_version))
        .order_by(Round.id)
    ).all()


def get_round(project_id: int, round_id: int) -> Round:
    """Raises NotFound for a round of another project, too."""
    found = db.session.scalar(
        select(Round)
        .where(Round.project_id == project_id, Round.id == round_id)
        .options(joinedload(Round.codebook_version))
    )
    if found is None:
        raise NotFound("This project has no such round.")
    return found


def find_round(project_id: int, name: str) -> Round | None:
    """The project's round of that name."""
    return db.session.scalar(
        select(Round)
        .where(Round.project_id == project_id, Round.name == name)
        .options(joinedload(Round.codebook_version))
    )


def list_assignments(membership_id: int) -> Sequence[Assignment]:
    """An annotator's own work with its rounds and articles, in their order."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.membership_id == membership_id)
        .options(
            joinedload(Assignment.round),
            joinedload(Assignment.article).joinedload(Article.story),
        )
        .order_by(Assignment.round_id, Assignment.position)
    ).all()


def get_own_assignment(membership_id: int, assignment_id: int) -> Assignment:
    """An assignment of this annotator. Raises NotFound: those of others do not exist for them.

    Raises Forbidden where its round is closed to them for now.
    """
    own = (
        select(Assignment)
        .where(Assignment.id == assignment_id, Assignment.membership_id == membership_id)
        .options(
            joinedload(Assignment.round).joinedload(Round.codebook_version),
            joinedload(Assignment.article).joinedload(Article.story),
        )
    )
    found = db.session.execute(asking_closed(own)).first()
    if found is None:
        raise NotFound(_("This article is not among your work. Open it from your list."))
    refuse_closed(is_closed=found[1])
    assignment: Assignment = found[0]
    return assignment


def get_assignment(project_id: int, assignment_id: int) -> Assignment:
    """Any assignment of the project, for a lead. Raises NotFound."""
    found = db.session.scalar(
        select(Assignment)
        .join(Assignment.round)
        .where(Assignment.id == assignment_id, Round.project_id == project_id)
    )
    if found is None:
        raise NotFound("This project has no such assignment.")
    return found


def select_assigned() -> Select[int]:
    """The ids of articles that somebody was given."""
    return select(Assignment.article_id)


def select_rounds() -> Select[int, int, str]:
    """(codebook version id, id, name) of rounds, in the order they were made."""
    return select(Round.codebook_version_id, Round.id, Round.name).order_by(Round.id)
