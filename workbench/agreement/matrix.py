"""The reliability matrix of a question, as the calculator reads it. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from workbench.agreement.table_parts import AND, EMPTY_SET
from workbench.stats.passages import Marked
from workbench.stats.ratings import Ratings, Value


def as_csv(ratings: Ratings, names: Mapping[Any, str]) -> str:
    """A line of names, then a unit a line and an annotator a column; an empty cell is missing."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["unit", *ratings.annotators])
    values = [_cell(value) for value in ratings.values]
    for unit, codes in zip(ratings.units, ratings.codes, strict=True):
        writer.writerow([names[unit], *("" if code < 0 else values[code] for code in codes)])
    return written.getvalue()


def as_json(articles: Mapping[int, Marked], names: Mapping[Any, str], labels: list[str]) -> str:
    """Passages with the lengths of their paragraphs."""
    return json.dumps(
        {
            "level": "spans",
            "values": labels,
            "articles": {
                names[unit]: {
                    "length": marked.length,
                    "annotators": {
                        seat: list(map(list, s)) for seat, s in marked.annotators.items()
                    },
                }
                for unit, marked in articles.items()
            },
        },
        ensure_ascii=False,
    )


def _cell(value: Value) -> str:
    if isinstance(value, frozenset):
        return AND.join(sorted(value)) or EMPTY_SET
    return str(value)
