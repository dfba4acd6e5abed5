"""The challenge file for programs. Pure.

One document for paper and for programs: the page shows what the JSON holds. The checksum covers its
content alone, not who made it when: as long as nothing changes, every copy has the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from workbench.codebook.format import Codebook
from workbench.core.clock import iso
from workbench.review.challenge import Decision, Part, Person, Sheet, Step

FORMAT = "workbench-challenge-file/1"
OFFSETS = (
    "Offsets count Unicode code points from 0 within the paragraph, the end exclusive, as Python "
    "slices do; the text is normalised to NFC with LF line ends."
)


def as_json(
    head: Mapping[str, Any], parts: Sequence[Part], sheets: Sequence[tuple[Sheet, Codebook]]
) -> dict[str, Any]:
    """The whole file for a program; of `head`, the project and the rounds are content."""
    content = {
        "project": head["project"],
        "round": head["round"],
        **({"other_rounds": head["other_rounds"]} if head["other_rounds"] else {}),
        "offsets": OFFSETS,
        "units": [_part_json(one) for one in parts],
        "codebook_versions": [_sheet_json(*one) for one in sheets],
    }
    told = {name: said for name, said in head.items() if name not in {*content, "other_rounds"}}
    return {"format": FORMAT, **told, "checksum": checksum(content), "content": content}


def checksum(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: keys sorted, no spaces, UTF-8."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "unit": part.unit,
        **({"round": part.round} if part.round else {}),
        "url": part.url,
        "article": asdict(part.article) | {"url_here": part.article_url},
        "number": part.number,
        "position": part.position,
        "kind": part.kind,
        "text": part.text,
        "sha256": part.sha256,
        "before": part.before,
        "after": part.after,
        "disputed": [{"key": one.key, "title": one.title} for one in part.disputed],
        "answers": [_person_json(one, part.text) for one in part.people],
        "rulings": [_decision_json(one, part.text) for one in part.decisions],
        "discussion": {
            "state": part.discussion_state,
            "comments": [
                {"seat": one.seat, "at": iso(one.made_at), "text": one.text}
                for one in part.discussion
            ],
        },
    }


def _person_json(one: Person, text: str) -> dict[str, Any]:
    given = one.given
    return {
        "seat": given.seat,
        "counts": given.counts,
        "article": given.state,
        "submitted_at": _moment(given.submitted_at),
        "saved_at": _moment(given.saved_at),
        "revision": given.revision,
        "codebook_version": one.version,
        "answered_version": one.answered_version,
        "saw_outlet": given.saw_outlet,
        "saw_premarks": given.saw_premarks,
        "saw_others": given.saw_others,
        "recognised_outlet": given.recognised,
        "answer": given.document.as_json(text) if given.document else None,
        "log": [_step_json(step) for step in one.steps],
    }


def _step_json(step: Step) -> dict[str, Any]:
    # Not `asdict`: it copies every moment of a log that may have thousands.
    return vars(step) | {"saved_at": iso(step.saved_at)}


def _decision_json(one: Decision, text: str) -> dict[str, Any]:
    ruled = one.ruled
    return {
        "number": ruled.number,
        "state": one.state,
        "outcome": ruled.outcome,
        "left_open": list(ruled.left_open),
        "method": ruled.method,
        "reason": ruled.reason,
        "sentence": ruled.sentence,
        "by": ruled.seat,
        "at": iso(ruled.made_at),
        "withdrawn_at": _moment(ruled.withdrawn_at),
        "withdrawn_by": one.withdrawn_by,
        "bulk_rule": one.bulk_rule,
        "codebook_version": one.version,
        "answer": ruled.document.as_json(text),
    }


def _sheet_json(sheet: Sheet, codebook: Codebook) -> dict[str, Any]:
    dimensions = [one for one in codebook.dimensions if one.id in sheet.dimensions]
    told = asdict(sheet) | {"published_at": iso(sheet.published_at)}
    del told["id"]
    return told | {
        "dimensions": [
            one.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            | {"values": [_value_json(value) for value in codebook.values_of(one)]}
            for one in dimensions
        ]
    }


def _value_json(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return found


def _moment(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None
