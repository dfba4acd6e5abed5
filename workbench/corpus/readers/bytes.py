"""Bytes to text: decode without guessing, refuse what is no text, normalise once."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from workbench.core.errors import Refused
from workbench.corpus.readers.encodings import ENCODINGS, choose, propose

MOST_BYTES = 20 * 1024 * 1024  # of one file
MOST_CODE_POINTS = 500_000  # of one article
#: More marks on one character are no script's spelling; see `compose`.
MOST_COMBINING_MARKS = 100

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")

ZIP_START = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
# How files begin that are sometimes renamed to .txt.
_OTHER_FORMATS = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"%PDF-", "a PDF"),
        (ZIP_START.pattern, "a ZIP archive or an office document"),
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
# Marks are neither letters nor digits nor spaces; a long run of such is looked at closely.
_PERHAPS_STACKED = re.compile(rf"[^\w\s\x00-\u02ff]{{{MOST_COMBINING_MARKS + 1},}}")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of a UTF-8 file, or of a UTF-16 file with its byte order mark.

    `encoding`, confirmed by a person, is one of `ENCODINGS` and decodes strictly.

    :raise Refused: for anything else, with `details["proposal"]` where an encoding seems likely;
        for a NUL, which no text has.
    """
    if encoding:
        text = _decode_as(data, encoding)
    elif data.startswith(_UTF32_MARKS):
        raise Refused("This file is UTF-32. Save it as UTF-8 and try again.", code="not_utf8")
    elif data.startswith(_UTF16_MARKS):
        text = _decode_utf16(data)
    else:
        text = _decode_utf8(data.removeprefix(_UTF8_MARK))
    _refuse_nul(text)
    return text


def name_of_encoding(data: bytes, encoding: str = "") -> str:
    """What `decode` takes the bytes for."""
    if encoding:
        return choose(encoding)
    return "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8"


def normalise(text: str) -> str:
    """Return the text as `clean` leaves it; do it once, at import.

    :raise Refused: if nothing visible is left, or if it is too long.
    """
    text = clean(text).removeprefix("\ufeff")
    if not is_visible(text):
        raise Refused("This file holds no text.", code="empty")
    refuse_too_long(len(text))
    return text


def refuse_too_long(length: int) -> None:
    """Raises Refused for an article of more code points than one may have."""
    if length > MOST_CODE_POINTS:
        raise Refused(
            f"This text has {length:,} characters; an article may have {MOST_CODE_POINTS:,}. "
            "Split it into its articles.",
            code="too_long",
        )


def clean(text: str) -> str:
    """Return NFC text with line feeds and no other control characters.

    A form feed or paragraph separator becomes a blank line, other line breaks a line feed, a tab
    one space (four where it indents).
    """
    text = compose(text)
    text = re.sub(r"\r\n?|[\x0b\x85\u2028]", "\n", text)
    text = re.sub(r"[\x0c\u2029]", "\n\n", text)
    if "\t" in text:
        text = re.sub(r"^\t+", lambda tabs: "    " * len(tabs[0]), text, flags=re.MULTILINE)
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text.replace("\t", " "))


def compose(text: str) -> str:
    """The text in NFC, in time that grows with its length.

    unicodedata puts a run of combining marks in order in the square of its length: 100,000 of them
    take 8 s. Put in order before, they take 14 ms, and the result is the same.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _PERHAPS_STACKED.sub(_in_order, text))


def has_stacked_marks(text: str) -> bool:
    """Whether one character carries more marks than any script needs."""
    return any(
        sum(1 for _ in run) > MOST_COMBINING_MARKS
        for found in _PERHAPS_STACKED.finditer(text)
        for stacked, run in groupby(found[0], key=_is_combining)
        if stacked
    )


def is_visible(text: str) -> bool:
    """Whether anything can be seen: not only spaces, marks of order and zero-width characters."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def refuse_too_big(data: bytes) -> None:
    """Raises Refused for more bytes than one file may have."""
    if len(data) > MOST_BYTES:
        raise Refused(
            f"This file has {len(data):,} bytes; a file may have {MOST_BYTES:,} (20 MiB). "
            "Split it into smaller files.",
            code="too_big",
        )


def refuse_too_long_to_decode(data: bytes) -> None:
    """Raises Refused for bytes that cannot be one article in any encoding."""
    if len(data) > 4 * MOST_CODE_POINTS + len(_UTF8_MARK):
        raise Refused(
            f"This file has {len(data):,} bytes; an article may have {MOST_CODE_POINTS:,} "
            "characters. Split it into its articles.",
            code="too_long",
        )


def refuse_other_formats(data: bytes) -> None:
    """Raises Refused for what is no text by its first bytes, whatever its name says."""
    for pattern, what in _OTHER_FORMATS:
        if pattern.match(data):
            raise Refused(
                f"This file is {what}, not plain text. Save the article as text or Markdown.",
                code="not_text",
            )


def is_packed(data: bytes) -> bool:
    """Whether the bytes begin as those of an archive."""
    return any("archive" in what and pattern.match(data) for pattern, what in _OTHER_FORMATS)


def is_web_page(data: bytes) -> bool:
    """Whether the bytes begin as a whole page of HTML does."""
    return bool(_HTML_PAGE.match(data.removeprefix(_UTF8_MARK)))


def _is_combining(character: str) -> bool:
    return unicodedata.combining(character) > 0


def _in_order(found: re.Match[str]) -> str:
    """Canonical order is a stable sort of each run by combining class, after decomposition."""
    decomposed = "".join(unicodedata.normalize("NFD", character) for character in found[0])
    return "".join(
        "".join(sorted(run, key=unicodedata.combining) if stacked else run)
        for stacked, run in groupby(decomposed, key=_is_combining)
    )


def _decode_as(data: bytes, encoding: str) -> str:
    codec = choose(encoding)
    if not codec:
        raise Refused(
            f"No text is read as “{encoding[:40]}”. Choose one of: {', '.join(ENCODINGS)}.",
            code="unknown_encoding",
        )
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(
            f"This file is not {ENCODINGS[codec]}: byte {error.start:,} (line {line:,}) does not "
            "fit. Choose another encoding.",
            code="wrong_encoding",
            line=line,
        ) from None


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
        refused = Refused(
            "This file looks like UTF-16 without a byte order mark. "
            "Confirm that, or save it as UTF-8 and try again.",
            code="utf16_without_mark",
        )
        little = data[1::2].count(0) > data[0::2].count(0)
        refused.details["proposal"] = "utf_16_le" if little else "utf_16_be"
        raise refused
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
    proposal = propose(data, place)
    advice = f"It may be {ENCODINGS[proposal]}. Confirm that" if proposal else "Choose its"
    refused = Refused(
        f"This file is not UTF-8: byte {place:,} (line {line}) does not fit. "
        f"{advice} encoding, or save the file as UTF-8.",
        code="not_utf8",
        line=line,
    )
    if proposal:
        refused.details["proposal"] = proposal
    return refused
