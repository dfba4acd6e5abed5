"""How far people are apart in each paragraph of an article, as a strip of cells. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from workbench.review.queue_disputes import Disputes
from workbench.review.queue_units import Units

#: Shades of those who differ: up to a quarter of the most that is found in the round, and so on.
LEVELS = 4
LEVEL_WORDS = ("alike", "close", "apart", "further apart", "furthest apart")


@dataclass(frozen=True)
class Cell:
    """A paragraph, or with number 0 the article as a whole.

    `level` is 0 where all agree and None where fewer than two have finished it; `ruling` is "",
    "ruled" or "legitimate".
    """

    paragraph_id: int | None
    number: int
    level: int | None
    n_differ: int
    ruling: str

    @property
    def says(self) -> str:
        """What a cell stands for."""
        name = f"Paragraph {self.number}" if self.number else "The article as a whole"
        if self.level is None:
            told = "not finished by two"
        elif self.level:
            plural = "s differ" if self.n_differ > 1 else " differs"
            told = f"{self.n_differ} question{plural}, {LEVEL_WORDS[self.level]}"
        else:
            told = LEVEL_WORDS[0]
        ruling = {"": "", "ruled": ", ruled", "legitimate": ", left open as legitimate"}
        return f"{name}: {told}{ruling[self.ruling]}"


@dataclass(frozen=True)
class Strip:
    """The annotatable paragraphs of an article in order, then the article as a whole if judged."""

    article_id: int
    cells: tuple[Cell, ...]

    @property
    def says(self) -> str:
        """The strip in words, for who does not see it."""
        shared = [one for one in self.cells if one.level is not None]
        apart = [one for one in shared if one.level]
        furthest = sorted(apart, key=lambda one: -(one.level or 0))[:3]
        ruled = sum(bool(one.ruling) for one in self.cells)
        numbers = ", ".join(_name(one) for one in sorted(furthest, key=lambda one: one.number))
        parts = [f"{len(apart)} of {len(shared)} differ"]
        parts += [f"furthest apart: {numbers}"] if len(furthest) < len(apart) else []
        parts += [f"{ruled} ruled on"] if ruled else []
        return "; ".join(parts)


def make_strip(units: Units, article_id: int, paragraphs: Sequence[int]) -> Strip:
    """`paragraphs` are the ids of those that are annotated, in order."""
    ordered = units.ordered
    numbered = [(paragraph, number) for number, paragraph in enumerate(paragraphs, start=1)]
    if article_id in ordered.wholes.unit:
        numbered.append((0, 0))
    places = np.array([paragraph for paragraph, _ in numbered], dtype=np.int64)
    articles = np.full(len(places), article_id)
    ruled = units.facts.ruled.holds(articles, places).tolist()
    legitimate = units.facts.legitimate.holds(articles, places).tolist()
    return Strip(
        article_id,
        tuple(
            _cell(
                ordered.parts if number else ordered.wholes,
                paragraph or article_id,
                number,
                ordered.most_entropy,
                "ruled" if is_ruled else "legitimate" if is_open else "",
            )
            for (paragraph, number), is_ruled, is_open in zip(
                numbered, ruled, legitimate, strict=True
            )
        ),
    )


def level_of(entropy: float, most: float) -> int:
    """The shade of a unit, 0 for none, given the entropy of it and the most of its round."""
    return min(LEVELS, ceil(LEVELS * entropy / most)) if entropy > 0 else 0


def _cell(disputes: Disputes, unit: int, number: int, most: float, ruling: str) -> Cell:
    at = int(np.searchsorted(disputes.unit, unit))
    is_shared = at < len(disputes.unit) and int(disputes.unit[at]) == unit
    return Cell(
        paragraph_id=unit if number else None,
        number=number,
        level=level_of(float(disputes.entropy[at]), most) if is_shared else None,
        n_differ=int(disputes.differs[:, at].sum()) if is_shared else 0,
        ruling=ruling,
    )


def _name(cell: Cell) -> str:
    return str(cell.number) if cell.number else "the whole"
