"""Figures of others stand beside a row of the same measure and distance only."""

from __future__ import annotations

from dataclasses import replace

from tests.agreement.given import answers, build, questions
from workbench.agreement.printing import reached
from workbench.agreement.published import comparable, list_published
from workbench.agreement.rows import Beside, Row


def quoted() -> Row:
    report = build(answers("quoted", "yy", "nn", "yn"), questions(), replicates=50)
    return next(row for row in report.rows if row.title == "Quoted")


def test_only_checked_figures_are_kept() -> None:
    assert {one.status for one in list_published()} <= {"seen", "recomputed", "seen and recomputed"}
    assert len(list_published()) > 20
    for one in list_published():
        assert 0 <= one.value <= 1
        assert one.interval is None or one.interval[0] <= one.value <= one.interval[1]
        assert one.source or "recomputed" in one.status


def test_measure_distance_and_unit_have_to_be_the_same() -> None:
    row = quoted()
    found = comparable(row, "paragraph")
    assert {one.value for one in found} >= {0.21, 0.39, 0.40}
    assert {(one.measure, one.distance, one.unit) for one in found} == {
        ("krippendorff_alpha", "nominal", "sentence")
    }
    ordinal = replace(row, estimate=replace(row.estimate, distance="ordinal"))
    assert {one.distance for one in comparable(ordinal, "paragraph")} == {"ordinal"}
    assert {one.unit for one in comparable(row, "article")} == {"article"}


def test_a_label_of_a_set_stands_beside_labels_and_a_passage_beside_f1() -> None:
    label = replace(quoted(), part="law", values=("law",))
    assert {one.measure for one in comparable(label, "article")} == {"binary_alpha"}
    assert comparable(label, "paragraph") == ()
    estimate = replace(quoted().estimate, measure="u_alpha", distance="unitized")
    passages = replace(quoted(), estimate=estimate, beside=(Beside("span_f1_exact", 0.5, None),))
    found = comparable(passages, "paragraph")
    assert {one.measure for one in found} == {"span_f1_exact"}
    assert reached(found) == "Others reached F1 .69 to .79"  # never to be read as alpha
    assert reached(comparable(quoted(), "paragraph")).startswith("Others reached .17 to")


def test_what_is_asked_of_a_passage_has_nothing_beside_it() -> None:
    assert comparable(replace(quoted(), attribute="naming"), "paragraph") == ()
    assert comparable(replace(quoted(), part="at all"), "paragraph") == ()
