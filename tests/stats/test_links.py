"""Links that are one and the same, and F1 of links, by hand and by trying everything."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.links_by_the_rule import Link, closeness, groups, link_of
from workbench.stats.passages import Span


def tie(source: tuple[int, int], content: tuple[int, int] | None = None) -> Link:
    spans = [Span(*source, "source")] + ([Span(*content, "content")] if content else [])
    return link_of(spans)


def test_closeness_is_the_share_of_code_points_in_common_role_by_role() -> None:
    one, other = tie((0, 4), (10, 20)), tie((2, 4), (10, 15))
    # In common 2 + 5; in either 4 + 10.
    assert closeness(one, other) == pytest.approx(7 / 14)
    assert closeness(one, one) == 1


@pytest.mark.parametrize(
    "other",
    [
        tie((4, 6), (10, 20)),  # the sources only touch
        tie((0, 4)),  # another set of roles
        link_of([Span(10, 20, "source"), Span(0, 4, "content")]),  # the roles change places
        (),
    ],
)
def test_links_are_partners_only_in_all_their_roles(other: Link) -> None:
    assert closeness(tie((0, 4), (10, 20)), other) == 0
    assert closeness(other, tie((0, 4), (10, 20))) == 0


def test_two_contents_of_an_interrupted_quotation_are_one_role() -> None:
    parted = link_of([Span(0, 4, "source"), Span(5, 9, "content"), Span(20, 24, "content")])
    whole = tie((0, 4), (5, 24))
    assert closeness(parted, whole) == pytest.approx((4 + 8) / (4 + 19))


def test_the_closest_are_joined_first_and_nobody_twice() -> None:
    found = groups({"A": [tie((0, 10)), tie((5, 12))], "B": [tie((5, 12))]})
    assert sorted(map(len, found)) == [1, 2]
    assert {"A": 1, "B": 0} in found


def test_in_a_group_everybody_is_everybodys_partner() -> None:
    """B meets both A and C, who do not meet each other."""
    found = groups({"A": [tie((0, 5))], "B": [tie((3, 9))], "C": [tie((8, 9))]})
    assert sorted(map(sorted, found)) == [["A", "B"], ["C"]]
    together = groups({"A": [tie((0, 5))], "B": [tie((0, 6))], "C": [tie((4, 9))]})
    assert together == [{"A": 0, "B": 0, "C": 0}]


links = st.builds(
    lambda start, length, content: tie(
        (start, start + length), (40 + content, 50 + content) if content else None
    ),
    st.integers(0, 12),
    st.integers(1, 8),
    st.integers(0, 15),
)
units = st.dictionaries(st.sampled_from("ABC"), st.lists(links, max_size=4), min_size=1)


@settings(max_examples=150, deadline=None)
@given(found=units)
def test_every_link_stands_in_one_group_of_partners(found: dict[str, list[Link]]) -> None:
    joined = groups(found)
    stood = sorted((who, place) for group in joined for who, place in group.items())
    assert stood == sorted((who, i) for who, own in found.items() for i in range(len(own)))
    for group in joined:
        own = [found[who][place] for who, place in group.items()]
        assert all(closeness(a, b) > 0 for a, b in combinations(own, 2))
    lone = [(w, i) for group in joined if len(group) == 1 for w, i in group.items()]
    for (a, i), (b, j) in combinations(lone, 2):  # nobody is left over who has a partner left over
        assert a == b or closeness(found[a][i], found[b][j]) == 0
    named = {f"of {who}": own for who, own in found.items()}
    assert [sorted(g.values()) for g in groups(named)] == [sorted(g.values()) for g in joined]
