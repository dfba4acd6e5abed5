"""Storing labels from files: seats, rounds, assignments, judgments; the edge commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.annotate.actions_imported import store_imported
from workbench.assign.actions_imported import (
    Given,
    add_assignments,
    find_assignments,
    open_imported_round,
)
from workbench.core.errors import Conflict
from workbench.export.known import Place, Taken
from workbench.export.queries_labels import (
    are_unchanged,
    find_seats,
    find_standing,
    read_known,
)
from workbench.export.settling import Handed, Ledger, settle
from workbench.projects.actions import add_recorded, take_turn


@dataclass(frozen=True)
class Stored:
    """What was added."""

    judgments: int
    annotators: Sequence[str]
    rounds: Sequence[str]


def store_labels(project_id: int, ledger: Ledger, new: Sequence[Taken], now: datetime) -> Stored:
    """Store what `settle` found to be new, after looking once more: all of it, or nothing.

    Raises Conflict where somebody has been faster since it was held against the project.
    """
    take_turn(project_id)
    rounds = read_known(project_id, "").rounds
    places = {one.place for one in new}
    still_new, problems = settle(ledger, new, *find_standing(project_id, places))
    texts = {
        one.judgment.paragraph_id: one.line.text_sha256
        for one in new
        if one.judgment.paragraph_id is not None
    }
    if problems or len(still_new) < len(new) or not are_unchanged(texts):
        raise Conflict("Somebody changed this project meanwhile. Nothing was stored: try again.")
    names = sorted({place.annotator for place in places})
    seats = find_seats(project_id, names)
    strangers = [name for name in names if name not in seats]
    seats |= add_recorded(project_id, strangers)
    grouped: dict[str, list[Taken]] = defaultdict(list)
    for one in new:
        grouped[one.place.round_name].append(one)
    opened = []
    for name, some in grouped.items():
        if name in rounds:
            round_id = rounds[name].id
        else:
            round_id = _open(project_id, name, some, now)
            opened.append(name)
        _store(round_id, some, ledger, seats)
    return Stored(len(new), strangers, opened)


def _open(project_id: int, name: str, taken: Sequence[Taken], now: datetime) -> int:
    """Masked where its lines say so throughout: labels made elsewhere do not say."""
    created = open_imported_round(
        project_id,
        name,
        version_id=taken[0].judgment.codebook_version_id,
        is_masked=all(one.line.saw_outlet is False for one in taken),
        now=now,
    )
    return created.id


def _store(round_id: int, taken: Sequence[Taken], ledger: Ledger, seats: dict[str, int]) -> None:
    there = find_assignments(round_id)
    places: dict[tuple[int, int], Place] = {}
    for one in taken:
        places.setdefault((seats[one.place.annotator], one.place.article_id), one.place)
    given = [_given(key, ledger.handed(place)) for key, place in places.items() if key not in there]
    ids = there | add_assignments(round_id, given)
    store_imported(
        [(ids[seats[one.place.annotator], one.place.article_id], one.judgment) for one in taken]
    )


def _given(key: tuple[int, int], handed: Handed) -> Given:
    member, article = key
    return Given(
        membership_id=member,
        article_id=article,
        state=handed.state or "open",
        saved_at=handed.saved_at,
        recognised=handed.recognised,
        recognised_as=handed.recognised_as or "",
    )
