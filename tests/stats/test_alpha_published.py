"""Worked examples from the literature, each with its citation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbench.stats.alpha import category_alphas, krippendorff_alpha
from workbench.stats.ratings import Ratings

NA = None

# Krippendorff 2011, section A (also Krippendorff 2004, p. 224): two observers, ten units.
BINARY = [[0, 1], [1, 1], [0, 1], [0, 0], [0, 0], [0, 1], [0, 0], [0, 0], [1, 0], [0, 0]]
BINARY_2004 = [[1, 0], [1, 1], [0, 1], [0, 0], [0, 0], [0, 1], [0, 0], [0, 1], [0, 0], [0, 0]]

# Krippendorff 2011, sections C and D: four observers, twelve units, missing data.
FOUR_OBSERVERS = [
    [1, 1, NA, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [NA, 5, 5, 5], [NA, NA, 1, 1], [NA, 3, NA, NA],
]  # fmt: skip

# Wikipedia, Krippendorff's alpha, "A computational example": units with no or one value.
WIKIPEDIA = [
    [NA, 1, NA], [NA, NA, NA], [NA, 2, 2], [NA, 1, 1], [NA, 3, 3], [3, 3, 4], [4, 4, 4], [1, 3, NA],
    [2, NA, 2], [1, NA, 1], [1, NA, 1], [3, NA, 3], [3, NA, 3], [NA, NA, NA], [3, NA, 4],
]  # fmt: skip

# Krippendorff 1980, p. 139: three observers, nine units.
THREE_OBSERVERS = [
    [1, 1, 1], [1, 2, 2], [2, 2, 2], [4, 4, 4], [1, 4, 4], [2, 2, 2], [1, 2, 3], [3, 3, 3],
    [2, 2, 2],
]  # fmt: skip

# Hayes & Krippendorff 2007, p. 84: five observers, forty units, missing data.
HAYES = [
    [1, 1, 2, NA, 2], [1, 1, 0, 1, NA], [2, 3, 3, 3, NA], [NA, 0, 0, NA, 0], [0, 0, 0, NA, 0],
    [0, 0, 0, NA, 0], [1, 0, 2, NA, 1], [1, NA, 2, 0, NA], [2, 2, 2, NA, 2], [2, 1, 1, 1, NA],
    [NA, 1, 0, 0, NA], [0, 0, 0, 0, NA], [1, 2, 2, 2, NA], [3, 3, 2, 2, 3], [1, 1, 1, NA, 1],
    [1, 1, 1, NA, 1], [2, 1, 2, NA, 2], [1, 2, 3, 3, NA], [1, 1, 0, 1, NA], [0, 0, 0, NA, 0],
    [0, 0, 1, 1, NA], [0, 0, NA, 0, 0], [2, 3, 3, 3, NA], [0, 0, 0, 0, NA], [1, 2, NA, 2, 2],
    [0, 1, 1, 1, NA], [0, 0, 0, 1, 0], [1, 2, 1, 2, NA], [1, 1, 2, 2, NA], [1, 1, 2, NA, 2],
    [1, 1, 0, NA, 0], [2, 1, 2, 1, NA], [2, 2, NA, 2, 2], [3, 2, 2, 2, NA], [2, 2, 2, NA, 2],
    [2, 2, 3, NA, 2], [2, 2, 2, NA, 2], [2, 2, NA, 1, 2], [2, 2, 2, 2, NA], [1, 1, 1, NA, 1],
]  # fmt: skip

# Artstein & Poesio 2008, p. 568: two coders, 100 utterances.
DIALOGUE_ACTS = (
    [["STAT", "STAT"]] * 46 + [["IReq", "STAT"]] * 6 + [["IReq", "IReq"]] * 32
    + [["IReq", "Chck"]] * 6 + [["Chck", "Chck"]] * 10
)  # fmt: skip

# Gwet 2014, Handbook of Inter-Rater Reliability: two abstractors, 100 records.
ABSTRACTORS = [[1, 1]] * 13 + [[2, 2]] * 20 + [[2, 3]] * 7 + [[3, 2]] * 4 + [[3, 3]] * 56

# The nine pairs of sets in DKPro Agreement's SetAnnotationsTest. Alpha with MASI on them is not
# published; it was computed by two independent programs.
SETS = [
    [frozenset(a), frozenset(b)]
    for a, b in [
        ("", ""), ("A", ""), ("A", "A"), ("A", "B"), ("AB", "A"), ("AB", "AC"), ("ABC", "ABC"),
        ("C", "AC"), ("C", "AC"),
    ]
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "distance", "expected", "tolerance"),
    [
        pytest.param(BINARY, "nominal", 0.095, 0.0005, id="Krippendorff 2011 A"),
        pytest.param(BINARY_2004, "nominal", 0.095, 0.0005, id="Krippendorff 2004 p.224"),
        pytest.param(FOUR_OBSERVERS, "nominal", 904 / 1216, 1e-12, id="Krippendorff 2011 C"),
        pytest.param(FOUR_OBSERVERS, "ordinal", 0.815, 0.0005, id="Krippendorff 2011 D ordinal"),
        pytest.param(FOUR_OBSERVERS, "interval", 0.849, 0.0005, id="Krippendorff 2011 D interval"),
        pytest.param(FOUR_OBSERVERS, "ratio", 0.797, 0.0005, id="Krippendorff 2011 D ratio"),
        pytest.param(WIKIPEDIA, "nominal", 0.691358, 1e-6, id="Wikipedia nominal"),
        pytest.param(WIKIPEDIA, "interval", 0.811, 0.0005, id="Wikipedia interval"),
        pytest.param(THREE_OBSERVERS, "nominal", 0.642, 0.0005, id="Krippendorff 1980 nominal"),
        pytest.param(THREE_OBSERVERS, "interval", 0.547, 0.0005, id="Krippendorff 1980 interval"),
        pytest.param(HAYES, "ordinal", 0.7598, 0.0001, id="Hayes & Krippendorff 2007"),
        pytest.param(DIALOGUE_ACTS, "nominal", 0.8, 0.001, id="Artstein & Poesio 2008"),
        pytest.param(ABSTRACTORS, "nominal", 0.797, 0.0005, id="Gwet 2014 nominal"),
        pytest.param(ABSTRACTORS, "interval", 0.893, 0.0005, id="Gwet 2014 quadratic"),
        pytest.param(SETS, "masi", 0.273081, 1e-5, id="sets with MASI"),
    ],
)
def test_alpha(
    rate: Callable[..., Ratings], table: Any, distance: Any, expected: float, tolerance: float
) -> None:
    value = krippendorff_alpha(rate(table), distance).value
    assert value == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(("category", "expected"), [(1, 0.381), (2, 0.711), (4, 0.764)])
def test_category_alpha_krippendorff_1980_p139(
    rate: Callable[..., Ratings], category: int, expected: float
) -> None:
    value = category_alphas(rate(THREE_OBSERVERS))[category].value
    assert value == pytest.approx(expected, abs=0.0005)


# Landis & Koch 1977's 118 slides in Agresti 1992, p. 202.
SLIDES = [
    row
    for row, times in [
        ([1, 1], 22), ([1, 2], 2), ([1, 3], 2), ([2, 1], 5), ([2, 2], 7), ([2, 3], 14),
        ([3, 2], 2), ([3, 3], 36), ([4, 2], 1), ([4, 3], 17), ([4, 4], 10),
    ]
    for _time in range(times)
]  # fmt: skip

# Fleiss 1971, p. 381: 30 patients, six psychiatrists each, five diagnoses.
PSYCHIATRISTS = [
    [int(diagnosis) for diagnosis in patient]
    for ten in (
        "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555",
        "144444 124444 222333 144444 224445 333335 111455 111112 224444 133555",
        "555555 244444 224555 114444 144445 222224 111155 224444 133333 555555",
    )
    for patient in ten.split()
]


@pytest.mark.parametrize(
    ("table", "category", "kappa", "tolerance"),
    [
        (SLIDES, 1, 0.781, 0.001),
        (SLIDES, 3, 0.402, 0.001),
        (SLIDES, 4, 0.435, 0.001),
        (PSYCHIATRISTS, 1, 0.248, 0.005),
        (PSYCHIATRISTS, 2, 0.248, 0.005),
        (PSYCHIATRISTS, 4, 0.470, 0.005),
        (PSYCHIATRISTS, 5, 0.565, 0.005),
    ],
)
def test_category_alpha_is_fleiss_category_kappa_corrected_for_small_samples(
    rate: Callable[..., Ratings],
    table: list[list[int]],
    category: int,
    kappa: float,
    tolerance: float,
) -> None:
    """Both are 1 - observed / expected; alpha's expectation is drawn without replacement."""
    alpha = category_alphas(rate(table))[category].value
    n = sum(len(row) for row in table)
    assert alpha is not None
    assert 1 - (1 - alpha) * n / (n - 1) == pytest.approx(kappa, abs=tolerance)
