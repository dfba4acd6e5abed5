"""The report as CSV: a line a row, all figures."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from tests.agreement.given import answers, build, judged, questions
from workbench.agreement.changes import Earlier, offers_of, with_changes
from workbench.agreement.report import Report
from workbench.agreement.report_csv import COLUMNS, as_csv

SHEET = questions()
LENGTHS = dict.fromkeys(range(9), 40)
WORK = [
    judged(seat, n, {"quoted": quoted, "frames": frames}, spans=[(0, n, "source")])
    for n in range(1, 5)
    for seat, quoted, frames in (
        ("A", "yes", ("law",)),
        ("B", "yes" if n % 2 else "no", ("law", "power")),
    )
]


def read(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(report))))


def test_every_row_has_a_line_and_every_figure_its_column() -> None:
    report = build(WORK, SHEET, lengths=LENGTHS, replicates=50)
    lines = read(report)
    assert len(lines) == len(report.all_rows)
    assert tuple(lines[0]) == COLUMNS
    by_title = {(line["title"], line["distance"]): line for line in lines}
    quoted = by_title["Quoted", "nominal"]
    [row] = [one for one in report.rows if one.question == "quoted"]
    assert row.estimate.value is not None
    assert float(quoted["value"]) == row.estimate.value
    assert (quoted["n_compared"], quoted["n_annotators"], quoted["n_articles"]) == ("4", "2", "4")
    assert float(quoted["percent_agreement_pooled"]) == pytest.approx(0.5)
    assert (quoted["commonest"], quoted["replicates"], quoted["seed"]) == ("Yes", "50", "2004")
    assert by_title["Frames: Law", "nominal"]["n_positive"] == "8"
    assert by_title["Sourcing", "unitized"]["span_f1_exact"] == "1.0"


def test_an_undefined_figure_is_empty_and_says_why() -> None:
    [line] = read(build(answers("quoted", "yy", "yy"), [SHEET[3]], replicates=50))
    assert (line["value"], line["interval_low"]) == ("", "")
    assert "Without variation" in line["why_undefined"]


def test_changes_stand_in_their_columns() -> None:
    now, then = (
        build(answers("quoted", *pairs), [SHEET[3]], replicates=50)
        for pairs in (["yy", "nn", "yy"], ["yy", "nn", "yn"])
    )
    before = Earlier(1, "Pilot", offers_of(SHEET), lambda: then)
    [line] = read(with_changes(now, offers_of(SHEET), [before]))
    assert line["since_round"] == "Pilot"
    assert float(line["change"]) == pytest.approx(1 - float(line["before"]))
    assert line["intervals_overlap"] in {"yes", "no"}


def test_no_cell_is_a_formula() -> None:
    report = build(answers("quoted", "yy", "nn"), [SHEET[3]], replicates=50)
    rows = tuple(replace(row, title="=1+1", part="-1") for row in report.rows)
    [line] = read(replace(report, rows=rows))
    assert (line["title"], line["part"]) == ("'=1+1", "-1")
