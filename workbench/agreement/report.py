"""The reliability report of a round, from its finished judgments. Pure.

The same function serves the page and the command, with the same seed: they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from workbench.agreement import notes
from workbench.agreement.rows import Row
from workbench.agreement.rows_links import link_rows
from workbench.agreement.rows_passages import passage_rows
from workbench.agreement.rows_values import label_rows, question_rows
from workbench.agreement.sample import Sample
from workbench.annotate.columns import Columns
from workbench.annotate.kept import Kept
from workbench.codebook.questions import Question

#: Questions computed at once beside the others.
_AT_ONCE = 1
#: The rows of a question, and those of its labels.
Found = tuple[Sequence[Row], Sequence[Row]]


@dataclass(frozen=True)
class LabelTable:
    """The labels of one question, each by itself: chosen or not in a set, or marked in the text."""

    question: str
    title: str
    rows: tuple[Row, ...]
    is_passages: bool = False


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

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """Every row, those of labels after those of questions."""
        tables = (*self.label_tables, *self.article_label_tables)
        return (*self.rows, *self.article_rows, *(row for table in tables for row in table.rows))

    def measures(self, name: str) -> bool:
        """Whether a row is led by the measure of that name."""
        return any(row.estimate.measure == name for row in self.all_rows)

    @property
    def has_matched(self) -> bool:
        return any(row.matched is not None for row in self.all_rows)

    @property
    def has_changes(self) -> bool:
        return any(row.change is not None for row in self.all_rows)


def build(
    parts: Sample,
    wholes: Sample,
    lengths: Mapping[int, int] | None = None,
    kept: Kept[Found] | None = None,
) -> Report:
    """The report on these paragraphs, and on these articles as a whole.

    `lengths` are the code points of each paragraph, without which questions on passages have no
    rows. `kept` are rows of earlier reports on the same texts. Intervals are 95% percentile
    intervals over resamples of the articles.
    """
    n_shared, n_whole_shared = parts.n_shared, wholes.n_shared
    known: Mapping[int, int] = {} if lengths is None else lengths
    rows, tables = _rows(parts, known, kept) if n_shared else ((), ())
    article_rows, article_tables = _rows(wholes, {}, kept) if n_whole_shared else ((), ())
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
        rows=rows,
        label_tables=tables,
        article_rows=article_rows,
        article_label_tables=article_tables,
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


def _rows(
    sample: Sample, lengths: Mapping[int, int], kept: Kept[Found] | None
) -> tuple[tuple[Row, ...], tuple[LabelTable, ...]]:
    def compute(question: Question) -> Found:
        return _kept_rows(question, sample, lengths, kept)

    # numpy lets go of the interpreter in what takes long, so other questions run beside those on
    # passages. Only the latter read, the lengths of texts: they stay in the thread of the request.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        beside = {one.key: pool.submit(compute, one) for one in sample.questions if _is_pure(one)}
        own = {one.key: compute(one) for one in sample.questions if not _is_pure(one)}
    found = own | {key: one.result() for key, one in beside.items()}
    rows: list[Row] = []
    tables: list[LabelTable] = []
    for question in sample.questions:
        own_rows, labels = found[question.key]
        rows.extend(own_rows)
        if labels:
            title, is_passages = question.title, question.is_spans
            tables.append(LabelTable(question.key, title, tuple(labels), is_passages))
    return tuple(rows), tuple(tables)


def _is_pure(question: Question) -> bool:
    """Whether its figures rest on columns alone, which are there."""
    return not question.is_spans


def _kept_rows(
    question: Question, sample: Sample, lengths: Mapping[int, int], kept: Kept[Found] | None
) -> Found:
    if kept is None:
        return _of_question(question, sample, lengths)
    key = sample.fingerprint(question)
    return kept.get(key, lambda: _of_question(question, sample, lengths))


def _of_question(question: Question, sample: Sample, lengths: Mapping[int, int]) -> Found:
    """The rows of a question, and those of its labels; none where nothing is to be measured."""
    if not notes.is_measured(question):
        return [], []
    if question.is_links:
        return link_rows(question, sample), []
    if question.is_spans:
        return passage_rows(question, sample, lengths) if lengths else ([], [])
    labels = label_rows(question, sample) if question.is_set else []
    return question_rows(question, sample), labels


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
