"""Readers: the bytes of one file in, one draft of an article out, or a refusal with its reason.

Pure: no database, no network, no guessing of encodings or languages.
"""

from __future__ import annotations

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Reading
from workbench.corpus.readers import markdown, text
from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.bytes import decode, normalise
from workbench.corpus.readers.structure import assemble

__all__ = ["FORMATS", "MOST_PARAGRAPHS", "read", "read_article"]

MOST_PARAGRAPHS = 2_000

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

    :raise Refused: where nothing of the file can be used, with code, sentence and 1-based line;
        for bytes that are no UTF-8, `details["proposal"]` names the likely encoding.
    """
    options = options or Options()
    draft = read_article(data, name)
    return Reading(draft.format, "utf-8", (draft,))


def read_article(data: bytes, name: str) -> ArticleDraft:
    """Read one plain-text or Markdown file; `name` is the file's name, its suffix a hint.

    :raise Refused: with a code, a sentence and, where known, the 1-based line.
    """
    source = normalise(decode(data))
    is_markdown = name.lower().endswith(markdown.SUFFIXES) or markdown.looks_like_markdown(source)
    blocks = markdown.blocks(source) if is_markdown else text.blocks(source)
    _refuse_wrong_size(blocks)
    return assemble(blocks, format="markdown" if is_markdown else "text", name=name)


def _refuse_wrong_size(blocks: tuple[Block, ...]) -> None:
    if not blocks:
        raise Refused("This file holds marks but no text.", code="empty")
    if len(blocks) > MOST_PARAGRAPHS:
        raise Refused(
            f"This text has {len(blocks):,} paragraphs; an article may have {MOST_PARAGRAPHS:,}. "
            "Split it into its articles.",
            code="too_many_paragraphs",
            line=blocks[MOST_PARAGRAPHS].line,
        )
