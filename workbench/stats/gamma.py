"""Agreement on passages by aligning them: gamma.

Mathet, Widlöcher & Métivier 2015, The unified and holistic method gamma (γ) for inter-annotator
agreement measure and alignment (Computational Linguistics 41, 437-479). All annotators' passages
are put into groups, of each annotator one passage or none; the disorder of a group is the mean
dissimilarity over all pairs of annotators (see `alignment`; position and label weigh alike, and
nothing beside anything is 1), that of an alignment the sum over its groups by the mean number of
passages of an annotator. Gamma is 1 - observed / expected: observed is the least disorder of any
alignment, expected the mean of what is left where the same passages lie at random.

At random (section 5.2 there): each annotator gets the passages of one of them, drawn anew, shifted
along all texts laid end to end by an amount drawn anew, and what leaves at the end comes in at the
start; shifts lie half a mean passage apart or more, where there is room. As many samples are drawn
as put the mean within 2% (at 95%), at least 30.

Ours are two choices. Texts are laid end to end, and passages of different texts never meet in what
is observed. And a shift may lead anywhere in the texts, not only between the first mark and the
last: where marks are few, that makes gamma higher than in programs that do not know how long a text
is. Finding the best alignment is hard in general, so gamma is for small material only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from workbench.stats.alignment import (
    Floats,
    Integers,
    Passages,
    TooManyGroups,
    is_possible,
    least_disorder,
)
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked

FEWEST_SAMPLES, MOST_SAMPLES = 30, 200
PRECISION = 0.02
#: More would keep people waiting; on two cores these took up to some seconds.
MOST_PASSAGES, MOST_ANNOTATORS = 200, 5

NOT_INSTALLED = "Gamma needs scipy. Install framing-workbench[gamma] to have it computed."
NO_TEXT = "No text was read by all annotators, which gamma needs."
ONE_ANNOTATOR = "One annotator alone has nobody to agree with."
NOTHING_MARKED = "Nobody has marked anything in the texts that all have read."
TOO_LARGE = (
    f"Gamma is for small material: at most {MOST_ANNOTATORS} annotators and {MOST_PASSAGES} "
    "passages, not too many of them at one place."
)
NO_VARIATION = (
    "Wherever they lie, these passages would agree. Without variation, agreement cannot be told "
    "from chance, so gamma is undefined."
)


@dataclass(frozen=True)
class Gamma:
    """Gamma; `value` is None exactly where `why_undefined` has a sentence.

    `observed` and `expected` are disorders, the latter the mean of `samples` draws. It rests on
    the `n_texts` that all `n_annotators` have read, and their `n_passages`.
    """

    value: float | None
    why_undefined: str | None
    observed: float | None
    expected: float | None
    samples: int
    n_texts: int
    n_annotators: int
    n_passages: int


def gamma(articles: Mapping[Any, Marked], *, seed: int) -> Gamma:
    """Gamma of the texts that all annotators have read; draws hang on the seed alone.

    Passages of one annotator are taken as they are, also where they overlap. Raises ValueError for
    a passage outside its text and an empty one.
    """
    marking = Marking.of(articles)
    shared = marking.only(marking.n_readers == len(marking.annotators))
    n_annotators = len(shared.annotators)
    none = Gamma(None, None, None, None, 0, len(shared.texts), n_annotators, len(shared.text))
    if (why := _why_not(none)) is not None:
        return replace(none, why_undefined=why)
    passages = Passages(shared.who, shared.text, shared.start, shared.end, shared.code)
    try:
        observed = least_disorder(passages, n_annotators) / (len(passages) / n_annotators)
        drawn = _expected(passages, shared.length, n_annotators, np.random.default_rng(seed))
    except TooManyGroups:
        return replace(none, why_undefined=TOO_LARGE)
    expected = float(drawn.mean())
    found = replace(none, observed=observed, expected=expected, samples=len(drawn))
    if not expected:
        return replace(found, why_undefined=NO_VARIATION)
    return replace(found, value=1 - observed / expected)


def observed_disorder(articles: Mapping[Any, Marked]) -> float:
    """The disorder of the best alignment of one or more texts that all annotators have read.

    Raises ImportError without scipy, ValueError where nothing is marked.
    """
    marking = Marking.of(articles)
    if not len(marking.text):
        raise ValueError(NOTHING_MARKED)
    passages = Passages(marking.who, marking.text, marking.start, marking.end, marking.code)
    n = len(marking.annotators)
    return least_disorder(passages, n) / (len(passages) / n)


def _why_not(found: Gamma) -> str | None:
    if found.n_annotators < 2:
        return ONE_ANNOTATOR
    if not found.n_texts:
        return NO_TEXT
    if not found.n_passages:
        return NOTHING_MARKED
    if found.n_annotators > MOST_ANNOTATORS or found.n_passages > MOST_PASSAGES:
        return TOO_LARGE
    return None if is_possible() else NOT_INSTALLED


def _expected(
    passages: Passages, lengths: Integers, n_annotators: int, generator: np.random.Generator
) -> Floats:
    """The disorder of each sample."""
    offset = np.cumsum(lengths) - lengths
    onward = offset[passages.text]
    line = replace(
        passages,
        text=np.zeros_like(passages.text),
        start=passages.start + onward,
        end=passages.end + onward,
    )
    drawn: list[float] = []
    wanted = FEWEST_SAMPLES
    while len(drawn) < wanted:
        sample = _shuffled(line, int(lengths.sum()), n_annotators, generator)
        # Of annotators who all have marked nothing there is no disorder.
        if len(sample):
            drawn.append(least_disorder(sample, n_annotators) / (len(sample) / n_annotators))
        if len(drawn) == FEWEST_SAMPLES:
            wanted = _samples_for(np.array(drawn))
    return np.array(drawn)


def _samples_for(drawn: Floats) -> int:
    """How many samples put the mean within the precision wanted, at 95%."""
    if not drawn.mean():
        return len(drawn)
    variation = drawn.std(ddof=1) / drawn.mean()
    needed = int(np.ceil(np.square(1.96 * variation / PRECISION)))
    return min(max(len(drawn), needed), MOST_SAMPLES)


def _shuffled(
    line: Passages, length: int, n_annotators: int, generator: np.random.Generator
) -> Passages:
    shifts = _shifts(length, float(np.mean(line.end - line.start)) / 2, n_annotators, generator)
    parts = []
    for place, shift in enumerate(shifts):
        own = np.flatnonzero(line.who == generator.integers(n_annotators))
        start = (line.start[own] + shift) % length
        end = start + line.end[own] - line.start[own]
        who, text = np.full(len(own), place), line.text[own]
        parts.append((who, text, start, end, line.code[own]))
    return Passages(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _shifts(length: int, apart: float, n: int, generator: np.random.Generator) -> list[int]:
    """Where each annotator's passages are shifted to, a distance apart where there is room."""
    found: list[int] = []
    free = np.arange(length)
    for _ in range(n):
        shift = int(generator.choice(free)) if len(free) else int(generator.integers(length))
        found.append(shift)
        way = np.abs(free - shift)
        free = free[np.minimum(way, length - way) >= apart]
    return found
