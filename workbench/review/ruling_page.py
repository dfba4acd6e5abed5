"""What the page of one unit shows, as plain values. Pure: answers and rulings in, a page out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.annotate.document import Document
from workbench.annotate.queries import Judged
from workbench.annotate.sheet import number_marks
from workbench.codebook.questions import Question
from workbench.review import rulings
from workbench.review.cells import Cell, kind_of, make_cells
from workbench.review.cells import Place as Shown
from workbench.review.comparison import Comparison, Line, Text, compare
from workbench.review.differences import Disagreement, is_disputed, shuffled
from workbench.review.majority import majority, most_alike
from workbench.review.places import Place
from workbench.review.queries_rulings import Ruled
from workbench.review.queries_unit import Around, Setting
from workbench.review.queries_unit import Line as ArticleLine
from workbench.review.taking import take

#: So many paragraphs before and after the one that is ruled on are in sight without a press.
NEAR = 1


@dataclass(frozen=True)
class Unit:
    """A unit of a round with all that was answered and ruled; `judged` in the order of columns."""

    place: Place
    setting: Setting
    around: Around
    questions: tuple[Question, ...]
    judged: tuple[Judged, ...]
    #: When each of these was saved, by seat.
    saved: Mapping[str, datetime]
    #: Oldest first, with those that were withdrawn or came too late.
    log: tuple[Ruled, ...]

    @property
    def line(self) -> ArticleLine | None:
        """The paragraph itself; None for the article as a whole."""
        return next((one for one in self.around.lines if one.id == self.place.paragraph_id), None)

    @property
    def text(self) -> str:
        """What is judged; "" for the article as a whole."""
        return self.line.text if self.line else ""

    @property
    def number(self) -> int | None:
        """The paragraph's number on every page; None for the article as a whole."""
        return self.line.number if self.line else None

    @property
    def name(self) -> str:
        """How it is spoken of."""
        return f"Paragraph {self.number}" if self.line else "The article as a whole"

    @property
    def answers(self) -> list[Document]:
        """The documents of the columns."""
        return [one.document for one in self.judged]

    @property
    def differing(self) -> tuple[str, ...]:
        """The questions that were answered differently, in the order of asking."""
        return tuple(one.key for one in self.questions if is_disputed(one, self.judged))

    @property
    def current(self) -> Ruled | None:
        """The ruling in force."""
        return next((one for one in self.log if one.is_current), None)

    @property
    def last_number(self) -> int:
        """The number of the last ruling that was in force, 0 without one."""
        return max((one.number for one in self.log if not one.is_parked), default=0)

    def by_seat(self, seat: str) -> Document | None:
        """What this seat answered."""
        return next((one.document for one in self.judged if one.seat == seat), None)


def columns_of(judged: Sequence[Judged], place: Place) -> tuple[Judged, ...]:
    """The judgments in the unit's own order, the same for everybody and always."""
    # Articles are numbered apart from paragraphs: below zero none is mistaken for the other.
    at = place.paragraph_id or -place.article_id
    return tuple(shuffled(judged, round_id=place.round_id, paragraph_id=at))


def comparison_of(unit: Unit, versions: Mapping[int, int]) -> Comparison:
    """The answers as a table."""
    found = disagreement_of(unit)
    text = Text(unit.around.title, unit.around.language, unit.number, unit.text)
    round_id = unit.place.round_id
    return compare(found, text, unit.questions, round_id=round_id, versions=versions)


def disagreement_of(unit: Unit) -> Disagreement:
    """The unit as the queue knows it; with nothing differing, where nothing does."""
    seats = tuple(sorted(unit.judged, key=lambda one: one.seat))
    return Disagreement(unit.place.article_id, unit.place.paragraph_id or 0, seats, unit.differing)


