"""How figures are written."""

from __future__ import annotations

import json

import pytest

from tests.agreement.given import answers, build, questions
from workbench.agreement import printing, printing_text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.7412, ".74"),
        (-0.5, "−.50"),
        (1.0, "1.00"),
        (0.0, ".00"),
        (-0.001, ".00"),
        (0.999, "1.00"),
        (-1.0, "−1.00"),
        (None, "–"),
    ],
)
def test_coefficients_are_written_without_a_leading_zero(value: float | None, written: str) -> None:
    assert printing.figure(value) == written


def test_shares_are_written_as_whole_percent() -> None:
    assert [printing.percent(share) for share in (0.786, 1.0, 0.0, None)] == ["79", "100", "0", "–"]


def test_the_table_for_the_shell_holds_every_row_and_the_seed() -> None:
    report = build(answers("quoted", "yy", "nn", "yn"), questions(), replicates=100)
    text = printing_text.as_text(report)
    for row in report.rows:
        assert row.title in text
    assert "seed 2004" in text
    line = next(line for line in text.splitlines() if line.startswith("Quoted"))
    # yn of three: Do = 1/3, De = 2*3*3/(6*5); alpha = 1 - 5/9.
    assert line.split()[1:7] == ["nominal", "3", "0", "2", "67", "Yes"]
    assert ".44" in line


def test_an_empty_report_is_a_sentence_in_the_shell() -> None:
    text = printing_text.as_text(build([], questions()))
    assert "Nobody has finished" in text
    assert "alpha by question" not in text


def test_sentences_that_all_rows_share_are_said_once() -> None:
    report = build(answers("quoted", "yy", "nn", "yn"), questions(), replicates=100)
    assert printing_text.as_text(report).count("The interval is unreliable") == 1


def test_the_document_survives_json() -> None:
    report = build(answers("quoted", "yy", "nn", "yn"), questions(), replicates=100)
    document = json.loads(json.dumps(printing.as_json(report, {"project": "harbour"})))
    row = next(row for row in document["report"]["rows"] if row["title"] == "Quoted")
    assert row["estimate"]["value"] == pytest.approx(1 - 5 / 9)
    assert row["percent"]["pooled"] == pytest.approx(2 / 3)
    assert document["project"] == "harbour"
