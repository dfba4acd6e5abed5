"""The unitized alpha against loops over code points, and what may not change it."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.marking import LABELS, Articles, articles, by_point, merged_spans
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked, Span
from workbench.stats.unitized import Unitized, UnitizedAlphas, unitized_alphas, unitized_sums


def marked(*own: list[tuple[int, int, str]], length: int = 100) -> Marked:
    return Marked(length, {place: [Span(*one) for one in spans] for place, spans in enumerate(own)})


def figures(alphas: UnitizedAlphas) -> dict[str, Unitized]:
    single = {"u": alphas.u, "bar_u": alphas.bar_u, "cu": alphas.cu}
    return (
        single
        | {f"ku {label}": one for label, one in alphas.ku.items()}
        | {f"alone {label}": one for label, one in alphas.alone.items()}
    )


def values(found: Articles, **options: Any) -> dict[str, Any]:
    options = {"labels": LABELS} | options
    return {
        name: None if one.value is None else pytest.approx(one.value, abs=1e-9)
        for name, one in figures(unitized_alphas(found, **options)).items()
    }


class ByDefinition:
    """The formulae of the module's head, one pair of annotators and code point at a time."""

    def __init__(self, found: Articles) -> None:
        self.lengths: Counter[tuple[str, str]] = Counter()
        self.squares: Counter[str] = Counter()
        self.covered: Counter[str] = Counter()
        for article in found.values():
            m = len(article.annotators)
            if m < 2:
                continue
            lines = {one: by_point(article, one) for one in article.annotators}
            for one, other in permutations(lines, 2):
                for pair in zip(lines[one], lines[other], strict=True):
                    self.lengths[pair] += 1 / (m - 1)
                for start, end, label in merged_spans(article, one):
                    seen = sum(bool(said) for said in lines[other][start:end])
                    self.covered[label] += seen**2 / (m - 1)
            for one, line in lines.items():
                self.squares[""] += line.count("")
                for start, end, label in merged_spans(article, one):
                    self.squares[label] += (end - start) ** 2

    def forms(self) -> dict[str, float | None]:
        kinds = {pair: n for pair, n in self.lengths.items() if all(pair)}
        found = {
            "u": self._family(dict(self.lengths), self.squares, "")[0],
            "cu": self._family(kinds, self.covered, "")[0],
        }
        return found | {
            f"ku {label}": self._family(kinds, self.covered, label)[1] for label in LABELS
        }

    @staticmethod
    def _family(
        lengths: dict[tuple[str, str], float], squares: Counter[str], one: str
    ) -> tuple[float | None, float | None]:
        names = sorted({name for pair in lengths for name in pair})
        row = {a: sum(lengths.get((a, b), 0) for b in names) for a in names}
        total = sum(row.values())
        ways = total**2 - sum(squares[a] for a in names)
        if ways <= 1e-9:
            return None, None
        expected = {
            (a, b): total * (row[a] * row[b] - (a == b) * squares[a]) / ways
            for a in names
            for b in names
        }
        apart = total - sum(lengths.get((a, a), 0) for a in names)
        chance = total - sum(expected[a, a] for a in names)
        every = 1 - apart / chance if chance > 1e-9 else None
        if one not in row or row[one] < 1e-9:
            return every, None
        e_one = sum(expected[one, b] for b in names)
        below = e_one - expected[one, one]
        if below < 1e-9:
            return every, None
        return every, 1 - e_one / row[one] * (row[one] - lengths.get((one, one), 0)) / below


@settings(max_examples=300, deadline=None)
@given(found=articles())
def test_every_form_is_what_the_definition_says(found: Articles) -> None:
    said = values(found)
    for name, value in ByDefinition(found).forms().items():
        assert value == said[name], name


@settings(max_examples=100, deadline=None)
@given(found=articles(may_overlap=True))
def test_a_label_alone_is_u_with_all_other_passages_left_out(found: Articles) -> None:
    """Also where passages of different labels overlap."""
    for label in LABELS:
        only = {
            key: Marked(
                one.length,
                {
                    who: [span for span in spans if span.label == label]
                    for who, spans in one.annotators.items()
                },
            )
            for key, one in found.items()
        }
        assert ByDefinition(only).forms()["u"] == values(found)[f"alone {label}"]


