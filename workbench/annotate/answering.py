"""Answers to a flat list of questions: what may stand, what is still missing. Pure.

The same holds for the questions on a paragraph, on the article, on a span and on a link.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.codebook.deriving import derive
from workbench.codebook.questions import Answer, Answers, Question, applies, as_values
from workbench.core.wording import _, counted

LONGEST_TEXT = 5_000

#: `question` is the key of the question that the sentence `message` is about, "" for none.
Problem = dict[str, str]


def problem(question: str, message: str) -> Problem:
    return {"question": question, "message": message}


def check_answers(
    sent: Any, questions: Sequence[Question]
) -> tuple[dict[str, Answer], list[Problem]]:
    """The answers in the order of the questions, completed where one follows from another."""
    if not isinstance(sent, Mapping):
        return {}, [problem("", "`labels` must be an object.")]
    known = {question.key: question for question in questions if question.is_answered}
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for key, answer in sent.items():
        question = known.get(key)
        if question is None:
            asked = str(key)[:64]
            problems.append(
                problem("", _("This codebook version does not ask %(asked)s.", asked=repr(asked)))
            )
        else:
            answers[key] = _check_answer(answer, question, problems)
    given = derive(questions, {key: answer for key, answer in answers.items() if answer})
    return {q.key: given[q.key] for q in questions if q.key in given}, problems


def missing_answers(answers: Answers, questions: Sequence[Question]) -> list[Problem]:
    """What still has to be answered; a flag that is not set is an answer."""
    problems: list[Problem] = []
    for question in questions:
        if not question.is_answered or question.is_flag or not applies(question, answers):
            continue
        values = as_values(answers.get(question.key))
        least = question.dimension.min
        if not values and not question.dimension.optional:
            problems.append(problem(question.key, _unanswered(question)))
        elif values and len(values) < least and values[0] not in question.dimension.exclusive:
            problems.append(problem(question.key, _at_least(question.title, least)))
    return problems


def _check_answer(answer: Any, question: Question, problems: list[Problem]) -> Answer:
    """The answer, empty where there is none or it cannot stand."""
    if question.is_set:
        return _check_set(answer, question, problems)
    if question.is_text:
        return _check_text(answer, question, problems)
    if question.is_flag and answer is False:
        return ""
    if isinstance(answer, str) and answer in question.value_ids():
        return answer
    wanted = (
        _("%(question)s: yes, or nothing.", question=question.title)
        if question.is_flag
        else _("%(question)s: choose one of the values offered.", question=question.title)
    )
    problems.append(problem(question.key, wanted))
    return ""


def _check_set(answer: Any, question: Question, problems: list[Problem]) -> tuple[str, ...]:
    offered, limit = question.value_ids(), question.dimension.max
    if not isinstance(answer, list) or any(value not in offered for value in answer):
        message = _("%(question)s: choose among the values offered.", question=question.title)
        problems.append(problem(question.key, message))
        return ()
    chosen = tuple(value for value in offered if value in answer)
    alone = [value for value in chosen if value in question.dimension.exclusive]
    if alone and len(chosen) > 1:
        name = question.value_title(alone[0])
        message = _("“%(value)s” stands alone: remove the other values.", value=name)
        problems.append(problem(question.key, message))
    if limit and len(chosen) > limit:
        problems.append(problem(question.key, _at_most(question.title, limit)))
    return chosen


def _check_text(answer: Any, question: Question, problems: list[Problem]) -> str:
    if not isinstance(answer, str):
        message = _("%(question)s: write plain text.", question=question.title)
        problems.append(problem(question.key, message))
        return ""
    text = answer.replace("\r\n", "\n").replace("\t", " ").strip()
    if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text):
        message = _(
            "%(question)s: remove the control characters from the text.", question=question.title
        )
        problems.append(problem(question.key, message))
    if len(text) > LONGEST_TEXT:
        message = _(
            "%(question)s: longer than %(most)s characters. Cut it.",
            question=question.title,
            most=f"{LONGEST_TEXT:,}",
        )
        problems.append(problem(question.key, message))
    return text


def _unanswered(question: Question) -> str:
    if question.is_text:
        return _("%(question)s: write an answer.", question=question.title)
    return _("%(question)s: choose an answer.", question=question.title)


def _at_least(title: str, least: int) -> str:
    return counted(
        "%(question)s: choose at least %(num)s.",
        "%(question)s: choose at least %(num)s.",
        least,
        question=title,
    )


def _at_most(title: str, limit: int) -> str:
    return counted(
        "%(question)s: at most %(num)s. Keep the main ones.",
        "%(question)s: at most %(num)s. Keep the main ones.",
        limit,
        question=title,
    )
