"""The shape between a format's reader and the rules that know articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.core.errors import Refused
from workbench.corpus.readers.bytes import refuse_too_long

MOST_PARAGRAPHS = 2_000  # of one article

Form = Literal[
    "text", "heading", "quote", "item", "image", "caption", "rule", "footnote", "front_matter"
]
Emphasis = Literal["", "em", "strong"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as the format marks it.

    `line` is 1-based in the normalised text; `level` is that of a heading, else 0; `emphasis` is
    set where the whole of a paragraph is emphasised; `outside` where a page holds it beside the
    article's text.
    """

    text: str
    line: int
    form: Form = "text"
    level: int = 0
    emphasis: Emphasis = ""
    outside: bool = False


def refuse_wrong_size(blocks: Sequence[Block]) -> None:
    """Raises Refused for an article without any paragraph, or with more than one may have."""
    if not blocks:
        raise Refused("This file holds marks but no text.", code="empty")
    if len(blocks) > MOST_PARAGRAPHS:
        raise Refused(
            f"This text has {len(blocks):,} paragraphs; an article may have {MOST_PARAGRAPHS:,}. "
            "Split it into its articles.",
            code="too_many_paragraphs",
            line=blocks[MOST_PARAGRAPHS].line or None,
        )
    refuse_too_long(sum(len(block.text) for block in blocks))
