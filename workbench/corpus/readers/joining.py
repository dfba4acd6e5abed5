"""Sentences that a page break cut in two."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from workbench.corpus.readers.judged import Judged, Off
from workbench.corpus.readers.shapes import (
    OPENING_MARKS,
    ends_sentence,
    opens_in_lower_case,
    word_count,
)
from workbench.corpus.readers.text import glue, vocabulary

_FEWEST_WORDS_BEFORE_A_BREAK = 8  # shorter unfinished lines may be headings or list entries,
_FEWEST_WORDS_AT_ALL = 4  # and are looked at closely; still shorter ones are nothing else
_LONGEST_SMALL_WORD = 3  # letters, of a word that headings set in small letters
_UNFINISHED = re.compile(r"[\w,\u2010-\u2014\u00ad-]\Z")
#: What a page leaves between the halves of a sentence.
PAGE_FURNITURE = {"page_number", "running_head"}


def join_cut(judged: list[Judged], off: Off) -> list[Judged]:
    """Join neighbours where a page break cut a sentence: unfinished, then lower case.

    The number or the running head of a page between them is put after the whole paragraph.
    """
    if "joined" in off:
        return judged

    @cache
    def known() -> frozenset[str]:
        return vocabulary("\n".join(one.text for one in judged))

    result: list[Judged] = []
    parts: list[Judged] = []
    between: list[Judged] = []
    for one in judged:
        if parts and one.note in PAGE_FURNITURE:
            between.append(one)
        elif parts and (
            is_cut(parts[-1], one, goes_on=len(parts) > 1) or _is_cut_early(result, parts[-1], one)
        ):
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
        and _is_unfinished(first)
        and opens_in_lower_case(second.text)
        and (goes_on or not _is_short(first))
    )


def _is_cut_early(above: list[Judged], first: Judged, second: Judged) -> bool:
    """A sentence cut after a few words: no heading by its type, no list, and it ends below."""
    if not is_cut(first, second, goes_on=True):
        return False
    words = first.text.split()
    return (
        len(words) >= _FEWEST_WORDS_AT_ALL
        and first.block.emphasis == second.block.emphasis
        and words[0].lstrip(OPENING_MARKS)[:1].isalpha()
        and not all(word[0].isupper() for word in words if len(word) > _LONGEST_SMALL_WORD)
        and ends_sentence(second.text)
        and not (
            above and not above[-1].kind and _is_unfinished(above[-1]) and _is_short(above[-1])
        )
    )


def _is_unfinished(one: Judged) -> bool:
    return bool(_UNFINISHED.search(one.text[-1:]))


def _is_short(one: Judged) -> bool:
    return word_count(one.text) < _FEWEST_WORDS_BEFORE_A_BREAK


def _whole(parts: list[Judged], known: Callable[[], frozenset[str]]) -> list[Judged]:
    if len(parts) < 2:
        return parts
    text = glue(*(part.text for part in parts), known=known())
    return [replace(parts[0], block=replace(parts[0].block, text=text), note="joined")]
