"""Which links, and which passages, of several annotators are one and the same. Pure.

What is asked of a passage or a link can only be compared where two people made it. Passages are
links of one member here: the same rule finds the partners of both (`stats.links`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.agreement.distances import distances_for, scale_of
from workbench.agreement.rows import Matched
from workbench.agreement.sample import Sample
from workbench.annotate.document import Attributes, Document
from workbench.annotate.queries import Judged
from workbench.codebook.deriving import counted_answer
from workbench.codebook.questions import Answer, Question, as_values, fits
from workbench.stats.disagreement import Distance
from workbench.stats.links import Link, groups, link_of
from workbench.stats.passages import Span
from workbench.stats.ratings import Ratings, Record


@dataclass(frozen=True)
class Tie:
    """A link, or a passage as a link of one, with the answers about it."""

    link: Link
    answers: Attributes


#: Of each unit what every annotator tied in it; one who finished it and tied nothing has none.
Ties = dict[int, dict[str, list[Tie]]]


@dataclass(frozen=True)
class Joined:
    """What was joined in units that two or more annotators finished: (unit, annotator -> tie).

    `unit` is what was joined, "passage" or "link".
    """

    groups: Sequence[tuple[int, dict[str, Tie]]]
    unit: str

    @property
    def matched(self) -> Matched:
        sizes = [len(group) for _, group in self.groups]
        return Matched(sum(size for size in sizes if size >= 2), sum(sizes), self.unit)


def ties_in(question: Question, judged: Iterable[Judged]) -> Ties:
    """The passages or links of a question; every finished unit counts."""
    found: Ties = {}
    for one in judged:
        found.setdefault(one.unit_id, {})[one.seat] = list(_ties(question, one.document))
    return found


def at_all_records(question: Question, ties: Ties) -> list[tuple[int, str, frozenset[str]]]:
    """Whether each person made a link at all: {the question's key}, or the empty set."""
    key = question.key
    return [
        (unit, seat, frozenset({key} if some else ()))
        for unit, own in ties.items()
        for seat, some in own.items()
    ]


def joined_in(question: Question, judged: Iterable[Judged]) -> Joined:
    """The passages or links of a question, those of several annotators that are one joined."""
    found = []
    for unit, own in ties_in(question, judged).items():
        if len(own) < 2:
            continue
        made = {seat: some for seat, some in own.items() if some}
        for group in groups({seat: [tie.link for tie in some] for seat, some in made.items()}):
            found.append((unit, {seat: made[seat][place] for seat, place in group.items()}))
    return Joined(found, "link" if question.is_links else "passage")


def links_of(ties: Ties) -> dict[int, dict[str, list[Link]]]:
    """The same without the answers."""
    return {
        unit: {seat: [tie.link for tie in some] for seat, some in own.items()}
        for unit, own in ties.items()
    }


def attribute_ratings(
    attribute: Question, joined: Joined, sample: Sample
) -> tuple[Ratings, Distance]:
    """The answers to a question about passages or links, each group a unit; and its distance.

    Missing is who was not asked: a passage of another label, a condition that does not hold.
    """
    distance = distances_for(attribute)[0]
    clusters, records = {}, []
    for number, (unit, group) in enumerate(joined.groups):
        clusters[number] = sample.article_of[unit]
        for seat, tie in group.items():
            answer = _counted(attribute, tie)
            if answer is not None:
                records.append((number, seat, answer))
    if attribute.is_set:
        sets: list[Record] = [(u, seat, frozenset(as_values(one))) for u, seat, one in records]
        offered = attribute.value_ids()
        return Ratings.from_records(sets, clusters=clusters, values=offered), distance
    scale = scale_of(attribute)
    graded = [(u, seat, one) for u, seat, one in records if isinstance(one, str) and one in scale]
    ratings = Ratings.from_records(graded, clusters=clusters, values=scale)
    if distance == "interval":
        numbers = tuple(map(float, scale))
        ratings = replace(ratings, values=numbers, offered=numbers)
    return ratings, distance


def _counted(attribute: Question, tie: Tie) -> Answer | None:
    is_passage = attribute.dimension.unit == "span"
    if is_passage and not fits(attribute, tie.link[0].label):
        return None
    return counted_answer(attribute, dict(tie.answers))


def _ties(question: Question, document: Document) -> Iterator[Tie]:
    if question.is_links:
        for link in document.links:
            if link.dimension == question.key:
                members = (Span(role.start, role.end, role.value) for role in link.members)
                yield Tie(link_of(members), link.attributes)
        return
    for span in document.spans:
        if span.dimension == question.key:
            yield Tie((Span(span.start, span.end, span.value),), span.attributes)
