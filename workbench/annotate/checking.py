"""Whether what a page sent is a judgment: known questions and values, spans that fit. Pure.

A draft may be incomplete, never wrong; a judgment said to be done must answer all that applies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.annotate.document import ORIGINS, Document, MarkedSpan
from workbench.codebook.questions import Answer, Question, applies, as_values, derive
from workbench.core.errors import Invalid

MOST_SPANS = 500
LONGEST_NOTE = 5_000

Problem = dict[str, str]


def check(sent: Any, questions: Sequence[Question], text: str) -> Document:
    """The document that `sent` (parsed JSON) stands for, completed and in canonical order.

    Raises Invalid; `details["problems"]` names question and reason for each fault.
    """
    problems: list[Problem] = []
    if not isinstance(sent, Mapping):
        raise _invalid([_problem("", "Send one judgment as a JSON object.")])
    known = {question.key: question for question in questions}
    labels = _check_labels(sent.get("labels", {}), known, problems)
    spans = _check_spans(sent.get("spans", []), known, text, problems)
    note = _check_note(sent.get("note", ""), problems)
    for switch in ("flag", "done"):
        if not isinstance(sent.get(switch, False), bool):
            problems.append(_problem("", f"`{switch}` must be true or false."))
    if problems:
        raise _invalid(problems)
    document = Document(
        labels=_in_order(derive(questions, labels), questions),
        spans=spans,
        note=note,
        is_flagged=sent.get("flag", False),
        is_done=sent.get("done", False),
    )
    if document.is_done:
        missing = list_missing(document, questions)
        if missing:
            raise _invalid(missing)
    return document


def list_missing(document: Document, questions: Sequence[Question]) -> list[Problem]:
    """What still stands between this judgment and done, a sentence for each question."""
    problems: list[Problem] = []
    for question in questions:
        asked = applies(question, document.labels)
        if question.is_spans:
            if not asked and any(s.dimension == question.key for s in document.spans):
                gate = question.dimension.when
                assert gate is not None  # a question without a condition always applies
                problems.append(
                    _problem(
                        gate.dimension,
                        "Passages are marked below: answer yes, or remove them first.",
                    )
                )
            continue
        values = as_values(document.labels.get(question.key))
        if asked and not values:
            problems.append(_problem(question.key, f"{question.title}: choose an answer."))
        elif asked and question.is_set and len(values) < question.dimension.min:
            least = question.dimension.min
            problems.append(_problem(question.key, f"{question.title}: choose at least {least}."))
    return problems


def _check_labels(
    sent: Any, known: Mapping[str, Question], problems: list[Problem]
) -> dict[str, Answer]:
    if not isinstance(sent, Mapping):
        problems.append(_problem("", "`labels` must be an object."))
        return {}
    labels: dict[str, Answer] = {}
    for key, answer in sent.items():
        question = known.get(key)
        if question is None or question.is_spans:
            problems.append(_problem("", f"This codebook version does not ask {str(key)[:64]!r}."))
        elif question.is_set:
            labels[key] = _check_set(answer, question, problems)
        elif isinstance(answer, str) and answer in question.value_ids():
            labels[key] = answer
        else:
            problems.append(_problem(key, f"{question.title}: choose one of the values offered."))
    return {key: answer for key, answer in labels.items() if answer}


def _check_set(answer: Any, question: Question, problems: list[Problem]) -> tuple[str, ...]:
    offered, limit = question.value_ids(), question.dimension.max
    if not isinstance(answer, list) or any(value not in offered for value in answer):
        problems.append(
            _problem(question.key, f"{question.title}: choose among the values offered.")
        )
        return ()
    chosen = tuple(value for value in offered if value in answer)
    alone = [value for value in chosen if value in question.dimension.exclusive]
    if alone and len(chosen) > 1:
        name = question.value_title(alone[0])
        problems.append(_problem(question.key, f"“{name}” stands alone: remove the other values."))
    if limit and len(chosen) > limit:
        problems.append(
            _problem(question.key, f"{question.title}: at most {limit}. Keep the main ones.")
        )
    return chosen


def _check_spans(
    sent: Any, known: Mapping[str, Question], text: str, problems: list[Problem]
) -> tuple[MarkedSpan, ...]:
    if not isinstance(sent, list) or len(sent) > MOST_SPANS:
        problems.append(_problem("", f"`spans` must be a list of at most {MOST_SPANS}."))
        return ()
    spans: set[MarkedSpan] = set()
    for item in sent:
        span = _check_span(item, known, text, problems)
        if span is not None:
            spans.add(span)
    return tuple(sorted(spans))


def _check_span(
    item: Any, known: Mapping[str, Question], text: str, problems: list[Problem]
) -> MarkedSpan | None:
    if not isinstance(item, Mapping):
        problems.append(_problem("", "Each span must be an object."))
        return None
    key, value, start, end = (item.get(name) for name in ("dimension", "value", "start", "end"))
    question = known.get(key) if isinstance(key, str) else None
    if question is None or not question.is_spans or value not in question.value_ids():
        problems.append(_problem("", "This codebook version has no such kind of passage."))
        return None
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        problems.append(_problem(question.key, "A marked passage lies outside the paragraph."))
        return None
    # The words prove that browser and server count alike and look at the same text.
    if item.get("text") != text[start:end]:
        problems.append(
            _problem(question.key, "A marked passage does not match the text: reload the page.")
        )
        return None
    origin = item.get("origin", "manual")
    if origin not in ORIGINS:
        problems.append(_problem(question.key, "A marked passage has an unknown origin."))
        return None
    return MarkedSpan(start, end, question.key, str(value), str(origin))


def _check_note(sent: Any, problems: list[Problem]) -> str:
    if not isinstance(sent, str) or "\x00" in sent:
        problems.append(_problem("note", "The note must be plain text."))
        return ""
    if len(sent) > LONGEST_NOTE:
        problems.append(_problem("note", f"The note is longer than {LONGEST_NOTE:,} characters."))
    return sent.strip().replace("\r\n", "\n")


def _in_order(labels: Mapping[str, Answer], questions: Sequence[Question]) -> dict[str, Answer]:
    return {q.key: labels[q.key] for q in questions if q.key in labels}


def _problem(question: str, message: str) -> Problem:
    return {"question": question, "message": message}


def _invalid(problems: list[Problem]) -> Invalid:
    message = " ".join(problem["message"] for problem in problems[:3])
    return Invalid(message, details={"problems": problems})
