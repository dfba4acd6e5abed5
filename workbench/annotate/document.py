"""A judgment as one document: what a page sends, what is stored, what is shown. Pure.

    {"labels": {"frames": ["conflict"], "tone.government": "-1", "unsure": "yes", "remark": "Why"},
     "spans": [{"dimension": "sourcing", "value": "source", "start": 0, "end": 9,
                "text": "Two aides", "origin": "manual", "attributes": {"naming": "1"}}],
     "links": [{"dimension": "attribution",
                "members": [{"value": "source", "start": 0, "end": 9},
                            {"value": "content", "start": 18, "end": 40}],
                "attributes": {"quote_type": "direct"}}],
     "note": "", "flag": false, "done": false}

An unanswered question is an absent key. Offsets are code points of the paragraph, end exclusive; a
judgment of the article as a whole has neither spans nor links. A span is the one it is by its
dimension, value and place: a link names its members so. `attributes` is left out where it is empty,
`links` where there are none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.codebook.questions import Answer

ORIGINS = ("manual", "premark_accepted", "premark_edited")

#: Answers to the questions on a span or link, as (key, answer) in the order of the codebook.
Attributes = tuple[tuple[str, Answer], ...]


@dataclass(frozen=True)
class MarkedSpan:
    """A passage with its value; sorts by place, then by question and value."""

    start: int
    end: int
    dimension: str
    value: str
    origin: str = "manual"
    attributes: Attributes = ()

    def __lt__(self, other: MarkedSpan) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, str, str, str]:
        return self.start, self.end, self.dimension, self.value, self.origin


@dataclass(frozen=True)
class Role:
    """A member of a link: the span with this value at this place. Sorts by place."""

    start: int
    end: int
    value: str

    def __lt__(self, other: Role) -> bool:
        return (self.start, self.end, self.value) < (other.start, other.end, other.value)


@dataclass(frozen=True)
class MarkedLink:
    """A tie between spans of the dimension that `of` of its own dimension names.

    Members are in reading order; links sort by their members.
    """

    dimension: str
    members: tuple[Role, ...]
    attributes: Attributes = ()

    def __lt__(self, other: MarkedLink) -> bool:
        return (self.members, self.dimension) < (other.members, other.dimension)


@dataclass(frozen=True)
class Document:
    """A judgment in which every question, value and offset has been checked (see `checking`)."""

    labels: Mapping[str, Answer] = field(default_factory=dict)
    spans: Sequence[MarkedSpan] = ()
    links: Sequence[MarkedLink] = ()
    note: str = ""
    is_flagged: bool = False
    is_done: bool = False

    def as_json(self, text: str) -> dict[str, Any]:
        """The document for a page, with the words of each span cut from the paragraph's text."""
        links = {"links": [_link_json(link) for link in self.links]} if self.links else {}
        return {
            "labels": _answers_json(self.labels.items()),
            "spans": [
                {
                    "dimension": span.dimension,
                    "value": span.value,
                    "start": span.start,
                    "end": span.end,
                    "text": text[span.start : span.end],
                    "origin": span.origin,
                    **_attributes_json(span.attributes),
                }
                for span in self.spans
            ],
            **links,
            "note": self.note,
            "flag": self.is_flagged,
            "done": self.is_done,
        }


def _link_json(link: MarkedLink) -> dict[str, Any]:
    return {
        "dimension": link.dimension,
        "members": [
            {"value": role.value, "start": role.start, "end": role.end} for role in link.members
        ],
        **_attributes_json(link.attributes),
    }


def _attributes_json(attributes: Attributes) -> dict[str, Any]:
    return {"attributes": _answers_json(attributes)} if attributes else {}


def _answers_json(answers: Iterable[tuple[str, Answer]]) -> dict[str, Any]:
    return {key: answer if isinstance(answer, str) else list(answer) for key, answer in answers}


def canonical(document: Document, text: str) -> str:
    """The document as the log keeps it: equal judgments are equal strings."""
    return json.dumps(
        document.as_json(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(document: Document, text: str) -> str:
    """SHA-256 of the canonical document, in hexadecimal."""
    return hashlib.sha256(canonical(document, text).encode()).hexdigest()
