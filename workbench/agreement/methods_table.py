"""The reliability table as it is pasted into a paper: in plain columns, or in Markdown. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.agreement.methods import Study, methods
from workbench.agreement.methods_measures import references
from workbench.agreement.printing import distance, figure, interval, percent, prevalence
from workbench.agreement.report import Report
from workbench.agreement.rows import Row

HEADINGS = (
    "Question",
    "Distance",
    "α or F1",
    "95% interval",
    "% agree",
    "Prevalence",
    "Units",
    "Annotators",
)
#: Columns that end in line.
NUMBERS = {"α or F1", "% agree", "Units", "Annotators"}


def as_text(report: Report, study: Study) -> str:
    """Paragraphs, table and references as plain text, a paragraph a line."""
    lines = cells(report)
    widths = [max(len(line[n]) for line in (HEADINGS, *lines)) for n in range(len(HEADINGS))]
    table = [_aligned(line, widths) for line in (HEADINGS, *lines)] if lines else []
    works = ["References", *references(report)] if lines else []
    parts = [*methods(report, study), "\n".join(table), "\n".join(works)]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_markdown(report: Report, study: Study) -> str:
    """The same as Markdown."""
    lines = cells(report)
    rule = ["--:" if name in NUMBERS else "---" for name in HEADINGS]
    table = [_piped(line) for line in (HEADINGS, rule, *lines)] if lines else []
    works = ["## References\n", *(f"- {work}" for work in references(report))] if lines else []
    paragraphs = [_escaped(one) for one in methods(report, study)]
    parts = ["## Reliability", *paragraphs, "\n".join(table), "\n".join(works)]
    return "\n\n".join(part for part in parts if part) + "\n"


def cells(report: Report) -> list[tuple[str, ...]]:
    """A line a row under `HEADINGS`, those of labels after their questions."""
    return list(_each(report))


def _each(report: Report) -> Iterator[tuple[str, ...]]:
    for row in (*report.rows, *report.article_rows):
        yield _line(row, row.title)
    for table in (*report.label_tables, *report.article_label_tables):
        for row in table.rows:
            yield _line(row, f"{table.title}: {row.title}")


def _line(row: Row, title: str) -> tuple[str, ...]:
    estimate = row.estimate
    return (
        title,
        distance(row),
        "undefined" if estimate.value is None else figure(estimate.value),
        interval(estimate.interval) or "–",
        percent(row.percent.pooled),
        prevalence(row),
        str(estimate.n_pairable),
        str(estimate.n_annotators),
    )


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        cell.rjust(width) if name in NUMBERS else cell.ljust(width)
        for cell, width, name in zip(line, widths, HEADINGS, strict=True)
    ).rstrip()


def _piped(line: Sequence[str]) -> str:
    return f"| {' | '.join(map(_escaped, line))} |"


def _escaped(text: str) -> str:
    """Words that Markdown would take for marks."""
    for mark in "\\|*_`[<":
        text = text.replace(mark, f"\\{mark}")
    return text
