"""Readers: the bytes of one file in, drafts of its articles out, or a refusal with its reason.

Pure: no database, no network, no guessing of encodings or languages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Reading
from workbench.corpus.readers import archive, json_document, json_lines, markdown, table, text
from workbench.corpus.readers.blocks import MOST_PARAGRAPHS, Block, refuse_wrong_size
from workbench.corpus.readers.bytes import (
    decode,
    is_web_page,
    name_of_encoding,
    normalise,
    refuse_other_formats,
    refuse_too_big,
    refuse_too_long_to_decode,
)
from workbench.corpus.readers.limits import MOST_ARTICLES
from workbench.corpus.readers.noticing import notice_in_draft, notice_in_source
from workbench.corpus.readers.recognising import recognise
from workbench.corpus.readers.structure import assemble

__all__ = ["FORMATS", "MOST_ARTICLES", "MOST_PARAGRAPHS", "read", "read_article"]

#: How a file can be read, and what a person calls it.
FORMATS = {
    "text": "Plain text",
    "markdown": "Markdown",
    "html": "Web page (HTML)",
    "mhtml": "Saved web page (MHTML)",
    "json": "JSON",
    "jsonl": "JSON Lines",
    "csv": "Table (CSV or TSV)",
    "docx": "Word document (DOCX)",
    "zip": "Archive (ZIP)",
}


def read(data: bytes, name: str, options: Options | None = None) -> Reading:
    """Read one file of any format in `FORMATS`: its articles, and a problem for each bad part.

    A reading without articles has problems. Of two records with one id the first is kept.

    :raise Refused: where the file as a whole cannot be used, with code, sentence and, where known,
        1-based line. `details["proposal"]` names the likely encoding of bytes that are no UTF-8,
        `details["columns"]` the columns of a table whose text is to be pointed out.
    """
    options = options or Options()
    refuse_too_big(data)
    format = options.format or recognise(data, name)
    if format not in FORMATS:
        raise Refused(f"Choose one of: {', '.join(FORMATS)}.", code="unknown_format")
    reading = _READERS[format](data, name, options)
    # The files in an archive came through here one by one.
    return reading if format == "zip" else _with_warnings(reading, notice_in_draft)


def read_article(data: bytes, name: str) -> ArticleDraft:
    """Read one plain-text or Markdown file; `name` is the file's name, its suffix a hint.

    :raise Refused: with a code, a sentence and, where known, the 1-based line.
    """
    refuse_other_formats(data)
    if is_web_page(data):
        raise Refused(
            "This file is a web page. Copy the article's text into a text or Markdown file.",
            code="not_text",
            line=1,
        )
    source = decode(data)
    is_markdown = name.lower().endswith(markdown.SUFFIXES) or markdown.looks_like_markdown(source)
    reading = (_read_markdown if is_markdown else _read_text)(data, name, Options())
    return reading.articles[0]


def _read_text(data: bytes, name: str, options: Options) -> Reading:
    return _read_running(data, name, options, "text", text.blocks)


def _read_markdown(data: bytes, name: str, options: Options) -> Reading:
    return _read_running(data, name, options, "markdown", markdown.blocks)


def _read_running(
    data: bytes,
    name: str,
    options: Options,
    format: str,
    cut: Callable[[str], tuple[Block, ...]],
) -> Reading:
    """A file that is one article in running text."""
    refuse_other_formats(data)
    refuse_too_long_to_decode(data)
    source = decode(data, options.encoding)
    blocks = cut(normalise(source))
    refuse_wrong_size(blocks)
    draft = assemble(blocks, format=format, name=name, options=options)
    reading = Reading(format, name_of_encoding(data, options.encoding), (draft,))
    noticed = notice_in_source(source)
    return _with_warnings(reading, lambda draft: noticed)


def _with_warnings(
    reading: Reading, notice: Callable[[ArticleDraft], tuple[Problem, ...]]
) -> Reading:
    articles = (replace(one, warnings=(*one.warnings, *notice(one))) for one in reading.articles)
    return replace(reading, articles=tuple(articles))


def _read_html(data: bytes, name: str, options: Options) -> Reading:
    from workbench.corpus.readers import page  # trafilatura takes a second to load

    reading = page.read(data, name, options)
    noticed = notice_in_source(data.decode(reading.encoding, "ignore"))
    return _with_warnings(reading, lambda draft: noticed)


def _read_mhtml(data: bytes, name: str, options: Options) -> Reading:
    from workbench.corpus.readers import mhtml  # as above

    return mhtml.read(data, name, options)


def _read_docx(data: bytes, name: str, options: Options) -> Reading:
    from workbench.corpus.readers import word  # python-docx, likewise

    return word.read(data, name, options)


def _read_zip(data: bytes, name: str, options: Options) -> Reading:
    return archive.read(data, name, options, read)


_READERS: dict[str, Callable[[bytes, str, Options], Reading]] = {
    "text": _read_text,
    "markdown": _read_markdown,
    "html": _read_html,
    "mhtml": _read_mhtml,
    "json": json_document.read,
    "jsonl": json_lines.read,
    "csv": table.read,
    "docx": _read_docx,
    "zip": _read_zip,
}
