"""Sentences that a page break cut in two."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.corpus.readers.judged import Judged, Off
from workbench.corpus.readers.shapes import opens_in_lower_case, word_count
from workbench.corpus.readers.text import glue, vocabulary

_FEWEST_WORDS_BEFORE_A_BREAK = 8  # shorter unfinished lines are headings and list entries
# What a page leaves between the halves of a sentence.
_PAGE_FURNITURE = {"page_number", "running_head"}


def join_cut(judged: list[Judged], off: Off) -> list[Judged]:
    """Join neighbours where a page break cut a sentence: unfinished, then lower case.

    The number or the running head of a page between them is put after the whole paragraph.
    """
    if "joined" in off:
        return judged
    known = vocabulary("\n".join(one.text for one in judged))
    result: list[Judged] = []
    parts: list[Judged] = []
    between: list[Judged] = []
    for one in judged:
        if parts and one.note in _PAGE_FURNITURE:
            between.append(one)
        elif parts and is_cut(parts[-1], one, goes_on=len(parts) > 1):
            parts.append(one)
        else:
            result += [*_whole(parts, known), *between]
            parts, between = [one], []
    return [*result, *_whole(parts, known), *between]


def is_cut(first: Judged, second: Judged, *, goes_on: bool = False) -> bool:
    """Whether the second is the rest of the first, which itself may go on from another page."""
    return (
        not first.kind
        and not second.kind
        and first.block.form == second.block.form
        and first.block.form in {"text", "quote"}
        and (goes_on or word_count(first.text) >= _FEWEST_WORDS_BEFORE_A_BREAK)
        and bool(re.search(r"[\w,\u2010-\u2014\u00ad-]\Z", first.text[-1:]))
        and opens_in_lower_case(second.text)
    )


def _whole(parts: list[Judged], known: frozenset[str]) -> list[Judged]:
    if len(parts) < 2:
        return parts
    text = glue(*(part.text for part in parts), known=known)
    return [replace(parts[0], block=replace(parts[0].block, text=text), note="joined")]
