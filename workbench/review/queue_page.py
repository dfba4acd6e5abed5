"""One page of the queue: rows, under the titles of their articles. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from workbench.review.places import Place
from workbench.review.queue import Queue
from workbench.review.queue_words import Differing
from workbench.review.strip import Strip, level_of

PER_PAGE = 25


@dataclass(frozen=True)
class Heading:
    """An article above its rows; ids are None where it has no outlet or story."""

    title: str
    language: str
    outlet_id: int | None
    outlet: str
    story_id: int | None
    story: str


@dataclass(frozen=True)
class Row:
    """A unit of the queue: `number` is that on the annotation page, 0 for the article as a whole.

    `level` is its shade in the strip; `rarest` the disputed value that was given least often in the
    round, `times` how often that was. `ruling` is "", "ruled" or "legitimate".
    """

    place: Place
    number: int
    words: str
    differing: tuple[Differing, ...]
    n_annotators: int
    level: int
    rarest: str
    times: int
    is_flagged: bool
    is_discussed: bool
    ruling: str


@dataclass(frozen=True)
class Group:
    """Neighbouring rows of one article."""

    heading: Heading
    strip: Strip
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Page:
    """Which page of how many, from 1, and where it stands in `Queue.shown`."""

    number: int
    of: int
    start: int
    end: int


def find_page(queue: Queue, number: int) -> Page:
    """The nearest page for a number out of range."""
    of = max(1, -(-len(queue) // PER_PAGE))
    number = min(max(number, 1), of)
    return Page(number, of, (number - 1) * PER_PAGE, min(number * PER_PAGE, len(queue)))


def page_of(number: int) -> int:
    """The page on which the unit with this number in the queue stands."""
    return (number - 1) // PER_PAGE + 1


def make_rows(
    queue: Queue,
    page: Page,
    differing: Mapping[Place, Sequence[Differing]],
    titles: Mapping[tuple[str, str], str],
    words: Mapping[int, str],
    strips: Mapping[int, Strip],
) -> list[Row]:
    """`titles` are those of values by question and id, `words` the first ones by paragraph."""
    numbers = {one.paragraph_id: one.number for strip in strips.values() for one in strip.cells}
    return [
        _row(queue, at, differing, titles, words, numbers)
        for at in queue.order[queue.shown[page.start : page.end]].tolist()
    ]


def group_rows(
    rows: Sequence[Row], headings: Mapping[int, Heading], strips: Mapping[int, Strip]
) -> list[Group]:
    """Runs of rows of the same article."""
    return [
        Group(headings[article], strips[article], tuple(own))
        for article, own in groupby(rows, key=lambda one: one.place.article_id)
    ]


def _row(
    queue: Queue,
    at: int,
    differing: Mapping[Place, Sequence[Differing]],
    titles: Mapping[tuple[str, str], str],
    words: Mapping[int, str],
    numbers: Mapping[int | None, int],
) -> Row:
    units, ordered = queue.units, queue.units.ordered
    paragraph = int(ordered.paragraph[at]) or None
    place = Place(queue.round_id, int(ordered.article[at]), paragraph)
    source, own = ordered.source(at)
    rarest = source.values[int(source.rarest[own])]
    return Row(
        place=place,
        number=numbers.get(paragraph, 0) if paragraph else 0,
        words=words.get(paragraph, "") if paragraph else "",
        differing=tuple(differing[place]),
        n_annotators=int(ordered.n_seats[at]),
        level=level_of(float(ordered.entropy[at]), ordered.most_entropy),
        rarest=titles.get(rarest, rarest[1]),
        times=int(source.times[source.rarest[own]]),
        is_flagged=bool(ordered.is_flagged[at]),
        is_discussed=bool(units.state["discussed"][at]),
        ruling=next((one for one in ("ruled", "legitimate") if units.state[one][at]), ""),
    )
