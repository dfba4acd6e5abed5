"""Web pages: what of them becomes the article, and what hostile ones come to."""

from __future__ import annotations

import datetime
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options
from workbench.corpus.readers import mhtml, page

PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."
MORE = "Engineers will measure the tower again in summer, said the mayor, who gave no date for it."
BODY = f"<article><h1>Bridge closed</h1><p>{PROSE}</p><p>{MORE}</p>%s</article>"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def read(html: str | bytes, options: Options = Options()) -> ArticleDraft:  # noqa: B008 - Options is frozen
    data = html.encode() if isinstance(html, str) else html
    (article,) = page.read(data, "a.html", options).articles
    return article


def with_body(inside: str = "", head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{BODY % inside}</body></html>"


def texts(article: ArticleDraft) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def test_the_head_of_a_page_gives_the_facts() -> None:
    article = read(
        with_body(
            head='<meta charset="utf-8"><meta property="og:site_name" content="The Daily Kite">'
            '<link rel="canonical" href="https://kite.example/bridge">'
            '<meta name="author" content="Ana Lind">'
            '<meta property="article:published_time" content="2019-03-09T23:30:00+02:00">'
            '<meta property="article:section" content="Coast">'
        ).replace("<html>", '<html lang="en-GB">')
    )
    assert (article.title, article.outlet, article.byline) == (
        "Bridge closed",
        "The Daily Kite",
        "Ana Lind",
    )
    assert article.published == datetime.date(2019, 3, 9)
    assert (article.section, article.url) == ("Coast", "https://kite.example/bridge")
    assert (article.language, article.format) == ("en-GB", "html")


def test_linked_data_gives_section_and_language() -> None:
    data = '{"@graph": [{"@type": "NewsArticle", "articleSection": ["Meer"], "inLanguage": "de"}]}'
    article = read(with_body(head=f'<script type="application/ld+json">{data}</script>'))
    assert (article.section, article.language) == ("Meer", "de")


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '"x"', '{"@graph": 1, "inLanguage": {}}'])
def test_broken_linked_data_is_passed_over(data: str) -> None:
    article = read(with_body(head=f'<script type="application/ld+json">{data}</script>'))
    assert article.title == "Bridge closed"


def test_what_a_page_does_not_say_is_not_invented() -> None:
    article = read(with_body(), Options(language="fr"))
    assert (article.outlet, article.byline, article.published) == ("", "", None)
    assert (article.section, article.url, article.language) == ("", "", "fr")


@pytest.mark.parametrize("date", ["03/04/2019", "3.4.2019", "4 of April"])
def test_a_date_in_figures_stays_unread(date: str) -> None:
    article = read(with_body(f'<time class="date">{date}</time><p>{PROSE} And so on.</p>'))
    assert article.published is None


def test_an_address_that_is_none_is_not_taken() -> None:
    article = read(with_body(head='<link rel="canonical" href="javascript:alert(1)">'))
    assert article.url == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert('evil')</script>",
        "<script>document.write('<p>evil</p>')</script>",
        '<svg onload="alert(1)"><text>evil</text></svg>',
        '<iframe srcdoc="<p>evil</p>"></iframe>',
        "<math><mtext>evil</mtext></math>",
        "<template><p>evil</p></template>",
        "<noscript><p>evil</p></noscript>",
        "<style>p::before{content:'evil'}</style>",
        '<p hidden>evil</p><p style="display: none">evil</p>',
        '<img src="http://evil.invalid/evil.png" onerror="alert(1)" alt="">',
        '<a href="javascript:evil()"></a>',
        '<base href="http://evil.invalid/"><meta http-equiv="refresh" content="0;url=//evil">',
        '<link rel="stylesheet" href="http://evil.invalid/evil.css">',
        "<!-- evil -->",
        "<?php evil ?>",
        "<nav><ul><li>evil</li></ul></nav>",
        "<select><option>evil</option></select><textarea>evil</textarea>",
    ],
)
def test_nothing_runs_and_nothing_hidden_is_read(hostile: str) -> None:
    article = read(with_body(f"{hostile}<p>{PROSE} The end of it.</p>"))
    assert "evil" not in "\n".join(texts(article))
    assert texts(article)[-1] == f"{PROSE} The end of it."


def test_entities_of_a_document_type_are_not_resolved() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "evilevil"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    article = read(f"{bomb}<html><body>{BODY % '<p>Look: &b; &x;</p>'}</body></html>")
    everything = "\n".join(texts(article))
    assert "evilevil" not in everything
    assert "root:" not in everything


