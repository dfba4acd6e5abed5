"""The report against figures worked out by hand and by a plain double loop."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import permutations
from typing import Any

import pytest

from tests.agreement.given import answers, build, judged, questions
from workbench.agreement.report import Report
from workbench.agreement.rows import Row
from workbench.annotate.queries import Judged

LENGTHS = dict.fromkeys(range(100), 40)
FEW = 50  # replicates: enough where only the coefficient is looked at


def row_of(report: Report, title: str, distance: str = "nominal") -> Row:
    found = [r for r in report.rows if (r.title, r.estimate.distance) == (title, distance)]
    assert len(found) == 1, [(r.title, r.estimate.distance) for r in report.rows]
    return found[0]


def label_row(report: Report, question: str, title: str) -> Row:
    table = next(t for t in report.label_tables if t.question == question)
    return next(r for r in table.rows if r.title == title)


def plain_alpha(
    records: Iterable[tuple[int, str, Any]], distance: Callable[[Any, Any, Counter[Any]], float]
) -> float:
    """Alpha as defined, pair by pair (Krippendorff 2011): 1 - Do / De."""
    units: dict[int, list[Any]] = {}
    for unit, _, value in records:
        units.setdefault(unit, []).append(value)
    pairable = [values for values in units.values() if len(values) >= 2]
    everything = [value for values in pairable for value in values]
    counts = Counter(everything)
    observed = sum(
        distance(a, b, counts) / (len(values) - 1)
        for values in pairable
        for a, b in permutations(values, 2)
    )
    expected = sum(distance(a, b, counts) for a, b in permutations(everything, 2))
    return 1 - observed / (expected / (len(everything) - 1))


def nominal(a: Any, b: Any, counts: Counter[Any]) -> float:
    return float(a != b)


def ordinal(a: str, b: str, counts: Counter[Any]) -> float:
    low, high = sorted((int(a), int(b)))
    between = sum(counts[str(grade)] for grade in range(low, high + 1))
    return float(between - (counts[str(low)] + counts[str(high)]) / 2) ** 2


def interval(a: str, b: str, counts: Counter[Any]) -> float:
    return float(int(a) - int(b)) ** 2


def jaccard(a: frozenset[str], b: frozenset[str], counts: Counter[Any]) -> float:
    return 1 - len(a & b) / len(a | b) if a | b else 0.0


def masi(a: frozenset[str], b: frozenset[str], counts: Counter[Any]) -> float:
    if a == b:
        return 0.0
    monotonic = 0.0 if not a & b else 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - (len(a & b) / len(a | b)) * monotonic


def draw(seed: int) -> list[Judged]:
    """Sixty paragraphs in twenty articles, three annotators of whom each misses some."""
    pick = random.Random(seed)
    work = []
    for paragraph in range(60):
        for seat in "ABC":
            if pick.random() < 0.2:
                continue
            frames = tuple(f for f in ("conflict", "power", "law") if pick.random() < 0.4)
            quoted = pick.choice(["yes", "no"])
            labels: dict[str, Any] = {"tone.mayor": pick.choice(["-1", "0", "1", "absent"])}
            labels["quoted"] = quoted
            labels |= {"frames": frames} if frames else {}
            labels |= {"main": pick.choice(frames)} if frames else {}
            labels |= {"camp": pick.choice(["ours", "theirs"])} if quoted == "yes" else {}
            spans = [(0, 4, "source")] if quoted == "yes" and pick.random() < 0.7 else []
            work.append(judged(seat, paragraph, labels, article=paragraph // 3, spans=spans))
    return work


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_equals_the_plain_double_loop(seed: int) -> None:
    work = draw(seed)
    report = build(work, questions(), replicates=FEW)
    labels = [(one.paragraph_id, one.seat, one.document.labels) for one in work]
    frames = [(u, s, frozenset(given.get("frames", ()))) for u, s, given in labels]
    tone = [(u, s, given["tone.mayor"]) for u, s, given in labels]
    graded = [record for record in tone if record[2] != "absent"]
    expected = {
        ("Frames", "masi"): plain_alpha(frames, masi),
        ("Frames", "jaccard"): plain_alpha(frames, jaccard),
        ("Main frame", "nominal"): plain_alpha(
            [(u, s, given["main"]) for u, s, given in labels if "main" in given], nominal
        ),
        ("Tone · the mayor", "ordinal"): plain_alpha(graded, ordinal),
        ("Tone · the mayor", "interval"): plain_alpha(graded, interval),
        ("Tone · the mayor: “not mentioned” or a grade", "nominal"): plain_alpha(
            [(u, s, answer == "absent") for u, s, answer in tone], nominal
        ),
        ("Quoted", "nominal"): plain_alpha([(u, s, g["quoted"]) for u, s, g in labels], nominal),
        ("Camp", "nominal"): plain_alpha(
            [(u, s, given["camp"]) for u, s, given in labels if "camp" in given], nominal
        ),
    }
    found = {(r.title, r.estimate.distance): r.estimate.value for r in report.rows}
    assert found == pytest.approx(expected)
    for label in ("conflict", "power", "law"):
        carried = [(u, s, label in chosen) for u, s, chosen in frames]
        row = label_row(report, "frames", label.capitalize())
        assert row.estimate.value == pytest.approx(plain_alpha(carried, nominal))
        pairable = {u for u, n in Counter(u for u, _, _ in carried).items() if n >= 2}
        assert row.n_positive == sum(has for u, _, has in carried if u in pairable)


def test_rows_stand_in_the_order_of_the_codebook() -> None:
    report = build(draw(1), questions(), lengths=LENGTHS, replicates=FEW)
    titles = [row.title for row in report.rows]
    assert titles == [
        "Frames",
        "Frames",
        "Main frame",
        "Tone · the mayor",
        "Tone · the mayor",
        "Tone · the mayor: “not mentioned” or a grade",
        "Quoted",
        "Camp",
        "Sourcing",
    ]


def test_choosing_no_frame_on_a_finished_paragraph_counts() -> None:
    work = [
        judged("A", 1, {"frames": ("conflict",)}),
        judged("B", 1, {}),
        judged("A", 2, {"frames": ("power",)}),
        judged("B", 2, {"frames": ("power",)}),
    ]
    report = build(work, questions(), replicates=FEW)
    row = row_of(report, "Frames", "masi")
    assert row.estimate.n_pairable == 2
    assert row.percent.pooled == pytest.approx(1 / 2)
    # Do = 1/2; of the 12 ordered pairs of {conflict}, {}, {power}, {power} ten differ fully.
    assert row.estimate.value == pytest.approx(1 - (1 / 2) / (10 / 12))


def test_unfinished_judgments_are_missing() -> None:
    work = [*answers("quoted", "yy", "nn"), judged("A", 3, {"quoted": "yes"})]
    work.append(judged("B", 3, {"quoted": "no"}, is_done=False))
    report = build(work, questions(), replicates=FEW)
    row = row_of(report, "Quoted")
    assert (report.n_paragraphs, report.n_shared) == (3, 2)
    assert (row.estimate.value, row.estimate.n_single) == (pytest.approx(1), 1)


def test_perfect_agreement_with_partial_overlap_is_one() -> None:
    work = answers("quoted", "yy-", "-nn", "y-y", "-yy", "n--")
    row = row_of(build(work, questions(), replicates=FEW), "Quoted")
    assert row.estimate.value == pytest.approx(1)
    assert (row.estimate.n_annotators, row.estimate.n_single) == (3, 1)


def test_one_dissent_is_zero_and_two_swaps_are_minus_a_half() -> None:
    one_dissent = build(answers("quoted", "yy", "yy", "yn"), questions(), replicates=FEW)
    assert row_of(one_dissent, "Quoted").estimate.value == pytest.approx(0)
    swapped = build(answers("quoted", "yn", "ny"), questions(), replicates=FEW)
    assert row_of(swapped, "Quoted").estimate.value == pytest.approx(-0.5)


def test_an_answer_behind_a_closed_gate_is_missing() -> None:
    """What was answered before the gate closed is left in the document and must not count."""
    work = [
        judged("A", 1, {"quoted": "yes", "camp": "ours"}),
        judged("B", 1, {"quoted": "yes", "camp": "ours"}),
        judged("A", 2, {"quoted": "no", "camp": "ours"}),
        judged("B", 2, {"quoted": "yes", "camp": "theirs"}),
    ]
    row = row_of(build(work, questions(), replicates=FEW), "Camp")
    assert (row.estimate.n_pairable, row.estimate.n_single) == (1, 1)
    assert any("Asked only where Quoted is Yes" in note for note in row.notes)


def test_a_main_frame_that_follows_from_a_single_frame_counts() -> None:
    work = [
        judged("A", 1, {"frames": ("conflict",), "main": "conflict"}),
        judged("B", 1, {"frames": ("conflict", "law"), "main": "law"}),
    ]
    row = row_of(build(work, questions(), replicates=FEW), "Main frame")
    assert (row.estimate.n_pairable, row.percent.pooled) == (1, 0)


def test_an_answer_off_the_scale_is_missing_for_the_grades_and_compared_on_its_own() -> None:
    grades = [("-1", "-1"), ("0", "absent"), ("1", "1"), ("absent", "absent")]
    work = [
        judged(seat, paragraph, {"tone.mayor": grade})
        for paragraph, pair in enumerate(grades)
        for seat, grade in zip("AB", pair, strict=True)
    ]
    report = build(work, questions(), replicates=FEW)
    scale = row_of(report, "Tone · the mayor", "ordinal")
    assert (scale.estimate.n_pairable, scale.estimate.value) == (2, pytest.approx(1))
    at_all = row_of(report, "Tone · the mayor: “not mentioned” or a grade")
    assert (at_all.estimate.n_pairable, at_all.percent.pooled) == (4, pytest.approx(3 / 4))


def test_a_distance_that_needs_numbers_is_left_out_where_grades_are_words() -> None:
    words = """
id: words
title: Words
dimensions:
  - id: tone
    title: Tone
    type: ordinal
    agreement: {distances: [ordinal, interval]}
    values: [{id: bad, title: Bad}, {id: good, title: Good}]
  - id: frames
    title: Frames
    type: multi
    values: [{id: law, title: Law}]
"""
    work = [judged(seat, 1, {"tone": "bad", "frames": ("law",)}) for seat in "AB"]
    report = build(work, questions(words), replicates=FEW)
    shown = [(row.title, row.estimate.distance) for row in report.rows]
    assert shown == [("Tone", "ordinal"), ("Frames", "masi"), ("Frames", "jaccard")]
