"""The figures of parts of a sample."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.agreement import slicing
from workbench.agreement.cuts import Cut, judgment_cut, place_of, unit_cuts
from workbench.agreement.slicing import Figure, Slice, alpha_figure, slices
from workbench.annotate.queries_units import UnitFacts
from workbench.stats.agreement import percent_agreement
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.ratings import Ratings

SAID = {1: "xx", 2: "yy", 3: "xy", 4: "xx", 5: "yx", 6: "y"}


def facts(outlets: dict[int, str] | None = None) -> dict[int, UnitFacts]:
    return {
        unit: UnitFacts(
            unit,
            f"a-p{unit}",
            article="One",
            outlet=(outlets or {}).get(unit, "A" if unit < 4 else ""),
            story="",
            kind="body",
            position=unit,
            last=3,
        )
        for unit in SAID
    }


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


def nominal(part: Ratings) -> Figure:
    return alpha_figure(part, "nominal")


def sliced(cut: Cut | None) -> Slice:
    assert cut is not None
    [found] = slices(ratings(), [cut], nominal)
    return found


def by_outlet(outlets: dict[int, str] | None = None) -> Cut:
    return next(cut for cut in unit_cuts(ratings(), facts(outlets)) if cut.key == "outlet")


def test_each_part_has_the_figures_of_its_units_alone() -> None:
    found = sliced(by_outlet())
    assert found.name == "By outlet"
    assert {part.name for part in found.parts} == {"A", "none named"}
    for part in found.parts:
        alone = ratings({1, 2, 3} if part.name == "A" else {4, 5, 6})
        alpha = krippendorff_alpha(alone, "nominal")
        assert part.figure.value == pytest.approx(alpha.value)
        assert part.figure.n_units == alpha.n_pairable
        assert part.figure.percent == percent_agreement(alone).pooled


def test_what_all_units_share_is_no_cut() -> None:
    assert [cut.key for cut in unit_cuts(ratings(), facts())] == ["outlet", "place"]


def test_judgments_of_two_parts_are_not_compared() -> None:
    """P judged the first three units before, and all else is of the second week."""
    weeks = np.array([[1, 1], [1, 1], [1, 2], [2, 2], [2, 2], [2, -1]])
    found = sliced(judgment_cut("week", weeks, {1: "W1", 2: "W2"}, is_ordered=True))
    assert [(part.name, part.figure.n_units) for part in found.parts] == [("W1", 2), ("W2", 2)]
    assert found.parts[0].figure.percent == 1
    assert judgment_cut("week", np.ones((6, 2)), {1: "W1", 2: "W2"}) is None


def test_a_part_without_a_figure_says_why() -> None:
    one, two = sliced(by_outlet({4: "B"})).parts[:2]
    assert {one.name, two.name} <= {"A", "B", "none named"}
    alone = next(p.figure for p in sliced(by_outlet({4: "B"})).parts if p.name == "B")
    assert alone.value is None
    assert alone.why is not None
    assert alone.interval is None


def test_intervals_need_two_articles() -> None:
    assert nominal(ratings()).interval is not None  # here each unit is an article of its own
    one = Ratings.from_records(
        [(u, s, v) for u, both in SAID.items() for s, v in zip("PQ", both, strict=False)],
        clusters=dict.fromkeys(SAID, "one"),
    )
    figure = nominal(one)
    assert figure.value == pytest.approx(nominal(ratings()).value)
    assert figure.interval is None


def test_long_tables_show_the_largest_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "MOST_PARTS", 1)
    found = sliced(by_outlet())
    assert [part.name for part in found.parts] == ["A"]
    assert found.n_left == 1


def test_thirds_of_an_article() -> None:
    places = [place_of(position, 6) for position in range(1, 7)]
    assert places == ["first third"] * 2 + ["middle third"] * 2 + ["last third"] * 2
    assert place_of(1, 1) == "first third"
    assert place_of(0, 0) == ""


def test_articles_of_one_title_are_told_apart() -> None:
    given = facts()
    for unit in (1, 2):
        given[unit] = given[unit]._replace(name=f"b-p{unit}")
    cut = next(one for one in unit_cuts(ratings(), given) if one.key == "article")
    assert cut.parts == ("One (a)", "One (b)")
    assert cut.sizes(ratings()).tolist() == [7, 4]
