"""Alpha by parts of the sample."""

from __future__ import annotations

import pytest

from workbench.agreement import slicing
from workbench.agreement.slicing import Facts, place_of, slices
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.ratings import Ratings

SAID = {1: "xx", 2: "yy", 3: "xy", 4: "xx", 5: "yx", 6: "y"}
FACTS = {unit: Facts(article="one", outlet="A" if unit < 4 else "", kind="body") for unit in SAID}


def ratings(units: set[int] | None = None) -> Ratings:
    return Ratings.from_records(
        [
            (unit, seat, letter)
            for unit, letters in SAID.items()
            if units is None or unit in units
            for seat, letter in zip("PQ", letters, strict=False)
        ],
        values=["x", "y"],
    )


def test_each_part_has_the_alpha_of_its_units_alone() -> None:
    (by_outlet,) = slices(ratings(), "nominal", FACTS)
    assert by_outlet.name == "By outlet"
    assert [name for name, _ in by_outlet.parts] == ["A", "none named"]
    for (_, found), units in zip(by_outlet.parts, ({1, 2, 3}, {4, 5, 6}), strict=True):
        alone = krippendorff_alpha(ratings(units), "nominal")
        assert found.value == pytest.approx(alone.value)
        assert (found.n_units, found.n_pairable) == (alone.n_units, alone.n_pairable)


def test_long_tables_show_the_largest_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "MOST_PARTS", 1)
    (by_outlet,) = slices(ratings(), "nominal", FACTS)
    assert [name for name, _ in by_outlet.parts] == ["A"]
    assert by_outlet.n_left == 1


def test_thirds_of_an_article() -> None:
    places = [place_of(position, 6) for position in range(1, 7)]
    assert places == ["first third"] * 2 + ["middle third"] * 2 + ["last third"] * 2
    assert place_of(1, 1) == "first third"
