"""Questions and finished judgments to compare, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from tests.make import short_codebook
from workbench.annotate.document import Document, MarkedSpan
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Answer, Question, list_questions
from workbench.review.differences import Disagreement, is_disputed


def questions() -> tuple[Question, ...]:
    """The default codebook, tone asked for one target."""
    return list_questions(short_codebook(), [("government", "the government")])


def judged(
    seat: str,
    paragraph: int = 1,
    *,
    article: int = 1,
    spans: Sequence[tuple[int, int, str]] = (),
    note: str = "",
    is_flagged: bool = False,
    is_done: bool = True,
    **changes: Answer,
) -> Judged:
    """A finished judgment that answers everything; `tone` and so on change it."""
    labels: dict[str, Answer] = {
        "frames": ("conflict",),
        "primary_frame": "conflict",
        "tone.government": "0",
        "attributed": "yes" if spans else "no",
    }
    labels |= {"tone.government" if key == "tone" else key: v for key, v in changes.items()}
    marked = tuple(MarkedSpan(start, end, "sourcing", value) for start, end, value in spans)
    document = Document(
        labels=labels, spans=marked, note=note, is_flagged=is_flagged, is_done=is_done
    )
    return Judged(seat, article, paragraph, document)


def in_reading_order(
    parts: Iterable[Disagreement], wholes: Iterable[Disagreement]
) -> list[Disagreement]:
    """Those on paragraphs, in their order, and after each article's own that on it as a whole."""
    return sorted([*parts, *wholes], key=lambda found: (found.article_id, not found.paragraph_id))


def count_shared(judged: Iterable[Judged]) -> int:
    """How many paragraphs, or articles as a whole, two or more people finished."""
    seats = Counter((one.article_id, one.paragraph_id) for one in judged if one.document.is_done)
    return sum(number >= 2 for number in seats.values())


def find_disagreements(
    judged: Iterable[Judged], questions: Sequence[Question]
) -> list[Disagreement]:
    """The disagreements among finished judgments, in the order in which these come.

    The judgments of a unit must stand together, as `annotate.queries.done_in_round` has them.
    What the queue finds in columns of numbers is held to it.
    """
    found = []
    finished = (one for one in judged if one.document.is_done)
    for (article_id, paragraph_id), group in groupby(finished, key=_place):
        some = tuple(sorted(group, key=lambda one: one.seat))
        differing = tuple(question.key for question in questions if is_disputed(question, some))
        if differing:
            found.append(Disagreement(article_id, paragraph_id, some, differing))
    return found


def _place(one: Judged) -> tuple[int, int]:
    return one.article_id, one.paragraph_id
