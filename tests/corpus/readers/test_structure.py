from __future__ import annotations

import pytest

from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.readers import read_article

PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."


def read(*paragraphs: str, name: str = "a.txt") -> ArticleDraft:
    return read_article("\n\n".join(paragraphs).encode(), name)


def kinds(article: ArticleDraft) -> list[str]:
    return [paragraph.kind for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    "title",
    [
        "Council votes on bridge",
        "COUNCIL VOTES ON BRIDGE",
        "Who will pay for the bridge?",
        "“We shall build it”",
        "What we know about the U.S.",
        "Rat stimmt über Brücke ab",
        "By any means",
    ],
)
def test_a_first_line_that_reads_as_a_title_is_one(title: str) -> None:
    article = read(title, PROSE, PROSE)
    assert article.title == title
    assert kinds(article) == ["title", "body", "body"]


@pytest.mark.parametrize(
    "first",
    [
        PROSE,
        "The vote is on Friday.",
        "NORDHAVN (Fjord Press) — The bridge has been closed",
        "NORDHAVN, May 3 — The bridge has been closed",
    ],
)
def test_a_first_paragraph_of_text_is_no_title(first: str) -> None:
    article = read(first, PROSE)
    assert article.title == ""
    assert kinds(article) == ["body", "body"]


def test_a_heading_wins_over_lines_above_it() -> None:
    article = read("The Daily Kite", "# Bridge closed", PROSE, name="a.md")
    assert article.title == "Bridge closed"
    assert kinds(article) == ["metadata", "title", "body"]


def test_a_heading_below_the_text_is_no_title() -> None:
    article = read(PROSE, PROSE, "# Afterwards", PROSE, name="a.md")
    assert article.title == ""
    assert kinds(article)[2] == "heading"


def test_title_and_byline_on_neighbouring_lines_are_parted() -> None:
    article = read("Bridge closed\nBy Ana Lind\n9 March 2019", PROSE, "Two lines\nBy the sea")
    assert kinds(article)[:3] == ["title", "byline", "metadata"]
    assert article.byline == "Ana Lind"
    assert article.published is not None
    assert article.paragraphs[-1].text == "Two lines\nBy the sea"


@pytest.mark.parametrize("below", ["By Ana Lind", "Photo: Jo Roe", "9 March 2019"])
def test_a_line_between_title_and_byline_is_the_standfirst(below: str) -> None:
    article = read("Bridge closed", "Nobody knows for how long.", below, PROSE, PROSE)
    assert kinds(article)[1] == "standfirst"


def test_the_first_paragraph_below_a_byline_is_body() -> None:
    article = read("Bridge closed", "By Ana Lind", PROSE, PROSE, "Photo: Jo Roe")
    assert kinds(article)[2] == "body"


CUT = "The bridge had been closed by the engineers, and the council was told of it by a"


def test_a_sentence_cut_by_a_page_break_is_joined() -> None:
    article = read("Bridge closed", CUT, "letter that came on Monday.", PROSE)
    assert [p.note for p in article.paragraphs] == ["title_line", "joined", ""]
    assert article.paragraphs[1].text == f"{CUT} letter that came on Monday."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Two aides claimed the truce would", "hold until spring."),
        ("“Nobody was ever told,", "and nobody asked,” she said."),
    ],
)
def test_a_few_words_are_half_a_sentence_too(first: str, second: str) -> None:
    article = read("Bridge closed", PROSE, first, second, PROSE)
    assert article.paragraphs[2].text == f"{first} {second}"
    assert article.paragraphs[2].note == "joined"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What the Engineers Found Below", "the bridge rests on sand, they said."),
        ("**What the engineers found**", "the bridge rests on sand, they said."),
        ("2 eggs from the market", "sugar, as much as you like."),
        ("Flour of the finest sort", "sugar, as much as you like"),
        ("The mayor,", "who had left, said nothing."),
        ("Flour of the finest sort\n\nEggs from the same market", "sugar, as you like."),
    ],
)
def test_headings_and_list_entries_are_no_halves(first: str, second: str) -> None:
    article = read("# Bridge closed", PROSE, first, second, PROSE, name="a.md")
    assert "joined" not in [p.note for p in article.paragraphs]
    assert second in [p.text for p in article.paragraphs]


def test_several_cuts_and_a_hyphen() -> None:
    article = read(
        "Bridge closed", CUT, "letter that came without a stamp from the US-", "run port."
    )
    assert article.paragraphs[1].text.endswith("from the US-run port.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CUT + ".", "letter that came."),
        (CUT, "Letters came."),
        (CUT, "iPhones rang."),
        ("2 eggs", "sugar"),
        (CUT + ":", "letter that came."),
    ],
)
def test_other_neighbours_stay_apart(first: str, second: str) -> None:
    article = read("Bridge closed", first, second, PROSE)
    assert [p.text for p in article.paragraphs] == ["Bridge closed", first, second, PROSE]


def test_nothing_is_joined_across_furniture() -> None:
    article = read("Bridge closed", CUT, "Advertisement", "letter that came on Monday.")
    assert len(article.paragraphs) == 4


def test_a_short_line_above_running_text_is_a_heading() -> None:
    article = read("Bridge closed", PROSE, "What went wrong", PROSE, "So it goes", "Yes.")
    assert kinds(article) == ["title", "body", "heading", "body", "body", "body"]


@pytest.mark.parametrize("opening", ["In a letter the engineer wrote:", "The report itself notes:"])
def test_an_announced_paragraph_is_a_quotation(opening: str) -> None:
    article = read("Bridge closed", opening, PROSE, PROSE)
    assert kinds(article) == ["title", "body", "quote", "body"]
    assert article.paragraphs[2].note == "introduced"


def test_a_paper_whose_wording_is_spoken_of_announces_a_quotation() -> None:
    article = read("Bridge closed", "His letter to them is short and plain:", PROSE, PROSE)
    assert kinds(article) == ["title", "body", "quote", "body"]


def test_a_list_after_a_colon_is_no_quotation() -> None:
    article = read("Bridge closed", "The bridge has three parts:", PROSE)
    assert kinds(article) == ["title", "body", "body"]


def test_lines_marked_as_in_mail_are_a_quotation() -> None:
    article = read("Bridge closed", PROSE, "> It was old.\n> So are we.", PROSE)
    assert kinds(article)[2] == "quote"
    assert article.paragraphs[2].text.startswith("> ")


def test_what_the_text_does_not_say_stays_open() -> None:
    article = read(PROSE, PROSE)
    assert (article.title, article.outlet, article.byline, article.published) == ("", "", "", None)
    assert article.language == "en"


def test_outlet_byline_and_date_are_lifted_and_stay() -> None:
    article = read("Bridge closed", "By Ana Lind | 9 March 2019", "Some Paper, 10 May 2020", PROSE)
    assert article.byline == "Ana Lind"
    assert article.outlet == "Some Paper"
    assert str(article.published) == "2019-03-09"
    assert len(article.paragraphs) == 4
