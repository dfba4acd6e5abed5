from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import Refused
from workbench.corpus.drafts import Options
from workbench.corpus.readers import read_article
from workbench.corpus.readers.bytes import decode, normalise
from workbench.corpus.readers.structure import assemble
from workbench.corpus.readers.text import blocks


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One.\n\nTwo,\nstill two.\n \t \n\n\nThree.") == [
        "One.",
        "Two,\nstill two.",
        "Three.",
    ]


def test_lines_are_numbered_from_one() -> None:
    assert [block.line for block in blocks("\n\nOne.\n\nTwo.\nMore.\n\n\nThree.")] == [3, 5, 9]


def test_without_any_blank_line_each_line_is_a_paragraph() -> None:
    assert texts("A title\nFirst paragraph.\nSecond.") == ["A title", "First paragraph.", "Second."]


WRAPPED = """The ferry had not run since the war and the pier was a row of
black stumps on which the cormorants sat with their wings held
out to dry, as if they were waiting for somebody to hang their
coats on them."""


def test_wrapped_lines_become_one() -> None:
    assert texts(WRAPPED) == [WRAPPED.replace("\n", " ")]


def test_verse_keeps_its_lines() -> None:
    verse = "The ferry is gone,\nthe pier is wood,\nand where it stood\nthe cormorants yawn."
    assert texts(f"{verse}\n\nAnon.") == [verse, "Anon."]


def test_a_hyphen_at_the_end_of_a_line_takes_no_space() -> None:
    text = WRAPPED.replace("of\nblack stumps", "of-\nblack stumps")
    assert "of-black stumps" in texts(text)[0]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_any_line_ending_gives_the_same_article(ending: str) -> None:
    source = "A short title\n\nThe first paragraph.\n\nThe second one,\non two lines."
    article = read_article(source.replace("\n", ending).encode(), "a.txt")
    assert [p.text for p in article.paragraphs] == source.split("\n\n")


def test_form_feeds_part_pages_and_a_cut_sentence_is_joined() -> None:
    source = (
        "On the second morning the search party reached the hut and found that the\f"
        "door had been nailed shut from the inside.\fNobody spoke."
    )
    first, second = read_article(source.encode(), "a.txt").paragraphs
    assert first.note == "joined"
    assert "found that the door had been" in first.text
    assert second.text == "Nobody spoke."


def test_a_single_paragraph_is_body() -> None:
    (only,) = read_article(b"Nothing happened here today", "a.txt").paragraphs
    assert (only.kind, only.annotatable) == ("body", True)


def solid(text: str) -> str:
    return "".join(text.split())


LINES = st.sampled_from(
    [
        "By Ana Lind", "9 March 2019", "Share this article", "The vote is on Friday.", "* * *",
        "the rest of a sentence that a page break has cut in two, and so it goes on",
        "A line that stops in the middle of what it was about to say and", "> quoted", "\u200b",
        "She wrote:", "Some Paper, 9 March 2019", "IN CAPITALS", "14:05", "Photo: Jo Roe", "\f",
        "Jo Roe is a writer who lives by the sea with two dogs, one of them old.", "", "  ",
        "# no heading, only a hash", "هذا سطر.", "e\u0301\u0323 \u2028 \x07", "\ufeff",
    ]
)  # fmt: skip  # one list to read at a glance


def keeps_everything(source: str) -> None:
    """All but footnote marks; the head of a page may be put after the sentence it had cut."""
    try:
        text = normalise(decode(source.encode()))
    except Refused:
        return
    options = Options(rules_off=frozenset({"footnote_marks"}))
    article = assemble(blocks(text), format="text", name="a.txt", options=options)
    kept = "".join(p.text for p in article.paragraphs)
    assert sorted(solid(kept)) == sorted(solid(text))


Build = Callable[[list[str]], str]


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n", "\r\n\r\n"]))
def test_nothing_of_an_article_is_lost(lines: list[str], between: str) -> None:
    keeps_everything(between.join(lines))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_nothing_of_any_text_is_lost(source: str) -> None:
    keeps_everything(source)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120), st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    code = ""
    try:
        texts = [p.text for p in read_article(data, name).paragraphs]
    except Refused as refused:
        texts, code = [], refused.code
    assert bool(texts) != bool(code)
    assert code != "refused", "every refusal says which it is"
    assert all(text.strip() for text in texts)
