"""Answers of a round as numbers: equal where `differences.answer_parts` are. Pure.

A whole round at once, from its columns: from documents it takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Flags, Integers
from workbench.annotate.ties import Ties, ties_of
from workbench.codebook.questions import Question

#: The code of a judgment that was not asked.
NOT_ASKED = -1


def answer_codes(question: Question, columns: Columns) -> Integers:
    """Of each judgment a number for its whole answer, (judgments,); `NOT_ASKED` for none."""
    if question.is_spans or question.is_links:
        codes = _tied_codes(ties_of(question, columns), len(columns))
    else:
        codes = numbered(columns.of_questions(question.key), len(columns))
    return np.where(was_asked(question, columns), codes, NOT_ASKED)


def was_asked(question: Question, columns: Columns) -> Flags:
    """Of each judgment whether `codebook.questions.applies`, (judgments,)."""
    everywhere = np.ones(len(columns), dtype=bool)
    if not question.values and not question.is_links:
        return ~everywhere
    asked = columns.n_chosen(question.source) > 0 if question.source else everywhere
    condition = question.dimension.when
    if condition is None:
        return asked
    if condition.at_least:
        return asked & (columns.n_chosen(question.gate) >= condition.at_least)
    return asked & (columns.n_chosen(question.gate, condition.is_) > 0)


def value_codes(question: Question, columns: Columns) -> Iterator[tuple[str, Integers]]:
    """Each value of a question, with what every judgment said of it: 0 where it did not give it.

    Of a passage's value the numbers are equal where all its passages are; links have one value,
    named "".
    """
    if question.is_links:
        yield "", _tied_codes(ties_of(question, columns), len(columns))
    elif question.is_spans:
        ties = ties_of(question, columns)
        for place, value in enumerate(question.value_ids()):
            yield value, _tied_codes(ties.only(ties.role == place), len(columns))
    else:
        for value in question.value_ids():
            yield value, columns.chosen(question.key, value).astype(np.int64)


def numbered(columns: Iterable[Integers], n: int) -> Integers:
    """Of each of n entries a number from 0, equal where all columns are."""
    codes = np.zeros(n, dtype=np.int64)
    for column in columns:
        _, own = np.unique(column, return_inverse=True)
        pairs = codes * (own.max(initial=0) + 1) + own
        codes = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return codes


def set_codes(owner: Integers, part: Integers, n: int) -> Integers:
    """Of each of n owners a number for its set of parts, which are numbers from 0: 0 for none."""
    n_parts = int(part.max(initial=0)) + 1
    owner, part = np.divmod(np.unique(owner * n_parts + part), n_parts)
    rank = np.arange(len(owner)) - np.searchsorted(owner, np.arange(n))[owner]
    order = np.argsort(rank, kind="stable")
    bounds = np.searchsorted(rank[order], np.arange(int(rank.max(initial=-1)) + 2))
    codes, used = np.zeros(n, dtype=np.int64), 1
    for start, end in pairwise(bounds.tolist()):
        # A set is told apart from the sets that begin alike by its next part.
        mine = order[start:end]
        found, own = np.unique(codes[owner[mine]] * n_parts + part[mine], return_inverse=True)
        codes[owner[mine]] = own + used
        used += len(found)
    return codes


def _tied_codes(ties: Ties, n: int) -> Integers:
    """Of each of n judgments a number for its set of passages or links, with what is said of each;
    0 for none."""
    members = numbered((ties.role, ties.start, ties.end), len(ties.tie))
    parts = numbered((set_codes(ties.tie, members, len(ties)), *ties.words), len(ties))
    return set_codes(ties.row, parts, n)
