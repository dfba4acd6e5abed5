from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from workbench.stats.ratings import Ratings, show

nothing: Any = None
of_numbers: Any = frozenset({1})
RECORDS = [
    ("p1", "ann", "war"),
    ("p1", "ben", "peace"),
    ("p2", "ann", "war"),
    ("p3", "ben", "peace"),
    ("p3", "cem", "peace"),
]
ARTICLE = {"p1": "a", "p2": "a", "p3": "b"}


def judgments(ratings: Ratings) -> set[tuple[object, object, object]]:
    """Read the records back out of the codes."""
    return {
        (ratings.units[row], ratings.annotators[column], ratings.values[code])
        for row, codes in enumerate(ratings.codes)
        for column, code in enumerate(codes)
        if code >= 0
    }


def test_every_record_is_found_again_and_nothing_else() -> None:
    ratings = Ratings.from_records(RECORDS, clusters=ARTICLE)
    assert judgments(ratings) == set(RECORDS)
    assert ratings.codes.shape == (3, 3)
    articles = [ratings.articles[row] for row in ratings.cluster]
    assert dict(zip(ratings.units, articles, strict=True)) == ARTICLE


def test_the_order_of_the_records_does_not_matter() -> None:
    first = Ratings.from_records(RECORDS, clusters=ARTICLE)
    for seed in range(10):
        shuffled = random.Random(seed).sample(RECORDS, len(RECORDS))
        other = Ratings.from_records(iter(shuffled), clusters=ARTICLE)
        assert (other.units, other.annotators) == (first.units, first.annotators)
        assert (other.values, other.articles) == (first.values, first.articles)
        assert other.codes.tolist() == first.codes.tolist()
        assert other.cluster.tolist() == first.cluster.tolist()


def test_without_clusters_every_unit_is_an_article_of_its_own() -> None:
    assert len(set(Ratings.from_records(RECORDS).cluster.tolist())) == 3


def test_offered_values_keep_their_order_and_unused_ones_their_place() -> None:
    ratings = Ratings.from_records(RECORDS, values=["war", "neutral", "peace"])
    assert ratings.values == ("war", "neutral", "peace")
    assert judgments(ratings) == set(RECORDS)


def test_values_seen_stand_in_natural_order() -> None:
    assert Ratings.from_records([(1, 1, 10), (2, 1, 9), (3, 1, -1)]).values == (-1, 9, 10)
    assert Ratings.from_records([(1, 1, "b"), (2, 1, "a")]).values == ("a", "b")


@pytest.mark.parametrize("n", [127, 128, 129, 255, 256, 257, 33_000])
def test_codes_are_wide_enough_for_many_values(n: int) -> None:
    ratings = Ratings.from_records([(unit, "ann", unit) for unit in range(n)])
    assert judgments(ratings) == {(unit, "ann", unit) for unit in range(n)}


def test_the_empty_set_is_a_judgment_not_a_missing_one() -> None:
    ratings = Ratings.from_records([("p1", "ann", frozenset()), ("p1", "ben", frozenset({"war"}))])
    assert ratings.codes.min() >= 0
    assert ratings.values == (frozenset(), frozenset({"war"}))


def test_for_label_sets_the_labels_are_offered() -> None:
    records = [("p1", "ann", frozenset({"war", "peace"}))]
    ratings = Ratings.from_records(records, values=["war", "peace", "neutral"])
    assert ratings.values == (frozenset({"war", "peace"}),)
    assert ratings.offered == ("war", "peace", "neutral")
    with pytest.raises(ValueError, match=r"'peace' is not among those offered: war\."):
        Ratings.from_records(records, values=["war"])


def test_no_records_make_empty_ratings() -> None:
    ratings = Ratings.from_records([], values=["war", "peace"])
    assert ratings.codes.shape == (0, 0)
    assert ratings.sets() == ()


def test_the_arrays_cannot_be_changed() -> None:
    ratings = Ratings.from_records(RECORDS)
    for array in (ratings.codes, ratings.cluster):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (
            lambda: Ratings.from_records([*RECORDS, ("p1", "ben", "war")]),
            "Annotator 'ben' has more than one judgment of unit 'p1'",
        ),
        (
            lambda: Ratings.from_records(RECORDS, values=["war"]),
            "'peace' is not among those offered: war",
        ),
        (
            lambda: Ratings.from_records(RECORDS, values=["war", "peace", "war"]),
            "offers a value twice",
        ),
        (
            lambda: Ratings.from_records(RECORDS, clusters={"p1": "a", "p2": "a"}),
            "Unit 'p3' has no article",
        ),
        (
            lambda: Ratings.from_records([(1, 1, "war"), (1, 2, frozenset({"war"}))]),
            "use one kind",
        ),
        (lambda: Ratings.from_records([(1, 1, nothing)]), "leave the record out"),
        (lambda: Ratings.from_records([(1, 1, float("nan"))]), "leave the record out"),
        (lambda: Ratings.from_records([(1, 1, of_numbers)]), "frozenset of texts"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(
    build: Callable[[], Ratings], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        build()


def test_a_value_is_shown_as_a_person_reads_it() -> None:
    assert show("war") == "war"
    assert show(2) == "2"
    assert show(frozenset({"war", "economy"})) == "economy + war"
    assert show(frozenset()) == "no label"
