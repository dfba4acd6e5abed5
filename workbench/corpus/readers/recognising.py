"""Which format a file has: by what is in it; its name only decides where that leaves it open."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from workbench.core.errors import Refused
from workbench.corpus.readers import markdown, table
from workbench.corpus.readers.archive import recognise_zip
from workbench.corpus.readers.bytes import MOST_CODE_POINTS, ZIP_START, refuse_other_formats

SUFFIXES = {
    **dict.fromkeys(markdown.SUFFIXES, "markdown"),
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    ".json": "json",
    ".docx": "docx",
    ".zip": "zip",
}
_HEAD = 2 * 1024 * 1024  # bytes that tell a format: ample for the longest line of JSON
_HEADER = r"[A-Za-z-]+:.*\n(?:[ \t].*\n)*"
_MHTML = re.compile(  # both headers, in any order, among the first forty
    rf"(?=(?:{_HEADER}){{0,40}}?mime-version:)"
    rf"(?:{_HEADER}){{0,40}}?content-type:\s*multipart/related",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>|<!--.{0,5000}?-->|\s)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"<(?:p|div|article|section|main|h1|span|table|meta)\b[^<>]*>", re.IGNORECASE)
_OPENS_WITH_TAG = re.compile(
    r"(?>(?:<!--.*?-->\s*)*)(?:<!--|<!doctype\b|</?(?:p|div|article|section|main|header|h[1-6]|span|table|meta|title|link"
    r"|script|style|blockquote|ul|ol|figure|img|a|b|i|em|strong)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_LINES_OF_JSON = re.compile(r"\{.*\r?\n\s*\{")


def recognise(data: bytes, name: str) -> str:
    """One of `readers.FORMATS`.

    :raise Refused: for what is none of them by its first bytes, and for an archive or an office
        document whose name says that it is text.
    """
    hint = SUFFIXES.get(PurePosixPath(name.lower()).suffix, "")
    if ZIP_START.match(data):
        if hint not in {"", "zip", "docx"}:
            refuse_other_formats(data)
        return recognise_zip(data)
    refuse_other_formats(data)
    if hint in {"zip", "docx"}:
        what = "an archive" if hint == "zip" else "a Word document"
        raise Refused(
            f"This file is named like {what}, but is none. Save it again, or rename it.",
            code="not_text",
        )
    return _by_text(_head_of(data), hint)


def _head_of(data: bytes) -> str:
    """The beginning as text, good enough for looking at signs that are ASCII."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").removeprefix("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _by_text(head: str, hint: str) -> str:
    text = head.lstrip()
    if _MHTML.match(text):
        return "mhtml"
    if _PAGE.match(text):
        return "html"
    if hint in {"html", "mhtml"} and (text.startswith("<!--") or _TAGS.search(text)):
        return "html"
    if hint != "markdown" and _OPENS_WITH_TAG.match(text):
        return "html"
    if hint in {"json", "jsonl"} or re.match(r'\{\s*["}]|\[\s*\{\s*["}]', text):
        return _which_json(text, hint)
    if hint == "csv" or (hint != "markdown" and table.looks_like_table(text)):
        return "csv"
    if hint == "markdown" or markdown.looks_like_markdown(head[:MOST_CODE_POINTS]):
        return "markdown"
    return "text"


def _which_json(text: str, hint: str) -> str:
    """Lines of objects are JSON Lines whatever the name; what stands alone is what it is named."""
    if text.startswith("{") and _LINES_OF_JSON.match(text):
        return "jsonl"
    return hint if hint in {"json", "jsonl"} else "json"
