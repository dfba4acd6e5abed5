"""One line of a file of labels as what it says, before anything is looked up. Pure.

Two forms: a record as `records` writes it, and the short form for labels made elsewhere,
`{"article": ID, "paragraph": N, "annotator": NAME, "labels": {QUESTION: VALUE}}`, whose paragraphs
count from 0 and which may name of the record's keys those that SHORT lists. What a line does not
say is None here. Keys that are not known are refused: nothing is dropped in silence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.readers.strict_json import Fault, read_value, skip_space
from workbench.export import stated
from workbench.export.fields import FIELDS

#: The form that is read, and older ones, which lack keys.
SCHEMAS = "framing-annotations/1."
#: Bytes of one line: a paragraph with all its marks takes a hundredth.
LONGEST_LINE = 4_000_000

#: Keys that every record has had since the first schema.
_NEEDED = frozenset(
    {
        "article_id",
        "unit",
        "paragraph_index",
        "record",
        "annotator",
        "round",
        "status",
        "labels",
        "spans",
        "revision",
        "saved_at",
    }
)
_RECORD = frozenset(key for key, _ in FIELDS)
_SHORT_NEEDED = frozenset({"article", "annotator", "labels"})
#: Keys of the short form.
SHORT = _SHORT_NEEDED | {
    "paragraph",
    "text",
    "round",
    "status",
    "spans",
    "relations",
    "note",
    "flag",
    "saved_at",
}


@dataclass(frozen=True)
class Codebook:
    """The version that a record stands in, as its project knew it."""

    sha256: str
    number: int


@dataclass(frozen=True)
class Line:
    """What one line says; `position` counts from 1 and is None for the article as a whole."""

    article: str
    position: int | None
    annotator: str
    labels: Mapping[str, Any]
    spans: list[Any]
    relations: list[Any]
    status: str
    note: str = ""
    is_flagged: bool = False
    #: Of the paragraph that was judged.
    text_sha256: str | None = None
    round_name: str | None = None
    is_demo: bool = False
    codebook: Codebook | None = None
    answered_under: int | None = None
    revision: int | None = None
    saved_at: datetime | None = None
    saw_outlet: bool | None = None
    saw_premarks: bool | None = None
    saw_others: bool | None = None
    recognised_outlet: str | None = None
    recognised_as: str | None = None
    says_active: bool = False
    active_ms: int | None = None


def read_line(line: bytes) -> Line:
    """What the line says. Raises Refused with a sentence about the first thing that is wrong."""
    said = _object(line)
    return _read_record(said) if "schema" in said else _read_short(said)


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise Refused(f"This line is longer than {LONGEST_LINE:,} bytes.")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise Refused(f"This line is not UTF-8 (byte {error.start + 1:,} of the line).") from None
    try:
        said, end = read_value(text, skip_space(text, 0))
        if skip_space(text, end) < len(text):
            raise Refused(f"More follows after the object, at character {end + 1:,}.")
    except Fault as fault:
        place = "" if fault.place is None else f" (Character {fault.place + 1:,} of the line.)"
        raise Refused(fault.message + place) from None
    except ValueError:  # more digits than Python turns into a number
        raise Refused("A number in this line is too large.") from None
    if not isinstance(said, dict):
        raise Refused("This line is no JSON object: each line holds one judgment.")
    return said


def _read_record(said: dict[str, Any]) -> Line:
    schema = said["schema"]
    if not isinstance(schema, str) or not schema.startswith(SCHEMAS):
        raise Refused(f"“schema” is none that is read here: {SCHEMAS}x, as this export writes.")
    _refuse_keys(said, known=_RECORD, needed=_NEEDED)
    if said["record"] != "annotation":
        raise Refused("“record” is not “annotation”: only what annotators said is taken in.")
    _refuse_contradiction(said)
    return Line(
        article=stated.take(said, "article_id", stated.word),
        position=_place(said),
        text_sha256=_sha256_of(said),
        codebook=_codebook(said.get("codebook")),
        answered_under=stated.maybe(said, "answered_under", stated.count),
        is_demo=stated.take_or(said, "demo", stated.switch, False),
        revision=stated.take(said, "revision", stated.count),
        saw_outlet=stated.maybe(said, "saw_outlet", stated.switch),
        saw_premarks=stated.maybe(said, "saw_premarks", stated.switch),
        saw_others=stated.maybe(said, "saw_others", stated.switch),
        recognised_outlet=stated.maybe(said, "recognised_outlet", stated.recognised),
        recognised_as=stated.maybe(said, "recognised_as", stated.recognised_as),
        says_active="active_ms" in said,
        active_ms=stated.maybe(said, "active_ms", stated.milliseconds),
        **_shared(said),
    )


def _read_short(said: dict[str, Any]) -> Line:
    _refuse_keys(said, known=SHORT, needed=_SHORT_NEEDED)
    counted = stated.maybe(said, "paragraph", stated.count_from_0)
    return Line(
        article=stated.take(said, "article", stated.word),
        position=None if counted is None else counted + 1,
        text_sha256=_sha256_of(said),
        **_shared(said),
    )


def _shared(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "annotator": stated.take(said, "annotator", stated.person),
        "labels": stated.take(said, "labels", stated.mapping),
        "spans": stated.take_or(said, "spans", stated.list_, []),
        "relations": stated.take_or(said, "relations", stated.list_, []),
        "note": stated.take_or(said, "note", stated.text, ""),
        "is_flagged": stated.take_or(said, "flag", stated.switch, False),
        "status": stated.take_or(said, "status", stated.status, "submitted"),
        "round_name": stated.maybe(said, "round", stated.name),
        "saved_at": stated.maybe(said, "saved_at", stated.moment),
    }


def _refuse_keys(said: Mapping[str, Any], *, known: frozenset[str], needed: frozenset[str]) -> None:
    lacking = sorted(needed - said.keys())
    if lacking:
        raise Refused(f"“{lacking[0]}” is missing.")
    unknown = next((key for key in said if key not in known), None)
    if unknown is not None:
        raise Refused(f"“{unknown[:60]}” is no key of this form.")


def _refuse_contradiction(said: Mapping[str, Any]) -> None:
    if "blind" in said and "saw_others" in said and said["blind"] is said["saw_others"]:
        raise Refused("“blind” and “saw_others” contradict each other.")


def _place(said: dict[str, Any]) -> int | None:
    unit, index = said["unit"], said["paragraph_index"]
    if unit not in ("paragraph", "article"):
        raise Refused("“unit” is neither “paragraph” nor “article”.")
    if (unit == "article") != (index is None):
        raise Refused("“paragraph_index” is null for an article, and for nothing else.")
    return None if index is None else stated.count(index, "paragraph_index")


def _sha256_of(said: dict[str, Any]) -> str | None:
    """The hash that the line gives, or that of the words that it gives."""
    digest: str | None = stated.maybe(said, "text_sha256", stated.text)
    words: str | None = stated.maybe(said, "text", stated.text)
    if words is None:
        return digest
    own = hashlib.sha256(words.encode()).hexdigest()
    if digest is not None and digest != own:
        raise Refused("“text” and “text_sha256” do not belong together.")
    return own


def _codebook(said: Any) -> Codebook | None:
    if said is None:
        return None
    if not isinstance(said, dict):
        raise Refused("“codebook” must be an object.")
    return Codebook(
        stated.take(said, "sha256", stated.word), stated.take(said, "version", stated.count)
    )
