"""How far apart the answers to one paragraph are. Pure.

The measure is the mean distance over all pairs of people who answered: the observed disagreement
of Krippendorff's alpha for a single unit (K. Krippendorff, Computing Krippendorff's
Alpha-Reliability, 2011; for unordered values it is 1 - P_i of J. L. Fleiss, Measuring nominal
scale agreement among many raters, 1971). All distances lie between 0 and 1, so that questions can
be averaged:

- one value, a flag, links made or none: the same or not
- grades: the steps between them as a share of the whole scale (the linear weights of J. Cohen,
  Weighted kappa, 1968); a value beside the scale is wholly apart from every grade
- several values: what is not common to both (P. Jaccard, 1912)
- passages: the same over marked characters, each with its label
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from statistics import fmean

from workbench.annotate.document import Document
from workbench.codebook.deriving import counted_answer
from workbench.codebook.questions import Question, as_values

#: A set of whatever two people may have in common, or one value.
_Comparable = str | frozenset[object]


def apart(question: Question, documents: Sequence[Document]) -> float | None:
    """The mean distance between two people's answers, in [0, 1].

    None where fewer than two were asked, and for answers in words, which are never alike.
    """
    if question.is_text:
        return None
    answers = [one for document in documents if (one := _answer(question, document)) is not None]
    between = _distance(question)
    distances = [between(one, other) for one, other in combinations(answers, 2)]
    return fmean(distances) if distances else None


def apart_overall(questions: Sequence[Question], documents: Sequence[Document]) -> float | None:
    """The mean over the questions that two people or more were asked."""
    found = [value for one in questions if (value := apart(one, documents)) is not None]
    return fmean(found) if found else None


def _answer(question: Question, document: Document) -> _Comparable | None:
    """None where it is missing. Who was not asked for passages looked, and marked none."""
    if question.is_spans:
        return frozenset(
            (span.value, place)
            for span in document.spans
            if span.dimension == question.key
            for place in range(span.start, span.end)
        )
    if question.is_links:
        return "some" if any(one.dimension == question.key for one in document.links) else "none"
    answer = counted_answer(question, document.labels)
    if answer is None:
        return None
    return frozenset(as_values(answer)) if question.is_set else as_values(answer)[0]


def _distance(question: Question) -> Callable[[_Comparable, _Comparable], float]:
    if question.is_set or question.is_spans:
        return _unshared
    off = question.dimension.off_scale
    scale = [value for value in question.value_ids() if value not in off]
    if question.dimension.type != "ordinal" or len(scale) < 2:
        return _differs
    place = {value: number / (len(scale) - 1) for number, value in enumerate(scale)}

    def steps(one: _Comparable, other: _Comparable) -> float:
        if one in place and other in place:
            return abs(place[str(one)] - place[str(other)])
        return _differs(one, other)

    return steps


def _differs(one: _Comparable, other: _Comparable) -> float:
    return float(one != other)


def _unshared(one: _Comparable, other: _Comparable) -> float:
    some, more = frozenset(one), frozenset(other)
    return len(some ^ more) / len(some | more) if some or more else 0.0
