"""Answers to a flat list of questions: what may stand, what is still missing. Pure.

The same holds for the questions on a paragraph, on the article, on a span and on a link.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.codebook.deriving import derive
from workbench.codebook.questions import Answer, Answers, Question, applies, as_values

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
            problems.append(problem("", f"This codebook version does not ask {asked!r}."))
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
            wanted = "write an answer" if question.is_text else "choose an answer"
            problems.append(problem(question.key, f"{question.title}: {wanted}."))
        elif values and len(values) < least and values[0] not in question.dimension.exclusive:
            problems.append(problem(question.key, f"{question.title}: choose at least {least}."))
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
    wanted = "yes, or nothing" if question.is_flag else "choose one of the values offered"
    problems.append(problem(question.key, f"{question.title}: {wanted}."))
    return ""


def _check_set(answer: Any, question: Question, problems: list[Problem]) -> tuple[str, ...]:
    offered, limit = question.value_ids(), question.dimension.max
    if not isinstance(answer, list) or any(value not in offered for value in answer):
        problems.append(
            problem(question.key, f"{question.title}: choose among the values offered.")
        )
        return ()
    chosen = tuple(value for value in offered if value in answer)
    alone = [value for value in chosen if value in question.dimension.exclusive]
    if alone and len(chosen) > 1:
        name = question.value_title(alone[0])
        problems.append(problem(question.key, f"“{name}” stands alone: remove the other values."))
    if limit and len(chosen) > limit:
        problems.append(
            problem(question.key, f"{question.title}: at most {limit}. Keep the main ones.")
        )
    return chosen


def _check_text(answer: Any, question: Question, problems: list[Problem]) -> str:
    if not isinstance(answer, str):
        problems.append(problem(question.key, f"{question.title}: write plain text."))
        return ""
    text = answer.replace("\r\n", "\n").replace("\t", " ").strip()
    if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text):
        problems.append(
            problem(question.key, f"{question.title}: remove the control characters from the text.")
        )
    if len(text) > LONGEST_TEXT:
        problems.append(
            problem(
                question.key, f"{question.title}: longer than {LONGEST_TEXT:,} characters. Cut it."
            )
        )
    return text
