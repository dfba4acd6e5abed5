from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import Refused
from workbench.corpus.readers import MOST_PARAGRAPHS, read_article
from workbench.corpus.readers.bytes import (
    MOST_CODE_POINTS,
    clean,
    decode,
    has_stacked_marks,
    normalise,
)
from workbench.corpus.readers.encodings import ENCODINGS, choose

TEXT = "Größe ändert sich – nicht über Nacht.\nDas sagte die Ärztin am Freitag in Köln.\n"


def refusal(data: bytes, name: str = "a.txt") -> Refused:
    with pytest.raises(Refused) as caught:
        read_article(data, name)
    assert caught.value.message.endswith((".", ".."))
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b" \t\r\n\f ",
        "\u00a0\u2003\n".encode(),
        "\u200b\ufeff\u200e".encode(),
        b"\xef\xbb\xbf \n",
        b"\x01\x02",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_nothing_visible_is_refused(data: bytes, name: str) -> None:
    assert refusal(data, name).code == "empty"


@pytest.mark.parametrize(
    "data", [b"<!-- only a comment -->\n", b"<script>x()</script>\n", b"![](a)"]
)
def test_markdown_without_text_is_refused(data: bytes) -> None:
    assert refusal(data, "a.md").code == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_unicode_is_accepted(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, "قال الوزير إن التصويت يوم الجمعة ولم يعلق. " * 20, "a"])
def test_utf16_without_its_mark_is_refused(encoding: str, text: str) -> None:
    assert refusal(text.encode(encoding)).code in {"utf16_without_mark", "nul"}


def test_latin_utf16_without_its_mark_is_called_by_its_name() -> None:
    refused = refusal(TEXT.encode("utf-16-le"))
    assert refused.code == "utf16_without_mark"
    assert "UTF-16" in refused.message


def test_cut_utf16_and_utf32_are_refused() -> None:
    assert refusal(TEXT.encode("utf-16") + b"x").code == "not_utf16"
    assert refusal(TEXT.encode("utf-32")).code == "not_utf8"


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "shift_jis"])
def test_other_encodings_are_refused_with_place_and_proposal(encoding: str) -> None:
    line = {
        "cp1252": TEXT,
        "cp1251": "Голосование состоится в пятницу.",
        "shift_jis": "投票は金曜日です。",
    }
    data = b"First line.\n" + (line[encoding] * 5).encode(encoding)
    refused = refusal(data)
    assert refused.code == "not_utf8"
    assert refused.line == 2
    with pytest.raises(UnicodeDecodeError) as caught:
        data.decode("utf-8")
    assert f"byte {caught.value.start}" in refused.message
    assert "It may be " in refused.message
    assert refused.message.endswith(". Confirm that encoding, or save the file as UTF-8.")
    assert refused.details["proposal"] == {"shift_jis": "cp932"}.get(encoding, encoding)


def test_bytes_of_no_encoding_are_refused_all_the_same() -> None:
    refused = refusal(b"Text \x81\x8d\x8f\x90\x9d\xff\xfe\xfd")
    assert (refused.code, "proposal" in refused.details) == ("not_utf8", False)
    assert refused.message.endswith(" Choose its encoding, or save the file as UTF-8.")


def test_a_nul_is_refused_with_its_line() -> None:
    refused = refusal(b"One.\nTwo.\nThr\x00ee.")
    assert (refused.code, refused.line) == ("nul", 3)
    assert refusal("One.\nTwo\x00.".encode("utf-16")).line == 2


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "office"),
        (b"{\\rtf1\\ansi Text}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
        (b"a.txt" + bytes(252) + b"ustar\x00", "tar"),
        (b"<!DOCTYPE html>\n<html><body>Text</body></html>", "web page"),
    ],
)
def test_other_formats_are_refused_by_name(data: bytes, word: str) -> None:
    refused = refusal(data)
    assert refused.code == "not_text"
    assert word in refused.message


