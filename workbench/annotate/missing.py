"""What still stands between a judgment and done. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.annotate.answering import Problem, missing_answers, problem
from workbench.annotate.checking_spans import (
    attributes_of,
    link_name,
    member_title,
    span_name,
    under_name,
)
from workbench.annotate.document import Document, MarkedLink
from workbench.codebook.format import Condition
from workbench.codebook.phrases import either
from workbench.codebook.questions import Question, applies
from workbench.core.wording import _


def list_missing(document: Document, questions: Sequence[Question], text: str) -> list[Problem]:
    """Sentences in the order of the questions; those on spans and links under their question."""
    known = {question.key: question for question in questions}
    problems: list[Problem] = []
    for question in questions:
        if question.is_answered:
            problems += missing_answers(document.labels, [question])
        elif not applies(question, document.labels):
            problems += _contradicted(question, document, known)
        elif question.is_spans:
            problems += _missing_of_spans(question, document, text)
        else:
            problems += _missing_of_links(question, document, known)
    return problems


def _contradicted(
    question: Question, document: Document, known: Mapping[str, Question]
) -> list[Problem]:
    """Marks that stand although the answer before them says that there are none."""
    made = [span.dimension for span in document.spans]
    made += [link.dimension for link in document.links]
    if question.key not in made:
        return []
    waiting, gate = question, known[question.gate]
    while gate.gate and not applies(gate, document.labels):
        waiting, gate = gate, known[gate.gate]
    return [problem(question.key, _way_out(question, gate, waiting.dimension.when))]


def _way_out(question: Question, gate: Question, when: Condition | None) -> str:
    """Where one answer lets the marks stand it is named; a number of answers or a tick is not."""
    title = gate.title
    if when is None or when.at_least or gate.is_flag:
        if question.is_spans:
            return _("Remove these passages, or answer “%(title)s” differently.", title=title)
        return _("Remove these links, or answer “%(title)s” differently.", title=title)
    answers = either([gate.value_title(value) for value in when.is_])
    if question.is_spans:
        return _(
            "Remove these passages, or answer “%(title)s” with “%(answers)s”.",
            title=title,
            answers=answers,
        )
    return _(
        "Remove these links, or answer “%(title)s” with “%(answers)s”.",
        title=title,
        answers=answers,
    )


def _missing_of_spans(question: Question, document: Document, text: str) -> list[Problem]:
    problems: list[Problem] = []
    for span in document.spans:
        if span.dimension == question.key:
            wrong = missing_answers(dict(span.attributes), attributes_of(question, span.value))
            problems += under_name(wrong, question.key, span_name(question, span, text))
    return problems


def _missing_of_links(
    question: Question, document: Document, known: Mapping[str, Question]
) -> list[Problem]:
    problems: list[Problem] = []
    links = [link for link in document.links if link.dimension == question.key]
    for number, link in enumerate(links, start=1):
        name = link_name(question, number)
        problems += [
            problem(question.key, f"{name}: {sentence}")
            for sentence in _missing_members(question, link, known)
        ]
        wrong = missing_answers(dict(link.attributes), question.attributes)
        problems += under_name(wrong, question.key, name)
    return problems


def _missing_members(
    question: Question, link: MarkedLink, known: Mapping[str, Question]
) -> list[str]:
    sentences = []
    for member in question.dimension.members:
        count = sum(role.value == member.value for role in link.members)
        if count < member.min:
            title = member_title(question, member.value, known)
            sentences.append(
                _("tie %(passage)s.", passage=title)
                if member.min == 1
                else _("tie at least %(least)s: %(passage)s.", least=member.min, passage=title)
            )
    return sentences
