"""Numbers of pages that stand alone on a line, as converters leave them."""

from __future__ import annotations

import pytest

from workbench.corpus.drafts import ArticleDraft, Options
from workbench.corpus.readers import read

PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."
CUT = "The minister had promised that he would say so in public and later to journalists"
REST = "on the plane, but denied it once they had landed."


def article(*paragraphs: str, off: str = "") -> ArticleDraft:
    options = Options(rules_off=frozenset({off}))
    [draft] = read("\n\n".join(paragraphs).encode(), "a.txt", options).articles
    return draft


def marked(draft: ArticleDraft) -> list[tuple[str, str, str]]:
    return [(p.text, p.kind, p.note) for p in draft.paragraphs]


@pytest.mark.parametrize("number", ["12", "7", "1204", "xii", "IV", "12 of 40", "12/40"])
def test_a_number_between_the_halves_of_a_sentence_is_that_of_a_page(number: str) -> None:
    assert marked(article("Bridge closed", PROSE, CUT, number, REST))[2:] == [
        (f"{CUT} {REST}", "body", "joined"),
        (number, "boilerplate", "page_number"),
    ]


@pytest.mark.parametrize("gaps", [("\n", "\n"), ("\n\n", "\n"), ("\n", "\n\n")])
def test_the_number_may_stand_on_a_line_of_the_paragraph(gaps: tuple[str, str]) -> None:
    cut = f"{PROSE}\n{CUT}{gaps[0]}12{gaps[1]}{REST}"
    texts = [(p.text, p.note) for p in article("Bridge closed", PROSE, cut).paragraphs]
    assert texts[2:] == [(f"{PROSE}\n{CUT} {REST}", "joined"), ("12", "page_number")]


def test_between_number_and_sentence_the_head_of_a_page_may_stand() -> None:
    head = "The Quarterly Tide"
    pages = (PROSE, head, CUT, "12", head, REST, head)
    assert (f"{CUT} {REST}", "body", "joined") in marked(article("Bridge closed", *pages))


def test_numbers_that_count_up_through_a_text_are_those_of_its_pages() -> None:
    notes = [p.note for p in article("Bridge closed", PROSE, "11", PROSE, "12", PROSE).paragraphs]
    assert notes == ["title_line", "", "page_number", "", "page_number", ""]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (PROSE, "12", PROSE),
        (PROSE, "2019", PROSE, "17", PROSE),
        ("Rovers", "1", "United", "2", PROSE),
        (PROSE, "Barley, in grams", "200", "carrots", PROSE),
        (CUT, "civil", REST),
        (CUT, "20,000", REST),
    ],
)
def test_other_numbers_stay(paragraphs: tuple[str, ...]) -> None:
    assert all(p.annotatable for p in article("Bridge closed", *paragraphs).paragraphs)


def test_the_rule_can_be_switched_off() -> None:
    texts = [p.text for p in article(PROSE, CUT, "12", REST, off="page_number").paragraphs]
    assert texts == [PROSE, CUT, "12", REST]
