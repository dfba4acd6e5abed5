"""Blocks to an article: which paragraph is the title, a heading, a quotation, the text itself."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.corpus.drafts import (
    ANNOTATABLE_KINDS,
    ArticleDraft,
    Options,
    ParagraphDraft,
    Problem,
)
from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.credits import is_credit_only
from workbench.corpus.readers.furniture import find_furniture
from workbench.corpus.readers.heads import (
    mark_standfirst,
    mark_title,
    split_head_lines,
    with_known_title,
)
from workbench.corpus.readers.joining import join_cut
from workbench.corpus.readers.judged import Judged, Off, Step
from workbench.corpus.readers.lifting import lift_facts
from workbench.corpus.readers.notes import without_note_marks
from workbench.corpus.readers.paging import part_pages
from workbench.corpus.readers.quoting import mark_quotes
from workbench.corpus.readers.shapes import (
    MOST_WORDS_IN_A_HEADING,
    ends_sentence,
    is_prose,
    opens_in_lower_case,
    word_count,
)
from workbench.nlp.quotes import introduces_quote

_AS_RECOGNISED = Options()
_MOST_WORDS_IN_A_QUESTION = 25


def assemble(
    blocks: tuple[Block, ...],
    *,
    format: str,
    name: str,
    options: Options = _AS_RECOGNISED,
    title: str = "",
) -> ArticleDraft:
    """Give each block its kind, join what a page break cut, and lift title, byline, date and so on.

    `title` is one that is known from elsewhere, such as a field of a record; where no block says
    it, it becomes the first paragraph. Rules named in `options.rules_off` are not applied.
    """
    off = options.rules_off
    blocks = tuple(part_pages(tuple(split_head_lines(blocks)), off))
    blocks = without_note_marks(blocks, off)
    found = find_furniture(blocks, off)
    judged = [Judged(block, *(verdict or ())) for block, verdict in zip(blocks, found, strict=True)]
    judged = with_known_title(judged, title, off)
    for step in _STEPS:
        judged = step(judged, off)
    facts = lift_facts(judged, options.language)
    paragraphs = tuple(_paragraph(one, options) for one in judged)
    return ArticleDraft(
        title=next((p.text for p in paragraphs if p.kind == "title"), title),
        paragraphs=paragraphs,
        outlet=facts.outlet,
        byline=facts.byline,
        published=facts.published,
        language=facts.language or options.language,
        section=facts.section,
        url=facts.url,
        format=format,
        name=name,
        warnings=_warnings(paragraphs, name),
    )


def mark_headings(judged: list[Judged], off: Off) -> list[Judged]:
    """Headings that the format marks, bold lines, and short unfinished lines above running text."""
    for index, one in enumerate(judged):
        rule = "" if one.kind else _heading_rule(judged, index)
        if rule and rule not in off:
            judged[index] = replace(one, kind="heading", note=rule)
    return judged


def _heading_rule(judged: list[Judged], index: int) -> str:
    one = judged[index]
    if one.block.form == "heading":
        return "marked_heading"
    if one.block.emphasis == "strong" and _may_be_heading(one.text.rstrip("?:")):
        return "" if introduces_quote(one.text) else "bold_line"
    if one.block.emphasis == "strong" and (_is_question(one.text) or _is_number(one.text)):
        return "bold_line"
    return "short_line" if index and _is_short_line(judged, index) else ""


def _is_question(text: str) -> bool:
    return text.endswith("?") and word_count(text) <= _MOST_WORDS_IN_A_QUESTION


def _is_number(text: str) -> bool:
    """Of a section: "II." or "3"."""
    return bool(re.fullmatch(r"(?:[IVXL]{1,6}|\d{1,2})\.?", text))


def _is_short_line(judged: list[Judged], index: int) -> bool:
    return _is_above_prose(judged, index) and _may_be_heading(judged[index].text)


def _is_above_prose(judged: list[Judged], index: int) -> bool:
    if judged[index].block.form != "text" or index + 1 == len(judged):
        return False
    following = judged[index + 1]
    return not following.kind and following.block.form == "text" and is_prose(following.text)


def _may_be_heading(text: str) -> bool:
    return (
        "\n" not in text
        and word_count(text) <= MOST_WORDS_IN_A_HEADING
        and not ends_sentence(text)
        and text[:1].isalpha()
        and not opens_in_lower_case(text)
    )


# Their order matters: a title is no half of a sentence, a heading announces no quotation.
_STEPS: tuple[Step, ...] = (mark_title, join_cut, mark_standfirst, mark_headings, mark_quotes)


def _paragraph(one: Judged, options: Options) -> ParagraphDraft:
    kind = one.kind or "body"
    wanted = kind == "caption" and options.captions and not is_credit_only(one.text)
    return ParagraphDraft(one.text, kind, wanted or kind in ANNOTATABLE_KINDS, one.note)


def _warnings(paragraphs: tuple[ParagraphDraft, ...], name: str) -> tuple[Problem, ...]:
    own = (p for p in paragraphs if p.annotatable and p.kind not in {"title", "heading"})
    if any(own):
        return ()
    said = "No paragraph of the article's own text was found here; check each of the greyed ones."
    return (Problem("no_paragraphs", said, name=name),)