@settings(max_examples=100, deadline=None)
@given(found=articles(may_overlap=True))
def test_where_is_what_the_definition_says_of_passages_without_labels(found: Articles) -> None:
    plain = {
        key: Marked(
            one.length,
            {who: [span._replace(label="a") for span in s] for who, s in one.annotators.items()},
        )
        for key, one in found.items()
    }
    by = ByDefinition(plain)
    row = {one: by.lengths[one, ""] + by.lengths[one, "a"] for one in ("", "a")}
    total = sum(row.values())
    said = values(found)["bar_u"]
    if not (row[""] and row["a"]):
        assert said is None
        return
    expected = total * row[""] * row["a"] / (total**2 - sum(by.squares.values()))
    assert 1 - by.lengths["", "a"] / expected == said


@settings(max_examples=60, deadline=None)
@given(found=articles(may_overlap=True), order=st.randoms(use_true_random=False))
def test_articles_annotators_and_passages_may_change_places(found: Articles, order: Any) -> None:
    def shuffled(items: Any) -> list[Any]:
        items = list(items)
        order.shuffle(items)
        return items

    moved = {
        f"article {key}": Marked(
            one.length,
            {f"annotator {who}": shuffled(s) for who, s in shuffled(one.annotators.items())},
        )
        for key, one in shuffled(found.items())
    }
    assert figures(unitized_alphas(moved, LABELS)).keys() == values(found).keys()
    assert {name: one.value for name, one in figures(unitized_alphas(moved, LABELS)).items()} == (
        values(found)
    )


@settings(max_examples=60, deadline=None)
@given(found=articles())
def test_labels_may_be_renamed(found: Articles) -> None:
    name = {"a": "z", "b": "frame"}
    renamed = {
        key: Marked(
            one.length,
            {
                who: [span._replace(label=name[span.label]) for span in spans]
                for who, spans in one.annotators.items()
            },
        )
        for key, one in found.items()
    }
    after = figures(unitized_alphas(renamed, ["frame", "z"]))
    for key, value in values(found).items():
        kind, _, label = key.partition(" ")
        assert after[f"{kind} {name[label]}" if label else kind].value == value


@settings(max_examples=60, deadline=None)
@given(found=articles(may_overlap=True))
def test_each_undefined_figure_has_its_sentence_and_none_exceeds_1(found: Articles) -> None:
    for one in figures(unitized_alphas(found, LABELS, seed=1, replicates=5)).values():
        assert (one.value is None) == bool(one.why_undefined)
        assert one.value is None or one.value <= 1 + 1e-12


