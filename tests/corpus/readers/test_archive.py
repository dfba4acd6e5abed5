"""Archives: what is in them is read file by file, and nothing unpacks more than it says."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile

import pytest

from workbench.core.errors import Refused
from workbench.corpus.drafts import Options
from workbench.corpus.readers import read
from workbench.corpus.readers.archive import MOST_FILES

BODY = b"Ferry stays\n\nThe council met on Monday and decided that the ferry would stay.\n"


def packed(
    *files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes, options: Options | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        read(data, "a.zip", options)
    return caught.value


def test_each_file_is_read_by_itself() -> None:
    reading = read(
        packed(
            ("one.txt", BODY),
            ("deep/er/two.md", b"# Two\n\nText of two."),
            ("rows.jsonl", b'{"text": "Three."}\nbad\n'),
            ("rows.csv", b"title,text\nFour,It is.\n"),
            ("empty.txt", b""),
            ("page.html", b"<!doctype html><p>" + BODY + b"</p>"),
        ),
        "a.zip",
    )
    assert [(one.name, one.format) for one in reading.articles] == [
        ("one.txt", "text"),
        ("deep/er/two.md", "markdown"),
        ("rows.jsonl", "jsonl"),
        ("rows.csv", "csv"),
        ("page.html", "html"),
    ]
    assert [(p.name, p.code, p.line) for p in reading.problems] == [
        ("rows.jsonl", "not_json", 2),
        ("empty.txt", "empty", None),
    ]
    assert reading.format == "zip"


def test_a_word_document_is_no_nested_archive() -> None:
    document = packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    reading = read(packed(("one.txt", BODY), ("bad.docx", document)), "a.zip")
    assert [(p.name, p.code) for p in reading.problems] == [("bad.docx", "not_docx")]


def test_names_are_data() -> None:
    names = ["../../etc/passwd.txt", "/etc/x.txt", "C:\\x.txt", "a\x1b[2J\u202e.txt", "=1+1.txt"]
    reading = read(packed(*((name, BODY) for name in names)), "a.zip")
    assert [one.name for one in reading.articles] == [
        "../../etc/passwd.txt",
        "/etc/x.txt",
        "C:\\x.txt",
        "a\ufffd[2J\ufffd.txt",
        "=1+1.txt",
    ]


def test_folders_and_litter_are_passed_over() -> None:
    names = ["a/", "__MACOSX/._one.txt", "a/.DS_Store", "Thumbs.db", "._one.txt"]
    files = [(name, b"") for name in names]
    assert refused(packed(*files)).code == "empty"
    assert read(packed(*files, ("a/one.txt", BODY)), "a.zip").problems == ()


@pytest.mark.parametrize(
    "inner",
    [packed(("x.txt", BODY)), gzip.compress(BODY), b"7z\xbc\xaf\x27\x1c\x00", b"Rar!\x1a\x07"],
)
@pytest.mark.parametrize("name", ["inner.zip", "inner.txt", "inner"])
def test_an_archive_in_an_archive_is_refused(inner: bytes, name: str) -> None:
    found = refused(packed(("one.txt", BODY), (name, inner)))
    assert (found.code, name in found.message) == ("nested_archive", True)


def test_a_bomb_is_not_unpacked() -> None:
    assert refused(packed(("one.txt", BODY), ("bomb.txt", bytes(3_000_000)))).code == "archive_bomb"
    many = packed(*((f"{n}.txt", b"ab" * 5_000_000) for n in range(21)))
    assert refused(many).code in {"archive_too_big", "archive_bomb"}


def test_a_file_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(packed(("one.txt", b"a" * 900_000)))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 1_000)
    [problem] = read(bytes(data), "a.zip").problems
    assert (problem.code, problem.name) == ("broken_archive", "one.txt")


def test_an_archive_of_too_many_files_is_refused() -> None:
    files = [(f"{number}.txt", b"") for number in range(MOST_FILES + 1)]
    assert refused(packed(*files, method=zipfile.ZIP_STORED)).code == "too_many_files"
    huge = bytearray(packed(("one.txt", BODY)))
    place = huge.rindex(b"PK\x05\x06")
    huge[place + 12 : place + 16] = struct.pack("<I", 9 * 1024 * 1024)
    assert refused(bytes(huge)).code == "too_many_files"


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(packed(("secret.txt", BODY)))
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    found = refused(bytes(data))
    assert (found.code, "secret.txt" in found.message) == ("encrypted", True)


def test_links_and_rare_methods_are_problems() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    reading = read(packed((link, b"/etc/passwd"), ("one.txt", BODY)), "a.zip")
    assert [(p.name, p.code) for p in reading.problems] == [("link.txt", "link")]
    rare = read(packed(("one.txt", BODY), method=zipfile.ZIP_LZMA), "a.zip")
    assert [p.code for p in rare.problems] == ["broken_archive"]


@pytest.mark.parametrize("cut", [10, 60, -1, -30])
def test_a_cut_archive_is_refused(cut: int) -> None:
    assert refused(packed(("one.txt", BODY * 20))[:cut]).code in {"broken_archive"}


def test_an_archive_with_a_file_without_a_name_is_refused() -> None:
    data = packed(("?.txt", BODY)).replace(b"?.txt", b"\0.txt")  # a name ends at its first NUL
    assert refused(data).code == "broken_archive"


def test_a_broken_file_is_a_problem() -> None:
    data = bytearray(packed(("one.txt", BODY), ("two.txt", BODY), method=zipfile.ZIP_STORED))
    data[data.index(BODY) + 5] ^= 1
    reading = read(bytes(data), "a.zip")
    assert [(p.name, p.code) for p in reading.problems] == [("one.txt", "broken_archive")]
    assert len(reading.articles) == 1


def test_an_encoding_is_asked_for_once_and_used_only_where_it_is_needed() -> None:
    western = "Café\n\nZoë said “no” to everything that was on the table.".encode("cp1252")
    data = packed(("utf8.txt", "Größe zählt.".encode()), ("old.txt", western))
    asked = refused(data)
    assert (asked.code, asked.details["proposal"]) == ("not_utf8", "cp1252")
    assert "old.txt" in asked.message
    texts = [
        one.paragraphs[0].text for one in read(data, "a.zip", Options(encoding="cp1252")).articles
    ]
    assert texts == ["Größe zählt.", "Café"]


def test_columns_are_asked_for_and_used() -> None:
    data = packed(("rows.csv", b"a,b\nFerry,It stays.\n"))
    asked = refused(data)
    assert (asked.code, asked.details["columns"]) == ("no_text_column", ["a", "b"])
    [article] = read(data, "a.zip", Options(columns={"text": "b", "title": "a"})).articles
    assert article.title == "Ferry"
