"""Formats are known by their content; a name decides only where the content leaves it open."""

from __future__ import annotations

import io
import zipfile
from itertools import permutations

import pytest

from workbench.core.errors import Refused
from workbench.corpus.drafts import Options
from workbench.corpus.readers import FORMATS, read
from workbench.corpus.readers.recognising import recognise

BODY = "The council met on Monday and decided that the ferry would stay through the winter."
PAGE = f"<!doctype html><title>T</title><p>{BODY}</p>"
MHTML = 'From: <Saved by Blink>\nSubject: A page\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"; boundary="x"\n\n--x\n'  # noqa: E501 - headers as browsers write them


def packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, BODY)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (BODY, "text"),
        ("[1] A note.\n\nText [2].", "text"),
        ("{sic} is what he wrote.", "text"),
        ("Ferry, text and title\n\nMore, of course.", "text"),
        (f"# Ferry stays\n\n{BODY}", "markdown"),
        ("[Ferry](https://example.org/ferry) stays.", "markdown"),
        (PAGE, "html"),
        (f'<?xml version="1.0"?>\n<!-- saved -->\n<html><p>{BODY}</p></html>', "html"),
        ("<!--" * 1000, "html"),
        (f"<!-- saved -->\n<p>{BODY}</p>", "html"),
        (f"<article><p>{BODY}</p></article>", "html"),
        (f"<!-- a -->\n<!-- b --> <p>{BODY}</p>", "html"),
        ("<!-- a -->\n[Ferry](https://example.org/ferry) stays.", "markdown"),
        (f"<!-- a -->\n{BODY}", "text"),
        (f"<Verse 1>\n\n{BODY}", "text"),
        (MHTML, "mhtml"),
        ('{"text": "x"}', "json"),
        ('[{"text": "x"}]', "json"),
        ('[\n  {\n    "text": "x"\n  }\n]', "json"),
        ('{\n  "text": "x"\n}', "json"),
        ('{"text": "x"}\n{"text": "y"}\n', "jsonl"),
        ('{"text": "x", broken\n{"text": "y"}\n', "jsonl"),
        ('{"text": "x"}\r\n\r\n{"text": "y"}\r\n', "jsonl"),
        ('{"text": "' + "x " * 200_000 + '"}\n{"text": "y"}\n', "jsonl"),
        ("title,text\nFerry,It stays\n", "csv"),
        ('Titel;"Text";Quelle\nFähre;Sie bleibt;Werft\n', "csv"),
        ("headline\tbody\nFerry\tIt stays\n", "csv"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_content_alone_tells_the_format(content: str, format: str, encoding: str) -> None:
    for name in ("download", "article.txt", "article.bin"):
        assert recognise(content.encode(encoding), name) == format


@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_a_saved_page_is_known_by_headers_in_any_order(break_: str) -> None:
    related = 'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="x"'
    headers = ["MIME-Version: 1.0", "From: <Saved>", related, "Subject: A\n page"]
    for order in permutations(headers):
        content = "\n".join([*order, "", "--x"]).replace("\n", break_)
        assert recognise(content.encode(), "download") == "mhtml"
    assert recognise(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "a") == "text"


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.md", BODY, "markdown"),
        ("a.csv", "a,b\n1,2", "csv"),
        ("A.TSV", "a\tb\n1\t2", "csv"),
        ("a.json", "no json", "json"),
        ("a.jsonl", '{"text": "x"}', "jsonl"),
        ("a.jsonl", '[{"text": "x"}]', "jsonl"),
        ("a.json", '{"text": "x"}\n{"text": "y"}', "jsonl"),
        ("a.html", f"<div><p>{BODY}</p></div>", "html"),
        ("a.html", BODY, "text"),
        ("a.csv", PAGE, "html"),
        ("a.md", "title,text\nFerry,It stays\n", "markdown"),
    ],
)
def test_a_name_is_a_hint(name: str, content: str, format: str) -> None:
    assert recognise(content.encode(), name) == format


@pytest.mark.parametrize("name", ["a", "a.zip", "a.docx"])
def test_archives_and_word_documents_are_told_apart(name: str) -> None:
    assert recognise(packed("a.txt"), name) == "zip"
    assert recognise(packed("[Content_Types].xml", "word/document.xml"), name) == "docx"


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.html", "a.md", "a.mhtml"])
def test_an_archive_that_poses_as_text_is_refused(name: str) -> None:
    for data in (packed("a.txt"), packed("word/document.xml"), b"\x1f\x8b\x08\x00", b"%PDF-1.7"):
        with pytest.raises(Refused) as caught:
            recognise(data, name)
        assert caught.value.code == "not_text"


@pytest.mark.parametrize("inner", ["xl/workbook.xml", "ppt/presentation.xml", "content.xml"])
def test_other_office_documents_are_called_by_their_names(inner: str) -> None:
    with pytest.raises(Refused) as caught:
        recognise(packed("[Content_Types].xml", inner), "a.zip")
    assert caught.value.code == "not_text"
    assert "Save it" in caught.value.message


@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_text_that_poses_as_an_archive_is_refused(name: str) -> None:
    with pytest.raises(Refused) as caught:
        recognise(BODY.encode(), name)
    assert caught.value.code == "not_text"


def test_a_lead_can_say_the_format() -> None:
    data = b'{"text": "x"}'
    assert (
        read(data, "a.txt", Options(format="text")).articles[0].paragraphs[0].text
        == '{"text": "x"}'
    )
    assert read(b"<p>x</p>", "a.html", Options(format="markdown")).format == "markdown"
    with pytest.raises(Refused) as caught:
        read(data, "a.txt", Options(format="pickle"))
    assert caught.value.code == "unknown_format"


@pytest.mark.parametrize("format", ["text", "markdown", "json", "jsonl", "csv"])
def test_a_chosen_format_does_not_open_the_door_to_others(format: str) -> None:
    assert format in FORMATS
    for data in (packed("a.txt"), b"\x1f\x8b\x08\x00\xff", b"GIF89a<html>\x00"):
        with pytest.raises(Refused):
            read(data, "a.txt", Options(format=format))


def test_a_file_of_more_than_20_mib_is_not_looked_at() -> None:
    with pytest.raises(Refused) as caught:
        read(b"a" * (20 * 1024 * 1024 + 1), "a.txt")
    assert caught.value.code == "too_big"
