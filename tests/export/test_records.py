"""One judgment as one line."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan, Role
from workbench.codebook.format import Codebook
from workbench.codebook.questions import list_questions
from workbench.export.fields import FIELDS, RELATION_FIELDS, SPAN_FIELDS
from workbench.export.naming import Sheet
from workbench.export.records import Entry, Source, lines, record, status

TEXT = "👩‍👩‍👧 “Dues” rose, the harbour master said."
PARAGRAPHS = ("Harbour dues rise", TEXT)


def value(value_id: str, **changes: Any) -> dict[str, Any]:
    return {"id": value_id, "title": value_id} | changes


CODEBOOK = Codebook.model_validate(
    {
        "id": "small",
        "title": "Small",
        "dimensions": [
            {"id": "frames", "title": "F", "type": "multi", "values": [value("law"), value("war")]},
            {
                "id": "sourcing",
                "title": "S",
                "type": "spans",
                "values": [value("source"), value("cue", export="CUE"), value("type")],
            },
            {
                "id": "naming",
                "title": "N",
                "type": "ordinal",
                "unit": "span",
                "of": "sourcing",
                "of_values": ["source"],
                "values": [value("0"), value("1")],
            },
            {"id": "odd", "title": "O", "type": "flag", "unit": "span", "of": "sourcing"},
            {"id": "words", "title": "W", "type": "text", "unit": "span", "of": "sourcing"},
            {
                "id": "ties",
                "title": "T",
                "type": "links",
                "of": "sourcing",
                "export": "attribution",
                "members": [{"value": "source"}, {"value": "cue"}, {"value": "type"}],
            },
            {"id": "why", "title": "Y", "type": "text", "unit": "link", "of": "ties"},
            {"id": "remark", "title": "R", "type": "text"},
            {
                "id": "genre",
                "title": "G",
                "type": "single",
                "unit": "article",
                "values": [value("news")],
            },
        ],
    }
)
SHEET = Sheet(
    "small",
    4,
    "a" * 64,
    list_questions(CODEBOOK),
    list_questions(CODEBOOK, unit="article"),
)


def make_entry(document: Document, **changes: Any) -> Entry:
    entry = Entry(
        round_name="Pilot",
        sheet=SHEET,
        answered_under=3,
        source=Source(7, "d0e5", PARAGRAPHS[0], "en", None, None, None),
        position=2,
        kind="body",
        text=TEXT,
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        article_offset=len(PARAGRAPHS[0]) + 2,
        seat="A-7F3K",
        state="open",
        document=document,
        revision=2,
        saved_at=datetime(2026, 3, 2, 8, 5, tzinfo=UTC),
        saw_outlet=False,
        saw_premarks=True,
        saw_others=False,
        recognised_outlet="yes",
        recognised_as="The Slipway",
        active_ms=41_250,
    )
    return entry._replace(**changes)


def mark(words: str, label: str, about: Attributes = ()) -> MarkedSpan:
    start = TEXT.index(words)
    return MarkedSpan(start, start + len(words), "sourcing", label, attributes=about)


ABOUT = (("naming", "1"), ("odd", "yes"), ("words", "Some “pilot” speaking"))
SPANS = (mark("“Dues”", "cue"), mark("the harbour master", "source", ABOUT))
LINK = MarkedLink(
    "ties",
    tuple(Role(span.start, span.end, span.value) for span in SPANS),
    (("why", "Grammar decides"),),
)


def make_whole(document: Document) -> Entry:
    return make_entry(
        document, position=None, kind=None, text=None, text_sha256=None, article_offset=None
    )


@pytest.mark.parametrize(
    ("is_done", "state", "expected"),
    [
        (False, "open", "draft"),
        (True, "open", "done"),
        (True, "submitted", "submitted"),
        (False, "submitted", "draft"),
        (False, "skipped", "skipped"),
        (True, "skipped", "skipped"),
    ],
)
def test_status(is_done: bool, state: str, expected: str) -> None:
    assert status(is_done=is_done, state=state) == expected


def test_spans_cut_the_words_out_of_paragraph_and_article() -> None:
    article = "\n\n".join(PARAGRAPHS)
    made = record(make_entry(Document(spans=SPANS)), project="harbour")
    assert [span["id"] for span in made["spans"]] == ["s1", "s2"]
    assert [span["text"] for span in made["spans"]] == ["“Dues”", "the harbour master"]
    for span in made["spans"]:
        assert made["text"][span["start"] : span["end"]] == span["text"]
        assert article[span["article_start"] : span["article_end"]] == span["text"]


def test_a_passage_carries_the_answers_about_it() -> None:
    made = record(make_entry(Document(spans=SPANS, is_done=True)), project="harbour")
    cue, source = made["spans"]
    assert (cue["label"], cue["attributes"]) == ("CUE", {"odd": False})
    assert source["attributes"] == {"naming": 1, "odd": True, "words": "Some “pilot” speaking"}
    draft = record(make_entry(Document(spans=SPANS)), project="harbour")
    assert draft["spans"][0]["attributes"] == {}  # not set, and nobody said so


def test_a_tie_names_its_passages_by_role() -> None:
    made = record(make_entry(Document(spans=SPANS, links=(LINK,))), project="harbour")
    assert made["relations"] == [
        {
            "id": "r1",
            "type": "attribution",
            "source": ["s2"],
            "CUE": ["s1"],
            "type_": [],  # a role may not stand in the place of the tie's own type
            "attributes": {"why": "Grammar decides"},
        }
    ]


def test_an_article_as_a_whole_has_no_paragraph() -> None:
    whole = make_whole(Document({"genre": "news"}, is_done=True))
    made = record(whole, project="harbour")
    assert (made["unit"], made["labels"]) == ("article", {"genre": "news"})
    places = ("paragraph_id", "paragraph_index", "role", "text", "text_sha256", "article_offset")
    assert [made[key] for key in places] == [None] * 6
    assert list(made) == list(record(make_entry(Document()), project="harbour"))


def test_the_version_that_was_answered_stands_beside_that_of_the_answers() -> None:
    made = record(make_entry(Document()), project="harbour")
    assert (made["codebook"]["version"], made["answered_under"]) == (4, 3)


def test_what_the_codebook_does_not_know_any_more_keeps_its_ids() -> None:
    gone = MarkedSpan(0, 3, "gone", "old")
    made = record(make_entry(Document(spans=(gone,))), project="harbour")
    assert (made["spans"][0]["dimension"], made["spans"][0]["label"]) == ("gone", "old")


def test_every_line_has_its_list_of_spans() -> None:
    for done in (True, False):
        made = record(make_entry(Document(is_done=done)), project="harbour")
        assert (made["spans"], made["relations"]) == ([], [])
        marked = record(make_entry(Document(spans=SPANS, is_done=done)), project="harbour")
        assert len(marked["spans"]) == 2


def test_without_text_no_words_of_article_or_note_leave() -> None:
    document = Document(
        {"remark": "Mostly hearsay"},
        spans=SPANS,
        links=(LINK,),
        note="Is the “master” quoted?",
        is_done=True,
    )
    full, *rest = lines([make_entry(document)], project="harbour")
    (bare,) = lines([make_entry(document)], project="harbour", with_text=False)
    assert rest == []
    written = (document.note, "Mostly hearsay", "Some “pilot” speaking", "Grammar decides")
    words = {word for text in (*PARAGRAPHS, *written) for word in re.findall(r"\w{4,}", text)}
    words -= {"harbour"}  # also the name of the project
    assert all(word in full.decode() for word in words)
    assert not [word for word in words if word in bare.decode()]
    kept, whole = orjson.loads(bare), orjson.loads(full)
    assert set(whole) - set(kept) == {"title", "text", "note", "recognised_as"}
    for span in whole["spans"]:
        del span["text"]
        span["attributes"].pop("words", None)
    del whole["relations"][0]["attributes"]["why"], whole["labels"]["remark"]
    assert kept == {key: value for key, value in whole.items() if key in kept}


def test_every_key_is_explained_in_order() -> None:
    made = record(make_entry(Document(spans=SPANS, links=(LINK,))), project="harbour")
    assert list(made) == [name for name, _ in FIELDS]
    assert list(made["spans"][0]) == [name for name, _ in SPAN_FIELDS]
    roles = ("source", "CUE", "type_")
    assert [key for key in made["relations"][0] if key not in roles] == [
        name for name, _ in RELATION_FIELDS if " " not in name
    ]
    assert all(meaning.endswith(".") for _, meaning in (*FIELDS, *SPAN_FIELDS, *RELATION_FIELDS))


def test_a_line_is_one_line_whatever_the_text_holds() -> None:
    awkward = "a\nb\r\x85 \u2028 “c” \u0301 \U0001f642"
    (line,) = lines([make_entry(Document(), text=awkward)], project="harbour")
    assert line.count(b"\n") == 1
    assert line.endswith(b"}\n")
    assert orjson.loads(line)["text"] == awkward
