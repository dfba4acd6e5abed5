"""The reliability report of a round, from its finished judgments. Pure.

The same function serves the page and the command, with the same seed: they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.agreement import notes
from workbench.agreement.rows import Row, label_rows, question_rows
from workbench.agreement.sample import Sample
from workbench.annotate.columns import Columns


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


def build(parts: Sample, wholes: Sample) -> Report:
    """The report on these paragraphs, and on these articles as a whole.

    Intervals are 95% percentile intervals over resamples of the articles.
    """
    n_shared, n_whole_shared = parts.n_shared, wholes.n_shared
    annotators = _names(parts.columns) | _names(wholes.columns)
    articles = np.union1d(parts.columns.article, wholes.columns.article)
    questions = [*parts.questions, *wholes.questions]
    return Report(
        n_annotators=len(annotators),
        n_articles=len(articles),
        n_paragraphs=len(parts.columns.units),
        n_shared=n_shared,
        n_whole=len(wholes.columns.units),
        n_whole_shared=n_whole_shared,
        rows=_rows(parts) if n_shared else (),
        label_tables=_label_tables(parts) if n_shared else (),
        article_rows=_rows(wholes) if n_whole_shared else (),
        article_label_tables=_label_tables(wholes) if n_whole_shared else (),
        not_measured=notes.not_measured(questions),
        measured_otherwise=notes.measured_otherwise(questions),
        seed=parts.seed,
        replicates=parts.replicates,
        why_empty=_why_empty(
            len(annotators),
            n_shared + n_whole_shared,
            "paragraph" if parts.questions else "article",
        ),
    )


def _names(columns: Columns) -> set[str]:
    return {columns.seats[place] for place in np.unique(columns.seat)}


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
