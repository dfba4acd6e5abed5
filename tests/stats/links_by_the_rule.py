"""Links as objects, unit by unit: the rule of `stats.links`, to which columns are held."""

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
