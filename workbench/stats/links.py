"""Which links of several annotators are one and the same, and how far they find the same ones.

A link ties passages in roles, such as source, cue and content; its label is the role. A passage by
itself is a link of one member, so that what is asked of passages is compared in the same way.

Two links are partners if they have the same roles and share a code point in each of them. They are
joined into groups in which everybody is everybody's partner and each annotator has one link at
most, the closest pair first: the one with the largest share of code points in common. This rule is
ours. It is in the spirit of agr (Wiebe, Wilson & Cardie 2005), by which attributions are compared:
of the links of one, the share that the other has too. With one partner each, F1 is the harmonic
mean of its two directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from workbench.stats.passages import Span, merged

#: The members of a link, in order; those of one role that overlap made one.
Link = tuple[Span, ...]
#: (annotator, place of the link among theirs)
_Own = tuple[int, int]


def link_of(members: Iterable[Span]) -> Link:
    """A link by its members."""
    return tuple(merged(members))


def closeness(one: Link, other: Link) -> float:
    """The share of code points, role by role, that both have; 0 where they are no partners."""
    shared: dict[str, int] = {}
    for start, end, role in one:
        for begin, stop, same in other:
            if role == same:
                shared[role] = shared.get(role, 0) + max(0, min(end, stop) - max(start, begin))
    roles = {span.label for span in one}
    if roles != {span.label for span in other} or not roles or not all(map(shared.get, roles)):
        return 0.0
    common = sum(shared.values())
    return common / (sum(end - start for start, end, _ in (*one, *other)) - common)


def groups(found: Mapping[Any, Sequence[Link]]) -> list[dict[Any, int]]:
    """The links of one unit as groups: annotator -> which of their links; also groups of one."""
    annotators = sorted(found, key=repr)
    close = _partners([found[who] for who in annotators])
    group_of: dict[_Own, list[_Own]] = {
        (a, i): [(a, i)] for a, who in enumerate(annotators) for i in range(len(found[who]))
    }
    for one, other in sorted(close, key=lambda pair: (-close[pair], pair)):
        left, right = group_of[one], group_of[other]
        if left is right or not all((min(a, b), max(a, b)) in close for a in left for b in right):
            continue
        left.extend(right)
        for member in right:
            group_of[member] = left
    seen = {id(group): group for group in group_of.values()}
    return [{annotators[a]: i for a, i in group} for group in seen.values()]


def _partners(owned: Sequence[Sequence[Link]]) -> dict[tuple[_Own, _Own], float]:
    """How close those of two annotators are that are partners."""
    found: dict[tuple[_Own, _Own], float] = {}
    for (a, first), (b, second) in combinations(enumerate(owned), 2):
        for i, one in enumerate(first):
            for j, other in enumerate(second):
                if near := closeness(one, other):
                    found[(a, i), (b, j)] = near
    return found
