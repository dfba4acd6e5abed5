"""Which number stands for what was chosen, where answers are columns of numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.codebook.deriving import FLAG
from workbench.codebook.questions import Question

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Bits of a 64-bit number that leave its sign alone.
WORD = 63

#: (question key, value id)
Chosen = tuple[str, str]


@dataclass(frozen=True)
class Layout:
    """Of the questions on one unit, with those about passages and links.

    `bits` gives each value the bit that says whether it was chosen, counted through words of 63;
    `marks` gives (dimension of passages, value id) its code, from 0, and `links` each dimension of
    links. `about_passages` and `about_links` are bits for what is asked about these.
    """

    bits: Mapping[Chosen, int]
    marks: Mapping[Chosen, int]
    about_passages: Mapping[Chosen, int]
    links: Mapping[str, int]
    about_links: Mapping[Chosen, int]

    @classmethod
    def of(cls, questions: Iterable[Question]) -> Layout:
        """A flag has one bit, for being set; words have none."""
        asked = list(questions)
        spans, ties = (
            [one for one in asked if one.is_spans],
            [one for one in asked if one.is_links],
        )
        marks = ((one.key, value) for one in spans for value in one.value_ids())
        return cls(
            bits=_bits(asked),
            marks={one: n for n, one in enumerate(marks)},
            about_passages=_bits(about for one in spans for about in one.attributes),
            links={one.key: n for n, one in enumerate(ties)},
            about_links=_bits(about for one in ties for about in one.attributes),
        )

    @property
    def key(self) -> tuple[tuple[object, ...], ...]:
        """Equal for layouts under which columns are the same."""
        return tuple(
            tuple(one)
            for one in (self.bits, self.marks, self.about_passages, self.links, self.about_links)
        )


def _bits(questions: Iterable[Question]) -> dict[Chosen, int]:
    def values() -> Iterator[Chosen]:
        for question in questions:
            if question.is_answered and not question.is_text:
                ids = (FLAG[0],) if question.is_flag else question.value_ids()
                yield from ((question.key, value) for value in ids)

    return {one: n for n, one in enumerate(values())}


def n_words(bits: Mapping[Chosen, int]) -> int:
    """How many numbers hold so many bits."""
    return -(-len(bits) // WORD)
