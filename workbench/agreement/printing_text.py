"""The report as a table for the shell. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.agreement.printing import (
    beside,
    change,
    change_notes,
    common_notes,
    distance,
    figure,
    interval,
    lead,
    matched,
    percent,
    prevalence,
)
from workbench.agreement.report import LabelTable, Report
from workbench.agreement.rows import Row

HEADINGS = (
    "question",
    "distance",
    "compared",
    "single",
    "annotators",
    "% agree",
    "prevalence",
    "alpha",
    "95% interval",
    "% < .667",
    "change",
)
#: Columns of words; the others are numbers and end in line.
_WORDS = {"question", "distance", "prevalence", "95% interval"}


def as_text(report: Report, before: str = "") -> str:
    """The whole report for the shell, with the sentence that has to be read before it."""
    parts = [lead(report), *([before] if before else [])]
    if report.why_empty:
        return "\n\n".join([*parts, report.why_empty])
    for name, rows, tables in (
        ("Krippendorff's alpha by question", report.rows, report.label_tables),
        (
            "Krippendorff's alpha, articles as a whole",
            report.article_rows,
            report.article_label_tables,
        ),
    ):
        parts.extend([_table(name, rows)] if rows else [])
        parts.extend(_labels(table) for table in tables)
    for heading, sentences in (
        ("Not measured", report.not_measured),
        ("Measured otherwise than the codebook asks", report.measured_otherwise),
    ):
        if sentences:
            parts.append("\n".join([heading, *(f"  {one}" for one in sentences)]))
    parts.append(
        f"Intervals: 95%, {report.replicates} resamples of articles, seed {report.seed}; "
        "% < .667: of these. "
        "% agree: agreeing pairs, each judgment weighing alike. "
        "From .800 reliable, from .667 tentative (Krippendorff 2004)."
    )
    return "\n\n".join(parts)


def _labels(table: LabelTable) -> str:
    how = "each label, all others taken for gaps" if table.is_passages else "each label"
    return _table(f"{table.title}: {how}", table.rows)


def _table(title: str, rows: Sequence[Row]) -> str:
    shared = common_notes(rows)
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = [_line(line, widths) for line in cells]
    notes = [
        f"  {row.title} ({distance(row)}): {note}"
        for row in rows
        for note in (*_beside(row), *row.notes)
        if note not in shared
    ]
    return "\n".join([title, *lines, *(f"  {note}" for note in shared), *notes])


def _beside(row: Row) -> list[str]:
    within = row.within_one
    steps = "" if within is None else f"{percent(within)}% within one step"
    moved = f"change: {', '.join(change_notes(row))}" if row.change else ""
    return [one for one in (beside(row), steps, matched(row), moved) if one]


def _cells(row: Row) -> tuple[str, ...]:
    estimate = row.estimate
    return (
        row.title,
        distance(row),
        str(estimate.n_pairable),
        str(estimate.n_single),
        str(estimate.n_annotators),
        percent(row.percent.pooled),
        prevalence(row),
        figure(estimate.value),
        interval(estimate.interval),
        percent(estimate.p_below_667),
        change(row),
    )


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(
        cell.ljust(width) if heading in _WORDS else cell.rjust(width)
        for cell, width, heading in zip(cells, widths, HEADINGS, strict=True)
    ).rstrip()
