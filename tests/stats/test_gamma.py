"""Gamma: the best alignment against trying all of them, and what chance leaves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from statistics import mean
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.marking import LENGTH, spans
from workbench.stats import gamma as room
from workbench.stats.gamma import gamma, observed_disorder
from workbench.stats.passages import Marked, Span

Own = list[list[Span]]
pytest.importorskip("scipy", reason="gamma needs scipy: pip install 'framing-workbench[gamma]'")

# The two annotators of the worked example: everything one code point apart.
FIRST = [Span(1, 5, "a"), Span(6, 10, "b"), Span(11, 15, "a")]
SECOND = [Span(2, 6, "a"), Span(7, 11, "b"), Span(12, 16, "a")]


def marked(own: Own, length: int = LENGTH) -> dict[Any, Marked]:
    return {"text": Marked(length, dict(enumerate(own)))}


def dissimilarity(a: Span | None, b: Span | None) -> float:
    if a is None or b is None:
        return 1
    apart = abs(a.start - b.start) + abs(a.end - b.end)
    return (apart / (a.end - a.start + b.end - b.start)) ** 2 + (a.label != b.label)


def alignments(own: Own) -> Iterator[list[list[Span | None]]]:
    """Every way to put all passages into groups of one or none of each annotator."""
    first = next((place for place, some in enumerate(own) if some), None)
    if first is None:
        yield []
        return
    head, *rest = own[first]
    left = [*own[:first], rest, *own[first + 1 :]]
    for group, others in groups(first, head, left):
        for further in alignments(others):
            yield [group, *further]


def groups(first: int, head: Span, left: Own) -> Iterator[tuple[list[Span | None], Own]]:
    def choose(place: int, group: list[Span | None], others: Own) -> Iterator[Any]:
        if place == len(left):
            yield group, others
        elif place <= first:
            yield from choose(
                place + 1, [*group, head if place == first else None], [*others, left[place]]
            )
        else:
            yield from choose(place + 1, [*group, None], [*others, left[place]])
            for at, span in enumerate(left[place]):
                without = left[place][:at] + left[place][at + 1 :]
                yield from choose(place + 1, [*group, span], [*others, without])

    yield from choose(0, [], [])


def least(own: Own) -> float:
    def cost(group: list[Span | None]) -> float:
        return mean(dissimilarity(a, b) for a, b in combinations(group, 2))

    best = min(sum(map(cost, alignment)) for alignment in alignments(own))
    return best / (sum(map(len, own)) / len(own))


def test_the_worked_example() -> None:
    assert observed_disorder(marked([FIRST, SECOND], 20)) == pytest.approx(0.0625)
    # 7 to 11 as "a" goes with 11 to 15 "a" (8 apart of 8: 1) rather than 6 to 10 "b" (1/16 + 1).
    turned = SECOND[1]._replace(label="a")
    found = observed_disorder(marked([FIRST, [SECOND[0], turned]], 20))
    assert found == pytest.approx((1 / 16 + 1 + 1) / 2.5)


@settings(max_examples=60, deadline=None)
@given(own=st.lists(spans(may_overlap=True).map(lambda some: some[:3]), min_size=2, max_size=3))
def test_no_alignment_leaves_less_disorder(own: Own) -> None:
    if any(own):
        assert observed_disorder(marked(own)) == pytest.approx(least(own))


@settings(max_examples=30, deadline=None)
@given(own=st.lists(spans(), min_size=2, max_size=4), order=st.randoms(use_true_random=False))
def test_nothing_hangs_on_the_order_of_annotators_and_passages(own: Own, order: Any) -> None:
    if not any(own):
        return
    moved = [order.sample(some, len(some)) for some in order.sample(own, len(own))]
    assert observed_disorder(marked(moved)) == pytest.approx(observed_disorder(marked(own)))


def test_full_agreement_is_1_and_nearly_full_a_little_less() -> None:
    assert gamma(marked([FIRST, FIRST, FIRST], 60), seed=1).value == 1
    near = gamma(marked([FIRST, SECOND], 60), seed=1)
    assert near.value is not None
    assert 0.9 < near.value < 1
    assert near.observed == pytest.approx(0.0625)
    assert near.expected is not None
    assert near.value == pytest.approx(1 - near.observed / near.expected)
    assert (near.n_texts, near.n_annotators, near.n_passages) == (1, 2, 6)


def test_marks_at_random_give_about_nothing() -> None:
    random = np.random.default_rng(3)

    def own() -> list[Span]:
        starts = random.integers(900, size=25).tolist()
        return [Span(start, start + 20, "ab"[random.integers(2)]) for start in starts]

    found = gamma(marked([own(), own(), own()], 920), seed=1)
    assert found.value == pytest.approx(0, abs=0.06)


def test_the_seed_alone_decides_the_draws() -> None:
    text = marked([FIRST, SECOND], 60)
    assert gamma(text, seed=5) == gamma(text, seed=5)
    assert gamma(text, seed=5).expected != gamma(text, seed=6).expected
    assert gamma(text, seed=5).samples >= room.FEWEST_SAMPLES


def test_passages_of_different_texts_never_meet() -> None:
    texts = {
        1: Marked(10, {"x": [Span(8, 10, "a")], "y": []}),
        2: Marked(10, {"x": [], "y": [Span(0, 2, "a")]}),
    }
    assert gamma(texts, seed=1).observed == 2


def test_who_has_not_read_a_text_keeps_it_out_and_who_marked_nothing_does_not() -> None:
    texts = {1: Marked(60, {"x": FIRST, "y": SECOND}), 2: Marked(20, {"x": FIRST})}
    found = gamma(texts, seed=1)
    assert (found.n_texts, found.n_passages) == (1, 6)
    silent = gamma({1: Marked(60, {"x": FIRST, "y": []})}, seed=1)
    assert silent.observed == 2
    assert silent.value is not None


def test_where_there_is_none_it_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def why(articles: Any) -> str:
        found = gamma(articles, seed=1)
        assert found.value is None
        return found.why_undefined or ""

    apart = {1: Marked(20, {"x": FIRST}), 2: Marked(20, {"y": FIRST})}
    assert "read by all" in why(apart)
    assert "One annotator" in why({1: Marked(20, {"x": FIRST})})
    assert "Nobody" in why({1: Marked(20, {"x": [], "y": []})})
    assert "Without variation" in why({1: Marked(1, {who: [Span(0, 1, "a")] for who in "xy"})})
    many = [Span(0, 15, "a")] * 150
    assert "small material" in why({1: Marked(20, {"x": many, "y": many})})
    monkeypatch.setattr("workbench.stats.alignment.MOST_GROUPS", 5)
    assert "small material" in why({1: Marked(20, {"x": FIRST, "y": SECOND})})
    monkeypatch.setattr("workbench.stats.gamma.is_possible", lambda: False)
    assert "framing-workbench[gamma]" in why({1: Marked(20, {"x": FIRST, "y": SECOND})})
    with pytest.raises(ValueError, match="Nobody has marked"):
        observed_disorder({1: Marked(20, {"x": [], "y": []})})
