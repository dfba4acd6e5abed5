"""Readers: the bytes of one file in, one draft of an article out, or a refusal with its reason.

Pure: no database, no network, no guessing of encodings or languages.
"""

from __future__ import annotations

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.readers import markdown, text
from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.bytes import decode, normalise
from workbench.corpus.readers.structure import assemble

__all__ = ["MOST_PARAGRAPHS", "read_article"]

MOST_PARAGRAPHS = 2_000


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
