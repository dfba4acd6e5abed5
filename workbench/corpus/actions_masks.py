"""Changes of masks by a lead; the edge commits. They never touch an article's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.corpus.masked import masks_of
from workbench.corpus.models import Paragraph
from workbench.corpus.queries_masks import get_paragraph
from workbench.projects.actions import take_turn

BY_HAND = "by_hand"


def add_masks(
    project_id: int, key: str, words: str, *, kind: str, position: int, everywhere: bool
) -> int:
    """Mask these exact words: once in the paragraph, or wherever the article has them as words.

    Returns how many passages were masked. Raises Invalid when they cannot be found, stand in the
    paragraph several times or are masked already, NotFound for an unknown paragraph.
    """
    take_turn(project_id)
    named = get_paragraph(project_id, key, position)
    if not everywhere:
        start = _find_once(words, named.text)
        return _add(named, [(start, start + len(words))], words, kind)
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    added = 0
    for paragraph in _paragraphs(named.article_id):
        places = [one.span() for one in whole.finditer(paragraph.text)]
        free = [place for place in places if not _overlapping(paragraph.masks, *place)]
        added += _add(paragraph, free, words, kind) if free else 0
    if not added:
        raise Invalid(f"“{words[:60]}” does not stand unmasked anywhere in this article.")
    return added


def remove_mask(
    project_id: int, key: str, *, position: int, start: int, end: int, everywhere: bool
) -> int:
    """Take back the mask at this place, or every mask of the article over the same words.

    Returns how many were removed. Raises Conflict when there is none (any more).
    """
    take_turn(project_id)
    named = get_paragraph(project_id, key, position)
    if not any(mask[:2] == [start, end] for mask in named.masks):
        raise Conflict("This mask is not there any more: somebody removed it before you.")
    if not everywhere:
        named.masks = [mask for mask in named.masks if mask[:2] != [start, end]]
        return 1
    words, removed = named.text[start:end], 0
    for paragraph in _paragraphs(named.article_id):
        masks = masks_of(paragraph.masks)
        left: list[Any] = [
            list(one) for one in masks if paragraph.text[one.start : one.end] != words
        ]
        removed += len(masks) - len(left)
        if len(left) < len(masks):
            paragraph.masks = left
    return removed


def _paragraphs(article_id: int) -> Sequence[Paragraph]:
    return db.session.scalars(
        select(Paragraph)
        .where(Paragraph.article_id == article_id)
        .order_by(Paragraph.position)
        .execution_options(populate_existing=True)
    ).all()


def _add(paragraph: Paragraph, places: Sequence[tuple[int, int]], words: str, kind: str) -> int:
    for start, end in places:
        if _overlapping(paragraph.masks, start, end):
            raise Invalid(
                f"“{words[:60]}” overlaps with a mask in paragraph {paragraph.position}: remove "
                "that one first."
            )
    made: list[Any] = [[start, end, kind, BY_HAND] for start, end in places]
    paragraph.masks = sorted([*paragraph.masks, *made])
    return len(places)


def _overlapping(masks: Sequence[Sequence[Any]], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in masks_of(masks))


def _find_once(words: str, text: str) -> int:
    count = text.count(words)
    if count == 1:
        return text.index(words)
    if count == 0:
        raise Invalid(f"“{words[:60]}” does not stand in that paragraph: copy the words exactly.")
    raise Invalid(
        f"“{words[:60]}” stands in that paragraph {count} times: mask all occurrences, or copy "
        "some more words around it."
    )
