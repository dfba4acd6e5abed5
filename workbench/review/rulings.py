"""What may stand in a ruling, how it relates to the answers, where one differs from it. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.annotate.checking import check
from workbench.annotate.document import Document
from workbench.annotate.migrating.carrying import read_document
from workbench.annotate.missing import list_missing
from workbench.codebook.questions import Question
from workbench.core.errors import Invalid
from workbench.core.wording import later
from workbench.review.differences import Part, answer_parts
from workbench.review.majority import majority

#: An answer as it is compared (see `differences.answer_parts`).
Parts = frozenset[Part] | None

#: `answer`: the document is right. `legitimate`: on what is left open there is no right answer.
OUTCOMES = ("answer", "legitimate")
#: `unanimous`: what everybody answered; `taken`: all of one person's answer; `majority`: of each
#: question what most answered; `merged`: each question as somebody answered it, or their passages
#: together; `written`: anything else, such as a passage with ends of its own.
METHODS = ("unanimous", "taken", "majority", "merged", "written")
#: Why people differed, as a lead chooses it and annotators read it.
REASON_TITLES = {
    "slip": later("A slip"),
    "rule_misapplied": later("Rule applied wrongly"),
    "codebook_unclear": later("Codebook unclear"),
    "text_ambiguous": later("Text ambiguous"),
    "legitimate_difference": later("Legitimate difference"),
}
REASONS = tuple(REASON_TITLES)
METHOD_TITLES = {
    "unanimous": "as everybody answered",
    "taken": "one annotator’s answer",
    "majority": "as most answered",
    "merged": "put together from the answers",
    "written": "written anew",
}


def check_ruling(
    sent: Any, questions: Sequence[Question], text: str, left_open: Collection[str] = ()
) -> Document:
    """The document that a ruling lays down: complete, but for the questions left open.

    `sent` is what a judgment is checked from. What rests on a question left open goes with it; no
    words are asked of a ruling, as none are right or wrong, and its own stand in its sentence.
    Raises Invalid as `checking.check`, and for a question that is not asked.
    """
    unknown = set(left_open) - {question.key for question in questions}
    if unknown:
        raise Invalid("What is left open must be questions of this round. Reload the page.")
    bare = dict(sent) if isinstance(sent, Mapping) else sent
    if isinstance(bare, dict):
        bare |= {"done": False, "flag": False, "note": ""}
    document = replace(without(check(bare, questions, text), questions, left_open), is_done=True)
    missing = _lacking(document, questions, text, left_open)
    if missing:
        message = " ".join(problem["message"] for problem in missing[:3])
        raise Invalid(message, details={"problems": missing})
    return document


def without(
    document: Document, questions: Sequence[Question], left_open: Collection[str]
) -> Document:
    """The document without the answers to these questions, and without what rests on them."""
    gone = closed_with(document, questions, left_open)
    ties = {question.key for question in questions if question.dimension.of in gone}
    return replace(
        document,
        labels={key: answer for key, answer in document.labels.items() if key not in gone},
        spans=tuple(span for span in document.spans if span.dimension not in gone),
        links=tuple(link for link in document.links if link.dimension not in gone | ties),
    )


def closed_with(
    document: Document, questions: Sequence[Question], left_open: Collection[str]
) -> set[str]:
    """The questions left open with all that cannot be asked without an answer to them."""
    gone = set(left_open)
    if not gone:
        return gone
    for question in questions:  # a question stands behind those that it rests on
        rests_on = {question.gate, question.source, question.dimension.of or ""}
        if gone & rests_on:
            gone.add(question.key)
    return gone


def method_of(
    document: Document,
    answers: Sequence[Document],
    questions: Sequence[Question],
    left_open: Collection[str] = (),
) -> str:
    """How a ruling relates to the answers that it is about: one of `METHODS`.

    What is left open is not compared, nor words where the ruling has none of its own.
    """
    away = closed_with(document, questions, left_open)
    away |= {one.key for one in questions if one.is_text and one.key not in document.labels}
    asked = [question for question in questions if question.key not in away]
    ruled = {one.key: answer_parts(one, document) for one in asked}
    given = [{one.key: answer_parts(one, answer) for one in asked} for answer in answers]
    if not given:
        return "written"
    if all(one == ruled for one in given):
        return "unanimous"
    if ruled in given:
        return "taken"
    most = majority(answers, questions)
    if all(ruled[one.key] == answer_parts(one, most) for one in asked):
        return "majority"
    is_merged = all(_is_offered(parts, [one[key] for one in given]) for key, parts in ruled.items())
    return "merged" if is_merged else "written"


def _is_offered(parts: Parts, given: Sequence[Parts]) -> bool:
    """Whether it is somebody's answer, or has no part that nobody gave."""
    together = frozenset().union(*(one for one in given if one))
    return parts in given or bool(parts and parts <= together)


def differing(
    one: Document, ruled: Document, questions: Sequence[Question], left_open: Collection[str] = ()
) -> tuple[str, ...]:
    """The questions that a document answers otherwise than a ruling, in their order.

    As in a dispute, a question that one of them was not asked counts where that was decided; words
    are never compared, and of what is left open nothing is wrong.
    """
    away = closed_with(ruled, questions, left_open)
    compared = (one for one in questions if not one.is_text and one.key not in away)
    return tuple(
        question.key
        for question in compared
        if (given := answer_parts(question, one)) is not None
        and (wanted := answer_parts(question, ruled)) is not None
        and given != wanted
    )


def _lacking(
    document: Document, questions: Sequence[Question], text: str, left_open: Collection[str]
) -> list[dict[str, str]]:
    away = closed_with(document, questions, left_open)
    away |= {question.key for question in questions if question.is_text}
    missing = list_missing(document, questions, text)
    return [one for one in missing if one["question"] not in away]


def read_stored(stored: str) -> Document:
    """The document of a stored ruling, which was checked when it was stored."""
    return read_document(json.loads(stored))
