from __future__ import annotations

import pytest

from workbench.core.errors import Refused
from workbench.corpus.readers import read_article
from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.markdown import blocks, looks_like_markdown


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


def only(source: str) -> Block:
    (block,) = blocks(source)
    return block


@pytest.mark.parametrize(
    "text",
    [
        "# A title\n\nText.",
        "See [the report](https://example.org/a_(b)) today.",
        "A [link](#) to nowhere.",
        "![A boat](boat.jpg)",
        "---\ntitle: A boat\n---\n\nText.",
        "## Later\n\n> quoted\n",
        "**Bold** words.\n\n- one\n- two\n",
    ],
)
def test_markdown_is_recognised(text: str) -> None:
    assert looks_like_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "The vote is on Friday.",
        "#bridge is trending.",
        "He said [sic](so) and left.",
        "* * *\n\nText.",
        "> quoted in an e-mail\n\nText.",
        "- one\n- two\n\nText.",
        "5 * 3 * 2 and snake_case_words",
        "Title\n\nText. [1]\n\n[1] A note.",
    ],
)
def test_plain_text_is_left_alone(text: str) -> None:
    assert not looks_like_markdown(text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A *soft* **hard** ***both*** ~~gone~~ `code` word", "A soft hard both gone code word"),
        ("See [the **report**](https://example.org) now", "See the report now"),
        ("See [the report][r] now\n\n[r]: https://example.org", "See the report now"),
        ("See [this](javascript:alert(1)) now", "See this now"),
        ("Known.[^1] More [^note] text.", "Known. More text."),
        ("Known.[1](#fn1) More.[\\[2\\]](#_ftn2)", "Known. More."),
        ("Known<sup>3</sup>, and 5 m<sup>squared</sup>", "Known, and 5 msquared"),
        ("AT&amp;T &lt;b&gt; e&#769;", "AT&T <b> \u00e9"),
        ("Before <script>alert(1)</script>after <b>bold</b>", "Before after bold"),
        ("one<br>two  \nthree\nfour", "one\ntwo\nthree four"),
        ("US-\nbacked", "US-backed"),
        ("\\*not emphasised\\*", "*not emphasised*"),
        ("An ![icon](i.png) inside", "An  inside"),
    ],
)
def test_marks_leave_no_trace(source: str, text: str) -> None:
    assert only(source).text == text


def test_a_link_that_says_something_keeps_its_words() -> None:
    assert (
        only("See [chapter 12](#chapter-12) and [7 of 9](#x)").text == "See chapter 12 and 7 of 9"
    )


def test_forms_levels_and_lines() -> None:
    found = blocks("# One\n\nText.\n\nTwo\n---\n\n> Quote.\n\n- item\n\n***\n\n![Alt](a.png)\n")
    assert [(b.form, b.level, b.text, b.line) for b in found] == [
        ("heading", 1, "One", 1),
        ("text", 0, "Text.", 3),
        ("heading", 2, "Two", 5),
        ("quote", 0, "Quote.", 8),
        ("item", 0, "item", 10),
        ("rule", 0, "***", 12),
        ("image", 0, "Alt", 14),
    ]


@pytest.mark.parametrize(
    ("source", "emphasis"),
    [
        ("*All of **it** is set.*", "em"),
        ("**All of it**", "strong"),
        ("*Not* all of it", ""),
        ("None", ""),
    ],
)
def test_emphasis_counts_where_it_is_whole(source: str, emphasis: str) -> None:
    assert only(source).emphasis == emphasis


@pytest.mark.parametrize("note", ["A note in words.", "https://example.org/note"])
def test_footnotes_are_kept_apart(note: str) -> None:
    text, first, second = blocks(f"Known.[^1]\n\n[^1]: {note}\n[^b]: Another.\n")
    assert text.text == "Known."
    assert (first.form, first.text) == ("footnote", note)
    assert (second.form, second.text) == ("footnote", "Another.")


def test_html_blocks_become_paragraphs() -> None:
    source = "<div><p>One &amp; <b>two</b></p><p>Three<br>four</p><style>p{}</style></div>\n"
    assert texts(source) == ["One & two", "Three\nfour"]


def test_broken_html_is_survived() -> None:
    assert texts("<div><p>Open <b>ended\n\nNext.") == ["Open ended", "Next."]


def test_tables_become_lines_of_cells() -> None:
    assert texts("| a | b |\n|---|---|\n| c | **d** |\n") == ["a | b", "c | d"]