def test_paragraphs_keep_their_structure() -> None:
    article = read(
        with_body(
            f"<h2>What went wrong</h2><blockquote><p>The steel was old.</p></blockquote><p>{PROSE} "
            "Nobody knew.<br>Nobody asked.</p><ul><li>one rule</li><li>another rule</li></ul>"
            "<figure><img src=a><figcaption>The bridge at dawn</figcaption></figure>"
            "<table><tr><td>2019</td><td>4 mm</td></tr></table>"
        )
    )
    found = {p.text: (p.kind, p.note) for p in article.paragraphs}
    assert found["What went wrong"] == ("heading", "marked_heading")
    assert found["The steel was old."] == ("quote", "marked_quote")
    assert found["The bridge at dawn"] == ("caption", "figcaption")
    assert f"{PROSE} Nobody knew.\nNobody asked." in found
    assert {"one rule", "another rule", "2019 | 4 mm"} <= set(found)


def test_two_line_breaks_part_paragraphs() -> None:
    article = read(with_body(f"<div>{PROSE} One.<br><br>{MORE} Two.</div>"))
    assert texts(article)[-2:] == [f"{PROSE} One.", f"{MORE} Two."]


def test_note_signs_leave_no_trace_and_words_do() -> None:
    signs = f'<p>{PROSE}<sup>1</sup> {MORE}<a href="#fn2">[2]</a> 5 m<sup>squared'
    article = read(with_body(signs))
    assert texts(article)[-1] == f"{PROSE} {MORE} 5 msquared"


def test_what_is_dropped_inside_the_article_is_greyed_and_menus_are_left_out() -> None:
    html = with_body('<div class="share-widget related"><p>Three dogs</p></div>')
    html = html.replace(MORE, f"{MORE}</p><p>{PROSE * 2} So it goes.")
    html = html.replace("<body>", "<body><ul><li>Weather today</li></ul>")
    article = read(html + "<p>Imprint and terms</p>")
    assert texts(article)[0] == "Bridge closed"
    dogs = next(p for p in article.paragraphs if p.text == "Three dogs")
    assert (dogs.kind, dogs.note, dogs.annotatable) == ("boilerplate", "outside_article", False)
    assert not {"Weather today", "Imprint and terms"} & set(texts(article))


def test_text_that_stands_in_the_data_only_is_taken_from_there() -> None:
    data = f'{{"@type": "NewsArticle", "headline": "Closed", "articleBody": "{PROSE} {MORE}"}}'
    article = read(
        f'<html><head><script type="application/ld+json">{data}</script></head>'
        "<body><div id=app>Loading</div></body></html>"
    )
    assert any(PROSE in text for text in texts(article))


