"""Which units stand behind a number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.agreement.given import judged, questions, sample_of
from tests.agreement.test_people import quoted
from workbench.agreement.cuts import Cut
from workbench.agreement.finding import ANYHOW, Asked, find_units
from workbench.agreement.material import Material, material_of
from workbench.core.errors import NotFound

ROWS = quoted("yyn", "yy-", "-ny", "n--", "nnn")
#: A judged the first two in the first week, all else is of the second.
WEEKS = Cut("week", ("W1", "W2"), np.array([[0, 1, 1]] * 2 + [[1, 1, 1]] * 3), is_ordered=True)


def found(material: Material = ROWS, **asked: Any) -> list[Any]:
    some = find_units(material, [WEEKS], Asked(**asked))
    return [some.part.units[row] for row in some.rows]


@pytest.mark.parametrize(
    ("asked", "units"),
    [
        ({}, [1, 2, 3, 5]),
        ({"least": 1}, [1, 2, 3, 4, 5]),
        ({"value": "yes"}, [1, 2, 3]),
        ({"between": ("yes", "no")}, [1, 3]),
        ({"between": ("no", "no")}, [5]),
        ({"between": ("yes", "yes")}, [1, 2]),
        ({"pair": ("A", "B")}, [1, 2, 5]),
        ({"pair": ("A", "B"), "between": ("yes", "no")}, []),
        ({"annotator": "C"}, [1, 3, 5]),
        ({"annotator": "C", "between": ("no", "yes")}, [1]),
        ({"annotator": "C", "between": ("yes", "no")}, [3]),
        ({"differ": ANYHOW}, [1, 3]),
        # Compared within one week.
        ({"by": "week", "part": "W1"}, []),
        ({"by": "week", "part": "W2"}, [1, 3, 5]),
        # One annotator's week, beside all the others.
        ({"by": "week", "part": "W1", "annotator": "A"}, [1, 2]),
        ({"by": "week", "part": "W2", "annotator": "A"}, [5]),
    ],
)
def test_all_of_what_is_asked_must_hold(asked: dict[str, Any], units: list[int]) -> None:
    assert found(**asked) == units


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "week", "part": "W3"},
        {"by": "mood", "part": "W1"},
        {"value": "maybe"},
        {"between": ("yes",)},
        {"pair": ("A",)},
        {"annotator": "Z"},
    ],
)
def test_what_is_not_there_cannot_be_asked_for(asked: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        found(**asked)


def test_a_label_of_a_set_or_a_whole_set() -> None:
    chosen = [["law"], ["law", "power"], ["power"]]
    some = [
        judged(seat, place, {"frames": labels})  # type: ignore[dict-item]  # as JSON has it
        for place, labels in enumerate(chosen, start=1)
        for seat in "AB"
    ]
    question = next(one for one in questions() if one.key == "frames")
    material = material_of(question, sample_of(some, questions()), {})
    assert material is not None
    for value, units in (("law", [1, 2]), ("power", [2, 3]), ("law + power", [2])):
        rows = find_units(material, [], Asked(value=value)).rows
        assert [material.ratings.units[row] for row in rows] == units


def test_who_differs_in_one_label_of_a_set_may_agree_in_another() -> None:
    both = (["law", "power"], ["law"]), (["law"], ["power"])
    some = [
        judged(seat, place, {"frames": labels})
        for place, pair in enumerate(both, start=1)
        for seat, labels in zip("AB", pair, strict=True)
    ]
    question = next(one for one in questions() if one.key == "frames")
    material = material_of(question, sample_of(some, questions()), {})
    assert material is not None
    assert found(material, differ=ANYHOW) == [1, 2]
    assert found(material, differ=ANYHOW, value="power") == [1, 2]
    assert found(material, differ=ANYHOW, value="law") == [2]


def test_passages_differ_also_where_the_labels_are_the_same() -> None:
    marks = [(0, 5, "source")], [(0, 5, "source"), (6, 9, "cue")]
    some = [
        judged(seat, place, {"quoted": "yes"}, spans=spans)
        for place, pair in enumerate(
            (marks, (marks[1], marks[1]), ([(0, 5, "cue")], [(1, 5, "cue")])), start=1
        )
        for seat, spans in zip("AB", pair, strict=True)
    ]
    question = next(one for one in questions() if one.key == "sourcing")
    material = material_of(question, sample_of(some, questions()), {1: 20, 2: 20, 3: 20})
    assert material is not None
    assert found(material, differ=ANYHOW) == [1, 3]
    assert found(material, differ=ANYHOW, value="source") == []
    assert found(material, differ=ANYHOW, value="cue") == [1, 3]
