"""One judgment as one line."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.format import Dimension, Value
from workbench.codebook.questions import Question
from workbench.export.fields import FIELDS, SPAN_FIELDS
from workbench.export.records import Entry, Sheet, Source, grade, labels, lines, record, status

TEXT = "👩‍👩‍👧 “Dues” rose, the harbour master said."
PARAGRAPHS = ("Harbour dues rise", TEXT)


def make_question(id_: str, type_: str, values: tuple[str, ...], target: str = "") -> Question:
    offered = tuple(Value(id=value, title=value) for value in values)
    dimension = Dimension(
        id=id_, title=id_, type=type_, values=offered, per="target" if target else None
    )
    return Question(f"{id_}.{target}" if target else id_, dimension, offered, target, target)


QUESTIONS = (
    make_question("frames", "multi", ("law", "economy", "none")),
    make_question("tone", "ordinal", ("-1", "0", "1", "absent"), "port"),
    make_question("tone", "ordinal", ("-1", "0", "1", "absent"), "town"),
    make_question("attributed", "single", ("yes", "no")),
    make_question("year", "single", ("1989", "1990")),
    make_question("sourcing", "spans", ("source", "cue")),
)


def make_entry(document: Document, **changes: Any) -> Entry:
    entry = Entry(
        round_name="Pilot",
        sheet=Sheet("small", 4, "a" * 64, QUESTIONS),
        source=Source(7, "d0e5", PARAGRAPHS[0], "en", None, None, None),
        position=2,
        kind="body",
        text=TEXT,
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        article_offset=len(PARAGRAPHS[0]) + 2,
        seat="A-7F3K",
        is_submitted=False,
        document=document,
        revision=2,
        saved_at=datetime(2026, 3, 2, 8, 5, tzinfo=UTC),
        saw_outlet=False,
        saw_premarks=True,
    )
    return entry._replace(**changes)


def mark(words: str, value: str) -> MarkedSpan:
    start = TEXT.index(words)
    return MarkedSpan(start, start + len(words), "sourcing", value)


SPANS = (mark("“Dues”", "cue"), mark("the harbour master", "source"))


def test_answers_are_lists_numbers_and_one_level_deeper_per_target() -> None:
    document = Document(
        {
            "frames": ("economy",),
            "tone.port": "-1",
            "tone.town": "absent",
            "attributed": "no",
            "year": "1989",
        }
    )
    assert labels(document, QUESTIONS) == {
        "frames": ["economy"],
        "tone": {"port": -1, "town": "absent"},
        "attributed": "no",
        "year": "1989",  # no scale: an id that happens to look like a number
    }


def test_unanswered_questions_are_absent() -> None:
    assert labels(Document(), QUESTIONS) == {}
    assert labels(Document({"tone.town": "0"}), QUESTIONS) == {"tone": {"town": 0}}


@pytest.mark.parametrize("value", ["007", "-0", "1e3", "1_0", "9007199254740992", "not_mentioned"])
def test_what_would_not_read_back_stays_a_word(value: str) -> None:
    assert grade(value) == value


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_whole_numbers_become_numbers(number: int) -> None:
    assert grade(str(number)) == number


@given(st.from_regex(r"-?[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True))
def test_every_value_id_can_be_told_from_its_grade(value: str) -> None:
    assert str(grade(value)) == value
    assert orjson.loads(orjson.dumps(grade(value))) == grade(value)


@pytest.mark.parametrize(
    ("is_done", "is_submitted", "expected"),
    [
        (False, False, "draft"),
        (True, False, "done"),
        (True, True, "submitted"),
        (False, True, "draft"),
    ],
)
def test_status(is_done: bool, is_submitted: bool, expected: str) -> None:
    assert status(is_done=is_done, is_submitted=is_submitted) == expected


def test_spans_cut_the_words_out_of_paragraph_and_article() -> None:
    article = "\n\n".join(PARAGRAPHS)
    made = record(make_entry(Document(spans=SPANS)), project="harbour")
    assert [span["id"] for span in made["spans"]] == ["s1", "s2"]
    assert [span["text"] for span in made["spans"]] == ["“Dues”", "the harbour master"]
    for span in made["spans"]:
        assert made["text"][span["start"] : span["end"]] == span["text"]
        assert article[span["article_start"] : span["article_end"]] == span["text"]


def test_every_line_has_its_list_of_spans() -> None:
    for done in (True, False):
        made = record(make_entry(Document(is_done=done)), project="harbour")
        assert made["spans"] == []
        marked = record(make_entry(Document(spans=SPANS, is_done=done)), project="harbour")
        assert len(marked["spans"]) == 2


def test_without_text_no_words_of_article_or_note_leave() -> None:
    document = Document(spans=SPANS, note="Is the “master” quoted?", is_done=True)
    full, *rest = lines([make_entry(document)], project="harbour")
    (bare,) = lines([make_entry(document)], project="harbour", with_text=False)
    assert rest == []
    words = {word for text in (*PARAGRAPHS, document.note) for word in re.findall(r"\w{4,}", text)}
    words -= {"harbour"}  # also the name of the project
    assert all(word in full.decode() for word in words)
    assert not [word for word in words if word in bare.decode()]
    kept, whole = orjson.loads(bare), orjson.loads(full)
    assert set(whole) - set(kept) == {"title", "text", "note"}
    for span in whole["spans"]:
        del span["text"]
    assert kept == {key: value for key, value in whole.items() if key in kept}


def test_every_key_is_explained_in_order() -> None:
    made = record(make_entry(Document(spans=SPANS, is_done=True)), project="harbour")
    assert list(made) == [name for name, _ in FIELDS]
    assert list(made["spans"][0]) == [name for name, _ in SPAN_FIELDS]
    assert all(meaning.endswith(".") for _, meaning in FIELDS + SPAN_FIELDS)


def test_a_line_is_one_line_whatever_the_text_holds() -> None:
    awkward = "a\nb\r\x85 \u2028 “c” \u0301 \U0001f642"
    (line,) = lines([make_entry(Document(), text=awkward)], project="harbour")
    assert line.count(b"\n") == 1
    assert line.endswith(b"}\n")
    assert orjson.loads(line)["text"] == awkward
