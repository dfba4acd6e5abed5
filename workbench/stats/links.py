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

import numpy as np
from numpy.typing import NDArray

from workbench.stats.columns import Integers
from workbench.stats.tying import Flags, Partners, Tying


def groups_of(tying: Tying) -> Integers:
    """Of each link the number of its group, counted from 0; also of groups of one."""
    partners, n = tying.partners, len(tying)
    first, second = partners.first, partners.second
    least = np.arange(n)
    np.minimum.at(least, first, second)
    np.minimum.at(least, second, first)
    number = np.bincount(np.concatenate([first, second]), minlength=n)
    # Where all that hang together have the same first partner, and as many, everybody is
    # everybody's partner: whatever is joined first, this is the group.
    differs = (least[first] != least[second]) | (number[first] != number[second])
    is_open = np.zeros(n, dtype=bool)
    while differs.any():
        is_open[first[differs]] = is_open[second[differs]] = True
        differs = is_open[first] != is_open[second]
    group = np.where(is_open, np.arange(n), least)
    for joined in _joined(partners.only(is_open[first]), tying.who):
        group[joined] = min(joined)
    return np.unique(group, return_inverse=True)[1].astype(np.int64)


def one_to_one(partners: Partners, who: Integers) -> Flags:
    """Which pairs stand where, between any two annotators, each link has one partner at most: the
    closest pair first. `who` made each link."""
    n_who = int(who.max(initial=0)) + 1
    one = partners.first * n_who + who[partners.second]
    other = partners.second * n_who + who[partners.first]
    stands = _is_single(one) & _is_single(other)
    used: set[int] = set()
    waiting = np.flatnonzero(~stands)
    # One set will do: a link is `first` to other annotators than it is `second` to.
    for place in waiting[_closest_first(partners.only(~stands), who)].tolist():
        if one[place] not in used and other[place] not in used:
            used |= {one[place], other[place]}
            stands[place] = True
    return stands


def _joined(partners: Partners, who: Integers) -> list[list[int]]:
    """Groups of links one by one, without those of one."""
    order = _closest_first(partners, who)
    pairs = list(zip(partners.first[order].tolist(), partners.second[order].tolist(), strict=True))
    close = {*pairs, *((b, a) for a, b in pairs)}
    group_of = {link: [link] for pair in pairs for link in pair}
    for one, other in pairs:
        left, right = group_of[one], group_of[other]
        if left is right or not all((a, b) in close for a in left for b in right):
            continue
        left.extend(right)
        for link in right:
            group_of[link] = left
    return list({id(group): group for group in group_of.values()}.values())


def _closest_first(partners: Partners, who: Integers) -> NDArray[np.intp]:
    """Equally close ones by annotator and place, so that the order is always the same."""
    first, second = partners.first, partners.second
    return np.lexsort((second, who[second], first, who[first], -partners.near))


def _is_single(keys: Integers) -> Flags:
    """Of each whether no other is equal."""
    _, at, times = np.unique(keys, return_inverse=True, return_counts=True)
    single: Flags = times[at] == 1
    return single
