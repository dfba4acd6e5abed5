"""The head of an article: which lines above the running text are its title and its standfirst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.bylines import byline_names
from workbench.corpus.readers.dates import read_date_line
from workbench.corpus.readers.head_lines import read_head_line
from workbench.corpus.readers.joining import is_cut
from workbench.corpus.readers.judged import Judged, Off, undecided, undecided_head
from workbench.corpus.readers.shapes import (
    MOST_WORDS_IN_A_HEADING,
    ends_sentence,
    has_dateline,
    is_prose,
    is_title_like,
    opens_in_lower_case,
    word_count,
)

_LONGEST_STANDFIRST = 350  # code points
_LONGEST_HEAD_LINE = 160  # code points


def split_head_lines(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Above the running text, lines of one paragraph part where one is a byline or a date."""
    in_head = True
    for block in blocks:
        lines = block.text.split("\n")
        in_head = in_head and not is_prose(lines[-1])
        if in_head and len(lines) > 1 and _is_head(lines):
            for offset, line in enumerate(lines):
                yield replace(block, text=line, line=block.line + offset)
        else:
            yield block


def _is_head(lines: list[str]) -> bool:
    dated = any(
        byline_names(line) or read_date_line(line, day_first=True) or read_head_line(line)
        for line in lines
    )
    return dated and all(len(line) <= _LONGEST_HEAD_LINE for line in lines)


def with_known_title(judged: list[Judged], title: str, off: Off) -> list[Judged]:
    """Make the block that says a title known from elsewhere the title; add one if none says it.

    A main heading of the text's own wins over a title that is worded otherwise.
    """
    if not title or "known_title" in off:
        return judged
    head = list(undecided_head(judged))
    said = next((i for i in head if solid(judged[i].text) == solid(title)), None)
    if said is not None:
        judged[said] = replace(judged[said], kind="title", note="known_title")
    elif not any(judged[i].block.level == 1 for i in head):
        judged.insert(0, Judged(Block(title, 0, "heading", 1), "title", "known_title"))
    return judged


def solid(text: str) -> str:
    """Letters and figures alone, for comparing wordings."""
    return re.sub(r"[\W_]+", "", text).casefold()


def mark_title(judged: list[Judged], off: Off) -> list[Judged]:
    """The first heading above the running text; without one, a first line that reads as a title.

    Loose lines above a heading that is the title (the name of a site) become metadata.
    """
    title = next((i for i, one in enumerate(judged) if one.kind == "title"), None)
    if title is None:
        title = _find_title(judged, off)
    if title is not None and judged[title].block.form == "heading" and "above_title" not in off:
        for index in undecided(judged[:title]):
            judged[index] = replace(judged[index], kind="metadata", note="above_title")
    if title is not None and "repeated_title" not in off:
        _mark_repeated(judged, title)
    return judged


def _mark_repeated(judged: list[Judged], title: int) -> None:
    """Headings above the running text that say the title once more."""
    said = solid(judged[title].text)
    for index in undecided_head(judged):
        one = judged[index]
        if index > title and one.block.form == "heading" and solid(one.text) == said:
            judged[index] = replace(one, kind="metadata", note="repeated_title")


def _find_title(judged: list[Judged], off: Off) -> int | None:
    head = list(undecided_head(judged))
    headings = [i for i in head if judged[i].block.form == "heading"]
    top = [i for i in headings if judged[i].block.level == 1] or headings
    if top and "first_heading" not in off and not _is_below_title_line(judged, top[0], off):
        judged[top[0]] = replace(judged[top[0]], kind="title", note="first_heading")
        return top[0]
    if head and "title_line" not in off and _is_title_line(judged, head[0]):
        judged[head[0]] = replace(judged[head[0]], kind="title", note="title_line")
        return head[0]
    return None


def _is_below_title_line(judged: list[Judged], heading: int, off: Off) -> bool:
    """A lower heading under the byline: the line above the byline is the title."""
    signed = any(one.kind == "byline" for one in judged[:heading])
    first = next(undecided(judged), heading)
    return (
        judged[heading].block.level > 1
        and signed
        and first < heading
        and "title_line" not in off
        and any(one.kind == "byline" for one in judged[first:heading])
        and _is_title_line(judged, first)
    )


def _is_title_line(judged: list[Judged], index: int) -> bool:
    """A line that reads as a title, with text below it, and is no half of a cut sentence."""
    first = judged[index]
    following = next((judged[i] for i in undecided(judged) if i > index), None)
    return (
        following is not None
        and first.block.form == "text"
        and is_title_like(first.text)
        and not has_dateline(first.text)
        and not is_cut(first, following)
    )


def mark_standfirst(judged: list[Judged], off: Off) -> list[Judged]:
    """The line between title and text, if its place or its type sets it apart."""
    title = next((i for i, one in enumerate(judged) if one.kind == "title"), None)
    if title is None:
        return judged
    below = [i for i in undecided(judged) if i > title]
    if len(below) < 2 or len(judged[below[0]].text) > _LONGEST_STANDFIRST:
        return judged
    rule = _standfirst_rule(judged, below[0], follows_title=_follows(judged, title, below[0]))
    if rule and rule not in off:
        judged[below[0]] = replace(judged[below[0]], kind="standfirst", note=rule)
    return judged


def _follows(judged: list[Judged], title: int, index: int) -> bool:
    """Whether nothing but fields of the file and the title again stand between."""
    between = judged[title + 1 : index]
    return all(one.block.form == "front_matter" or one.note == "repeated_title" for one in between)


def _standfirst_rule(judged: list[Judged], index: int, *, follows_title: bool) -> str:
    one, following = judged[index], judged[index + 1]
    if one.block.form == "heading":
        if not follows_title:
            return ""
        if ends_sentence(one.text) or word_count(one.text) > MOST_WORDS_IN_A_HEADING:
            return "sentence_below_title"
        return "above_byline_or_caption" if following.kind == "byline" else ""
    if one.block.form != "text" or has_dateline(one.text) or opens_in_lower_case(one.text):
        return ""
    if one.block.emphasis and (ends_sentence(one.text) or follows_title):
        return "emphasised_below_title"
    if follows_title and following.kind in {"caption", "byline", "metadata"}:
        return "above_byline_or_caption"
    # No heading stands between a title and the first paragraph.
    stands_above = follows_title and is_prose(following.text)
    return "second_title_line" if stands_above and is_title_like(one.text) else ""
