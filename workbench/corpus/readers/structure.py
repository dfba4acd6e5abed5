"""Blocks to an article: which paragraph is the title, a heading, a quotation, the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from workbench.corpus.drafts import ANNOTATABLE_KINDS, ArticleDraft, ParagraphDraft
from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.bylines import byline_names, is_bare_name
from workbench.corpus.readers.dates import read_date_line
from workbench.corpus.readers.furniture import find_furniture, outlet_in
from workbench.corpus.readers.shapes import (
    ends_sentence,
    has_dateline,
    is_prose,
    is_title_like,
    opens_in_lower_case,
    word_count,
)
from workbench.corpus.readers.text import glue
from workbench.nlp.quotes import introduces_quote

_FEWEST_WORDS_BEFORE_A_BREAK = 8  # shorter unfinished lines are headings and list entries
_MOST_WORDS_IN_A_HEADING = 10
_LONGEST_STANDFIRST = 350  # code points
_LONGEST_HEAD_LINE = 160  # code points


@dataclass(frozen=True, slots=True)
class Judged:
    """A block with its kind, "" while undecided, and the name of the rule that decided."""

    block: Block
    kind: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The block's text."""
        return self.block.text


def assemble(blocks: tuple[Block, ...], *, format: str, name: str) -> ArticleDraft:
    """Give each block its kind, join what a page break cut, and lift title, byline and date."""
    blocks = tuple(split_head_lines(blocks))
    found = find_furniture(blocks)
    judged = [Judged(block, *(verdict or ())) for block, verdict in zip(blocks, found, strict=True)]
    for step in (mark_title, join_cut, mark_standfirst, mark_headings, mark_quotes):
        judged = step(judged)
    paragraphs = tuple(_paragraph(one) for one in judged)
    return ArticleDraft(
        title=next((p.text for p in paragraphs if p.kind == "title"), ""),
        paragraphs=paragraphs,
        outlet=next(filter(None, map(_outlet, paragraphs)), ""),
        byline=next(filter(None, map(_byline, paragraphs)), ""),
        published=next(filter(None, map(_published, paragraphs)), None),
        format=format,
        name=name,
    )


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
    dated = any(byline_names(line) or read_date_line(line) for line in lines)
    return dated and all(len(line) <= _LONGEST_HEAD_LINE for line in lines)


def mark_title(judged: list[Judged]) -> list[Judged]:
    """The first heading above the running text; without one, a first line that reads as a title.

    Loose lines above a heading that is the title (the name of a site) become metadata.
    """
    head = list(_undecided_head(judged))
    headings = [i for i in head if judged[i].block.form == "heading"]
    top = [i for i in headings if judged[i].block.level == 1] or headings
    if top:
        for index in head[: head.index(top[0])]:
            judged[index] = replace(judged[index], kind="metadata", note="above_title")
        judged[top[0]] = replace(judged[top[0]], kind="title", note="first_heading")
    elif head and _is_title_line(judged, head[0]):
        judged[head[0]] = replace(judged[head[0]], kind="title", note="title_line")
    return judged


def _is_title_line(judged: list[Judged], index: int) -> bool:
    """A line that reads as a title, with text below it, and is no half of a cut sentence."""
    first = judged[index]
    following = next((judged[i] for i in _undecided(judged) if i > index), None)
    return (
        following is not None
        and first.block.form == "text"
        and is_title_like(first.text)
        and not has_dateline(first.text)
        and not _is_cut(first, following)
    )


def join_cut(judged: list[Judged]) -> list[Judged]:
    """Join neighbours where a page break cut a sentence: unfinished, then lower case."""
    joined: list[Judged] = []
    for one in judged:
        if joined and _is_cut(joined[-1], one):
            first = joined.pop()
            text = glue(first.text, one.text)
            one = Judged(replace(first.block, text=text), "", "joined")
        joined.append(one)
    return joined


def _is_cut(first: Judged, second: Judged) -> bool:
    return (
        not first.kind
        and not second.kind
        and first.block.form == second.block.form == "text"
        and word_count(first.text) >= _FEWEST_WORDS_BEFORE_A_BREAK
        and bool(re.search(r"[\w,\u2010-\u2014-]$", first.text))
        and opens_in_lower_case(second.text)
    )


