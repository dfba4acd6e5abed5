"""Where two annotators of passages differ: in whether, where, or what.

Every two annotators of one text are compared. A passage of the one and one of the other that share
a code point may be partners, each of one at most: those that share the most come first; of equals
those with the same label, then those whose ends lie closest, then those that begin earlier.
Passages of one annotator and label that overlap are taken as one, as in `span_f1`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, get_args

from workbench.stats.passages import Marked, Span, check_passages, labels_of, merged

#: The same label and ends; other ends; another label; both; no partner at all.
Kind = Literal["same", "boundary", "label", "boundary and label", "found by one"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Pair = tuple[Hashable, Hashable]
#: How often in each text, in the order of the texts; `total()` is how often in all.
Tally = Counter[Hashable]
Tallies = Mapping[Kind, Tally]
Couple = tuple[Span | None, Span | None]


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
    offered = labels_of(texts, labels)
    check_passages(texts, offered)
    rank = {label: place for place, label in enumerate(offered)}
    overall, confusion = _none(), defaultdict[tuple[str, str], Tally](Counter)
    by_label = {label: _none() for label in offered}
    by_pair = defaultdict[Pair, dict[Kind, Tally]](_none)
    for text, pair, couple in _couples(texts):
        kind = kind_of(*couple)
        own = sorted({span.label for span in couple if span}, key=rank.__getitem__)
        for tallies in (overall, by_pair[pair], *(by_label[label] for label in own)):
            tallies[kind][text] += 1
        if kind != "found by one":
            confusion[own[0], own[-1]][text] += 1
    return SpanDifferences(overall, by_label, _in_order(by_pair), dict(confusion))


def kind_of(first: Span | None, second: Span | None) -> Kind:
    """How two partners differ; None where one has no partner."""
    if first is None or second is None:
        return "found by one"
    if first[:2] == second[:2]:
        return "same" if first.label == second.label else "label"
    return "boundary" if first.label == second.label else "boundary and label"


def partners(first: Sequence[Span], second: Sequence[Span]) -> list[Couple]:
    """The passages of two annotators in couples, those without a partner with None.

    Nothing depends on which of the two comes first, or on the order of their passages.
    """
    possible = [
        (_closeness(a, b), i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if a.start < b.end and b.start < a.end
    ]
    taken: dict[int, int] = {}
    gone: set[int] = set()
    for _, i, j in sorted(possible):
        if i not in taken and j not in gone:
            taken[i] = j
            gone.add(j)
    couples: list[Couple] = [
        (span, second[taken[i]] if i in taken else None) for i, span in enumerate(first)
    ]
    return couples + [(None, span) for j, span in enumerate(second) if j not in gone]


def _closeness(a: Span, b: Span) -> tuple[int, bool, int, int, list[str]]:
    """What to sort possible partners by, the closest first."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    apart = abs(a.start - b.start) + abs(a.end - b.end)
    return -shared, a.label != b.label, apart, a.start + b.start, sorted((a.label, b.label))


def _couples(texts: Mapping[Any, Marked]) -> Iterator[tuple[Hashable, Pair, Couple]]:
    for text, marked in texts.items():
        own = {who: merged(spans) for who, spans in marked.annotators.items()}
        for pair in combinations(sorted(own, key=repr), 2):
            for couple in partners(own[pair[0]], own[pair[1]]):
                yield text, pair, couple


def _none() -> dict[Kind, Tally]:
    return {kind: Counter() for kind in KINDS}


def _in_order(by_pair: Mapping[Pair, dict[Kind, Tally]]) -> dict[Pair, dict[Kind, Tally]]:
    return {pair: by_pair[pair] for pair in sorted(by_pair, key=repr)}
