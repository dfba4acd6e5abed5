"""What has changed since an earlier round, and why that cannot be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.agreement.given import QUESTIONS, answers, build, questions
from workbench.agreement.changes import Earlier, offers_of, with_changes
from workbench.agreement.printing import change, change_notes
from workbench.agreement.report import Report
from workbench.agreement.rows import Row
from workbench.codebook.questions import Question

SHEET = questions()
GOOD = ["yy", "nn", "yy", "nn", "yy", "nn", "yy", "yn"]
BAD = ["yy", "nn", "yn", "ny", "yy", "nn", "yn", "ny"]


def earlier(
    name: str, pairs: Sequence[str], asked: Sequence[Question] = SHEET, number: int = 1
) -> Earlier:
    work = answers("quoted", *pairs)
    report = build(work, asked, replicates=100)
    return Earlier(number, name, offers_of(asked), lambda: report)


def never_read() -> Report:
    raise AssertionError("a report was read that no row can be compared with")


def quoted(pairs: Sequence[str], before: Any) -> Row:
    report = build(answers("quoted", *pairs), SHEET, replicates=100)
    changed = with_changes(report, offers_of(SHEET), before)
    return next(row for row in changed.rows if row.title == "Quoted")


def test_the_difference_has_a_sign_and_names_the_round() -> None:
    before = earlier("Pilot", BAD)
    row = quoted(GOOD, [before])
    assert row.change is not None
    then = next(one for one in before.read().rows if one.title == "Quoted").estimate.value
    assert row.estimate.value is not None
    assert then is not None
    assert row.change.difference == row.estimate.value - then
    assert change(row).startswith("▲ .")
    assert "in Pilot" in ", ".join(change_notes(row))
    assert change(quoted(BAD, [earlier("Pilot", GOOD)])).startswith("▼ .")
    assert change(quoted(BAD, [earlier("Pilot", BAD)])) == "= .00"


def test_overlapping_intervals_leave_it_open() -> None:
    row = quoted(GOOD, [earlier("Pilot", BAD)])
    assert row.change is not None
    assert row.change.intervals_overlap
    assert "may be chance" in ", ".join(change_notes(row))
    apart = quoted(["yy", "nn"] * 30, [earlier("Pilot", ["yn", "ny"] * 30)])
    assert apart.change is not None
    assert apart.change.intervals_overlap is False
    assert ", ".join(change_notes(apart)).endswith("intervals apart")


def test_the_newest_round_with_a_figure_counts_and_no_older_one_is_asked_for() -> None:
    asked: list[str] = []

    def rounds() -> Iterator[Earlier]:
        for name, pairs in (("Third", ["yy", "yy"]), ("Second", BAD), ("First", GOOD)):
            asked.append(name)
            yield earlier(name, pairs)

    row = quoted(GOOD, rounds())
    assert row.change is not None
    assert row.change.round == "Second"  # in the third all said the same: undefined
    only = build(answers("quoted", *GOOD), [SHEET[3]], replicates=100)
    asked.clear()
    with_changes(only, offers_of(SHEET), rounds())
    assert asked == ["Third", "Second"]


def test_a_round_that_nobody_finished_anything_in_is_passed_over() -> None:
    row = quoted(GOOD, [earlier("Empty", []), earlier("Pilot", BAD)])
    assert row.change is not None
    assert row.change.round == "Pilot"


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (QUESTIONS.replace('{id: "no", title: "No"}', '{id: "maybe", title: Maybe}'), "otherwise"),
        (
            QUESTIONS.replace("id: quoted", "id: cited").replace(": quoted,", ": cited,"),
            "not asked",
        ),
    ],
)
def test_another_question_is_not_compared_and_the_reason_is_said(sheet: str, reason: str) -> None:
    other = questions(sheet)
    before = Earlier(1, "Pilot", offers_of(other), never_read)
    row = quoted(GOOD, [before])
    assert row.change is not None
    assert row.change.difference is None
    assert change(row) == ""
    assert reason in ", ".join(change_notes(row))
    assert ", ".join(change_notes(row)).endswith("in Pilot")


def test_other_titles_are_the_same_question() -> None:
    renamed = questions(QUESTIONS.replace('title: "Yes"', "title: Certainly"))
    row = quoted(GOOD, [earlier("Pilot", BAD, renamed)])
    assert row.change is not None
    assert row.change.difference is not None


def test_an_undefined_figure_has_no_change_and_a_first_round_none_at_all() -> None:
    assert quoted(["yy", "yy"], [earlier("Pilot", BAD)]).change is None
    assert quoted(GOOD, []).change is None


def test_without_an_interval_nothing_is_said_about_chance() -> None:
    before = earlier("Pilot", BAD)
    rows = tuple(
        replace(row, estimate=replace(row.estimate, interval=None)) for row in before.read().rows
    )
    bare = replace(before.read(), rows=rows)
    row = quoted(GOOD, [Earlier(1, "Pilot", before.offers, lambda: bare)])
    assert "no interval to judge it by" in ", ".join(change_notes(row))
