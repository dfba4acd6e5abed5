"""Where an annotator's answers are not as ruled: which of them a page shows, and how. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from workbench.annotate.document import Document
from workbench.annotate.layout import Integers
from workbench.codebook.questions import Question, as_values
from workbench.core.errors import NotFound
from workbench.core.wording import _
from workbench.review.accuracy import Compared
from workbench.review.phrases import in_quotes
from workbench.review.rulings import REASON_TITLES

PER_PAGE = 20


@dataclass(frozen=True)
class Said:
    """One question as it was answered and as it was ruled: titles of values, passages' words."""

    title: str
    mine: tuple[str, ...]
    ruled: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """A unit that was ruled otherwise; `position` 0 is the article as a whole."""

    article_title: str
    language: str
    text: str
    assignment_id: int
    position: int
    said: tuple[Said, ...]
    reason: str
    sentence: str
    made_at: datetime


def places_of(
    compared: Compared, questions: Sequence[Question], *, question: str = "", value: str = ""
) -> Integers:
    """The places of the judgments that are not as ruled, the latest ruling first.

    With a question only those that differ on it, with a value of it only those where one of the two
    has it and the other not. Raises NotFound for what these questions are not.
    """
    asked = [one for one in questions if not one.is_text and question in ("", one.key)]
    if question and not asked:
        raise NotFound(_("This round does not ask that question."))
    flags = np.zeros(len(compared.judged), dtype=bool)
    for one in asked:
        differs = compared.differing(one)
        if value:
            if value not in one.value_ids():
                raise NotFound(_("This round does not ask that question."))
            mine, ruled = next(both for own, *both in compared.flags(one) if own == value)
            differs &= mine != ruled
        flags |= differs
    found = np.flatnonzero(flags)
    latest = np.argsort(-compared.ruled.ids[compared.ruling[found]], kind="stable")
    return np.asarray(found[latest])


def said_of(
    questions: Sequence[Question],
    differing: Sequence[str],
    mine: Document,
    ruled: Document,
    text: str,
) -> tuple[Said, ...]:
    """The questions that differ, each with both answers."""
    return tuple(
        Said(one.title, _words(one, mine, text), _words(one, ruled, text))
        for one in questions
        if one.key in differing
    )


def reason_title(reason: str | None) -> str:
    """The reason of a ruling for an annotator, "" where it gives none."""
    return str(REASON_TITLES[reason]) if reason else ""


def _words(question: Question, document: Document, text: str) -> tuple[str, ...]:
    if question.is_spans:
        return tuple(
            f"{question.value_title(span.value)} {in_quotes(text[span.start : span.end])}"
            for span in sorted(document.spans)
            if span.dimension == question.key
        )
    if question.is_links:
        return tuple(
            " → ".join(in_quotes(text[role.start : role.end]) for role in link.members)
            for link in sorted(document.links)
            if link.dimension == question.key
        )
    given = document.labels.get(question.key)
    if question.is_flag:
        return (_("Yes") if given else _("No"),)
    return tuple(question.value_title(value) for value in as_values(given))
