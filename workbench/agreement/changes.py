"""What has changed since an earlier round. Pure.

A figure is compared with that of the newest earlier round that has one for the same question, by
the same measure and distance, where the question offered the same values under the same condition.
Rounds differ in their articles and people too, so a difference has more than one reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.agreement.report import LabelTable, Report
from workbench.agreement.rows import Change, Row
from workbench.codebook.questions import Question

#: What a question offers, to be compared with that of another codebook version.
Offer = tuple[object, ...]


@dataclass(frozen=True)
class Earlier:
    """An earlier round: by key what each question offered in it, and how to read its report."""

    id: int
    name: str
    offers: Mapping[str, Offer]
    read: Callable[[], Report]


def offers_of(questions: Sequence[Question]) -> dict[str, Offer]:
    """What each question and each question about its passages or links offers."""
    everything = [one for asked in questions for one in (asked, *asked.attributes)]
    return {one.key: _offer(one) for one in everything}


def with_changes(report: Report, offers: Mapping[str, Offer], earlier: Iterable[Earlier]) -> Report:
    """The report, each row with its change; `earlier` are the rounds before, the newest first.

    Each is looked at only as far as a row is still without a change, and its report is read only
    where it asked such a row's question in the same way.
    """
    found: dict[Row, Change] = {}
    rounds = iter(earlier)
    while open_rows := [row for row in report.all_rows if _is_open(row, found)]:
        one = next(rounds, None)
        if one is None:
            break
        asked_alike = any(one.offers.get(row.asked) == offers[row.asked] for row in open_rows)
        before = one.read() if asked_alike else None
        if before is not None and before.why_empty:
            continue  # nobody has answered anything there
        known = {row.key: row for row in before.all_rows} if before is not None else {}
        for row in open_rows:
            change = _change(row, known.get(row.key), offers, one)
            if change.difference is not None or row not in found:
                found[row] = change
    return _replaced(report, found)


def _is_open(row: Row, found: Mapping[Row, Change]) -> bool:
    has_value = row.estimate.value is not None
    return has_value and (row not in found or found[row].difference is None)


def _change(row: Row, before: Row | None, offers: Mapping[str, Offer], one: Earlier) -> Change:
    asked, why = row.asked, None
    if asked not in one.offers:
        why = f"not asked in {one.name}"
    elif one.offers[asked] != offers[asked]:
        why = f"asked otherwise in {one.name}"
    elif before is None:
        why = f"no figure by this measure in {one.name}"
    elif before.estimate.value is None:
        why = f"undefined in {one.name}"
    if why is not None or before is None or before.estimate.value is None:
        return Change(one.id, one.name, why=why)
    assert row.estimate.value is not None
    return Change(
        one.id,
        one.name,
        before=before.estimate.value,
        before_interval=before.estimate.interval,
        difference=row.estimate.value - before.estimate.value,
        intervals_overlap=_overlap(row.estimate.interval, before.estimate.interval),
    )


def _overlap(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool | None:
    if one is None or other is None:
        return None
    return one[0] <= other[1] and other[0] <= one[1]


def _offer(question: Question) -> Offer:
    dimension = question.dimension
    condition = dimension.when
    return (
        dimension.type,
        question.value_ids(),
        dimension.off_scale,
        dimension.of_values,
        tuple((one.value, one.min, one.max) for one in dimension.members),
        question.source,
        None if condition is None else (question.gate, condition.is_, condition.at_least),
    )


def _replaced(report: Report, found: Mapping[Row, Change]) -> Report:
    def rows(some: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(replace(row, change=found.get(row)) for row in some)

    def tables(some: Sequence[LabelTable]) -> tuple[LabelTable, ...]:
        return tuple(replace(table, rows=rows(table.rows)) for table in some)

    return replace(
        report,
        rows=rows(report.rows),
        article_rows=rows(report.article_rows),
        label_tables=tables(report.label_tables),
        article_label_tables=tables(report.article_label_tables),
    )
