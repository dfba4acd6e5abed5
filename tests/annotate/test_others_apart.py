"""How far apart answers are, on small cases that can be checked by hand, and against `stats`."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.make import TARGETS, rich_codebook, short_codebook
from workbench.annotate.document import Document, MarkedLink, MarkedSpan
from workbench.annotate.others.apart import apart, apart_overall
from workbench.codebook.format import Codebook
from workbench.codebook.questions import Answer, Question, list_questions
from workbench.stats.disagreement import Distance, FixedDistance, disagreement
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings

SHORT = short_codebook()


def question(key: str, codebook: Codebook = SHORT) -> Question:
    return next(one for one in list_questions(codebook, TARGETS) if one.key == key)


def answered(key: str, *answers: Answer) -> list[Document]:
    """A document for each answer; a main frame needs its frames."""
    chosen = {"frames": ("conflict", "morality")}
    return [Document(labels=chosen | {key: one}) for one in answers]


def marked(*passages: tuple[str, int, int]) -> Document:
    return Document(spans=[MarkedSpan(a, b, "sourcing", value) for value, a, b in passages])


def test_one_value_is_the_same_or_not() -> None:
    main = question("primary_frame")
    two_and_one = answered("primary_frame", "conflict", "conflict", "morality")
    assert apart(main, two_and_one) == pytest.approx(2 / 3)
    assert apart(main, two_and_one[:2]) == 0


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        (("-2", "2"), 1),
        (("-1", "0"), 1 / 4),
        (("-2", "0", "2"), (0.5 + 0.5 + 1) / 3),
        (("not_mentioned", "0"), 1),
        (("not_mentioned", "not_mentioned"), 0),
    ],
)
def test_grades_are_steps_apart(grades: tuple[str, ...], expected: float) -> None:
    tone = question("tone.government")
    assert apart(tone, answered(tone.key, *grades)) == pytest.approx(expected)


def test_sets_by_what_they_do_not_share() -> None:
    frames = question("frames")
    sets = answered("frames", ("conflict",), ("conflict", "morality"), ())
    assert apart(frames, sets) == pytest.approx((1 / 2 + 1 + 1) / 3)
    assert apart(frames, answered("frames", (), ())) == 0


def test_passages_by_the_characters_marked_alike() -> None:
    sourcing = question("sourcing")
    half = [marked(("source", 0, 10)), marked(("source", 5, 10))]
    assert apart(sourcing, half) == pytest.approx(1 / 2)
    assert apart(sourcing, [marked(("source", 0, 10)), marked(("content", 0, 10))]) == 1
    # In two pieces it is the same passage, and marking nothing is an answer.
    pieces = marked(("source", 0, 2), ("source", 2, 4))
    assert apart(sourcing, [marked(("source", 0, 4)), pieces]) == 0
    assert apart(sourcing, [marked(), marked(("source", 0, 1))]) == 1
    assert apart(sourcing, [marked(), marked()]) == 0


def test_links_are_made_or_not() -> None:
    ties = next(one for one in list_questions(rich_codebook(), TARGETS) if one.is_links)
    linked = Document(links=[MarkedLink(ties.key, ())])
    assert apart(ties, [linked, Document()]) == 1
    assert apart(ties, [linked, linked]) == 0


def test_who_was_not_asked_is_missing() -> None:
    main = question("primary_frame")
    assert apart(main, [Document(), *answered("primary_frame", "conflict")]) is None
    assert apart(question("frames"), [Document()]) is None


def test_words_are_never_apart() -> None:
    remark = next(one for one in list_questions(rich_codebook(), TARGETS) if one.is_text)
    documents = [Document(labels={remark.key: "This"}), Document(labels={remark.key: "That"})]
    assert apart(remark, documents) is None
    assert apart_overall([remark], documents) is None


def test_over_all_questions_the_mean_of_those_that_two_were_asked() -> None:
    questions = [question("frames"), question("primary_frame"), question("tone.government")]
    documents = [
        Document(labels={"frames": ("conflict",), "tone.government": "-2"}),
        Document(labels={"frames": ("morality",), "tone.government": "-1"}),
    ]
    # The main frame follows from the only frame chosen; it is no answer without being filled in.
    assert apart_overall(questions, documents) == pytest.approx((1 + 1 / 4) / 2)


@pytest.mark.parametrize("distance", ["nominal", "jaccard"])
def test_it_is_the_observed_disagreement_of_alpha(distance: Distance) -> None:
    """The numpy of `stats`, unit by unit, gives the same."""
    chance = random.Random(7)
    asked = question("frames" if distance == "jaccard" else "primary_frame")
    for _ in range(20):
        people = chance.randint(2, 6)
        answers = [_drawn(asked, chance) for _ in range(people)]
        documents = answered(asked.key, *answers)
        assert apart(asked, documents) == pytest.approx(_observed(answers, distance))


def _drawn(asked: Question, chance: random.Random) -> Answer:
    if asked.is_set:
        return tuple(one for one in asked.value_ids()[:4] if chance.random() < 0.4)
    return chance.choice(["conflict", "morality"])


def _observed(answers: Sequence[Answer], distance: Distance) -> float:
    records = [
        (1, f"A-{n}", answer if isinstance(answer, str) else frozenset(answer))
        for n, answer in enumerate(answers)
    ]
    ratings = Ratings.from_records(records)
    pairable = Pairable.of(ratings)
    measure = disagreement(ratings, distance)
    assert isinstance(measure, FixedDistance)
    return float(measure.per_unit(pairable)[0]) / len(answers)
