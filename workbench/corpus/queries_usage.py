"""Whether an article is in use, which only the rooms above know: they hand it in at start-up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select

from workbench.core.db import db
from workbench.corpus.models import Article

#: From the least to the most.
STATES = ("free", "assigned", "judged")


@dataclass(frozen=True)
class _Known:
    assigned: Select[int]
    judged: Select[int]


_known: list[_Known] = []


def register(*, assigned: Select[int], judged: Select[int]) -> None:
    """Take over how articles in use are found: two statements that select ids of articles."""
    _known[:] = [_Known(assigned, judged)]


def is_in_state(state: str) -> ColumnElement[bool]:
    """A condition on Article: given to nobody, given but nothing saved, or something was saved."""
    assigned, judged = _exists(_known[0].assigned), _exists(_known[0].judged)
    return {"free": ~assigned, "assigned": assigned & ~judged, "judged": judged}[state]


def states_of(article_ids: Collection[int]) -> dict[int, str]:
    """One of STATES for each article."""
    known = _known[0]
    found = dict.fromkeys(article_ids, "free")
    for state, statement in (("assigned", known.assigned), ("judged", known.judged)):
        column = statement.selected_columns[0]
        chosen = statement.where(column.in_(article_ids)).distinct()
        found.update(dict.fromkeys(db.session.scalars(chosen), state))
    return found


def is_in_use(article_id: int) -> bool:
    """Whether the article was given to anybody: from then on its paragraphs are frozen.

    An annotator may have the page open, so that a first judgment would come too late to freeze it.
    """
    return states_of([article_id])[article_id] != "free"


def _exists(statement: Select[int]) -> ColumnElement[bool]:
    column = statement.selected_columns[0]
    return statement.where(column == Article.id).correlate(Article).exists()