def mark_standfirst(judged: list[Judged]) -> list[Judged]:
    """The line between title and text, if its place or its type sets it apart."""
    title = next((i for i, one in enumerate(judged) if one.kind == "title"), None)
    if title is None:
        return judged
    below = [i for i in _undecided(judged) if i > title]
    if len(below) < 2 or len(judged[below[0]].text) > _LONGEST_STANDFIRST:
        return judged
    rule = _standfirst_rule(judged, below[0], follows_title=below[0] == title + 1)
    if rule:
        judged[below[0]] = replace(judged[below[0]], kind="standfirst", note=rule)
    return judged


def _standfirst_rule(judged: list[Judged], index: int, *, follows_title: bool) -> str:
    one, following = judged[index], judged[index + 1]
    if one.block.form == "heading":
        is_long = ends_sentence(one.text) or word_count(one.text) > _MOST_WORDS_IN_A_HEADING
        return "sentence_below_title" if is_long and follows_title else ""
    if one.block.form != "text" or has_dateline(one.text) or opens_in_lower_case(one.text):
        return ""
    if one.block.emphasis and (is_prose(one.text) or follows_title):
        return "emphasised_below_title"
    if follows_title and following.kind in {"caption", "byline", "metadata"}:
        return "above_byline_or_caption"
    unfinished = is_title_like(one.text) and word_count(one.text) > _MOST_WORDS_IN_A_HEADING
    return "second_title_line" if follows_title and unfinished and is_prose(following.text) else ""


def mark_headings(judged: list[Judged]) -> list[Judged]:
    """Headings that the format marks, bold lines, and short unfinished lines above running text."""
    for index, one in enumerate(judged):
        if one.kind:
            continue
        if one.block.form == "heading":
            judged[index] = replace(one, kind="heading")
        elif one.block.emphasis == "strong" and _may_be_heading(one.text.rstrip("?:")):
            judged[index] = replace(one, kind="heading", note="bold_line")
        elif index and _is_above_prose(judged, index) and _may_be_heading(one.text):
            judged[index] = replace(one, kind="heading", note="short_line")
    return judged


def _is_above_prose(judged: list[Judged], index: int) -> bool:
    if judged[index].block.form != "text" or index + 1 == len(judged):
        return False
    following = judged[index + 1]
    return not following.kind and following.block.form == "text" and is_prose(following.text)


def _may_be_heading(text: str) -> bool:
    return (
        "\n" not in text
        and word_count(text) <= _MOST_WORDS_IN_A_HEADING
        and not ends_sentence(text)
        and text[:1].isalpha()
        and not opens_in_lower_case(text)
    )


def mark_quotes(judged: list[Judged]) -> list[Judged]:
    """Block quotations: as the format marks them, or announced by "... wrote:" just above."""
    for index, one in enumerate(judged):
        if one.kind:
            continue
        if one.block.form == "quote":
            judged[index] = replace(one, kind="quote")
        elif all(line.startswith(">") for line in one.text.split("\n")):
            judged[index] = replace(one, kind="quote", note="quoted_lines")
        elif index and _is_introduced(judged[index - 1], one):
            judged[index] = replace(one, kind="quote", note="introduced")
    return judged


def _is_introduced(before: Judged, one: Judged) -> bool:
    return (
        not before.kind
        and one.block.form == "text"
        and is_prose(one.text)
        and introduces_quote(before.text)
    )


def _undecided(judged: list[Judged]) -> Iterator[int]:
    return (i for i, one in enumerate(judged) if not one.kind)


def _undecided_head(judged: list[Judged]) -> Iterator[int]:
    """Undecided blocks as far as the first running text, which is included if it is a heading."""
    for index in _undecided(judged):
        if is_prose(judged[index].text) and judged[index].block.form != "heading":
            return
        yield index


def _paragraph(one: Judged) -> ParagraphDraft:
    kind = one.kind or "body"
    return ParagraphDraft(one.text, kind, kind in ANNOTATABLE_KINDS, one.note)


def _byline(paragraph: ParagraphDraft) -> str:
    if paragraph.kind != "byline":
        return ""
    text = paragraph.text
    return byline_names(text) or (text if is_bare_name(text) else "")


def _outlet(paragraph: ParagraphDraft) -> str:
    if paragraph.note == "date_line":
        return outlet_in(paragraph.text)
    label = re.match(r"(?:outlet|publication)\s*:\s*(.+)", paragraph.text, re.IGNORECASE)
    return label[1] if label and paragraph.note == "label_line" else ""


def _published(paragraph: ParagraphDraft) -> date | None:
    may_date = paragraph.note in {"date_line", "byline"}
    line = read_date_line(paragraph.text) if may_date else None
    return line.published if line else None
