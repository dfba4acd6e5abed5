"""Which answers count for a figure, a whole column at a time. Pure.

Missing is not empty: a question that a person was not asked is missing; a set left empty on a
finished paragraph is an answer, and so are a flag left down and a finished paragraph without a
marked passage. A unit is a paragraph, or an article that was judged as a whole.

`codebook.deriving.counted_answer` says the same of one judgment; a test holds them to each other.
"""

from __future__ import annotations

import numpy as np

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Flags, Integers
from workbench.codebook.deriving import FLAG
from workbench.codebook.questions import Question

#: Labels of a set that fit into one number; sets of more are told apart by their bytes.
_FEW = 62


def counted(question: Question, columns: Columns) -> Flags:
    """Of each judgment whether it says anything about a question of values, (judgments,)."""
    everywhere = np.ones(len(columns), dtype=bool)
    if not question.values and not question.is_flag:
        return ~everywhere
    there = columns.n_chosen(question.source) > 0 if question.source else everywhere
    gate = question.dimension.when
    if gate is None:
        return there
    chosen = columns.n_chosen(question.gate)
    if not gate.at_least:
        return there & (columns.n_chosen(question.gate, gate.is_) > 0)
    meets = there & (chosen >= gate.at_least)
    # The only value of a set of one is filled in by the codebook, which counts.
    return meets | (chosen == 1) if question.source == question.gate else meets


def single_codes(question: Question, columns: Columns) -> Integers:
    """The place of each judgment's answer among the question's values, -1 where it is missing.

    A flag is 0 where it is set and 1 where it was left down, as in `FLAG`.
    """
    if question.is_flag:
        codes = np.where(columns.chosen(question.key, FLAG[0]), 0, 1)
    else:
        codes = np.full(len(columns), -1)
        for place, value in enumerate(question.value_ids()):
            codes[columns.chosen(question.key, value)] = place
    codes[~counted(question, columns)] = -1
    return codes


def set_codes(question: Question, columns: Columns) -> tuple[list[frozenset[str]], Integers]:
    """The distinct sets that were chosen, and of each judgment the place of its own, -1 where it is
    missing."""
    there = counted(question, columns)
    labels = question.value_ids()
    chosen = np.array([columns.chosen(question.key, label)[there] for label in labels])
    first, place = _distinct(chosen)
    sets = [
        frozenset(label for label, is_in in zip(labels, chosen[:, one], strict=True) if is_in)
        for one in first
    ]
    codes = np.full(len(columns), -1)
    codes[there] = place
    return sets, codes


def _distinct(chosen: Flags) -> tuple[Integers, Integers]:
    """Of columns of flags (labels, judgments) where each distinct one is first, and of every one
    the place of its like."""
    if len(chosen) > _FEW:
        packed = np.packbits(chosen, axis=0).T
        _, first, place = np.unique(packed, axis=0, return_index=True, return_inverse=True)
        return first, place.reshape(-1)
    number = np.zeros(chosen.shape[1], dtype=np.int64)
    for bit, column in enumerate(chosen):
        number |= column.astype(np.int64) << bit
    _, first, place = np.unique(number, return_index=True, return_inverse=True)
    return first, place
