"""Word documents, written here with python-docx and then changed as Word itself would."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options
from workbench.corpus.readers import word

PROSE = "The council met on Monday and talked about the bridge until the lights went out at ten."
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def packed(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def blank() -> Any:
    document = Document()
    document.core_properties.author = ""
    return document


def read(document: Any, options: Options | None = None) -> ArticleDraft:
    (article,) = word.read(packed(document), "a.docx", options or Options()).articles
    return article


def said(article: ArticleDraft) -> list[tuple[str, str, str]]:
    return [(p.kind, p.note, p.text) for p in article.paragraphs]


def with_xml(xml: str) -> ArticleDraft:
    document = blank()
    document.add_paragraph(PROSE)
    document.add_paragraph("")._p.addnext(parse_xml(f"<w:p {_NAMES}>{xml}</w:p>"))
    return read(document)


def test_styles_say_what_a_paragraph_is() -> None:
    document = blank()
    document.add_paragraph("Bridge closed", "Title")
    document.add_paragraph("Nobody knows for how long", "Subtitle")
    document.add_paragraph("By Ana Lind")
    document.add_paragraph("9 March 2019")
    document.add_paragraph(PROSE)
    document.add_heading("What went wrong", 1)
    document.add_paragraph("The steel was old.", "Intense Quote")
    document.add_paragraph("one rule", "List Bullet")
    document.add_paragraph("The bridge at dawn", "Caption")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2019", "4 mm"
    document.add_paragraph(PROSE)
    article = read(document)
    assert said(article) == [
        ("title", "first_heading", "Bridge closed"),
        ("standfirst", "emphasised_below_title", "Nobody knows for how long"),
        ("byline", "byline", "By Ana Lind"),
        ("metadata", "date_line", "9 March 2019"),
        ("body", "", PROSE),
        ("heading", "marked_heading", "What went wrong"),
        ("quote", "marked_quote", "The steel was old."),
        ("body", "", "one rule"),
        ("caption", "figcaption", "The bridge at dawn"),
        ("body", "", "2019 | 4 mm"),
        ("body", "", PROSE),
    ]
    assert (article.title, article.byline, article.format) == ("Bridge closed", "Ana Lind", "docx")
    assert article.published == datetime.date(2019, 3, 9)
    assert article.warnings == ()


def test_deleted_and_hidden_text_is_not_read_and_inserted_text_is() -> None:
    article = with_xml(
        "<w:r><w:t xml:space='preserve'>Kept </w:t></w:r>"
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>inserted</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> linked</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> held.</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    assert article.paragraphs[-1].text == "Kept inserted linked held."


def test_note_signs_and_breaks() -> None:
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>%s</w:t></w:r>"
    article = with_xml(
        f"<w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>m</w:t></w:r>{raised % '12'}"
        f"{raised % 'squared'}<w:r><w:footnoteReference w:id='2'/></w:r>"
    )
    assert article.paragraphs[-1].text == "One\ntwo msquared"


def test_a_text_box_is_read_once_and_greyed() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>A box beside</w:t></w:r></w:p></w:txbxContent>"
    article = with_xml(
        "<w:r><w:t>Beside it.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert said(article)[-2:] == [
        ("body", "", "Beside it."),
        ("boilerplate", "outside_article", "A box beside"),
    ]


def test_properties_fill_what_the_text_does_not_say_with_a_warning() -> None:
    document = blank()
    document.core_properties.author = "Ana Lind"
    document.core_properties.title = "Bridge closed"
    document.add_paragraph(PROSE)
    article = read(document)
    assert (article.title, article.byline) == ("Bridge closed", "Ana Lind")
    (warning,) = article.warnings
    assert warning.code == "file_properties"
    assert "author “Ana Lind”" in warning.message


@pytest.mark.parametrize("day", [datetime.datetime(2013, 12, 23), datetime.datetime(2019, 3, 9)])
def test_the_date_of_a_file_is_not_that_of_its_article(day: datetime.datetime) -> None:
    document = blank()
    document.core_properties.created = document.core_properties.modified = day
    document.add_paragraph(PROSE)
    article = read(document)
    assert article.published is None
    assert article.warnings == ()


@pytest.mark.parametrize("style", ["Title", "Normal"])
def test_a_heading_right_under_the_byline_is_one(style: str) -> None:
    document = blank()
    document.add_paragraph("Bridge closed for years", style)
    document.add_paragraph("By Ana Lind")
    document.add_paragraph("The Dispute", "Heading 1")
    document.add_paragraph(PROSE)
    kinds = [kind for kind, _, _ in said(read(document))]
    assert kinds == ["title", "byline", "heading", "body"]


def test_what_the_text_says_goes_before_the_properties() -> None:
    document = blank()
    document.core_properties.author = "Somebody Else"
    document.core_properties.title = "Template"
    for text in ("Bridge closed", "By Ana Lind, 9 March 2019", PROSE, PROSE):
        document.add_paragraph(text)
    article = read(document)
    assert (article.title, article.byline) == ("Bridge closed", "Ana Lind")
    assert str(article.published) == "2019-03-09"
    assert article.warnings == ()


def test_rules_can_be_off_and_the_language_is_that_of_the_import() -> None:
    document = blank()
    document.add_paragraph("The steel was old.", "Quote")
    document.add_paragraph(PROSE)
    article = read(document, Options(rules_off=frozenset({"marked_quote"}), language="de"))
    assert article.paragraphs[0].kind == "body"
    assert article.language == "de"


def archive(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return buffer.getvalue()


def damaged(change: Callable[[bytes], bytes]) -> bytes:
    """A document whose main part is changed, all else being as it should."""
    document = blank()
    document.add_paragraph(PROSE)
    with zipfile.ZipFile(io.BytesIO(packed(document))) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    entries["word/document.xml"] = change(entries["word/document.xml"])
    return archive(entries)


def test_a_document_changed_by_nothing_is_read() -> None:
    (article,) = word.read(damaged(lambda xml: xml), "a.docx", Options()).articles
    assert article.paragraphs[0].text == PROSE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_docx"),
        (b"PK\x03\x04 and nothing", "not_docx"),
        (archive({"a.txt": b"x"}), "not_docx"),
        (archive({"[Content_Types].xml": b"<x/>"}), "not_docx"),
        (archive({"[Content_Types].xml": b"<"}), "not_docx"),
        (
            archive({"[Content_Types].xml": b"", "a": b"0" * (51 * 1024 * 1024)}),
            "too_large_unpacked",
        ),
        (
            archive({"[Content_Types].xml": b""} | {str(n): b"" for n in range(2_001)}),
            "too_large_unpacked",
        ),
        (damaged(lambda xml: xml + b" " * (11 * 1024 * 1024)), "too_large_unpacked"),
        (damaged(lambda xml: xml[:-30]), "not_docx"),
        (damaged(lambda xml: xml.replace(PROSE.encode(), b"")), "empty"),
        (damaged(lambda xml: xml.replace(b"<w:p>", b"<w:p>" * 20_000, 1)), "not_docx"),
    ],
    ids=range(11),
)
def test_what_is_no_document_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        word.read(data, "a.docx", Options())
    assert caught.value.code == code


def test_more_paragraphs_than_an_article_may_have_are_refused() -> None:
    short = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    data = damaged(lambda xml: xml.replace(b"<w:body>", b"<w:body>" + short * 100_000, 1))
    with pytest.raises(Refused) as caught:
        word.read(data, "a.docx", Options())
    assert caught.value.code == "too_many_paragraphs"


def test_a_broken_part_is_no_fault_of_the_server() -> None:
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    with zipfile.ZipFile(io.BytesIO(damaged(lambda xml: xml))) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    entries["word/footnotes.xml"] = b"<broken"
    rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    link = b'<Relationship Id="r99" Type="%b" Target="footnotes.xml"/></Relationships>' % relation
    part = b'<Override PartName="/word/footnotes.xml" ContentType="%b"/></Types>' % kind
    entries[rels] = entries[rels].replace(b"</Relationships>", link)
    entries[types] = entries[types].replace(b"</Types>", part)
    with pytest.raises(Refused) as caught:
        word.read(archive(entries), "a.docx", Options())
    assert caught.value.code == "not_docx"
    name = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    note = f"<w:footnotes {name}><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>"
    entries["word/footnotes.xml"] = f"{note}</w:footnotes>".encode()
    (article,) = word.read(archive(entries), "a.docx", Options()).articles
    assert said(article)[-1] == ("metadata", "footnote", "A note.")


def test_entities_are_not_resolved() -> None:
    def bomb(xml: bytes) -> bytes:
        kind = b'<!DOCTYPE d [<!ENTITY a "evil"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        start = xml.index(b"?>") + 2
        return (xml[:start] + kind + xml[start:]).replace(PROSE.encode(), b"Text &a;&x; here.")

    try:
        (article,) = word.read(damaged(bomb), "a.docx", Options()).articles
        everything = "\n".join(p.text for p in article.paragraphs)
    except Refused:
        everything = ""
    assert "evil" not in everything
    assert "root:" not in everything
