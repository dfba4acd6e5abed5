"""What is computed once, at import: words, offsets, premarks, hashes; and a safe file name."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace

import pytest

from tests.make import TEXTS, make_draft
from workbench.corpus.file_names import LONGEST_FILE_NAME, tidy_file_name
from workbench.corpus.preparing import (
    PARAGRAPH_BREAK,
    prepare,
    text_sha256,
)


def test_offsets_count_code_points_of_the_whole_article() -> None:
    prepared = prepare(make_draft())
    whole = PARAGRAPH_BREAK.join(p.draft.text for p in prepared.paragraphs)
    for paragraph in prepared.paragraphs:
        start = paragraph.article_offset
        assert whole[start : start + len(paragraph.draft.text)] == paragraph.draft.text
    assert prepared.sha256 == hashlib.sha256(whole.encode()).hexdigest()


def test_words_and_sentences_lie_within_their_paragraph() -> None:
    prepared = prepare(make_draft())
    smiling = prepared.paragraphs[2]
    text = smiling.draft.text
    words = [text[start:end] for start, end in smiling.segmentation.tokens]
    assert "🙂" in words
    assert "fishing" in words  # after the emoji, where UTF-16 would count differently
    sentences = [text[start:end] for start, end in smiling.segmentation.sentences]
    assert " ".join(sentences) == text
    assert all(p.segmentation.source for p in prepared.paragraphs)


def test_only_what_can_be_annotated_is_premarked() -> None:
    quote = "“We won,” the mayor said."
    prepared = prepare(make_draft(("Title", quote)))
    marked = prepared.paragraphs[1]
    assert quote[slice(*marked.premarks[0][:2])] in quote
    assert {mark[2] for mark in marked.premarks} <= {"source", "cue", "content"}
    assert all(mark[3] for mark in marked.premarks)
    furniture = make_draft(("Title",))
    plea = furniture.paragraphs[-1]
    said = type(plea)(quote, plea.kind, annotatable=False, note="")
    assert prepare(make_draft(("Title",), paragraphs=(said,))).paragraphs[0].premarks == ()


def test_premarks_know_the_language_and_what_stands_around() -> None:
    draft = make_draft(("Title", "The board would note:", "The dam is safe."))
    title, body, quote, plea = draft.paragraphs
    draft = replace(draft, paragraphs=(title, body, replace(quote, kind="quote"), plea))
    _, before, block, *_ = prepare(draft).paragraphs
    assert before.premarks == ((10, 20, "cue", "factive_verb", "endorsing", 0),)
    assert block.premarks == ((0, 16, "content", "block_quote", "", 0),)
    _, before, block, *_ = prepare(replace(draft, language="de")).paragraphs
    assert [len(one.premarks) for one in (before, block)] == [0, 1]


def test_the_hash_is_that_of_the_text_alone() -> None:
    first = prepare(make_draft(outlet="The Slipway", name="a.txt"))
    second = prepare(make_draft(outlet="Dunmarrow Courier", name="b.md", byline=""))
    third = prepare(make_draft((*TEXTS[:2], TEXTS[2] + " ")))
    assert first.sha256 == second.sha256
    assert first.sha256 != third.sha256
    assert first.paragraphs[0].sha256 == text_sha256(TEXTS[0])


@pytest.mark.parametrize(
    "name",
    ["article.txt", "Überblick 2026 (1).md", "記事.txt", "🙂.txt", "<b>.txt", "../../x", "=1+1"],
)
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert tidy_file_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "a\x00b.txt",
        "a\nb.txt",
        "a\r\nSet-Cookie: x.txt",
        "\x1b]0;title\x07.txt",
        "\x1b[2J.txt",
        "cod\u202etxt.exe",
        "a\u2066b\u2069.txt",
        "a\u200bb.txt",
        "a\u2028b.txt",
        "not-utf8-\udcff.txt",
        "a\x9bb.txt",
    ],
    ids=ascii,
)
def test_what_could_deceive_is_replaced(name: str) -> None:
    tidied = tidy_file_name(name)
    assert len(tidied) == len(name)
    assert "\N{REPLACEMENT CHARACTER}" in tidied
    assert not {unicodedata.category(c) for c in tidied} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    tidied.encode()


def test_a_long_name_keeps_its_end() -> None:
    tidied = tidy_file_name("x" * 5000 + ".md")
    assert len(tidied) == LONGEST_FILE_NAME
    assert tidied.endswith("xx.md")
    assert tidied.startswith("…")
    exact = "y" * (LONGEST_FILE_NAME - 3) + ".md"
    assert tidy_file_name(exact) == exact
