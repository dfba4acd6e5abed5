"""What follows from the answers given: some fill in others, some take others away. Pure.

The page does the same while one answers: static/annotate/settling.js. Both are held to
tests/given/following.json.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from workbench.codebook.questions import (
    Answer,
    Answers,
    Question,
    applies,
    as_values,
    has_choice,
    meets,
)

#: A flag that was set, and one that was left down.
FLAG = ("yes", "no")


@dataclass(frozen=True)
class Derived:
    """`undecided` are the keys of questions that must still be answered: what waits for one of
    them may yet be asked."""

    answers: dict[str, Answer]
    undecided: frozenset[str]


def derive(questions: Iterable[Question], answers: Answers) -> dict[str, Answer]:
    """The answers, completed and cleaned where one follows from another.

    A question that takes its values from a set is answered by the only value of a set of one, and
    an answer that has left the set is withdrawn. So is an answer whose question is not asked; while
    the answer that decides on asking is still to come, it stays.
    """
    return derive_from(questions, answers).answers


def derive_from(
    questions: Iterable[Question], answers: Answers, asked: Collection[str] = ()
) -> Derived:
    """The same; the questions `asked` again are undecided although they may have an answer."""
    given, undecided = dict(answers), set[str]()
    for question in questions:
        if not question.is_answered:
            continue
        answer = _standing(question, given, undecided)
        given.pop(question.key, None)
        if answer:
            given[question.key] = answer
        if question.key in asked or (not answer and _is_awaited(question, given, undecided)):
            undecided.add(question.key)
    return Derived(given, frozenset(undecided))


def follows_from_set(question: Question, answers: Answers) -> bool:
    """Whether the answer is not asked for because the set it is taken from holds one value.

    The codebook fills such an answer in: the main frame of a paragraph with one frame is known.
    """
    gate = question.dimension.when
    if gate is None or not gate.at_least or not question.source or question.gate != question.source:
        return False
    return len(as_values(answers.get(question.source))) == 1


def counted_answer(question: Question, answers: Answers) -> Answer | None:
    """The answer to a question of values on a finished unit; None where it is missing.

    Missing is who was not asked; a set left empty and a flag left down are answers.
    """
    if applies(question, answers) or follows_from_set(question, answers):
        return answers.get(question.key, _left_open(question))
    return None


def _left_open(question: Question) -> Answer | None:
    """What leaving the question open says."""
    if question.is_flag:
        return FLAG[1]
    return () if question.is_set else None


def _standing(question: Question, answers: Answers, undecided: Collection[str]) -> Answer | None:
    """The answer as it may stand, None where there is none."""
    answer, is_filled_in = answers.get(question.key), follows_from_set(question, answers)
    if not is_filled_in and not _may_be_asked(question, answers, undecided):
        return None
    if not question.source:
        return answer
    chosen = as_values(answers.get(question.source))
    kept = tuple(one for one in as_values(answer) if one in chosen)
    if len(chosen) == 1 and (is_filled_in or applies(question, answers)):
        kept = chosen
    return kept if question.is_set else next(iter(kept), None)


def _is_awaited(question: Question, answers: Answers, undecided: Collection[str]) -> bool:
    """Whether done needs an answer that is not there; a flag that is not set says no."""
    is_needed = not (question.is_flag or question.dimension.optional)
    return is_needed and _may_be_asked(question, answers, undecided)


def _may_be_asked(question: Question, answers: Answers, undecided: Collection[str]) -> bool:
    return (has_choice(question, answers) or question.source in undecided) and (
        meets(question, answers) or question.gate in undecided
    )
