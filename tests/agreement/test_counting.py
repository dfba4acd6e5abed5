"""What counts in columns is what counts in documents."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest

from tests.agreement.given import judged, questions, sample_of
from tests.annotate.generated import QUESTIONS, WHOLE, random_draft
from workbench.agreement.counting import set_codes, single_codes
from workbench.annotate.checking import check
from workbench.annotate.columns import columns_of
from workbench.annotate.document import Document
from workbench.annotate.queries import Judged
from workbench.codebook.deriving import FLAG, counted_answer
from workbench.codebook.questions import Question, as_values

TEXT = "Two aides claimed the “truce” would hold."


def draw(asked: Sequence[Question], text: str) -> list[Judged]:
    """Any answers, also some that no form would let through."""
    random = Random(16)
    checked = [
        check(random_draft(random, tuple(asked), text), tuple(asked), text) for _ in range(200)
    ]
    wild = [
        Document(
            {
                one.key: random.sample(one.value_ids(), k=1)[0]
                if not one.is_set
                else tuple(random.sample(one.value_ids(), k=random.randint(1, 3)))
                for one in asked
                if one.is_answered and one.values and random.random() < 0.6
            }
        )
        for _ in range(200)
    ]
    return [Judged("A", n, n, one) for n, one in enumerate([*checked, *wild], start=1)]


@pytest.mark.parametrize(
    ("asked", "text"),
    [(QUESTIONS, TEXT), (WHOLE, ""), (questions(), "")],
    ids=["rich", "whole", "small"],
)
def test_columns_count_what_documents_count(asked: tuple[Question, ...], text: str) -> None:
    drawn = draw(asked, text)
    columns = columns_of(drawn, asked)
    for question in asked:
        if not question.is_answered or question.is_text:
            continue
        expected = [counted_answer(question, one.document.labels) for one in drawn]
        if question.is_set:
            sets, codes = set_codes(question, columns)
            found = [None if code < 0 else sets[code] for code in codes]
            assert found == [None if one is None else frozenset(as_values(one)) for one in expected]
        else:
            values = FLAG if question.is_flag else question.value_ids()
            singles = [
                None if code < 0 else values[code] for code in single_codes(question, columns)
            ]
            assert singles == expected
        assert len(set(map(str, expected))) > 1, question.key


def test_what_is_told_of_judgments_stands_beside_their_ratings() -> None:
    asked = questions()
    (quoted,) = [one for one in asked if one.key == "quoted"]
    places = [("B", 2, "yes"), ("A", 2, "no"), ("A", 10, "yes"), ("C", 10, "no"), ("C", 11, "")]
    said = [judged(seat, unit, {"quoted": one} if one else {}) for seat, unit, one in places]
    sample = sample_of(said, asked)
    ratings = sample.singles(quoted, ("yes", "no"))
    assert (ratings.units, ratings.annotators) == ((2, 10), ("A", "B", "C"))
    told = sample.beside(ratings, np.array([1, 2, 3, 4, 5]))
    assert told.tolist() == [[2, 1, -1], [3, -1, 4]]
