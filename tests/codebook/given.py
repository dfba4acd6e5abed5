"""A small codebook as a mapping, to be changed by a test."""

from __future__ import annotations

from typing import Any

Part = dict[str, Any]


def value(value_id: str, **changes: Any) -> Part:
    return {"id": value_id, "title": value_id.capitalize()} | changes


def dimension(dimension_id: str, kind: str = "single", **changes: Any) -> Part:
    values = [value("yes"), value("no")] if "values_from" not in changes else []
    return {"id": dimension_id, "title": "Any?", "type": kind, "values": values} | changes


def document(*dimensions: Part, **changes: Any) -> Part:
    asked = list(dimensions) or [dimension("quoted")]
    return {"id": "small", "title": "A small codebook", "dimensions": asked} | changes
