"""What counts as a disagreement on a paragraph. Pure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from workbench.annotate.document import Document
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Question, applies, as_values

#: Part of an answer: a value, or a marked passage as (value, start, end) in code points.
Part = str | tuple[str, int, int]


@dataclass(frozen=True)
class Disagreement:
    """A paragraph that at least two people finished and did not answer alike.

    `judged` is ordered by seat; `differing` holds the keys of the questions, in the order of the
    codebook.
    """

    article_id: int
    paragraph_id: int
    judged: tuple[Judged, ...]
    differing: tuple[str, ...]


def find_disagreements(
    judged: Iterable[Judged], questions: Sequence[Question]
) -> list[Disagreement]:
    """The disagreements among finished judgments, in the order in which these come.

    The judgments of a paragraph must stand together, as `annotate.queries.done_in_round` has them.
    """
    found = []
    finished = (one for one in judged if one.document.is_done)
    for paragraph_id, group in groupby(finished, key=lambda one: one.paragraph_id):
        some = tuple(sorted(group, key=lambda one: one.seat))
        differing = tuple(question.key for question in questions if is_disputed(question, some))
        if differing:
            found.append(Disagreement(some[0].article_id, paragraph_id, some, differing))
    return found


def count_shared(judged: Iterable[Judged]) -> int:
    """How many paragraphs two or more people finished."""
    seats = Counter(one.paragraph_id for one in judged if one.document.is_done)
    return sum(number >= 2 for number in seats.values())


def is_disputed(question: Question, judged: Sequence[Judged]) -> bool:
    """Whether those who were asked answered differently.

    Sets are compared as sets, passages by value, start and end; nothing is an answer too. Who was
    not asked does not count here: the difference lies in the question that decides on asking.
    """
    given = [parts for one in judged if (parts := answer_parts(question, one.document)) is not None]
    return any(parts != given[0] for parts in given[1:])


def answer_parts(question: Question, document: Document) -> frozenset[Part] | None:
    """An answer as a set of parts, empty for none; None where the question was not asked."""
    if not applies(question, document.labels):
        return None
    if question.is_spans:
        marked = (span for span in document.spans if span.dimension == question.key)
        return frozenset((span.value, span.start, span.end) for span in marked)
    return frozenset(as_values(document.labels.get(question.key)))


def shared_parts(question: Question, judged: Sequence[Judged]) -> frozenset[Part]:
    """What everybody who was asked answered."""
    given = [parts for one in judged if (parts := answer_parts(question, one.document)) is not None]
    return frozenset.intersection(*given) if given else frozenset()


def shuffled(judged: Sequence[Judged], *, round_id: int, paragraph_id: int) -> list[Judged]:
    """The judgments in an order of their own for each paragraph, always the same one.

    Nobody always stands on the left, where the eye takes the answer for the right one.
    """
    columns = sorted(judged, key=lambda one: one.seat)
    random.Random(f"{round_id}/{paragraph_id}").shuffle(columns)  # seeded: an order, not a secret
    return columns
