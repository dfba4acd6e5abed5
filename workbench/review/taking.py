"""Taking answers over into a ruling that is being written: whole, by question, passage by passage.

Pure. static/review/ruling-taking.js does the same where there are scripts; both are held to
tests/given/taking.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.questions import Question, applies
from workbench.review.differences import answer_parts, span_part
from workbench.review.rulings import Parts


def start(answers: Sequence[Document], questions: Sequence[Question]) -> Document:
    """What stands in the form before anything is ruled: what everybody answered alike.

    What is disputed stays open, as it is for the lead to decide; of passages, those stand that
    everybody marked.
    """
    begun = Document()
    for question in questions:
        given = [answer_parts(question, one) for one in answers]
        # What rests on a disputed answer waits for it.
        if question.is_text or not answers or not _stands(begun, answers[0], question):
            continue
        if all(parts == given[0] for parts in given):
            begun = take_question(begun, answers[0], questions, question.key)
        elif question.is_spans:
            begun = _with_shared(begun, answers[0], question, given)
    return begun


def _with_shared(
    begun: Document, first: Document, question: Question, given: Sequence[Parts]
) -> Document:
    """With the passages that are a part of every answer."""
    shared = frozenset.intersection(*(parts or frozenset() for parts in given))
    marked = [one for one in first.spans if one.dimension == question.key]
    both = [one for one in marked if span_part(question, one) in shared]
    return replace(begun, spans=tuple(sorted([*begun.spans, *both])))


def take(answer: Document) -> Document:
    """All of one person's answer; what they noted or flagged is theirs."""
    return replace(answer, note="", is_flagged=False, is_done=False)


def take_question(
    now: Document, theirs: Document, questions: Sequence[Question], key: str
) -> Document:
    """Their answer to one question in place of the one there, with all that it rests on.

    What it rests on comes along only where the question would else not be asked: the answer that
    lets it be asked, the set that it chooses from, the passages that a link ties.
    """
    by_key = {question.key: question for question in questions}
    question = by_key[key]
    for other in (question.source, question.gate):
        if other and other in by_key and not _stands(now, theirs, question):
            now = take_question(now, theirs, questions, other)
    if question.is_spans:
        return replace(now, spans=_own(now.spans, theirs.spans, key))
    if question.is_links:
        return _take_links(now, theirs, question)
    labels = {other: answer for other, answer in now.labels.items() if other != key}
    if key in theirs.labels:
        labels[key] = theirs.labels[key]
    return replace(now, labels=labels)


def take_passage(
    now: Document, span: MarkedSpan, theirs: Document, questions: Sequence[Question]
) -> Document:
    """Exactly this passage of theirs besides those that are there; nothing, where it is there."""
    question = next(one for one in questions if one.key == span.dimension)
    if not applies(question, now.labels) and question.gate:
        now = take_question(now, theirs, questions, question.gate)
    others = [one for one in now.spans if _place(one) != _place(span)]
    return replace(now, spans=tuple(sorted([*others, span])))


def _stands(now: Document, theirs: Document, question: Question) -> bool:
    """Whether their answer to it could stand among the answers that are there."""
    if applies(question, now.labels) != applies(question, theirs.labels):
        return False
    if not question.source or question.key not in theirs.labels:
        return True
    offered, given = now.labels.get(question.source, ()), theirs.labels[question.key]
    return {given} <= set(offered) if isinstance(given, str) else set(given) <= set(offered)


def _own(
    now: Sequence[MarkedSpan], theirs: Sequence[MarkedSpan], key: str
) -> tuple[MarkedSpan, ...]:
    kept = [one for one in now if one.dimension != key]
    return tuple(sorted([*kept, *(one for one in theirs if one.dimension == key)]))


def _take_links(now: Document, theirs: Document, question: Question) -> Document:
    links = [one for one in theirs.links if one.dimension == question.key]
    needed = {(role.value, role.start, role.end) for link in links for role in link.members}
    there = {_place(one) for one in now.spans}
    added = [
        one
        for one in theirs.spans
        if one.dimension == question.dimension.of
        and (one.value, one.start, one.end) in needed
        and _place(one) not in there
    ]
    kept = [one for one in now.links if one.dimension != question.key]
    return replace(
        now,
        spans=tuple(sorted([*now.spans, *added])),
        links=tuple(sorted([*kept, *links])),
    )


def _place(span: MarkedSpan) -> tuple[str, str, int, int]:
    return span.dimension, span.value, span.start, span.end
