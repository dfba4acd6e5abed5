"""Figures as people read them, and the report as a table for the shell. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from workbench.agreement.report import Report
from workbench.agreement.rows import Row
from workbench.agreement.versions import Basis

DISTANCES = {"masi": "MASI", "jaccard": "Jaccard"}
HEADINGS = ("question", "distance", "compared", "single", "annotators", "% agree", "commonest")


def figure(value: float | None) -> str:
    """`.74`, `−.12`, `1.00`; a dash where the value is undefined."""
    if value is None:
        return "–"
    rounded = f"{abs(value):.2f}".removeprefix("0")
    return f"−{rounded}" if value < 0 and rounded != ".00" else rounded


def percent(share: float | None) -> str:
    """`79`; a dash where there is nothing to count."""
    return "–" if share is None else f"{share * 100:.0f}"


def interval(bounds: tuple[float, float] | None) -> str:
    """`.62 to .80`, "" where there is none."""
    return "" if bounds is None else f"{figure(bounds[0])} to {figure(bounds[1])}"


def distance(row: Row) -> str:
    """The distance's name as papers print it."""
    return DISTANCES.get(row.estimate.distance, row.estimate.distance)


def count(number: int, noun: str) -> str:
    """`1 article`, `12 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def lead(report: Report) -> str:
    """The report's counts in a line."""
    counted = [count(report.n_annotators, "annotator"), count(report.n_articles, "article")]
    if report.n_paragraphs or not report.n_whole:
        paragraphs = count(report.n_paragraphs, "paragraph")
        counted.append(f"{paragraphs}, {report.n_shared} of them finished by two or more")
    if report.n_whole:
        counted.append(
            f"{count(report.n_whole, 'article')} judged as a whole, "
            f"{report.n_whole_shared} of them by two or more"
        )
    return " · ".join(counted)


def versions(basis: Basis, of_round: int) -> str:
    """The codebook versions that the figures are about; that of the round where nobody answered."""
    if basis.is_mixed:
        return "codebook " + " + ".join(f"v{one.number}" for one in basis.versions)
    return f"codebook v{basis.version or of_round}"


def common_notes(rows: Sequence[Row]) -> tuple[str, ...]:
    """The sentences that all rows with a value carry, to be said once."""
    defined = [row for row in rows if row.estimate.value is not None]
    if len(defined) < 2:
        return ()
    return tuple(n for n in defined[0].notes if all(n in row.notes for row in defined))


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
        parts.extend(_table(f"{table.title}: each label", table.rows) for table in tables)
    for heading, sentences in (
        ("Not measured", report.not_measured),
        ("Measured otherwise than the codebook asks", report.measured_otherwise),
    ):
        if sentences:
            parts.append("\n".join([heading, *(f"  {one}" for one in sentences)]))
    parts.append(
        f"Intervals: 95%, {report.replicates} resamples of articles, seed {report.seed}. "
        "% agree: agreeing pairs, each judgment weighing alike. "
        "From .800 reliable, from .667 tentative (Krippendorff 2004)."
    )
    return "\n\n".join(parts)


def as_json(report: Report, about: Mapping[str, object]) -> dict[str, object]:
    """The whole report for a program, with what it is about; ready for JSON."""
    return {"format": "workbench-agreement/1", **about, "report": asdict(report)}


def _table(title: str, rows: Sequence[Row]) -> str:
    shared = common_notes(rows)
    cells = [(*HEADINGS, "alpha", "95% interval"), *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = [_line(line, widths) for line in cells]
    notes = [
        f"  {row.title} ({distance(row)}): {note}"
        for row in rows
        for note in row.notes
        if note not in shared
    ]
    return "\n".join([title, *lines, *(f"  {note}" for note in shared), *notes])


def _cells(row: Row) -> tuple[str, ...]:
    estimate = row.estimate
    return (
        row.title,
        distance(row),
        str(estimate.n_pairable),
        str(estimate.n_single),
        str(estimate.n_annotators),
        percent(row.percent.pooled),
        f"{row.commonest} {percent(row.share)}%" if row.commonest else "–",
        figure(estimate.value),
        interval(estimate.interval),
    )


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    left = {0, 1, 6, 8}
    return "  ".join(
        cell.ljust(width) if column in left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()