@settings(max_examples=40, deadline=None)
@given(found=articles(may_overlap=True))
def test_laying_out_fewer_articles_at_once_changes_nothing(found: Articles) -> None:
    whole = unitized_alphas(found, LABELS, seed=2, replicates=20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbench.stats.columns._AT_ONCE", 1)
        assert unitized_alphas(found, LABELS, seed=2, replicates=20) == whole


@settings(max_examples=40, deadline=None)
@given(found=articles(may_overlap=True))
def test_an_article_of_one_annotator_drops_out_and_is_counted(found: Articles) -> None:
    before = unitized_alphas(found, LABELS)
    after = unitized_alphas(found | {"lonely": marked([(0, 50, "a")])}, LABELS)
    assert figures(after) == figures(before)
    assert (after.n_single, after.n_articles) == (before.n_single + 1, before.n_articles)
    assert after.n_annotators == before.n_annotators


@settings(max_examples=60, deadline=None)
@given(found=articles(fewest=1))
def test_full_agreement_is_1_or_undefined(found: Articles) -> None:
    same = {
        key: Marked(one.length, dict.fromkeys("wxyz"[: 2 + key % 3], next(iter(s))))
        for key, one in found.items()
        if (s := list(one.annotators.values()))
    }
    for one in figures(unitized_alphas(same, LABELS)).values():
        assert one.value is None or one.value == pytest.approx(1)


def test_partial_overlap_with_full_agreement_is_1() -> None:
    """Three annotators, two an article, the same passages: matched by article, not by position."""
    spans = [Span(10, 20, "a"), Span(40, 70, "b")]
    pairs = ["xy", "yz", "zx"]
    alphas = unitized_alphas({pair: Marked(100, dict.fromkeys(pair, spans)) for pair in pairs})
    assert all(one.value == pytest.approx(1) for one in figures(alphas).values())
    assert alphas.n_annotators == 3


def test_who_marks_nothing_counts() -> None:
    """Leaving such annotators out would make every figure look better."""
    both = unitized_alphas({1: marked([(10, 30, "a")], [(10, 30, "a")])})
    third = unitized_alphas({1: marked([(10, 30, "a")], [(10, 30, "a")], [])})
    assert both.u.value == 1
    assert third.u.value is not None
    assert third.u.value < 0.5
    assert third.n_annotators == 3


def test_neighbours_stay_apart_and_overlaps_of_one_label_are_one() -> None:
    """One long passage by chance is likelier to be met than two short ones: S tells them apart."""
    other = [(10, 25, "a")]
    one, two, overlapping = (
        unitized_alphas({1: marked(own, other), 2: marked([], [])}).u.value
        for own in ([(10, 30, "a")], [(10, 20, "a"), (20, 30, "a")], [(10, 24, "a"), (18, 30, "a")])
    )
    assert one == overlapping
    assert one != two


def test_overlapping_labels_leave_only_where_and_the_single_labels() -> None:
    alphas = unitized_alphas(
        {1: marked([(10, 30, "a"), (20, 40, "b")], [(10, 30, "a"), (20, 35, "b")])}
    )
    for one in (alphas.u, alphas.cu, *alphas.ku.values()):
        assert one.value is None
        assert "overlap" in (one.why_undefined or "")
    assert alphas.alone["a"].value == pytest.approx(1)
    assert alphas.alone["b"].value is not None
    assert alphas.bar_u.value is not None


@pytest.mark.parametrize("size", [7, 1_003, 9_000_001, 123_456_789])
@pytest.mark.parametrize("m", [2, 3, 4, 7])
def test_without_variation_alpha_is_undefined_however_long_the_text(size: int, m: int) -> None:
    """Rounding grows with the length; it must never pass for variation."""
    empty = unitized_alphas({1: marked(*[[]] * m, length=size)}, ["a"])
    full = unitized_alphas({1: marked(*[[(0, size, "a")]] * m, length=size)}, seed=1)
    for alphas in (empty, full):
        for one in (alphas.u, alphas.bar_u, alphas.cu, alphas.ku["a"], alphas.alone["a"]):
            assert one.value is None
            assert one.why_undefined
    assert "Nobody has marked anything as a" in (empty.alone["a"].why_undefined or "")
    assert "both call it a" in (full.cu.why_undefined or "")


def test_one_label_that_everybody_shares_says_nothing_of_confusion() -> None:
    alphas = unitized_alphas({1: marked([(10, 30, "a")], [(15, 30, "a")], [])}, "ab")
    assert alphas.u.value is not None
    for one in (alphas.cu, alphas.ku["a"]):
        assert one.value is None
        assert "both call it a" in (one.why_undefined or "")
    assert "Nobody has marked" in (alphas.ku["b"].why_undefined or "")


def test_one_meeting_of_two_among_three_leaves_chance_nothing_to_say() -> None:
    """l² is then the sum of S: all that was laid out are the two passages themselves."""
    alphas = unitized_alphas({1: marked([(10, 30, "a")], [(10, 30, "b")], [])})
    assert alphas.cu.value is None
    assert "Too little" in (alphas.cu.why_undefined or "")


def test_a_label_that_nobody_else_joined_says_so() -> None:
    alphas = unitized_alphas(
        {1: marked([(0, 9, "a"), (20, 29, "b")], [(0, 9, "a")]), 2: marked([(50, 60, "b")], [])}
    )
    assert "Where somebody marked b, nobody else" in (alphas.ku["b"].why_undefined or "")
    apart = unitized_alphas({1: marked([(0, 9, "a")], [(20, 29, "b")])})
    assert "Nowhere have two annotators both marked" in (apart.cu.why_undefined or "")


def test_with_nothing_to_compare_every_figure_says_so() -> None:
    for found in ({}, {1: marked([(0, 5, "a")])}):
        alphas = unitized_alphas(found, ["a"], seed=1)
        for one in figures(alphas).values():
            assert one.value is None
            assert "nothing to compare" in (one.why_undefined or "")


def test_an_article_without_text_is_no_obstacle() -> None:
    alphas = unitized_alphas({1: marked([], [], length=0), 2: marked([(0, 5, "a")], [(0, 6, "a")])})
    assert alphas.n_articles == 2
    assert alphas.u.value == unitized_alphas({2: marked([(0, 5, "a")], [(0, 6, "a")])}).u.value


@settings(max_examples=40, deadline=None)
@given(found=articles(may_overlap=True))
def test_paragraphs_of_an_article_are_resampled_together(found: Articles) -> None:
    """Each of its own article: as without. All of one: no interval, and why."""
    own = unitized_alphas(found, LABELS, clusters={key: f"a {key}" for key in found}, seed=1)
    assert own == unitized_alphas(found, LABELS, seed=1)
    one = figures(unitized_alphas(found, LABELS, clusters=dict.fromkeys(found, "a"), seed=1))
    for name, figure in figures(own).items():
        assert one[name].value == figure.value
        assert one[name].resampled.interval is None
        assert figure.value is None or "in one article" in (one[name].resampled.note or "")


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        ((5, 5, "a"), "is empty or lies outside"),
        ((-1, 5, "a"), "is empty or lies outside"),
        ((5, 101, "a"), "is empty or lies outside"),
        ((5, 6, "c"), "not among those offered"),
    ],
)
@pytest.mark.parametrize("others", [[], [[]]], ids=["alone", "compared"])
def test_passages_that_cannot_be_are_refused(span: Any, sentence: str, others: Any) -> None:
    """Also in articles that drop out."""
    with pytest.raises(ValueError, match=sentence):
        unitized_alphas({1: marked([span], *others)}, ["a", "b"])


