"""A line of a file: what it says, or a sentence about what is wrong with it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from workbench.core.errors import Refused
from workbench.export.fields import FIELDS
from workbench.export.incoming import LONGEST_LINE, read_line

SHORT = {"article": "a7", "paragraph": 0, "annotator": "R 1", "labels": {"bias": "biased"}}


def line(said: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps(said | changes, ensure_ascii=False).encode()


@pytest.fixture
def record(golden: bytes) -> dict[str, Any]:
    """The second line of the golden file: a paragraph with everything in it."""
    made: dict[str, Any] = json.loads(golden.splitlines()[1])
    return made


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_line(data)
    return refused.value.message


def test_the_short_form(record: dict[str, Any]) -> None:
    read = read_line(line(SHORT))
    assert (read.article, read.position, read.annotator) == ("a7", 1, "R 1")
    assert (read.labels, read.status) == ({"bias": "biased"}, "submitted")
    assert (read.round_name, read.codebook, read.revision, read.saved_at) == (None,) * 4
    assert (
        read_line(line({key: SHORT[key] for key in SHORT if key != "paragraph"})).position is None
    )


def test_a_record(golden: bytes) -> None:
    for one in golden.splitlines():
        said, read = json.loads(one), read_line(one)
        assert read.position == said["paragraph_index"]
        assert (read.round_name, read.annotator) == (said["round"], said["annotator"])
        assert read.codebook is not None
        assert read.codebook.sha256 == said["codebook"]["sha256"]
        assert read.recognised_outlet == said["recognised_outlet"]
    assert read.saved_at == datetime(2026, 3, 4, 9, 30, 1, tzinfo=UTC)


def test_a_record_without_text_is_read_by_its_hash(record: dict[str, Any]) -> None:
    for key in ("title", "text", "note", "recognised_as"):
        del record[key]
    for span in record["spans"]:
        del span["text"]
    assert read_line(line(record)).text_sha256 == record["text_sha256"]


def test_every_exported_key_is_known(record: dict[str, Any]) -> None:
    assert set(record) == {key for key, _ in FIELDS}
    read_line(line(record))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no JSON", "This is no JSON"),
        (b"[]", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b"\xff\xfe{}", "not UTF-8 (byte 1 of the line)"),
        (b"{}{}", "More follows after the object"),
        (b'{"article": 1, "article": 2}', "“article” stands twice"),
        (b'{"paragraph": NaN}', "NaN is no number"),
        (b'{"paragraph": 1e999}', "too large"),
        (b'{"paragraph": ' + b"9" * 5_000 + b"}", "too large"),
        (b'{"article": "a\\u0000b"}', "NUL"),
        (b'{"article": "\\ud83d"}', "half of a surrogate pair"),
        (b"[" * 100_000, "deep"),
        (b" " * (LONGEST_LINE + 1), "longer than"),
        (b"{}", "“annotator” is missing"),
    ],
    ids=lambda given: given[:20] if isinstance(given, str) else "",
)
def test_hostile_bytes_get_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"paragraph": -1}, "“paragraph” must be a whole number"),
        ({"paragraph": True}, "“paragraph” must be a whole number"),
        ({"paragraph": 1.0}, "“paragraph” must be a whole number"),
        ({"paragraph": 2**31}, "“paragraph” must be a whole number"),
        ({"article": 7}, "“article” must be"),
        ({"article": ""}, "“article” must be"),
        ({"annotator": " "}, "“annotator” must be"),
        ({"annotator": "a" * 61}, "“annotator” must be"),
        ({"annotator": "a\x1b[31m"}, "“annotator” must be"),
        ({"article": "a\u2028b"}, "“article” must be"),
        ({"labels": []}, "“labels” must be an object"),
        ({"spans": {}}, "“spans” must be a list"),
        ({"flag": 1}, "“flag” must be true or false"),
        ({"status": "ready"}, "“status” is none of"),
        ({"saved_at": "yesterday"}, "no moment"),
        ({"saved_at": "2026-01-31T14:03:22"}, "needs its time zone"),
        ({"saved_at": "0001-01-01T00:00:00+14:00"}, "“saved_at”"),
        ({"label": "x"}, "“label” is no key"),
        ({"revision": 3}, "“revision” is no key"),
    ],
)
def test_wrong_things_in_the_short_form(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(line(SHORT, **changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"schema": "others/1"}, "“schema” is none"),
        ({"record": "gold"}, "“record” is not “annotation”"),
        ({"unit": "span"}, "“unit” is neither"),
        ({"paragraph_index": None}, "“paragraph_index” is null for an article"),
        ({"unit": "article"}, "“paragraph_index” is null for an article"),
        ({"paragraph_index": 0}, "“paragraph_index” must be"),
        ({"text": "Other words."}, "do not belong together"),
        ({"blind": False}, "contradict each other"),
        ({"codebook": "small"}, "“codebook” must be an object"),
        ({"codebook": {"sha256": "1"}}, "“version” is missing"),
        ({"revision": 0}, "“revision” must be"),
        ({"revision": 2**40}, "“revision” must be"),
        ({"active_ms": -1}, "“active_ms” must be"),
        ({"recognised_outlet": "maybe"}, "“recognised_outlet” is none of"),
        ({"recognised_as": "a" * 121}, "“recognised_as” must be"),
        ({"surprise": 1}, "“surprise” is no key"),
    ],
)
def test_wrong_things_in_a_record(
    record: dict[str, Any], changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in refusal(line(record, **changes))


def test_names_of_people_have_one_form() -> None:
    read = read_line(line(SHORT, annotator=" Rene\u0301  B ", round=" Two  spaces "))
    assert (read.annotator, read.round_name) == ("Ren\u00e9 B", "Two  spaces")


def test_given_words_are_held_to_their_hash() -> None:
    read = read_line(line(SHORT, text="The ferry."))
    assert read.text_sha256 == hashlib.sha256(b"The ferry.").hexdigest()
