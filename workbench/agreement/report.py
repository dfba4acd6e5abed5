"""The reliability report of a round, from its finished judgments. Pure.

The same function serves the page and the command, with the same seed: they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.agreement.rows import Row, Sample, label_rows, question_rows
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Question

#: Seed and number of the resamples behind every interval; printed beside them.
SEED = 2004
REPLICATES = 2000


@dataclass(frozen=True)
class LabelTable:
    """The labels of one question that takes a set, each with its own binary alpha."""

    question: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Report:
    """What a round's finished judgments say about each question; never an average over them.

    `n_shared` paragraphs were finished by two or more annotators. `why_empty` says why there are no
    rows, "" where there are.
    """

    n_annotators: int
    n_articles: int
    n_paragraphs: int
    n_shared: int
    rows: tuple[Row, ...]
    label_tables: tuple[LabelTable, ...]
    seed: int
    replicates: int
    why_empty: str = ""


def build(
    judged: Sequence[Judged],
    questions: Sequence[Question],
    *,
    seed: int = SEED,
    replicates: int = REPLICATES,
) -> Report:
    """The report on these judgments; those that are not finished are left out, as missing.

    Intervals are 95% percentile intervals over `replicates` resamples of the articles.
    """
    finished = [one for one in judged if one.document.is_done]
    annotators = {one.seat for one in finished}
    seats: dict[int, set[str]] = {}
    for one in finished:
        seats.setdefault(one.paragraph_id, set()).add(one.seat)
    n_shared = sum(len(some) >= 2 for some in seats.values())
    sample = Sample(finished, questions, seed, replicates)
    comparable = questions if n_shared else ()
    return Report(
        n_annotators=len(annotators),
        n_articles=len({one.article_id for one in finished}),
        n_paragraphs=len(seats),
        n_shared=n_shared,
        rows=tuple(row for question in comparable for row in question_rows(question, sample)),
        label_tables=tuple(
            LabelTable(question.key, question.title, tuple(label_rows(question, sample)))
            for question in comparable
            if question.is_set
        ),
        seed=seed,
        replicates=replicates,
        why_empty=_why_empty(len(annotators), n_shared),
    )


def _why_empty(n_annotators: int, n_shared: int) -> str:
    if n_shared:
        return ""
    if not n_annotators:
        return "Nobody has finished a paragraph in this round yet."
    if n_annotators == 1:
        return (
            "Only one annotator has finished paragraphs in this round so far. Agreement needs two."
        )
    return (
        "No paragraph has been finished by two annotators yet. As soon as two people have finished "
        "the same one, the first figures stand here."
    )
