"""Footnote marks in running text, which no reader of an article reads aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.judged import Off

_RAISED = "¹²³⁰⁴-⁹"
_ANY_RAISED = re.compile(rf"[{_RAISED}]")  # found in no time, where the patterns below look around
# "[1]" after a word or a full stop; a year or a word in brackets is the writer's.
_BRACKETS = re.compile(r"(?<=[\w.,;:!?”’\"')»])(?:\[\d{1,3}\])+(?![\w(])")
# A raised figure after punctuation or a word; after up to three letters it is a unit ("km²").
_FIGURES = re.compile(
    rf"(?:(?<=[.,;:!?”’\"')»])|(?<=[^\W\d_]{{4}}))[{_RAISED}]{{1,3}}(?:[,⁻][{_RAISED}]{{1,3}})*(?!\w)"
)
_NOTE = re.compile(rf"(?:\[\d{{1,3}}\]\s+|[{_RAISED}]{{1,3}}\s*(?=[^\W\d_]))(?=\S)")
_SIGN = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z]|[*†‡§↩︎↑^]{1,3})[\])]?\s*")
_LONGEST_SIGN = 20


def without_note_marks(blocks: Iterable[Block], off: Off) -> tuple[Block, ...]:
    """Take footnote marks out of the text; a paragraph that opens with one is the footnote."""
    if "footnote_marks" in off:
        return tuple(blocks)
    return tuple(_without(block) for block in blocks)


def _without(block: Block) -> Block:
    opening = _NOTE.match(block.text) if block.form in {"text", "item"} else None
    if opening:
        return replace(block, text=block.text[opening.end() :], form="footnote")
    text = _BRACKETS.sub("", block.text) if "[" in block.text else block.text
    text = _FIGURES.sub("", text) if _ANY_RAISED.search(text) else text
    return replace(block, text=text) if text.strip() and text != block.text else block


def is_note_sign(text: str) -> bool:
    """Whether a superscript, or a link into the page, only points to a note."""
    return len(text) <= _LONGEST_SIGN and bool(_SIGN.fullmatch(text))
