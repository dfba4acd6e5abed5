"""Which paragraphs of a page belong to its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.extracting import Extract
from workbench.corpus.readers.html import Element, html_blocks
from workbench.corpus.readers.shapes import is_prose

# Menus stand inside articles too, and nobody needs them even greyed.
_MENUS = frozenset({"nav", "menu", "dialog"})
_HOLDERS = {"article", "main"}
_ENOUGH_TO_SEARCH = 40  # letters; shorter texts could stand in a longer one by chance
_MOST_SEARCHING = 1_000_000_000  # letters, times paragraphs of the page
_WORD = re.compile(r"\w")
_FEWEST_FOUND = 0.5  # of the letters that trafilatura has

Found = tuple[Block, Element]


class Scope(NamedTuple):
    """The paragraphs of the article, and how many others the page has."""

    blocks: list[Block]
    left_out: int


def article_scope(root: Element, extract: Extract, descriptions: Sequence[str]) -> Scope:
    """The paragraphs of the article in the page's order; `outside` marks the doubtful ones.

    Where trafilatura's text is not in the visible page (but in its data), its paragraphs are taken
    as they are. Where it found no running text, all paragraphs are handed back, doubtful.
    """
    found = list(html_blocks(root, _MENUS))
    everything = [block for block, _ in html_blocks(root)]
    known = _with_whole_tables(found, _matches(found, extract))
    own = [block for i, (block, _) in enumerate(found) if known[i]]
    if not any(is_prose(block.text) for block in (*own, *extract.blocks)):
        blocks = [replace(block, outside=block.level != 1) for block, _ in found]
        return Scope(blocks, _left_out(everything, blocks))
    if _letters(own) < _FEWEST_FOUND * _letters(extract.blocks):
        return Scope(list(extract.blocks), _left_out(everything, own))
    said = {_key(text) for text in descriptions if text}
    kept = _kept(found, known, _key(extract.title))
    for i in sorted(kept, reverse=True):  # a heading above a heading above the text
        known[i] = known[i] or _key(found[i][0].text) in said or _heads(found, known, i)
    blocks = [replace(found[i][0], outside=not known[i]) for i in sorted(kept)]
    return Scope(blocks, _left_out(everything, blocks))


def _left_out(everything: Sequence[Block], kept: Sequence[Block]) -> int:
    """How many paragraphs are not kept, apart from those without any letter or figure."""

    def count(blocks: Sequence[Block]) -> int:
        return sum(1 for block in blocks if _WORD.search(block.text))

    return max(0, count(everything) - count(kept))


def _with_whole_tables(found: list[Found], known: list[bool]) -> list[bool]:
    """With one row of a table, all its rows are known; cells that hold paragraphs are no rows."""
    tables = [
        next(element.iterancestors("table"), None) if element.tag == "tr" else None
        for _, element in found
    ]
    whole = {table for table, is_known in zip(tables, known, strict=True) if is_known}
    return [
        is_known or (table is not None and table in whole)
        for table, is_known in zip(tables, known, strict=True)
    ]


def _heads(found: list[Found], known: list[bool], index: int) -> bool:
    """A main heading, or one just above the article's text, is the article's."""
    level = found[index][0].level
    return level == 1 or (level > 0 and any(known[index + 1 : index + 2]))


def _key(text: str) -> str:
    """The letters of a text, or all of it where it has none: figures may be footnote marks."""
    return re.sub(r"[\W\d_]+", "", text).casefold() or text.strip()


def _matches(found: list[Found], extract: Extract) -> list[bool]:
    """Whether trafilatura has each paragraph: as one of its own, or within a longer one.

    A short text counts within a longer one only right behind the paragraph before it.
    """
    texts = {_key(block.text) for block in extract.blocks}
    whole = "".join(_key(block.text) for block in extract.blocks)
    may_search = len(found) * len(whole) <= _MOST_SEARCHING
    end = 0
    known = []
    for block, _ in found:
        key = _key(block.text)
        place = end if whole.startswith(key, end) else -1
        if place < 0 and may_search and len(key) >= _ENOUGH_TO_SEARCH:
            place = whole.find(key)
        known.append(key in texts or place >= 0)
        end = place + len(key) if place >= 0 else end
    return known


def _letters(blocks: Sequence[Block]) -> int:
    return sum(len(_key(block.text)) for block in blocks)


def _kept(found: list[Found], known: list[bool], title: str) -> set[int]:
    places = [i for i, is_known in enumerate(known) if is_known]
    first, last = places[0], places[-1]
    holder = _holder([found[i][1] for i in places])
    if holder.tag not in {"body", "html"}:
        inside = [i for i, (_, element) in enumerate(found) if _is_in(element, holder)]
        first, last = inside[0], inside[-1]
    else:
        inside = list(range(first, last + 1))
    heading = _heading(found, first, last, title)
    return {*inside, *(range(heading, first) if heading is not None else ())}


def _heading(found: list[Found], first: int, last: int, title: str) -> int | None:
    """The place above the article of the heading that says its title."""
    if any(found[i][0].level == 1 for i in range(first, last + 1)):
        return None
    above = [i for i in range(first) if found[i][0].level]
    saying = [i for i in above if title and _key(found[i][0].text) == title]
    main = [i for i in above if found[i][0].level == 1]
    return next(reversed(saying or main), None)


def _holder(elements: list[Element]) -> Element:
    """The article or main element around all of them, or else the least element around them."""
    chain = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        around = {element, *element.iterancestors()}
        chain = [one for one in chain if one in around]
    return next((one for one in chain if one.tag in _HOLDERS), chain[0])


def _is_in(element: Element, holder: Element) -> bool:
    return element is holder or any(above is holder for above in element.iterancestors())
