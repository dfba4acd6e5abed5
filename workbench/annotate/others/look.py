"""The whole look: a strip over the article, and counts for the paragraph that is open. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.document import Document
from workbench.annotate.others.apart import apart, apart_overall
from workbench.annotate.others.counting import Counted, count_answers
from workbench.annotate.others.heat import Heat, heat
from workbench.codebook.questions import Question


@dataclass(frozen=True)
class Place:
    """A paragraph that was judged, or the article as a whole (`number` None)."""

    position: int
    number: int | None
    text: str
    questions: Sequence[Question]
    mine: Document
    others: Sequence[Document]

    @property
    def everybody(self) -> list[Document]:
        return [self.mine, *self.others]


@dataclass(frozen=True)
class Cell:
    """A paragraph on the strip: `percent` apart, None where there is nothing to compare.

    `step` is its shade, from 0 for all alike to 4.
    """

    number: int | None
    percent: int | None
    step: int
    url: str
    is_active: bool


@dataclass(frozen=True)
class Choice:
    """What the strip can be about; without a title, all questions."""

    title: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Look:
    """What an annotator gets to see of the others; `count` is how many others submitted."""

    count: int
    cells: tuple[Cell, ...]
    choices: tuple[Choice, ...]
    #: The title of the question that the strip is about, "" for all.
    about: str
    counted: tuple[Counted, ...]
    #: What the others marked, by position.
    heat: Mapping[int, Heat]


#: Position and question ("" for all) to an address of the page.
Address = Callable[[int, str], str]


def look(
    places: Sequence[Place], count: int, *, active: int | None, wanted: str, address: Address
) -> Look:
    """The strip is about the question whose key is `wanted`, else about all."""
    offered = {one.key: one.title for place in places for one in place.questions if not one.is_text}
    chosen = wanted if wanted in offered else ""
    at = active if active is not None else next((one.position for one in places), 0)
    return Look(
        count=count,
        cells=tuple(_cell(one, active, chosen, address) for one in places) if count else (),
        choices=tuple(
            Choice(title, address(at, key), key == chosen)
            for key, title in [("", ""), *offered.items()]
        ),
        about=offered.get(chosen, ""),
        counted=_counted(places, active) if count else (),
        heat=_heat(places, chosen) if count else {},
    )


def _heat(places: Sequence[Place], chosen: str) -> dict[int, Heat]:
    """Of the question that the strip is about, where it asks for passages; else of all that do."""
    is_asked = any(
        one.key == chosen and one.is_spans for place in places for one in place.questions
    )
    about = chosen if is_asked else ""
    return {one.position: found for one in places if (found := heat(one.others, about))}


def _cell(place: Place, active: int | None, chosen: str, address: Address) -> Cell:
    asked = [one for one in place.questions if not chosen or one.key == chosen]
    if chosen:
        value = apart(asked[0], place.everybody) if asked else None
    else:
        value = apart_overall(asked, place.everybody)
    return Cell(
        place.number,
        None if value is None else round(100 * value),
        0 if value is None else math.ceil(4 * value),
        address(place.position, chosen),
        place.position == active,
    )


def _counted(places: Sequence[Place], active: int | None) -> tuple[Counted, ...]:
    for place in places:
        if place.position == active:
            return tuple(count_answers(place.questions, place.mine, place.others, place.text))
    return ()
