"""The reliability report of a round, from its finished judgments. Pure.

The same function serves the page and the command, with the same seed: they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.agreement import notes
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

    `n_shared` paragraphs were finished by two or more annotators; `n_whole` articles were judged as
    a whole, `n_whole_shared` of them by two or more. `not_measured` are sentences on the questions
    without a figure, `measured_otherwise` on those with another figure than the codebook asks for.
    `why_empty` says why there are no rows at all, "" where there are.
    """

    n_annotators: int
    n_articles: int
    n_paragraphs: int
    n_shared: int
    n_whole: int
    n_whole_shared: int
    rows: tuple[Row, ...]
    label_tables: tuple[LabelTable, ...]
    article_rows: tuple[Row, ...]
    article_label_tables: tuple[LabelTable, ...]
    not_measured: tuple[str, ...]
    measured_otherwise: tuple[str, ...]
    seed: int
    replicates: int
    why_empty: str = ""


def build(
    judged: Sequence[Judged],
    questions: Sequence[Question],
    *,
    whole: Sequence[Judged] = (),
    whole_questions: Sequence[Question] = (),
    seed: int = SEED,
    replicates: int = REPLICATES,
) -> Report:
    """The report on these judgments; those that are not finished are left out, as missing.

    `whole` are the judgments of articles as a whole. Intervals are 95% percentile intervals over
    `replicates` resamples of the articles.
    """
    parts = sample_of(judged, questions, seed=seed, replicates=replicates)
    wholes = sample_of(whole, whole_questions, seed=seed, replicates=replicates)
    n_shared, n_whole_shared = _count_shared(parts), _count_shared(wholes)
    everything = [*parts.judged, *wholes.judged]
    annotators = {one.seat for one in everything}
    return Report(
        n_annotators=len(annotators),
        n_articles=len({one.article_id for one in everything}),
        n_paragraphs=len(parts.article_of),
        n_shared=n_shared,
        n_whole=len(wholes.article_of),
        n_whole_shared=n_whole_shared,
        rows=_rows(parts) if n_shared else (),
        label_tables=_label_tables(parts) if n_shared else (),
        article_rows=_rows(wholes) if n_whole_shared else (),
        article_label_tables=_label_tables(wholes) if n_whole_shared else (),
        not_measured=notes.not_measured([*questions, *whole_questions]),
        measured_otherwise=notes.measured_otherwise([*questions, *whole_questions]),
        seed=seed,
        replicates=replicates,
        why_empty=_why_empty(
            len(annotators), n_shared + n_whole_shared, "paragraph" if questions else "article"
        ),
    )


def sample_of(
    judged: Sequence[Judged],
    questions: Sequence[Question],
    *,
    seed: int = SEED,
    replicates: int = REPLICATES,
) -> Sample:
    """The finished ones of these judgments, with what they answer."""
    finished = [one for one in judged if one.document.is_done]
    return Sample(finished, questions, seed, replicates)


def _count_shared(sample: Sample) -> int:
    seats: dict[int, set[str]] = {}
    for one in sample.judged:
        seats.setdefault(one.unit_id, set()).add(one.seat)
    return sum(len(some) >= 2 for some in seats.values())


def _rows(sample: Sample) -> tuple[Row, ...]:
    return tuple(row for question in sample.questions for row in question_rows(question, sample))


def _label_tables(sample: Sample) -> tuple[LabelTable, ...]:
    return tuple(
        LabelTable(question.key, question.title, tuple(label_rows(question, sample)))
        for question in sample.questions
        if question.is_set and notes.is_measured(question)
    )


def _why_empty(n_annotators: int, n_shared: int, what: str) -> str:
    if n_shared:
        return ""
    if not n_annotators:
        return (
            f"Nobody has finished {'a' if what == 'paragraph' else 'an'} {what} in this round yet."
        )
    if n_annotators == 1:
        return f"Only one annotator has finished {what}s in this round so far. Agreement needs two."
    return (
        f"No {what} has been finished by two annotators yet. As soon as two people have finished "
        "the same one, the first figures stand here."
    )
