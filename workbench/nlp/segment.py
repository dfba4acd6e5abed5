"""What a segmentation is, without saying who computes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Tokens and sentences of one text.

    Offsets are code points, end exclusive, into that text; tokens of white space are left out,
    and every token lies in exactly one sentence. `source` names the pipeline that decided,
    such as "blank en, spaCy 3.8.18", because another one would split differently.
    """

    tokens: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    source: str
