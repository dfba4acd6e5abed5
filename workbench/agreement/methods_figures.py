"""The figures of a report as sentences for a paper. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.agreement.notes import SENTENCE_END
from workbench.agreement.phrases import listed
from workbench.agreement.printing import DISTANCES, count, figure, interval, percent, tenths
from workbench.agreement.report import Report
from workbench.agreement.rows import Row


def figures(report: Report) -> list[str]:
    """A sentence for each figure, with its interval and its numbers."""
    sentences = [_figure(row, "paragraph") for row in report.rows]
    sentences += [_figure(row, "article") for row in report.article_rows]
    for table in (*report.label_tables, *report.article_label_tables):
        known = [row for row in table.rows if row.estimate.value is not None]
        unknown = [row.title for row in table.rows if row.estimate.value is None]
        if known:
            each = listed([f"{row.title} {_value(row)}" for row in known])
            sentences.append(f"{table.title}, label by label: {each}.")
        if unknown:
            where = "there" if known else f"in {table.title}, label by label"
            sentences.append(f"Undefined {where}: {listed(unknown)}.")
    return sentences


def _figure(row: Row, unit: str) -> str:
    named = f"{row.title} ({_named(row)})"
    if row.estimate.value is None:
        why = SENTENCE_END.split(row.estimate.why_undefined or "")[0]
        return f"{named} is undefined: {why[:1].lower()}{why[1:]}"
    rest = listed([*_beside(row), *_counts(row, unit)])
    warning = " (not informative: more than 95% of the answers are the same)"
    return f"{named}: {_value(row)}{warning if _is_lopsided(row) else ''}; {rest}."


def _named(row: Row) -> str:
    measure, distance = row.estimate.measure, row.estimate.distance
    if measure == "u_alpha":
        return "unitized alpha"
    if measure.startswith("link_f1"):
        return "F1"
    return f"alpha, {DISTANCES.get(distance, distance)}"


def _value(row: Row) -> str:
    bounds = interval(row.estimate.interval)
    return f"{figure(row.estimate.value)}{f' [{bounds}]' if bounds else ', without an interval'}"


def _is_lopsided(row: Row) -> bool:
    return any(note.startswith("Not informative") for note in row.notes)


def _beside(row: Row) -> Iterator[str]:
    if row.percent.pooled is not None:
        yield f"{percent(row.percent.pooled)}% agreement"
    if row.within_one is not None:
        yield f"{percent(row.within_one)}% within one step"
    names = {"bar_u_alpha": "|u", "cu_alpha": "cu", "span_f1_exact": "F1 with equal ends"}
    for one in row.beside:
        if one.measure in names and one.value is not None:
            yield f"{names[one.measure]} {figure(one.value)}"
    if row.estimate.distance == "unitized" and row.share is not None:
        yield f"{tenths(row.share)}% of the text marked"


def _counts(row: Row, unit: str) -> Sequence[str]:
    if row.matched is not None:
        made = count(row.matched.n_all, row.matched.unit)
        return [
            f"{row.matched.n:,} of {made} matched",
            count(row.estimate.n_annotators, "annotator"),
        ]
    return [
        count(row.estimate.n_pairable, unit),
        count(row.estimate.n_annotators, "annotator"),
    ]
