"""A judgment as one document: what a page sends, what is stored, what is shown. Pure.

    {"labels": {"frames": ["conflict"], "tone.government": "-1"},
     "spans": [{"dimension": "sourcing", "value": "source", "start": 0, "end": 9,
                "text": "Two aides", "origin": "manual"}],
     "note": "", "flag": false, "done": false}

An unanswered question is an absent key. Offsets are code points of the paragraph, end exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.codebook.questions import Answer

ORIGINS = ("manual", "premark_accepted", "premark_edited")


@dataclass(frozen=True, order=True)
class MarkedSpan:
    """A passage with its value; ordered by place, then by question and value."""

    start: int
    end: int
    dimension: str
    value: str
    origin: str = "manual"


@dataclass(frozen=True)
class Document:
    """A judgment in which every question, value and offset has been checked (see `checking`)."""

    labels: Mapping[str, Answer] = field(default_factory=dict)
    spans: Sequence[MarkedSpan] = ()
    note: str = ""
    is_flagged: bool = False
    is_done: bool = False

    def as_json(self, text: str) -> dict[str, Any]:
        """The document for a page, with the words of each span cut from the paragraph's text."""
        return {
            "labels": {
                key: answer if isinstance(answer, str) else list(answer)
                for key, answer in self.labels.items()
            },
            "spans": [
                {
                    "dimension": span.dimension,
                    "value": span.value,
                    "start": span.start,
                    "end": span.end,
                    "text": text[span.start : span.end],
                    "origin": span.origin,
                }
                for span in self.spans
            ],
            "note": self.note,
            "flag": self.is_flagged,
            "done": self.is_done,
        }


def canonical(document: Document, text: str) -> str:
    """The document as the log keeps it: equal judgments are equal strings."""
    return json.dumps(
        document.as_json(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(document: Document, text: str) -> str:
    """SHA-256 of the canonical document, in hexadecimal."""
    return hashlib.sha256(canonical(document, text).encode()).hexdigest()
