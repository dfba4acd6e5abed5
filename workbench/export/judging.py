"""The answers and marks of a line as a document, checked as a page's are. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.annotate.checking import check
from workbench.annotate.checking_spans import attributes_of
from workbench.annotate.document import Document, MarkedLink, MarkedSpan
from workbench.annotate.missing import list_missing
from workbench.codebook.questions import Answers, Question, applies, as_values
from workbench.core.errors import Refused
from workbench.export.cutting import cuts_character, cuts_mask
from workbench.export.incoming import Line
from workbench.export.known import Unit
from workbench.export.unnaming import Unsheet


def judge(line: Line, book: Unsheet, questions: Sequence[Question], text: str) -> Document:
    """The document that the line stands for.

    Raises Refused or Invalid for what cannot be stored exactly as the line has it.
    """
    names = book.article if line.position is None else book.paragraph
    labels = names.answers(line.labels)
    if line.position is None and (line.spans or line.relations):
        raise Refused("An article as a whole has neither passages nor ties.")
    spans, by_id = book.spans(line.spans, text)
    links = book.links(line.relations, by_id)
    sent = {
        "labels": labels,
        "spans": spans,
        "links": links,
        "note": line.note,
        "flag": line.is_flagged,
    }
    document = check(sent, questions, text)
    _refuse_withdrawn(labels, document.labels, questions)
    if len(document.spans) < len(spans) or len(document.links) < len(links):
        raise Refused("A passage or a tie stands twice, or ties nothing.")
    _refuse_withdrawn_of_marks((*spans, *links), (*document.spans, *document.links), book)
    return replace(document, is_done=_is_done(line, sent, document, questions, text))


def _refuse_withdrawn(
    given: Mapping[str, Any], kept: Answers, questions: Iterable[Question]
) -> None:
    """What cannot stand beside the other answers is never dropped in silence."""
    for question in questions:
        answer = given.get(question.key) or ""
        if isinstance(answer, str):
            answer = [answer.strip()] if answer.strip() else []
        stands = as_values(kept.get(question.key))
        if answer and (not stands or (not question.is_text and sorted(answer) != sorted(stands))):
            raise Refused(f"{question.title}: cannot be so after the other answers of this line.")


def _refuse_withdrawn_of_marks(
    sent: Iterable[Mapping[str, Any]], kept: Iterable[MarkedSpan | MarkedLink], book: Unsheet
) -> None:
    """The same for answers about passages and ties."""
    stands = {_mark(one.dimension, _members(one)): dict(one.attributes) for one in kept}
    for one in sent:
        members = one.get("members", [one])
        roles = sorted((role["start"], role["end"], role["value"]) for role in members)
        about = stands.get(_mark(one["dimension"], roles))
        if about is None:
            raise Refused("A tie names a passage twice.")
        _refuse_withdrawn(one["attributes"], about, book.sheet.marks[one["dimension"]].attributes)


def _members(one: MarkedSpan | MarkedLink) -> list[tuple[int, int, str]]:
    roles = one.members if isinstance(one, MarkedLink) else (one,)
    return [(role.start, role.end, role.value) for role in roles]


def _mark(dimension: str, roles: Iterable[tuple[int, int, str]]) -> tuple[Any, ...]:
    return dimension, *roles


def _is_done(
    line: Line,
    sent: Mapping[str, Any],
    document: Document,
    questions: Sequence[Question],
    text: str,
) -> bool:
    """Raises Refused for what is said to be done and lacks something that cannot be missing.

    Of a skipped article no line says whether it is done. It is, where nothing is missing and every
    flag that was left down is said to be: drafts say nothing of those.
    """
    if line.status == "draft":
        return False
    missing = list_missing(document, questions, text)
    if line.status != "skipped":
        left_open = {question.key for question in open_questions(document, questions)}
        wrong = [one["message"] for one in missing if one["question"] not in left_open]
        if wrong:
            raise Refused(" ".join(wrong[:3]))
        if left_open and not (document.labels or document.spans):
            raise Refused("Nothing is answered here.")
        return True
    said = [sent["labels"], *(one["attributes"] for one in (*sent["spans"], *sent["links"]))]
    count = sum(answer is False for answers in said for answer in answers.values())
    return not missing and count == _count_left_down(document, questions)


def open_questions(document: Document, questions: Iterable[Question]) -> list[Question]:
    """Those of one value that were asked and not answered: raters elsewhere may leave some open.

    They are missing in every figure. A set cannot be left open so, for an empty one is an answer,
    nor can words, which an export may have left out.
    """
    return [
        question
        for question in questions
        if question.dimension.type in ("single", "ordinal")
        and not question.dimension.optional
        and question.key not in document.labels
        and applies(question, document.labels)
    ]


def _count_left_down(document: Document, questions: Sequence[Question]) -> int:
    known = {one.key: one for one in questions}
    asked: list[tuple[Iterable[Question], Answers]] = [(questions, document.labels)]
    asked += [
        (attributes_of(known[one.dimension], one.value), dict(one.attributes))
        for one in document.spans
    ]
    asked += [(known[one.dimension].attributes, dict(one.attributes)) for one in document.links]
    return sum(
        one.is_flag and one.key not in given and applies(one, given)
        for those, given in asked
        for one in those
    )


def refuse_cuts(document: Document, unit: Unit, hides: Sequence[str]) -> None:
    """Raises Refused for a passage that nobody could have marked; `hides` are kinds of names."""
    for span in document.spans:
        words = unit.text[span.start : span.end][:40]
        if cuts_character(unit.text, span.start) or cuts_character(unit.text, span.end):
            raise Refused(f"The passage “{words}” ends inside a visible character.")
        if cuts_mask(span.start, span.end, unit.masks, hides):
            raise Refused(f"The passage “{words}” ends inside a name that the round hides.")
