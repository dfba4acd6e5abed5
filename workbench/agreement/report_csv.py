"""The report as a table for a program or a spreadsheet: a line a row, every figure of it. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from workbench.agreement.distances import is_number
from workbench.agreement.report import LabelTable, Report
from workbench.agreement.rows import Row

#: Figures that stand beside the one that leads, by their names in a report's JSON.
BESIDE = (
    "bar_u_alpha",
    "cu_alpha",
    "ku_alpha",
    "span_f1_exact",
    "span_f1_overlap",
    "span_f1_token",
    "link_f1_exact",
)
COLUMNS = (
    "unit",
    "question",
    "attribute",
    "part",
    "title",
    "measure",
    "distance",
    "value",
    "why_undefined",
    "interval_low",
    "interval_high",
    "p_below_667",
    "percent_agreement_pooled",
    "percent_agreement",
    "within_one_step",
    "commonest",
    "share",
    "n_positive",
    "n_units",
    "n_compared",
    "n_single",
    "n_annotators",
    "n_articles",
    "n_matched",
    "n_to_match",
    "since_round",
    "before",
    "change",
    "intervals_overlap",
    "why_no_change",
    *BESIDE,
    "notes",
    "replicates",
    "seed",
)


def as_csv(report: Report) -> str:
    """A line of names, then a row a line, those of labels after their questions; empty where a
    figure does not exist. Shares lie between 0 and 1; a cell that a spreadsheet would take for a
    formula begins with an apostrophe."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for line in _lines(report):
        writer.writerow({name: _cell(value) for name, value in line.items()})
    return written.getvalue()


def _lines(report: Report) -> Iterator[dict[str, Any]]:
    for unit, rows, tables in (
        ("paragraph", report.rows, report.label_tables),
        ("article", report.article_rows, report.article_label_tables),
    ):
        for title, row in (*((row.title, row) for row in rows), *_labels(tables)):
            yield {"unit": unit, "title": title, **_figures(row)}


def _labels(tables: tuple[LabelTable, ...]) -> Iterator[tuple[str, Row]]:
    for table in tables:
        for row in table.rows:
            yield f"{table.title}: {row.title}", row


def _figures(row: Row) -> dict[str, Any]:
    estimate, change, matched = row.estimate, row.change, row.matched
    low, high = estimate.interval or (None, None)
    figures = {
        "question": row.question,
        "attribute": row.attribute,
        "part": row.part,
        "measure": estimate.measure,
        "distance": estimate.distance,
        "value": estimate.value,
        "why_undefined": estimate.why_undefined,
        "interval_low": low,
        "interval_high": high,
        "p_below_667": estimate.p_below_667,
        "percent_agreement_pooled": row.percent.pooled,
        "percent_agreement": row.percent.unit_mean,
        "within_one_step": row.within_one,
        "commonest": row.commonest,
        "share": row.share,
        "n_positive": row.n_positive,
        "n_units": estimate.n_units,
        "n_compared": estimate.n_pairable,
        "n_single": estimate.n_single,
        "n_annotators": estimate.n_annotators,
        "n_articles": estimate.n_clusters,
        "notes": " ".join(row.notes),
        "replicates": estimate.replicates,
        "seed": estimate.seed,
        **{one.measure: one.value for one in row.beside},
    }
    if matched is not None:
        figures |= {"n_matched": matched.n, "n_to_match": matched.n_all}
    if change is not None:
        figures |= {
            "since_round": change.round,
            "before": change.before,
            "change": change.difference,
            "intervals_overlap": change.intervals_overlap,
            "why_no_change": change.why,
        }
    return figures


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") and not is_number(value):
        return f"'{value}"
    return value
