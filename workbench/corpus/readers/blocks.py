"""The shape between a format's reader and the rules that know articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["text", "heading", "quote", "item", "image", "rule", "footnote"]
Emphasis = Literal["", "em", "strong"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as the format marks it.

    `line` is 1-based in the normalised text; `level` is that of a heading, else 0; `emphasis` is
    set where the whole of a paragraph is emphasised.
    """

    text: str
    line: int
    form: Form = "text"
    level: int = 0
    emphasis: Emphasis = ""
