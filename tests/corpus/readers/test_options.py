"""What a lead decides about an import and what a record knows, as `assemble` keeps it."""

from __future__ import annotations

import pytest

from workbench.corpus.drafts import ArticleDraft, Options
from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.credits import is_credit_only
from workbench.corpus.readers.lifting import language_code
from workbench.corpus.readers.structure import assemble
from workbench.corpus.readers.text import blocks

PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."


def read(*paragraphs: str, title: str = "", options: Options | None = None) -> ArticleDraft:
    found = blocks("\n\n".join(paragraphs))
    return assemble(found, format="text", name="a", options=options or Options(), title=title)


def kinds(article: ArticleDraft) -> list[str]:
    return [paragraph.kind for paragraph in article.paragraphs]


def test_a_known_title_that_no_paragraph_says_comes_first() -> None:
    article = read(PROSE, PROSE, title="Bridge closed")
    assert article.title == "Bridge closed"
    assert article.paragraphs[0].note == "known_title"
    assert kinds(article) == ["title", "body", "body"]


@pytest.mark.parametrize("said", ["Bridge closed", "BRIDGE CLOSED", "Bridge  closed!"])
def test_a_known_title_that_a_paragraph_says_is_not_said_twice(said: str) -> None:
    article = read("Coast", said, PROSE, title="Bridge closed")
    assert [p.text for p in article.paragraphs if p.kind == "title"] == [said]
    assert len(article.paragraphs) == 3


def test_a_first_line_is_no_second_title() -> None:
    article = read("A line that could be one", PROSE, PROSE, title="Bridge closed")
    assert kinds(article).count("title") == 1
    assert article.title == "Bridge closed"


def test_a_main_heading_of_the_text_wins_over_a_title_worded_otherwise() -> None:
    found = (Block("Bridge shut for good", 1, "heading", 1), Block(PROSE, 2))
    article = assemble(found, format="html", name="a", title="Bridge closed | The Kite")
    assert article.title == "Bridge shut for good"
    assert kinds(article) == ["title", "body"]


CAPTION = "The bridge at dawn last week. Photo: Jo Roe/AFP"
CREDIT = "Photo: Jo Roe/AFP"


def test_captions_are_annotated_only_where_the_project_wants_them() -> None:
    for wanted in (False, True):
        article = read("Bridge closed", CAPTION, PROSE, options=Options(captions=wanted))
        caption = next(p for p in article.paragraphs if p.text == CAPTION)
        assert (caption.kind, caption.annotatable) == ("caption", wanted)


def test_a_credit_is_never_annotated() -> None:
    article = read("Bridge closed", CREDIT, PROSE, options=Options(captions=True))
    credit = next(p for p in article.paragraphs if p.text == CREDIT)
    assert (credit.kind, credit.annotatable) == ("caption", False)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Photo: Jo Roe", True),
        ("Photograph by Jo Roe/Getty Images", True),
        ("Foto: Karl Ritter", True),
        ("Featured image is from NEO", True),
        ("Jo Roe/AFP", True),
        ("(AP Photo/Jo Roe)", True),
        ("Photo: the bridge seen from below", False),
        ("Image caption The bridge last year", False),
        ("The bridge in spring. Photograph: Jo Roe", False),
        ("The bridge in spring | Getty Images", False),
        ("The bridge at dawn", False),
    ],
)
def test_who_took_a_picture_is_told_from_what_it_shows(text: str, only: bool) -> None:
    assert is_credit_only(text) == only


def test_the_language_of_the_import_is_a_fallback() -> None:
    german = Options(language="de")
    assert read(PROSE, options=german).language == "de"
    assert read("Language: fr", PROSE, PROSE, options=german).language == "fr"
    assert read("Language: French", PROSE, PROSE, options=german).language == "de"


@pytest.mark.parametrize(
    ("text", "code"),
    [("de", "de"), ("de_AT", "de-AT"), ("zh-Hant-TW", "zh-Hant-TW"), ("German", ""), ("", "")],
)
def test_only_codes_are_languages(text: str, code: str) -> None:
    assert language_code(text) == code


def test_section_and_address_are_lifted_from_label_lines() -> None:
    article = read(
        "Bridge closed", "Section: Coast", "URL: https://kite.example/bridge", PROSE, PROSE
    )
    assert (article.section, article.url) == ("Coast", "https://kite.example/bridge")
    assert kinds(article) == ["title", "metadata", "metadata", "body", "body"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "see page 4", "ftp://kite.example"])
def test_other_addresses_are_not(address: str) -> None:
    assert read("Bridge closed", f"URL: {address}", PROSE, PROSE).url == ""


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("It fell.[1] Nobody knew.[2][3]", "It fell. Nobody knew."),
        ("It fell.¹ “Nobody knew.”²³ So.", "It fell. “Nobody knew.” So."),
        ("The steel¹² was old", "The steel was old"),
        ("It measures 400 m² or 4 km², 10⁵ or CO² at most", None),
        ("He said “[it] fell” in [2019] and f[1](x)", None),
        ("Nothing [sic] to see", None),
    ],
)
def test_footnote_marks_leave_the_text_and_other_marks_stay(text: str, bare: str | None) -> None:
    assert read(text).paragraphs[0].text == (bare or text)


def test_an_article_of_furniture_alone_comes_with_a_warning() -> None:
    assert [w.code for w in read("Share", "Menu").warnings] == ["no_paragraphs"]
    assert read(PROSE).warnings == ()


OPEN, MIDDLE, LAST = "“We went out.", "“We came back.", "“We slept.”"


def test_a_quotation_goes_on_while_its_marks_stay_open() -> None:
    article = read("Bridge closed", PROSE, "In a letter he wrote:", OPEN, MIDDLE, LAST, PROSE)
    assert kinds(article)[3:] == ["quote", "quote", "quote", "body"]
    assert [p.note for p in article.paragraphs][3:6] == [
        "introduced",
        "quote_goes_on",
        "quote_goes_on",
    ]


def test_without_marks_the_paragraph_after_a_quotation_is_body() -> None:
    article = read("Bridge closed", PROSE, "In a letter he wrote:", "We went out.", PROSE)
    assert kinds(article)[3:] == ["quote", "body"]


def test_speech_that_is_told_between_marks_is_no_block_quotation() -> None:
    told = "“We came back,” he said, “and we slept.”"
    article = read("Bridge closed", PROSE, "In a letter he wrote:", OPEN, told)
    assert kinds(article)[-1] == "body"
    article = read("Bridge closed", PROSE, "He opened his bag and sang. " + OPEN, LAST, PROSE)
    assert "quote" not in kinds(article)


@pytest.mark.parametrize("said", ["« Nous dormions. »", "„Wir schliefen.“", '"Dormíamos."'])
def test_marks_after_a_colon_are_a_quotation_in_any_language(said: str) -> None:
    article = read("Titel der Seite", PROSE, "Le maire a déclaré :", said, PROSE)
    assert kinds(article)[3:] == ["quote", "body"]


def test_an_advertisement_does_not_part_announcement_and_quotation() -> None:
    article = read("Bridge closed", PROSE, "In a letter he wrote:", "Advertisement", PROSE)
    assert kinds(article)[-2:] == ["boilerplate", "quote"]


def test_a_word_cut_at_the_break_is_mended_where_the_text_knows_it() -> None:
    cut = "The council spoke at length of nothing but the old engin-"
    article = read(
        "On engineers", PROSE, cut, "eers of the bridge, and of the well-", "known mayor."
    )
    assert article.paragraphs[2].text.endswith(
        "the old engineers of the bridge, and of the well-known mayor."
    )
