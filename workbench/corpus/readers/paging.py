"""The numbers of pages that a converter leaves alone on their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.joining import PAGE_FURNITURE, is_cut
from workbench.corpus.readers.judged import Judged, Off
from workbench.corpus.readers.place import Verdict
from workbench.corpus.readers.shapes import is_prose, word_count

_ROMAN = r"(?=[ivxlc])c{0,3}(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_NUMBER = re.compile(
    rf"(?:\d{{1,4}}(?:\s*(?:of|von|sur|de|/)\s*\d{{1,4}})?|{_ROMAN})", re.IGNORECASE
)
_FEWEST_WORDS_BEFORE = 4  # shorter unfinished lines are entries of a list


def part_pages(blocks: Sequence[Block], off: Off) -> Iterator[Block]:
    """Part a paragraph where one of its lines is the number of a page within a sentence."""
    lines = [line for block in blocks for line in _lines(block)]
    numbers = (i for i, line in enumerate(lines) if _NUMBER.fullmatch(line.text))
    cuts = {i for i in numbers if _is_in_sentence(lines, [None] * len(lines), i)}
    if "page_number" in off or not cuts:
        yield from blocks
        return
    end = 0
    for block in blocks:
        start, end = end, end + len(_lines(block))
        for _, run in groupby(range(start, end), key=lambda i: i if i in cuts else -1):
            places = list(run)
            yield replace(lines[places[0]], text="\n".join(lines[i].text for i in places))


def _lines(block: Block) -> list[Block]:
    if block.form != "text":
        return [block]
    texts = block.text.split("\n")
    return [replace(block, text=text, line=block.line + n) for n, text in enumerate(texts)]


def page_numbers(blocks: Sequence[Block], verdicts: Sequence[Verdict | None]) -> set[int]:
    """The places of numbers within a cut sentence, or that count up from page to page."""
    bare = [
        i
        for i, block in enumerate(blocks)
        if verdicts[i] is None and block.form == "text" and not block.emphasis
        if len(block.text) <= 20 and _NUMBER.fullmatch(block.text)
    ]
    cut = {i for i in bare if _is_in_sentence(blocks, verdicts, i)}
    return cut | set(_counting_up(blocks, [i for i in bare if blocks[i].text.isdecimal()]))


def _is_in_sentence(
    blocks: Sequence[Block], verdicts: Sequence[Verdict | None], place: int
) -> bool:
    def is_text(i: int) -> bool:
        verdict = verdicts[i]
        return verdict is None or verdict.note not in PAGE_FURNITURE

    before = next(filter(is_text, range(place - 1, -1, -1)), None)
    after = next(filter(is_text, range(place + 1, len(blocks))), None)
    if before is None or after is None or verdicts[before] or verdicts[after]:
        return False
    is_long_enough = word_count(blocks[before].text) >= _FEWEST_WORDS_BEFORE
    return is_long_enough and is_cut(Judged(blocks[before]), Judged(blocks[after]), goes_on=True)


def _counting_up(blocks: Sequence[Block], bare: list[int]) -> Iterator[int]:
    """Numbers that follow upon each other, with running text between."""
    for first, second in pairwise(bare):
        follows = int(blocks[second].text) == int(blocks[first].text) + 1
        if follows and any(is_prose(block.text) for block in blocks[first + 1 : second]):
            yield from (first, second)