@pytest.mark.parametrize(
    "text",
    ["PK was here.", "%PDF is a format.", "GIF8 is none.", "I love WEBP.", "BZh? No.", "Rar!"],
)
def test_texts_that_speak_of_formats_are_read(text: str) -> None:
    assert read_article(text.encode(), "a.txt").paragraphs[0].text == text


def test_an_article_may_be_long_but_not_longer() -> None:
    assert len(normalise("ä" * MOST_CODE_POINTS)) == MOST_CODE_POINTS
    for data in ("ä" * (MOST_CODE_POINTS + 1), "a" * (4 * MOST_CODE_POINTS + 4)):
        assert refusal(data.encode()).code == "too_long"


def test_an_article_may_have_many_paragraphs_but_not_more() -> None:
    assert len(read_article(b"Yes.\n\n" * MOST_PARAGRAPHS, "a.txt").paragraphs) == MOST_PARAGRAPHS
    refused = refusal(b"Yes.\n\n" * (MOST_PARAGRAPHS + 1))
    assert (refused.code, refused.line) == ("too_many_paragraphs", 2 * MOST_PARAGRAPHS + 1)


def test_a_tower_of_combining_marks_is_put_in_order_and_kept() -> None:
    text = "a" + "\u0301\u0323\u0344" * 70
    assert has_stacked_marks(text)
    assert clean(text) == unicodedata.normalize("NFC", text)
    [paragraph] = read_article(("a" + "\u0301\u0323" * 100_000).encode(), "a.txt").paragraphs
    assert len(paragraph.text) == 200_000  # a with a dot below is one letter
    assert not has_stacked_marks("é" * 200 + "—" * 200)


def test_an_encoding_that_a_person_confirmed_is_decoded_strictly() -> None:
    data = "“Größe” kostet 3 €.".encode("cp1252")
    assert decode(data, "windows-1252") == "“Größe” kostet 3 €."
    with pytest.raises(Refused) as caught:
        decode(b"One.\nTwo \x81.", "cp1252")
    assert (caught.value.code, caught.value.line) == ("wrong_encoding", 2)
    assert "byte 9" in caught.value.message


@pytest.mark.parametrize(
    "codec",
    ["utf_7", "utf-7", "zlib_codec", "punycode", "idna", "unicode_escape", "rot13", "base64"],
)
def test_only_encodings_of_text_can_be_chosen(codec: str) -> None:
    assert choose(codec) == ""
    with pytest.raises(Refused) as caught:
        decode(b"eJwDAAAAAAE=", codec)
    assert caught.value.code == "unknown_encoding"


def test_a_hostile_name_of_an_encoding_is_shown_cut() -> None:
    for name in ("x" * 5_000, "cp1252\x00", "../os"):
        with pytest.raises(Refused) as caught:
            decode(b"text", name)
        assert len(caught.value.message) < 500


def test_every_encoding_offered_exists_and_gives_text() -> None:
    for codec in ENCODINGS:
        assert "A".encode(codec).decode(codec) == "A"
        assert choose(codec) == codec


def test_utf16_without_its_mark_is_read_once_it_is_confirmed() -> None:
    data = TEXT.encode("utf-16-be")
    refused = refusal(data)
    assert refused.details["proposal"] == "utf_16_be"
    assert decode(data, str(refused.details["proposal"])) == TEXT


def test_line_breaks_of_all_systems_become_line_feeds() -> None:
    assert clean("a\r\nb\rc\x0bd\u2028e\x85f") == "a\nb\nc\nd\ne\nf"
    assert clean("a\x0cb\u2029c") == "a\n\nb\n\nc"


def test_composed_and_tabs() -> None:
    assert clean("e\u0301\tx") == "é x"
    assert clean("\tx") == "    x"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_clean_text_is_nfc_without_control_characters_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert {c for c in cleaned if unicodedata.category(c) == "Cc"} <= {"\n"}
    assert clean(cleaned) == cleaned
