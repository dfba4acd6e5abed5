"""What a page of the queue shows beside the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from sqlalchemy import func, select

from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.review.queries_queue import Answers, Read
from workbench.review.queue import Queue
from workbench.review.queue_choices import Choices, list_choices
from workbench.review.queue_page import Group, Heading, Page, group_rows, make_rows
from workbench.review.queue_units import Units
from workbench.review.queue_words import Differing, say_differing
from workbench.review.strip import Strip, make_strip

#: Characters of a paragraph that a row shows.
_FIRST = 240


def list_groups(read: Read, queue: Queue, page: Page) -> list[Group]:
    """The rows of a page under the titles of their articles."""
    places = queue.places(page.start, page.end)
    strips = load_strips(read.units, {one.article_id for one in places})
    paragraphs = [one.paragraph_id for one in places if one.paragraph_id]
    wholes = [one.article_id for one in places if not one.paragraph_id]
    told = _differing(read.parts, paragraphs), _differing(read.wholes, wholes)
    differing = {
        one: told[0][one.paragraph_id] if one.paragraph_id else told[1][one.article_id]
        for one in places
    }
    rows = make_rows(queue, page, differing, _titles(read), _first_words(paragraphs), strips)
    return group_rows(rows, _headings(strips.keys()), strips)


def load_strips(units: Units, article_ids: Collection[int]) -> dict[int, Strip]:
    """The strip of each of these articles, by its id."""
    rows = db.session.execute(
        select(Paragraph.article_id, Paragraph.id)
        .where(Paragraph.article_id.in_(article_ids), Paragraph.is_annotatable)
        .order_by(Paragraph.article_id, Paragraph.position)
    )
    own = defaultdict[int, list[int]](list)
    for article_id, paragraph_id in rows:
        own[article_id].append(paragraph_id)
    return {one: make_strip(units, one, own[one]) for one in article_ids}


def load_choices(read: Read, queue: Queue) -> Choices:
    """What the queue can be narrowed to, with the names of outlets and stories."""
    assigned = select(Assignment.article_id).where(Assignment.round_id == queue.round_id)
    outlets = _names(select(Outlet.id, Outlet.name), Outlet.id, Article.outlet_id, assigned)
    stories = _names(select(Story.id, Story.title), Story.id, Article.story_id, assigned)
    questions = (*read.parts.questions, *read.wholes.questions)
    return list_choices(queue, questions, outlets, stories)


def _names(names: Any, own: Any, column: Any, assigned: Any) -> dict[int, str]:
    """By id the names of those that assigned articles have in a column."""
    used = select(column).where(Article.id.in_(assigned))
    return {row[0]: row[1] for row in db.session.execute(names.where(own.in_(used)))}


def _differing(answers: Answers, units: Sequence[int]) -> dict[int, tuple[Differing, ...]]:
    if not units:
        return {}
    columns = answers.columns.only(np.isin(answers.columns.unit, units))
    return say_differing(answers.questions, columns)


def _titles(read: Read) -> dict[tuple[str, str], str]:
    """Of each value of a question; links have one, which is "" and is called by their question."""
    questions = (*read.parts.questions, *read.wholes.questions)
    found = {
        (one.key, value): f"{one.title}: {one.value_title(value)}"
        for one in questions
        for value in one.value_ids()
    }
    return found | {(one.key, ""): one.title for one in questions if one.is_links}


def _first_words(paragraph_ids: Collection[int]) -> dict[int, str]:
    rows = db.session.execute(
        select(Paragraph.id, func.substr(Paragraph.text, 1, _FIRST)).where(
            Paragraph.id.in_(paragraph_ids)
        )
    )
    return {row[0]: row[1] for row in rows}


def _headings(article_ids: Collection[int]) -> dict[int, Heading]:
    rows = db.session.execute(
        select(
            Article.id,
            Article.title,
            Article.language,
            Article.outlet_id,
            func.coalesce(Outlet.name, ""),
            Article.story_id,
            func.coalesce(Story.title, ""),
        )
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Story, Story.id == Article.story_id)
        .where(Article.id.in_(article_ids))
    )
    return {row[0]: Heading(*row[1:]) for row in rows}
