from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.stats.sets import SetDistance, distance_matrix, jaccard, masi


def distance(a: set[str], b: set[str], measure: SetDistance) -> float:
    return float(distance_matrix([frozenset(a), frozenset(b)], measure)[0, 1])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"1", "2"}, {"1", "2", "3", "4"}, 2 / 3),  # also the example in NLTK's documentation
        ({"A"}, {"A", "B"}, 2 / 3),
        ({"A", "B"}, {"B", "C"}, 8 / 9),  # J = 1/3, M = 1/3
        ({"A"}, {"B"}, 1),
        ({"A", "B"}, {"A", "B"}, 0),
        (set(), set(), 0),
        (set(), {"A"}, 1),
    ],
)
def test_masi_as_passonneau_2006_defines_it(a: set[str], b: set[str], expected: float) -> None:
    assert distance(a, b, masi) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"A", "B"}, {"B", "C"}, 2 / 3),
        ({"A"}, {"A", "B"}, 1 / 2),
        ({"A"}, {"B"}, 1),
        ({"A", "B"}, {"A", "B"}, 0),
        (set(), set(), 0),
        (set(), {"A"}, 1),
    ],
)
def test_jaccard_by_definition(a: set[str], b: set[str], expected: float) -> None:
    assert distance(a, b, jaccard) == pytest.approx(expected, abs=1e-12)


@given(st.lists(st.frozensets(st.sampled_from("ABCDEF")), min_size=1, max_size=8, unique=True))
def test_distances_are_symmetric_between_0_and_1_and_0_only_for_equals(
    sets: list[frozenset[str]],
) -> None:
    for measure in (masi, jaccard):
        distances = distance_matrix(sets, measure)
        assert (distances == distances.T).all()
        assert distances.max() <= 1
        for i in range(len(sets)):
            for j in range(len(sets)):
                assert (distances[i, j] == 0) == (i == j)


@pytest.mark.parametrize("n", [63, 64, 65, 130])
def test_labels_beyond_one_machine_word_count_too(n: int) -> None:
    labels = [f"label {i:03}" for i in range(n)]
    assert distance(set(labels), set(labels[:-1]), jaccard) == pytest.approx(1 / n)
    assert distance({labels[0]}, {labels[-1]}, masi) == 1
    assert distance({labels[-1]}, {labels[-1], labels[0]}, jaccard) == pytest.approx(1 / 2)


def test_no_sets_have_no_distances() -> None:
    assert distance_matrix([], masi).shape == (0, 0)
