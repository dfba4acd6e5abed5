"""Bytes to text: decode without guessing, refuse what is no article, normalise once."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from charset_normalizer import from_bytes

from workbench.core.errors import Refused

MOST_CODE_POINTS = 500_000
# Canonical ordering takes time with the square of such a run; no script stacks more than a few.
MOST_COMBINING_MARKS = 100
_SAMPLE = 65_536  # bytes that suffice to propose an encoding

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")

# How files begin that are sometimes renamed to .txt.
_OTHER_FORMATS = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"%PDF-", "a PDF"),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "a ZIP archive or an office document"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (rb"\{\\rtf", "a rich-text (RTF) document"),
        (rb"%!PS", "a PostScript document"),
        (rb"\x1f\x8b", "a gzip archive"),
        (rb"BZh[1-9]1AY", "a bzip2 archive"),
        (rb"\xfd7zXZ\x00", "an xz archive"),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (rb"Rar!\x1a", "a RAR archive"),
        (rb"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (rb".{257}ustar[\x00 ]", "a tar archive"),
        (rb"\x89PNG\r\n", "an image (PNG)"),
        (rb"\xff\xd8\xff", "an image (JPEG)"),
        (rb"GIF8[79]a", "an image (GIF)"),
        (rb"II\*\x00|MM\x00\*", "an image (TIFF)"),
        (rb"RIFF.{4}WEBP", "an image (WebP)"),
        (rb"\x00\x00\x00.ftyp", "an image or a film"),
        (rb"SQLite format 3\x00", "a database"),
    )
)
_HTML_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def decode(data: bytes) -> str:
    """Return the text of a UTF-8 file, or of a UTF-16 file with its byte order mark.

    :raise Refused: for anything else; the message says what the file seems to be.
    """
    _refuse_other_formats(data)
    if data.startswith(_UTF32_MARKS):
        raise Refused("This file is UTF-32. Save it as UTF-8 and try again.", code="not_utf8")
    if data.startswith(_UTF16_MARKS):
        text = _decode_utf16(data)
    else:
        text = _decode_utf8(data.removeprefix(_UTF8_MARK))
    _refuse_nul(text)
    return text


def normalise(text: str) -> str:
    """Return the text as `clean` leaves it; do it once, at import.

    :raise Refused: if nothing visible is left, or if it is too long.
    """
    _refuse_stacked_marks(text)
    text = clean(text).removeprefix("\ufeff")
    if not is_visible(text):
        raise Refused("This file holds no text.", code="empty")
    if len(text) > MOST_CODE_POINTS:
        raise Refused(
            f"This text has {len(text):,} characters; an article may have {MOST_CODE_POINTS:,}. "
            "Split it into its articles.",
            code="too_long",
        )
    return text


def clean(text: str) -> str:
    """Return NFC text with line feeds and no other control characters.

    A form feed or paragraph separator becomes a blank line, other line breaks a line feed, a tab
    one space (four where it indents).
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"\r\n?|[\x0b\x85\u2028]", "\n", text)
    text = re.sub(r"[\x0c\u2029]", "\n\n", text)
    text = re.sub(r"^\t+", lambda tabs: "    " * len(tabs[0]), text, flags=re.MULTILINE)
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text.replace("\t", " "))


def is_visible(text: str) -> bool:
    """Whether anything can be seen: not only spaces, marks of order and zero-width characters."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _refuse_other_formats(data: bytes) -> None:
    for pattern, what in _OTHER_FORMATS:
        if pattern.match(data):
            raise Refused(
                f"This file is {what}, not plain text. Save the article as text or Markdown.",
                code="not_text",
            )
    if _HTML_PAGE.match(data.removeprefix(_UTF8_MARK)):
        raise Refused(
            "This file is a web page. Copy the article's text into a text or Markdown file.",
            code="not_text",
            line=1,
        )
    # The longest encoding takes four bytes a character: this cannot fit and is not even decoded.
    if len(data) > 4 * MOST_CODE_POINTS + len(_UTF8_MARK):
        raise Refused(
            f"This file has {len(data):,} bytes; an article may have {MOST_CODE_POINTS:,} "
            "characters. Split it into its articles.",
            code="too_long",
        )


def _decode_utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Refused(
            f"This file begins as UTF-16 but breaks at byte {error.start:,}. "
            "It may be cut short; save it as UTF-8 and try again.",
            code="not_utf16",
        ) from None


def _decode_utf8(data: bytes) -> str:
    if _nuls_alternate(data):
        raise Refused(
            "This file looks like UTF-16 without a byte order mark. "
            "Save it as UTF-8 and try again.",
            code="utf16_without_mark",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start) from None


def _nuls_alternate(data: bytes) -> bool:
    """In UTF-16 Latin letters, and the spaces of any script, have a NUL on one side only."""
    counts = sorted((data[0::2].count(0), data[1::2].count(0)))
    mostly_latin = counts[1] * 4 >= len(data) > 0
    return counts[0] == 0 and (mostly_latin or (counts[1] >= 8 and counts[1] * 32 >= len(data)))


def _refuse_nul(text: str) -> None:
    place = text.find("\x00")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise Refused(
            f"Line {line} holds a NUL character, so this is no plain text. Save it again as UTF-8.",
            code="nul",
            line=line,
        )


def _not_utf8(data: bytes, place: int) -> Refused:
    line = data.count(b"\n", 0, place) + 1
    sample_start = data.rfind(b"\n", 0, max(0, place - _SAMPLE // 2)) + 1
    best = from_bytes(data[sample_start:][:_SAMPLE]).best()
    proposal = f"It may be {best.encoding}; check" if best else "Check"
    return Refused(
        f"This file is not UTF-8: byte {place:,} (line {line}) does not fit. "
        f"{proposal} the encoding, save the file as UTF-8 and try again.",
        code="not_utf8",
        line=line,
    )


def _refuse_stacked_marks(text: str) -> None:
    if text.isascii():
        return
    for stacked, run in groupby(text, key=lambda character: unicodedata.combining(character) > 0):
        if stacked and sum(1 for _ in run) > MOST_COMBINING_MARKS:
            raise Refused(
                f"More than {MOST_COMBINING_MARKS} combining marks stand on one character. "
                "Remove them and try again.",
                code="stacked_marks",
            )
