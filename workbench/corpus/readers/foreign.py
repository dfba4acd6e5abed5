"""Records that other programs write, in the shape of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.drafts import Problem
from workbench.corpus.readers.fields import has_text, is_label, propose_mapping

# Nested, but looked at later.
_LEFT = frozenset({"paragraphs", "problems"})

Found = tuple[dict[str, Any], list[Problem]]


def in_own_shape(record: Mapping[str, Any]) -> Found:
    """The record with the names that ours has, and a warning for each thing left out.

    :raise Refused: for the body of a BASIL article that is not as its release has it.
    """
    if "body-paragraphs" in record:
        return _from_basil(record)
    if isinstance(record.get("data"), dict):
        return _from_label_studio(record)
    if isinstance(record.get("data"), str) and not has_text(propose_mapping(record)):
        record = {**_without(record, {"data"}), "text": record["data"]}  # doccano
    return _flat(record) if any(map(is_label, record)) else (dict(record), [])


def _from_basil(record: Mapping[str, Any]) -> Found:
    """The release has a list of sentences for each paragraph."""
    try:
        paragraphs = [" ".join(sentences) for sentences in record["body-paragraphs"]]
    except TypeError:
        raise Refused(
            "“body-paragraphs” must be a list of paragraphs, each a list of sentences.",
            code="wrong_type",
        ) from None
    flat, warnings = _flat(_without(record, {"body-paragraphs"}))
    return {**flat, "paragraphs": paragraphs}, warnings


def _from_label_studio(record: Mapping[str, Any]) -> Found:
    """A task has its fields under `data`, and its judgments beside it."""
    data = dict(record["data"])
    if not has_text(propose_mapping(data)):
        texts = [key for key, value in data.items() if isinstance(value, str) and " " in value]
        if texts:
            longest = max(texts, key=lambda key: len(data[key]))
            data = {"text": data[longest], **_without(data, {longest})}
    own_id = {"id": record["id"]} if "id" in record else {}
    judged = {key: value for key, value in record.items() if is_label(key)}
    return _flat({**own_id, **data, **judged})


def _flat(record: Mapping[str, Any]) -> Found:
    """Lists of words are set in one line; what else is nested is left out, and said."""
    flat: dict[str, Any] = {}
    left_out = []
    for key, value in record.items():
        if key in _LEFT or is_label(key) or not isinstance(value, dict | list):
            flat[key] = value
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            flat[key] = ", ".join(value)
        else:
            left_out.append(key)
    said = ", ".join(key[:60] for key in left_out[:20])
    found = [Problem("left_out", f"Not taken over, because it is nested: {said}.")]
    return flat, found if left_out else []


def _without(record: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}