def test_a_page_of_furniture_is_shown_greyed_with_a_warning() -> None:
    article = read(
        "<html><body><div><a href=/>Home</a> <a href=/n>News</a></div><div>Sign in</div></body>"
    )
    assert [p.annotatable for p in article.paragraphs] == [False] * len(article.paragraphs) != []
    assert [warning.code for warning in article.warnings] == ["no_paragraphs"]


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("", "empty"),
        ("<html></html>", "empty"),
        ("<html><body><script>x()</script><img src=a></body></html>", "empty"),
        ("<html>" + "<!--" * 50_000, "empty"),
        ("<html><body>" + "<div>" * 50_000 + PROSE, "too_deep"),
        ("<html><body>" + "<b>x" * 60_000, "too_deep"),
        ("<html><body>" + "<p>x</p>" * 30_000, "too_large"),
        ("<html><body><table><tr>" + "<td>x" * 100_000, "too_large"),
        ("<html><body><p>" + "x " * 300_000, "too_long"),
        ("<html><body>" + f"<p>{PROSE}</p>" * 2_100, "too_many_paragraphs"),
        (" " * (page.MOST_BYTES + 1), "too_long"),
    ],
    ids=lambda value: value[:30],
)
def test_pages_that_cannot_be_read_are_refused(html: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(html)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


WESTERN = with_body("<p>“Café” was all that he said about it to the reporters.</p>", "%s")


@pytest.mark.parametrize(
    ("declared", "codec", "warned"),
    [
        ("utf-8", "utf-8", False),
        ("UTF8", "utf-8", False),
        ("", "utf-8", False),
        ("windows-1252", "cp1252", False),
        ("iso-8859-1", "cp1252", False),
        ("windows-1252", "utf-8", True),
        ("nonsense", "utf-8", True),
        ("utf-16", "utf-8", True),
        ("utf-8", "utf-8-sig", False),
        ("utf-8", "utf-16", False),
    ],
)
def test_the_bytes_decide_and_a_wrong_declaration_is_said(
    declared: str, codec: str, warned: bool
) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    html = WESTERN % f"{meta}<title>x</title>"
    article = read(html.encode(codec))
    assert any("“Café” was all" in text for text in texts(article))
    assert [w.code for w in article.warnings] == (["charset"] if warned else [])


def test_bytes_of_another_encoding_than_declared_are_refused_with_a_proposal() -> None:
    sentences = "<p>Größe ändert sich – nicht über Nacht, sagte die Ärztin am Freitag.</p>" * 5
    data = with_body(sentences, '<meta charset="utf-8">').encode("cp1252")
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.code == "not_utf8"
    assert caught.value.details["proposal"] == "cp1252"
    confirmed = read(data, Options(encoding="cp1252"))
    assert any("Größe ändert sich – nicht" in text for text in texts(confirmed))


def test_a_picture_that_is_also_a_page_is_read_as_text_or_refused() -> None:
    article = read(b"GIF89a/*<html><body>" + (BODY % "").encode() + b"</body></html>")
    assert PROSE in texts(article)


SAVED = """From: <Saved by Blink>
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: {encoding}
Content-Location: https://kite.example/bridge

{content}
--b--
"""


def test_a_saved_page_is_read_from_its_part_with_its_address() -> None:
    import base64

    content = base64.encodebytes(with_body("<p>“Café” was all that he said.</p>").encode()).decode()
    data = SAVED.format(encoding="base64", content=content).encode()
    reading = mhtml.read(data, "a.mhtml", Options())
    (article,) = reading.articles
    assert (reading.format, article.format, article.title) == ("mhtml", "mhtml", "Bridge closed")
    assert article.url == "https://kite.example/bridge"
    assert "“Café” was all that he said." in texts(article)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_page"),
        (b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", "no_page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--", "no_page"),
        (SAVED.format(encoding="base64", content="!").encode(), "empty"),
        (b"MIME-Version: 1.0\n" + b"--b\nContent-Type: image/png\n\nx\n" * 3_000, "too_large"),
        (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
                for depth in range(1_900)
            ),
            "too_deep",
        ),
        (SAVED.format(encoding="8bit", content=" ").encode(), "empty"),
    ],
    ids=range(7),
)
def test_saved_pages_without_a_page_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        mhtml.read(data, "a.mhtml", Options())
    assert caught.value.code == code


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div", ">", "<article>", "<b", "</", "text ", PROSE, "<li>",
     "<table><tr><td>", "<sup>1", "<a href='#", "'", "&lt;", "&#0;", "&#xD800;", "<svg>", "<h1>",
     "<blockquote>", "<br>", "<!--", "-->", "<![CDATA[", "\x01", "\ufffe", "<html lang=x>",
     "<body>", "<title>", "<pre>\n\n"]
)  # fmt: skip  # one list to read at a glance


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_page_is_read_or_refused(html: str) -> None:
    try:
        found = texts(read(html))
    except Refused:
        found = []
    assert all(text == text.strip() != "" for text in found)


def test_what_stands_outside_the_article_is_counted() -> None:
    page_of = (
        "<!doctype html><html><body><div class=cookies><p>We use cookies.</p></div>"
        "<nav><ul><li>Home</li><li>News</li></ul></nav>%s"
        "<aside><h2>Most read</h2><p>Ferry stays</p></aside>"
        "<footer><p>© 2020 The Slipway</p></footer></body></html>"
    )
    [warning] = read(page_of % (BODY % "")).warnings
    assert warning.code == "outside_article"
    assert "6 paragraphs" in warning.message
    assert read(with_body()).warnings == ()


def test_rows_of_one_table_are_treated_alike() -> None:
    rows = "<tr><td>Year the bridge was measured</td><td>Millimetres</td></tr>"
    rows += "<tr><td>1990</td><td>4</td></tr><tr><td>2000</td><td>9</td></tr>"
    article = read(with_body(f"<table>{rows}</table><p>{PROSE} Again.</p>"))
    kinds = {p.text: p.annotatable for p in article.paragraphs if " | " in p.text}
    assert len(kinds) == 3
    assert len(set(kinds.values())) == 1


@pytest.mark.parametrize("head", ["", '<meta name="author" content="Ann Lee">'])
def test_a_biography_in_italics_is_greyed(head: str) -> None:
    signed = "" if head else "<p>By Ann Lee</p>"
    html = f"<article><h1>Bridge closed</h1>{signed}<p>{PROSE}</p><p>{MORE}</p>"
    html += "<p><em>Ann Lee reports on water for Valley News.</em></p></article>"
    article = read(f"<!doctype html><html><head>{head}</head><body>{html}</body></html>")
    assert article.byline == "Ann Lee"
    assert article.paragraphs[-1].text.startswith("Ann Lee reports")
    assert not article.paragraphs[-1].annotatable


def test_a_dotted_date_on_a_german_page_is_read() -> None:
    html = f"<article><h1>Brücke zu</h1><p>09.03.2021</p><p>{PROSE}</p><p>{MORE}</p></article>"
    assert read(f'<html lang="de"><body>{html}').published == datetime.date(2021, 3, 9)
    assert read(f'<html lang="en"><body>{html}').published is None