def changed_since(unit: Unit) -> tuple[str, ...]:
    """The seats whose answers were saved after the ruling in force was made."""
    if unit.current is None:
        return ()
    made_at = unit.current.made_at
    return tuple(sorted(seat for seat, saved_at in unit.saved.items() if saved_at > made_at))


def parked_of(unit: Unit, seat: str) -> Ruled | None:
    """A lead's own ruling that came too late, while the one that was faster is in force."""
    last = unit.log[-1] if unit.log else None
    if last is None or unit.current is None:
        return None
    return last if last.is_parked and last.seat == seat else None


def without_majority(unit: Unit) -> tuple[str, ...]:
    """Keys of the disputed questions that taking the majority leaves open.

    That most marked nothing is an answer too.
    """
    found = majority(unit.answers, unit.questions)
    marked = {one.dimension for one in found.spans} | {one.dimension for one in found.links}
    return tuple(
        one.key
        for one in unit.questions
        if one.key in unit.differing
        and one.key not in found.labels
        and one.key not in marked
        and most_alike(unit.answers, one) is None
    )


def for_scripts(unit: Unit, *, is_ruled: bool) -> dict[str, Any]:
    """What the page's scripts take over from: every person's answer, the majority, old rulings.

    `is_ruled`: what stands in the form was ruled once, so that nothing in it is an oversight.
    """

    def as_json(document: Document) -> dict[str, Any]:
        return take(document).as_json(unit.text)

    return {
        "answers": {one.seat: as_json(one.document) for one in unit.judged},
        "majority": as_json(majority(unit.answers, unit.questions)),
        "rulings": {
            str(one.id): as_json(one.document) | {"left_open": list(one.left_open)}
            for one in unit.log
            if one.codebook_version_id == unit.setting.version_id
        },
        "no_majority": list(without_majority(unit)),
        "undecided": [] if is_ruled else list(unit.differing),
    }


@dataclass(frozen=True)
class Entry:
    """A ruling in the log, laid out in the terms of the version that it was made in."""

    ruled: Ruled
    #: The number of that version, 0 where it is the round's own.
    version: int
    lines: tuple[Line, ...]
    left_open: tuple[str, ...]

    @property
    def state(self) -> str:
        """What became of it, in a word."""
        return state_of(self.ruled)

    @property
    def method(self) -> str:
        """How it relates to the answers, in words."""
        return rulings.METHOD_TITLES[self.ruled.method]

    @property
    def reason(self) -> str:
        """Why people differed, in words; "" where nothing had to be explained."""
        return str(rulings.REASON_TITLES.get(self.ruled.reason or "", ""))


def state_of(ruled: Ruled) -> str:
    """What became of a ruling, in a word."""
    if ruled.is_current:
        return "in force"
    if ruled.is_parked:
        return "came too late"
    return "withdrawn" if ruled.withdrawn_at else "superseded"


def entry_of(ruled: Ruled, unit: Unit, questions: Sequence[Question], version: int) -> Entry:
    """One ruling; `questions` are those of its version, whose number `version` is if another."""
    shown = Shown(unit.text, number_marks(questions), {one.key: one for one in questions})
    away = rulings.closed_with(ruled.document, questions, ruled.left_open)
    lines = [
        Line(one.key, one.title, kind_of(one), False, (_cell(one, ruled.document, shown),))
        for one in questions
        if one.key not in away
    ]
    return Entry(
        ruled,
        version,
        tuple(line for line in lines if line.cells[0].is_asked or line.cells[0].choices),
        tuple(one.title for one in questions if one.key in ruled.left_open),
    )


def _cell(question: Question, document: Document, shown: Shown) -> Cell:
    (cell,) = make_cells(question, [document], shown, shared=None, is_disputed=False)
    return cell


def is_near(line: ArticleLine, unit: Unit) -> bool:
    """Whether a paragraph of the article is in sight beside the one that is ruled on."""
    if unit.line is None or line.number is None or unit.line.number is None:
        return False
    return abs(line.number - unit.line.number) <= NEAR