def test_intervals_are_reproducible_and_hold_the_figure() -> None:
    ends = [(30 + 3 * (n % 5), 55 + 2 * (n % 7)) for n in range(30)]
    found = {
        n: marked([(30, 60, "a"), (70, 90, "b")], [(*end, "a"), (70, 95, "ab"[n % 4 > 0])])
        for n, end in enumerate(ends)
    }
    first = unitized_alphas(found, seed=3, replicates=300)
    assert unitized_alphas(found, seed=3, replicates=300) == first
    assert unitized_alphas(found, seed=4, replicates=300).u != first.u
    for one in figures(first).values():
        assert one.value is not None
        low, high = one.resampled.interval or (1, 0)
        assert low <= one.value <= high
    assert unitized_alphas(found).u.resampled.interval is None


@pytest.mark.parametrize("where", [False, True])
def test_sums_over_articles_give_the_figure_again(where: bool) -> None:
    """What intervals without drawing start from."""
    articles = {
        "a": Marked(20, {"P": [Span(0, 5, "x")], "Q": [Span(1, 6, "x"), Span(9, 12, "y")]}),
        "b": Marked(30, {"P": [Span(3, 8, "y")], "Q": [Span(3, 8, "x")]}),
        "c": Marked(10, {"P": [Span(0, 2, "x")]}),
    }
    sums, statistic = unitized_sums(Marking.of(articles), where=where)
    alphas = unitized_alphas(articles)
    assert len(sums) == 2, "nobody is compared in c"
    found = statistic(sums.sum(axis=0, keepdims=True))[0]
    assert found == pytest.approx((alphas.bar_u if where else alphas.u).value)
