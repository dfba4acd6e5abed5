"""The rows of questions on passages. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from workbench.agreement.rows import Beside, Row
from workbench.agreement.rows_links import attribute_rows, estimated, marked_row
from workbench.agreement.sample import Sample
from workbench.codebook.questions import Question
from workbench.stats.estimate import Estimate
from workbench.stats.extent import shares_marked
from workbench.stats.marking import Marking
from workbench.stats.span_f1 import Way, mean_f1, span_f1_of
from workbench.stats.unitized import Unitized, UnitizedAlphas, unitized_of

#: How the distance of the unitized alpha is called: it has no other one.
UNITIZED = "unitized"
NO_PAIR = "No two annotators have a figure."
_WAYS: tuple[Way, ...] = ("exact", "overlap", "token")


def passage_rows(
    question: Question, sample: Sample, lengths: Mapping[int, int]
) -> tuple[list[Row], list[Row]]:
    """The row of the question with those about its passages; and one for each of its labels.

    Headline is u, the unitized alpha over all labels; each label has its own, all others taken for
    gaps (Krippendorff, Mathet, Bouvry & Widlöcher 2016; see `stats.unitized`).
    """
    marking = sample.marking(question, lengths)
    numbers = marking.compared.counts()
    with ThreadPoolExecutor(1) as pool:  # each takes long for many passages, and none needs another
        scores = pool.submit(lambda: (*_span_f1(marking),))
        alphas = unitized_of(marking, seed=sample.seed, replicates=sample.replicates)
    share, shares = shares_marked(marking)
    whole = replace(
        marked_row(question, question.title, _estimate(alphas.u, alphas, marking, sample)),
        beside=(_unitized(alphas.bar_u), _unitized(alphas.cu), *scores.result()),
        share=share,
        n_positive=sum(numbers.values()),
    )
    by_label = [
        replace(
            marked_row(question, value.title, _estimate(alone, alphas, marking, sample)),
            beside=(_unitized(alphas.ku[value.id]),),
            share=shares[value.id],
            n_positive=numbers[value.id],
            values=(value.id,),
            part=value.id,
        )
        for value in question.values
        for alone in [alphas.alone[value.id]]
    ]
    return [whole, *attribute_rows(question, sample)], by_label


def _estimate(one: Unitized, alphas: UnitizedAlphas, marking: Marking, sample: Sample) -> Estimate:
    compared = marking.compared
    return estimated(
        one.measure,
        UNITIZED,
        (one.value, one.why_undefined, one.resampled),
        sample,
        n_units=len(marking.texts),
        n_pairable=alphas.n_articles,
        n_single=alphas.n_single,
        n_annotators=alphas.n_annotators,
        n_clusters=len(np.unique(compared.cluster)),
    )


def _unitized(one: Unitized) -> Beside:
    return Beside(one.measure, one.value, one.why_undefined, one.resampled.interval)


def _span_f1(marking: Marking) -> Iterator[Beside]:
    for way in _WAYS:
        value = mean_f1(span_f1_of(marking.compared, way))
        yield Beside(f"span_f1_{way}", value, None if value is not None else NO_PAIR)
