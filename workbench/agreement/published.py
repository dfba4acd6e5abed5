"""What comparable studies reached, by the same measure. Pure but for reading its own file once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workbench.agreement.rows import Row

FILE = Path(__file__).with_name("published.yaml")
#: What has to be read before any of them.
WARNING = (
    "By the same measure, on tasks and texts of their own: what was within reach there, "
    "and no mark to pass here."
)
#: The units that stand beside ours: figures on whole articles say nothing of paragraphs.
_BESIDE = {"article": {"article"}, "paragraph": {"sentence", "passage"}}


@dataclass(frozen=True)
class Published:
    """A figure, what it is about and where it comes from; "" where something is not known."""

    task: str
    dataset: str
    measure: str
    unit: str
    value: float
    status: str
    distance: str = ""
    interval: tuple[float, float] | None = None
    annotators: str = ""
    units: str = ""
    note: str = ""
    source: str = ""


@cache
def list_published() -> tuple[Published, ...]:
    """All of them, in the order of the file."""
    return tuple(_read(one) for one in yaml.safe_load(FILE.read_text("utf-8")))


def comparable(row: Row, unit: str) -> tuple[Published, ...]:
    """Those by a measure and distance that the row has too, on units like its own.

    `unit` is "paragraph" or "article". What is asked about passages and links has none, and neither
    has a side of a question.
    """
    is_label = row.part != "" and row.values == (row.part,)
    if row.attribute or (row.part and not is_label):
        return ()
    measures = {(row.estimate.measure, row.estimate.distance)}
    if is_label:
        measures = {("binary_alpha", "")} if row.estimate.distance == "nominal" else set()
    measures |= {(one.measure, "") for one in row.beside}
    return tuple(
        one
        for one in list_published()
        if (one.measure, one.distance) in measures and one.unit in _BESIDE[unit]
    )


def _read(given: dict[str, Any]) -> Published:
    interval = given.get("interval")
    return Published(**given | {"interval": tuple(interval) if interval else None})
