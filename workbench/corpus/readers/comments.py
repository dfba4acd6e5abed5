"""Where an article ends and its readers begin to talk."""

from __future__ import annotations

import re

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.shapes import is_prose

_SIGN = re.compile(
    r"(?:(?:read(?:ers?['’]?s?)?\s+)?(?:comments?|kommentare|commentaires|comentarios)"
    r"(?:\s*\(?:?\s*\d[\d.,]*\)?)?"
    r"|\d[\d.,]*\s+(?:comments?|replies|responses|kommentare|commentaires|comentarios)"
    r"(?:\s+on\s.{1,120})?"
    r"|join the (?:discussion|conversation)|leave a (?:comment|reply))\s*:?",
    re.IGNORECASE,
)
# What stands around each comment; without any of it, "Comments" is only a button.
_TRACE = re.compile(
    r"(?:reply|antworten|répondre|responder|report(?: abuse)?|like|upvote|flag)(?:\s*\(?\d*\)?)?"
    r"|.{1,60}\b(?:says|said|sagt|dit|schreibt|writes)\s*:"
    r"|.{0,60}\b\d{1,2} (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago\b.{0,40}",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST_TRACES = 2
_LONGEST = 160  # code points


def start_of_comments(blocks: tuple[Block, ...]) -> int:
    """The place of the line that opens the comments, below running text; the end if none does."""
    has_prose = False
    for index, block in enumerate(blocks):
        if has_prose and len(block.text) <= _LONGEST and _SIGN.fullmatch(block.text):
            traces = sum(_is_trace(below) for below in blocks[index + 1 :])
            return index if traces >= _FEWEST_TRACES else len(blocks)
        has_prose = has_prose or is_prose(block.text)
    return len(blocks)


def _is_trace(block: Block) -> bool:
    return len(block.text) <= _LONGEST and bool(_TRACE.fullmatch(block.text))