def test_quotes_in_lists_and_lists_in_quotes() -> None:
    found = blocks("- one\n\n  > said\n\n> - two\n")
    assert [(b.form, b.text) for b in found] == [
        ("item", "one"),
        ("quote", "said"),
        ("quote", "two"),
    ]


def test_front_matter_becomes_lines() -> None:
    found = blocks('---\ntitle: "A boat"\nAuthor: Ana Lind\nempty:\n---\n\nText.\n')
    assert [(b.form, b.text, b.line) for b in found] == [
        ("heading", "A boat", 2),
        ("front_matter", "Author: Ana Lind", 3),
        ("text", "Text.", 7),
    ]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Text.\n\n" + ">" * 10_000 + " deep", 3),
        ("- " * 5_000 + "deep", 1),
        ("\n".join("  " * depth + "- a" for depth in range(40)), 10),
        ("Text.\n\n" + "[" * 10_000 + "deep", 3),
        ("[^" * 10_000, 1),
        ("<div>" * 50_000 + "deep", None),
    ],
    ids=range(6),
)
def test_what_is_nested_too_deeply_is_refused_and_not_lost(source: str, line: int | None) -> None:
    with pytest.raises(Refused) as caught:
        blocks(source)
    assert (caught.value.code, caught.value.line) == ("too_deep", line)


def test_what_people_nest_is_read() -> None:
    assert only(">" * 12 + " said").text == "said"
    assert texts("\n".join("  " * depth + "- a" for depth in range(8))) == ["a"] * 8
    assert only("[" * 60 + "so" + "]" * 60).text.strip("[]") == "so"


@pytest.mark.parametrize("marks", ["*" * 10_000, "_" * 10_000])
def test_a_line_of_marks_is_a_rule(marks: str) -> None:
    assert [block.form for block in blocks(f"One.\n\n{marks}\n\nTwo.")] == ["text", "rule", "text"]


@pytest.mark.parametrize(
    "source",
    [
        "See [this](javascript:alert(1)) now",
        "See [this](data:text/html;base64,PHNjcmlwdD4=) now",
        "See [this](feed:javascript:alert(1)) now",
        "See [this](<javascript:alert(1)>) now",
        "See [this][x] now\n\n[x]: javascript:alert(1)",
        "See [this][x] now\n\n[x]: <data:text/html,x> 'title'",
        "See [this](vbscript:x 'a title') now",
        "See <a href='javascript:alert(1)' onclick=x>this</a> now",
    ],
)
def test_links_leave_only_their_text(source: str) -> None:
    assert only(source).text == "See this now"


PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."
FRONT = "---\ntitle: Bridge closed\nauthor: Ann Lee\n---\n\n"


def marked(text: str) -> list[tuple[str, str]]:
    return [(p.kind, p.note) for p in read_article(text.encode(), "a.md").paragraphs]


def test_a_heading_that_repeats_the_title_is_no_second_one() -> None:
    kinds = marked(f"{FRONT}# Bridge Closed!\n\n{PROSE}\n\n# Toll\n\n{PROSE}")
    assert kinds[0] == ("title", "first_heading")
    assert kinds[2] == ("metadata", "repeated_title")
    assert kinds[4] == ("heading", "marked_heading")
    assert marked(f"# Toll\n\n{PROSE}\n\n# Toll\n\n{PROSE}")[2] == ("heading", "marked_heading")


@pytest.mark.parametrize("head", ["# Bridge closed\n\n", FRONT, f"{FRONT}# Bridge closed\n\n"])
@pytest.mark.parametrize("between", ["", "By Ann Lee\n\n"])
@pytest.mark.parametrize("bold", ["Cracks in the pier worry engineers.", PROSE])
def test_a_bold_paragraph_below_the_title_is_the_standfirst(
    head: str, between: str, bold: str
) -> None:
    kinds = marked(f"{head}{between}**{bold}**\n\n{PROSE}\n\n{PROSE}")
    assert kinds[-3:] == [("standfirst", "emphasised_below_title"), ("body", ""), ("body", "")]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_italics_below_a_picture_are_its_caption(gap: str) -> None:
    text = f"# Bridge closed\n\n{PROSE}\n\n![Crane](c.jpg){gap}*A crane at dusk. Photo: A. Kern*"
    article = read_article(f"{text}\n\n{PROSE}".encode(), "a.md")
    [caption] = [p for p in article.paragraphs if p.text.startswith("A crane at dusk")]
    assert (caption.kind, caption.annotatable) == ("caption", False)
