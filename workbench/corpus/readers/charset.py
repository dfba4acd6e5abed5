"""The encoding of a web page: its byte order mark, UTF-8, or what its head declares."""

from __future__ import annotations

import re

from workbench.core.errors import Refused
from workbench.corpus.drafts import Problem
from workbench.corpus.readers.bytes import decode, name_of_encoding
from workbench.corpus.readers.encodings import choose

_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a charset is looked for
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Browsers read these as Windows-1252, and so are the pages written.
_WESTERN = {"iso-8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "iso8859-1"}


def decode_page(
    data: bytes, encoding: str, name: str, declared: str = ""
) -> tuple[str, str, tuple[Problem, ...]]:
    """The text of a page, the codec that gave it, and a warning where the page declares another.

    `encoding` is one that a person confirmed, or ""; `declared` is what is said of the page from
    outside and goes before what it says itself. Bytes that are good UTF-8 are taken as such
    whatever the page declares; others as declared, strictly.

    :raise Refused: `not_utf8` with a proposal, or as `bytes.decode`.
    """
    declared = declared.lower() or declared_charset(data)
    if encoding or data.startswith(_MARKS) or not _needs_declared(data, declared):
        text, codec = decode(data, encoding), name_of_encoding(data, encoding)
    else:
        text, codec = _decode_declared(data, declared)
    return text, codec, _warn(declared, codec, name) if not data.isascii() else ()


def declared_charset(data: bytes) -> str:
    """What the page's own head names as its charset, in lower case; "" where it names none."""
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace").lower() if match else ""


def _needs_declared(data: bytes, declared: str) -> bool:
    if not declared:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return bool(_codec(declared)) and _codec(declared) != _codec("utf-8")
    return False


def _codec(declared: str) -> str:
    return choose("cp1252" if declared in _WESTERN else declared)


def _decode_declared(data: bytes, declared: str) -> tuple[str, str]:
    try:
        return decode(data, _codec(declared)), _codec(declared)
    except Refused:
        return decode(data), "utf-8"  # which refuses, with a proposal


def _warn(declared: str, codec: str, name: str) -> tuple[Problem, ...]:
    if not declared or _codec(declared) == choose(codec) or declared == codec:
        return ()
    said = (
        f"The page calls its encoding “{declared}”, but its bytes are {codec}; they were read as "
        "that. Check that no letter is wrong."
    )
    return (Problem("charset", said, name=name),)
