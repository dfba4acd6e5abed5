"""Every measure of every question, as the JSON of a report has them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.agreement.given import build, judged, questions, sample_of
from workbench.agreement.dimensions import dimension_measures
from workbench.agreement.measures import NO_ORDER
from workbench.annotate.queries import Judged

FIRST = {"frames": ["conflict"], "tone.mayor": "-1", "quoted": "yes"}
FIRST_TOO = {"frames": ["conflict", "law"], "tone.mayor": "0", "quoted": "yes"}
SAID = [
    judged("A", 1, FIRST, spans=[(0, 4, "source")]),
    judged("B", 1, FIRST_TOO, spans=[(0, 7, "source")]),
    judged("A", 2, {"frames": [], "tone.mayor": "1", "quoted": "no"}),
    judged("B", 2, {"frames": [], "tone.mayor": "1", "quoted": "no"}),
    judged("A", 3, {"frames": ["law"], "tone.mayor": "absent", "quoted": "no"}),
    judged("B", 3, {"frames": ["law"], "tone.mayor": "0", "quoted": "yes"}, spans=[(8, 9, "cue")]),
    judged("A", 4, {"frames": ["power"], "tone.mayor": "0", "quoted": "no"}),
]  # fmt: skip
LENGTHS = {1: 40, 2: 30, 3: 20, 4: 10}


def measured(said: list[Judged] = SAID) -> dict[str, Any]:
    found = dimension_measures(sample_of(said, questions()), LENGTHS)
    again: dict[str, Any] = json.loads(json.dumps(found))
    return again


def test_each_question_has_the_measures_of_its_level() -> None:
    found = measured()
    assert {key: one["level"] for key, one in found.items()} == {
        "frames": "set", "main": "nominal", "tone.mayor": "ordinal", "quoted": "nominal",
        "camp": "nominal", "sourcing": "spans",
    }  # fmt: skip
    assert "krippendorff_alpha_masi" in found["frames"]["measures"]
    assert "gwet_ac2_quadratic" in found["tone.mayor"]["measures"]
    assert "u_alpha" in found["sourcing"]["measures"]
    assert "span_f1_exact" in found["sourcing"]["pairs"]["A|B"]


def test_alpha_is_that_of_the_report_with_its_interval() -> None:
    report = build(SAID, questions())
    found = measured()
    rows = {row.question: row for row in reversed(report.rows)}
    for key, name in (
        ("frames", "krippendorff_alpha_masi"),
        ("tone.mayor", "krippendorff_alpha"),
        ("quoted", "krippendorff_alpha"),
    ):
        measure = found[key]["measures"][name]
        assert measure["value"] == rows[key].estimate.value
        assert tuple(measure["interval"]) == rows[key].estimate.interval


def test_what_is_no_grade_is_missing_and_what_is_single_is_counted() -> None:
    tone = measured()["tone.mayor"]
    assert (tone["n_units"], tone["n_units_paired"], tone["n_annotators"]) == (4, 2, 2)


def test_the_values_offered_are_those_of_the_codebook() -> None:
    only_yes = [judged(seat, 1, {"quoted": "yes"}) for seat in "AB"]
    quoted = measured(only_yes)["quoted"]["measures"]
    assert quoted["brennan_prediger"]["value"] == 1
    assert quoted["krippendorff_alpha"]["value"] is None
    assert "Without variation" in quoted["krippendorff_alpha"]["why"]


def test_who_marked_nothing_on_a_finished_paragraph_counts() -> None:
    sourcing = measured()["sourcing"]
    assert (sourcing["n_units"], sourcing["n_units_paired"]) == (4, 3)
    assert sourcing["pairs"]["A|B"]["span_f1_exact"]["value"] == 0
    assert sourcing["pairs"]["A|B"]["span_f1_overlap"]["value"] == pytest.approx(2 / 3)
    # By hand: 4 code points in common, of 4 and of 7 + 1.
    assert sourcing["pairs"]["A|B"]["span_f1_token"]["value"] == pytest.approx(8 / 12)


def test_passages_are_left_out_where_nobody_says_how_long_the_paragraphs_are() -> None:
    assert "sourcing" not in dimension_measures(sample_of(SAID, questions()))


def test_steps_are_weighted_only_where_values_have_an_order() -> None:
    found = measured()
    weighted = ("gwet_ac2_linear", "gwet_ac2_quadratic")
    quoted, tone = found["quoted"], found["tone.mayor"]
    assert {quoted["measures"][name]["why"] for name in weighted} == {NO_ORDER}
    assert quoted["pairs"]["A|B"]["weighted_kappa_linear"]["why"] == NO_ORDER
    assert quoted["measures"]["gwet_ac1"]["why"] is None
    assert NO_ORDER not in {tone["measures"][name]["why"] for name in weighted}
