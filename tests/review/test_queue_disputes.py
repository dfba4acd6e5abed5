"""The queue of a round says of every unit what its documents say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log2
from random import Random

import numpy as np
import pytest

from tests.annotate.generated import QUESTIONS, WHOLE, random_draft
from tests.review.given import find_disagreements, judged, questions
from workbench.annotate.checking import check
from workbench.annotate.columns import columns_of
from workbench.annotate.document import Document
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Question, as_values
from workbench.review.differences import Disagreement, answer_parts
from workbench.review.queue_disputes import Disputes, find_disputes

TEXT = "Two aides claimed that the boats are back."


def random_documents(random: Random, asked: tuple[Question, ...], text: str) -> list[Document]:
    """Answers of a few people to one unit, who often agree on all or on much of it."""
    pool = [check(random_draft(random, asked, text), asked, text) for _ in range(3)]
    found = []
    for _ in range(random.randint(1, 5)):
        one, other = random.choices(pool, k=2)
        if random.random() < 0.3:
            one = replace(one, spans=other.spans, links=other.links)
        if random.random() < 0.3:
            key = random.choice(asked).key
            labels = {k: v for k, v in one.labels.items() if k != key}
            one = replace(one, labels=labels)
        found.append(replace(one, is_done=True))
    return found


def random_round(seed: int, asked: tuple[Question, ...], *, whole: bool = False) -> list[Judged]:
    """Sixty units; on an article as a whole nothing is marked."""
    random = Random(seed)
    return [
        Judged(f"A-{seat}", n // 7 if not whole else n, 0 if whole else n, document)
        for n in range(1, 61)
        for seat, document in enumerate(random_documents(random, asked, "" if whole else TEXT))
    ]


def entropy(given: Sequence[object]) -> float:
    """In bits, by the book."""
    shares = [count / len(given) for count in Counter(given).values()]
    return -sum(share * log2(share) for share in shares)


def parts_of(question: Question, found: Disagreement) -> list[frozenset[object]]:
    given = (answer_parts(question, one.document) for one in found.judged)
    return [frozenset(one) for one in given if one is not None]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("asked", "whole"), [(QUESTIONS, False), (WHOLE, True)])
def test_agrees_with_the_documents(asked: tuple[Question, ...], whole: bool, seed: int) -> None:
    work = random_round(seed, asked, whole=whole)
    expected = {one.paragraph_id or one.article_id: one for one in find_disagreements(work, asked)}
    found = find_disputes(columns_of(work, asked), asked)
    assert expected
    assert set(found.unit[found.is_disputed].tolist()) == set(expected)
    shared = Counter(one.unit_id for one in work)
    assert found.unit.tolist() == sorted(unit for unit, count in shared.items() if count >= 2)
    for at in np.flatnonzero(found.is_disputed).tolist():
        one = expected[int(found.unit[at])]
        agrees_with(found, at, one, asked)


def agrees_with(
    found: Disputes, at: int, expected: Disagreement, asked: Sequence[Question]
) -> None:
    """Which questions differ, how far, and who stands apart."""
    assert found.article[at] == expected.article_id
    assert found.n_seats[at] == len(expected.judged)
    disputed = [key for key, row in zip(found.keys, found.differs, strict=True) if row[at]]
    assert tuple(disputed) == expected.differing
    told = {one.key: parts_of(one, expected) for one in asked if not one.is_text}
    assert found.entropy[at] == pytest.approx(
        sum(entropy(given) for given in told.values() if given)
    )
    for one in expected.judged:
        apart = [
            question.key
            for question in asked
            if question.key in disputed
            and (own := answer_parts(question, one.document)) is not None
            and 2 * told[question.key].count(frozenset(own)) <= len(told[question.key])
        ]
        assert (one.seat in apart_at(found, at)) == bool(apart)
        assert [key for key in disputed if one.seat in apart_at(found, at, key)] == apart


def apart_at(found: Disputes, at: int, key: str = "") -> set[str]:
    """Whose answers stand apart on a unit."""
    unit, seat = found.apart_on(key)
    return {found.seats[one] for one in seat[unit == at].tolist()}


@pytest.mark.parametrize("seed", range(6))
def test_the_rarest_disputed_value_is_one_that_was_given_least_often(seed: int) -> None:
    work = random_round(seed, QUESTIONS)
    found = find_disputes(columns_of(work, QUESTIONS), QUESTIONS)
    times = Counter(value for one in work for value in values_of(one.document))
    assert dict(zip(found.values, found.times.tolist(), strict=True)) == {
        value: times[value] for value in found.values
    }
    for one in find_disagreements(work, QUESTIONS):
        at = found.unit.tolist().index(one.paragraph_id)
        least = min(times[value] for value in disputed_values(one))
        assert found.rarity[at] == least
        assert found.values[found.rarest[at]] in disputed_values(one)


def values_of(document: Document) -> set[tuple[str, str]]:
    """Everything that stands in it: values, passages by their value, links as such."""
    given = {(key, value) for key, said in document.labels.items() for value in as_values(said)}
    given |= {(span.dimension, span.value) for span in document.spans}
    return given | {(link.dimension, "") for link in document.links}


def disputed_values(found: Disagreement) -> set[tuple[str, str]]:
    """What not everybody who was asked gave alike."""
    disputed = set()
    for question in QUESTIONS:
        if question.key not in found.differing:
            continue
        given = parts_of(question, found)
        values = [""] if question.is_links else question.value_ids()
        for value in values:
            own = {
                frozenset(part for part in parts if question.is_links or names(part, value))
                for parts in given
            }
            if len(own) > 1:
                disputed.add((question.key, value))
    return disputed


def names(part: object, value: str) -> bool:
    """Whether a part is a value, or a passage with it."""
    return part == value or (isinstance(part, tuple) and part[0][0] == value)


def test_words_alone_are_no_dispute_and_nobody_is_one_either() -> None:
    (remark,) = (one for one in QUESTIONS if one.key == "remark")
    work = [Judged(seat, 1, 1, Document({"remark": seat}, is_done=True)) for seat in "AB"]
    assert not find_disputes(columns_of(work, [remark]), [remark]).is_disputed.any()
    nobody = find_disputes(columns_of([], QUESTIONS), QUESTIONS)
    assert nobody.unit.tolist() == nobody.rarity.tolist() == []
    assert not find_disputes(columns_of(work, ()), ()).is_disputed.any()


def test_a_passage_against_none_is_in_it_and_so_is_an_end_that_differs() -> None:
    work = [
        judged("A", 1, spans=[(0, 4, "source")], attributed="yes"),
        judged("B", 1, attributed="yes"),
        judged("A", 2, spans=[(0, 4, "source")], attributed="yes"),
        judged("B", 2, spans=[(0, 5, "source")], attributed="yes"),
        judged("A", 3, spans=[(0, 4, "source")], attributed="yes"),
        judged("B", 3, spans=[(0, 4, "source")], attributed="yes"),
    ]
    found = find_disputes(columns_of(work, questions()), questions())
    assert found.unit[found.on("sourcing")].tolist() == [1, 2]
    assert found.unit[found.is_disputed].tolist() == [1, 2]
    assert found.on("colour").tolist() == [False] * 3


def test_of_three_the_one_stands_apart_and_of_two_both() -> None:
    work = [
        *(judged("A", 1), judged("B", 1), judged("C", 1, tone="2")),
        *(judged("A", 2), judged("B", 2, tone="2")),
    ]
    found = find_disputes(columns_of(work, questions()), questions())
    assert apart_at(found, 0) == apart_at(found, 0, "tone.government") == {"C"}
    assert apart_at(found, 1) == {"A", "B"}
    assert apart_at(found, 0, "frames") == apart_at(found, 0, "colour") == set()
    assert found.entropy == pytest.approx([-log2(2 / 3) * 2 / 3 - log2(1 / 3) / 3, 1.0])
