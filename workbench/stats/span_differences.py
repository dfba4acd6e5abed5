"""Where two annotators of passages differ: in whether, where, or what.

Every two annotators of one text are compared. A passage of the one and one of the other that share
a code point may be partners, each of one at most: those that share the most come first; of equals
those with the same label, then those whose ends lie closest, then those that begin earlier.
Passages of one annotator and label that overlap are taken as one, as in `span_f1`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from workbench.stats.columns import Integers
from workbench.stats.couples import ALONE, couples_of
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked

#: The same label and ends; other ends; another label; both; no partner at all.
Kind = Literal["same", "boundary", "label", "boundary and label", "found by one"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Pair = tuple[Hashable, Hashable]
#: How often in each text, in the order of the texts; `total()` is how often in all.
Tally = Counter[Hashable]
Tallies = Mapping[Kind, Tally]


@dataclass(frozen=True)
class SpanDifferences:
    """How often annotators differ in which way, and in which texts; always all kinds.

    A couple of partners counts once, and so does a passage without a partner. Under `by_label` a
    couple with two labels counts under either. `confusion` are the labels of all couples, the one
    that comes first among the labels first. Only texts that both have read are compared.
    """

    overall: Tallies
    by_label: Mapping[str, Tallies]
    by_pair: Mapping[Pair, Tallies]
    confusion: Mapping[tuple[str, str], Tally]


def span_differences(
    texts: Mapping[Any, Marked], labels: Iterable[str] | None = None
) -> SpanDifferences:
    """Compare every two annotators of each text; `labels` are those offered, or else those used.

    Raises ValueError for a passage outside its text, an empty one, and a label not offered.
    """
    return span_differences_of(Marking.of(texts, None if labels is None else list(labels)))


def span_differences_of(marking: Marking) -> SpanDifferences:
    """The same of passages in columns; `labels` are those of the marking."""
    found = couples_of(marking)
    n_annotators, labels = len(marking.annotators), marking.labels
    everywhere = np.zeros_like(found.kind)
    two = found.low != found.high
    by_label = _tallies(
        marking,
        np.concatenate([found.low, found.high[two]]),
        np.concatenate([found.kind, found.kind[two]]),
        np.concatenate([found.text, found.text[two]]),
    )
    by_pair = _tallies(marking, found.first * n_annotators + found.second, found.kind, found.text)
    both = found.kind != ALONE
    confusion = _counted(
        marking, (found.low * (len(labels) + 1) + found.high)[both], found.text[both]
    )
    who = marking.annotators
    return SpanDifferences(
        overall=_tallies(marking, everywhere, found.kind, found.text).get(0, _none()),
        by_label={label: by_label.get(n, _none()) for n, label in enumerate(labels, start=1)},
        by_pair={
            (who[key // n_annotators], who[key % n_annotators]): tallies
            for key, tallies in by_pair.items()
        },
        confusion={
            (labels[key // (len(labels) + 1) - 1], labels[key % (len(labels) + 1) - 1]): tally
            for key, tally in confusion.items()
        },
    )


def _tallies(
    marking: Marking, keys: Integers, kinds: Integers, texts: Integers
) -> dict[int, dict[Kind, Tally]]:
    """For each key that there is, in rising order, how often which kind in which text."""
    found: dict[int, dict[Kind, Tally]] = {}
    for key, tally in _counted(marking, keys * len(KINDS) + kinds, texts).items():
        found.setdefault(key // len(KINDS), _none())[KINDS[key % len(KINDS)]] = tally
    return found


def _counted(marking: Marking, keys: Integers, texts: Integers) -> dict[int, Tally]:
    """For each key that there is, in rising order, how often in which text."""
    n_texts = max(1, len(marking.texts))
    cells, times = np.unique(keys * n_texts + texts, return_counts=True)
    own, firsts = np.unique(cells // n_texts, return_index=True)
    parts = zip(*(np.split(column, firsts[1:]) for column in (cells % n_texts, times)), strict=True)
    names = marking.texts
    return {
        key: Counter(dict(zip([names[text] for text in where.tolist()], n.tolist(), strict=True)))
        for key, (where, n) in zip(own.tolist(), parts, strict=False)
    }


def _none() -> dict[Kind, Tally]:
    return {kind: Counter() for kind in KINDS}
