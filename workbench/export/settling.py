"""Lines beside each other and beside what is stored: what is new, what contradicts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from workbench.annotate.imported import ImportedJudgment
from workbench.core.clock import iso
from workbench.core.errors import Refused
from workbench.export.known import Place, Problem, Taken, Where


class Handed(NamedTuple):
    """What the lines say of an assignment; `state` "" is any but skipped."""

    where: Where
    state: str
    recognised: str | None = None
    recognised_as: str | None = None
    saved_at: datetime = datetime.min


#: What the status of a judgment says of its assignment.
_STATES = {"done": "open", "submitted": "submitted", "skipped": "skipped", "draft": ""}


@dataclass
class Ledger:
    """What of the files can be stored together, and what cannot."""

    taken: list[Taken] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _units: dict[tuple[Place, int | None], Where] = field(default_factory=dict)
    _handed: dict[Place, Handed] = field(default_factory=dict)
    _versions: dict[str, tuple[int, Where]] = field(default_factory=dict)

    def refuse(self, where: Where, message: str) -> None:
        self.problems.append(Problem(where, message))

    def add(self, one: Taken) -> None:
        """Raises Refused where another line says something that cannot be true beside it."""
        unit = (one.place, one.judgment.paragraph_id)
        if unit in self._units:
            raise Refused(f"This annotator judges this in {_at(self._units[unit])} already.")
        version, where = self._versions.get(
            one.place.round_name, (one.judgment.codebook_version_id, one.where)
        )
        if version != one.judgment.codebook_version_id:
            raise Refused(f"Another codebook version than in {_at(where)}, in the same round.")
        handed = self._agree(one)
        self._units[unit] = one.where
        self._versions[one.place.round_name] = version, where
        self._handed[one.place] = handed
        self.taken.append(one)

    def handed(self, place: Place) -> Handed:
        """What all its lines say of an assignment."""
        return self._handed[place]

    def _agree(self, one: Taken) -> Handed:
        said, before = _handed(one), self._handed.get(one.place)
        if before is None:
            return said
        at = _at(before.where)
        if said.state != before.state and ("skipped" in (said.state, before.state)):
            raise Refused(f"One of this and {at} says that the article is skipped, one does not.")
        if said.state and before.state and said.state != before.state:
            raise Refused(f"One of this and {at} says that the article is submitted, one does not.")
        if said[2:4] != before[2:4]:
            raise Refused(f"Of whether the outlet was recognised it says other than {at}.")
        return before._replace(
            state=before.state or said.state,
            saved_at=max(said.saved_at, before.saved_at),
        )


def _handed(one: Taken) -> Handed:
    line = one.line
    return Handed(
        one.where,
        _STATES[line.status],
        line.recognised_outlet,
        line.recognised_as,
        one.judgment.saved_at,
    )


def _at(where: Where) -> str:
    return f"{where.file}, line {where.number:,}"


Standing = Mapping[tuple[Place, int | None], ImportedJudgment]


def settle(
    ledger: Ledger, taken: Iterable[Taken], handed: Mapping[Place, Handed], judged: Standing
) -> tuple[list[Taken], list[Problem]]:
    """What is new beside what the project has, and what contradicts it.

    A judgment that stands already as the line has it is neither.
    """
    new, problems = [], []
    for one in taken:
        fault = _fault(one, ledger.handed(one.place), handed.get(one.place))
        standing = judged.get((one.place, one.judgment.paragraph_id))
        if standing is not None and differs(one, standing):
            fault = (
                "This annotator has judged this differently here. Nothing is overwritten; "
                "--round puts the file’s judgments beside it."
            )
        if fault:
            problems.append(Problem(one.where, fault))
        elif standing is None:
            new.append(one)
    return new, problems


def _fault(one: Taken, said: Handed, stands: Handed | None) -> str:
    if stands is None:
        return ""
    if said.state != stands.state and (said.state or stands.state == "skipped"):
        return f"The article is {stands.state} for this annotator here, and not so in the file."
    if said.recognised_as is not None and said[2:4] != stands[2:4]:
        return "Of whether the outlet was recognised the project has another answer."
    return ""


def differs(one: Taken, standing: ImportedJudgment) -> bool:
    """Whether a stored judgment says anything else than the line does, of what the line says."""
    line, new = one.line, one.judgment
    stated = [
        (replace(new.document, is_done=standing.document.is_done), standing.document)
        if line.status == "skipped"
        else (new.document, standing.document),
        (new.codebook_version_id, standing.codebook_version_id),
    ]
    if line.codebook is not None:
        stated.append((new.answered_version_id, standing.answered_version_id))
    if line.revision is not None:
        stated.append((line.revision, standing.revision))
    if line.saved_at is not None:  # files count seconds
        stated.append((iso(line.saved_at), iso(standing.saved_at)))
    for said, stands in (
        (line.saw_outlet, standing.saw_outlet),
        (line.saw_premarks, standing.saw_premarks),
        (line.saw_others, standing.saw_others),
    ):
        if said is not None:
            stated.append((said, stands))
    if line.says_active:
        stated.append((line.active_ms, standing.active_ms))
    return any(said != stands for said, stands in stated)
