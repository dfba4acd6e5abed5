"""The table of awkward strings: browsers and Python must cut them alike (see tests/js)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.make import make_document, short_codebook
from workbench.annotate.checking import check
from workbench.annotate.document import MarkedSpan
from workbench.codebook.questions import list_questions

TABLE = json.loads((Path(__file__).parent / "given" / "offsets.json").read_text(encoding="utf-8"))
QUESTIONS = list_questions(short_codebook(), [])


def units(text: str) -> int:
    """How many UTF-16 units a browser counts."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_code_points_cut_the_words_that_were_selected(row: dict[str, Any]) -> None:
    text, (start, end) = row["text"], row["codepoints"]
    assert text[start:end] == row["selected"]
    assert [units(text[:start]), units(text[:end])] == row["utf16"]


@pytest.mark.parametrize("row", [r for r in TABLE if r["selected"]], ids=lambda row: row["name"])
def test_a_passage_over_them_is_taken_as_it_was_marked(row: dict[str, Any]) -> None:
    start, end = row["codepoints"]
    span = {"dimension": "sourcing", "value": "source", "start": start, "end": end}
    sent = make_document(labels={}, spans=[span | {"text": row["selected"]}], done=False)
    document = check(sent, QUESTIONS, row["text"])
    assert document.spans == (MarkedSpan(start, end, "sourcing", "source"),)
    assert document.as_json(row["text"])["spans"][0]["text"] == row["selected"]


def test_the_table_tells_the_two_ways_of_counting_apart() -> None:
    assert sum(row["codepoints"] != row["utf16"] for row in TABLE) >= 8
    assert len({row["name"] for row in TABLE}) == len(TABLE)
