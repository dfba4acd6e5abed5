"""What moving a round would do, in counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from workbench.annotate.document import Document
from workbench.annotate.migrating.carrying import Carried, carry
from workbench.annotate.migrating.route import REASON_WORDS, Reason, Route, Unit
from workbench.codebook.questions import as_values


@dataclass(frozen=True)
class Item:
    """A judgment of the round before the move; `text` is the paragraph's, "" for the article."""

    judgment_id: int
    assignment_id: int
    paragraph_id: int | None
    revision: int
    document: Document
    text: str
    #: Keys that an earlier move left open.
    asked: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        return "article" if self.paragraph_id is None else "paragraph"


@dataclass(frozen=True)
class Use:
    """How often a value was given: as answers, as marked passages, and in how many judgments."""

    labels: int = 0
    spans: int = 0
    judgments: int = 0


@dataclass(frozen=True)
class Outcome:
    """One judgment and what becomes of it."""

    item: Item
    carried: Carried


@dataclass(frozen=True)
class Line:
    """So many judgments for one reason and one question, in words."""

    reason: str
    question: str
    judgments: int


@dataclass(frozen=True)
class Summary:
    """`judgments` = `unchanged` + `changed` + `queued`; `reopened` counts submitted articles."""

    judgments: int
    unchanged: int
    changed: int
    queued: int
    reopened: int
    #: Articles that are asked about as a whole for the first time.
    new_wholes: int
    asked: tuple[Line, ...]
    left_out: tuple[Line, ...]


def carry_all(items: Iterable[Item], route: Route) -> list[Outcome]:
    return [
        Outcome(item, carry(item.document, route, item.unit, text=item.text, asked=item.asked))
        for item in items
    ]


def summarise(
    outcomes: Sequence[Outcome], route: Route, submitted: set[int], paragraphs: Mapping[int, int]
) -> Summary:
    """`submitted` are the round's submitted assignments, `paragraphs` how many each has, by id."""
    queued = [one for one in outcomes if one.carried.asks]
    carried = [one for one in outcomes if not one.carried.asks]
    changed = sum(one.carried.is_changed for one in carried)
    reasons = Counter(reason for one in outcomes for reason in one.carried.reasons)
    wholes = lacking_wholes(count_finished(outcomes), route, submitted)
    return Summary(
        judgments=len(outcomes),
        unchanged=len(carried) - changed,
        changed=changed,
        queued=len(queued),
        reopened=len(to_reopen(outcomes, route, submitted, paragraphs)),
        new_wholes=len(wholes),
        asked=_lines(reasons, route, is_asked=True),
        left_out=_lines(reasons, route, is_asked=False),
    )


def to_reopen(
    outcomes: Sequence[Outcome], route: Route, submitted: set[int], paragraphs: Mapping[int, int]
) -> set[int]:
    """Submitted assignments in which something has to be answered."""
    open_ = {one.item.assignment_id for one in outcomes if one.carried.asks}
    return submitted & open_ | lacking(count_finished(outcomes), route, submitted, paragraphs)


#: How many judgments of an assignment are finished, by its id and the unit.
Finished = Mapping[tuple[int, Unit], int]


def lacking(
    finished: Finished, route: Route, submitted: set[int], paragraphs: Mapping[int, int]
) -> set[int]:
    """Submitted assignments that lack a judgment which nobody asked for before the way."""
    found = lacking_wholes(finished, route, submitted)
    if route.questions["paragraph"] and not route.before["paragraph"]:
        found |= {one for one in submitted if finished.get((one, "paragraph"), 0) < paragraphs[one]}
    return found


def lacking_wholes(finished: Finished, route: Route, submitted: set[int]) -> set[int]:
    """Those of them that lack the judgment of the article as a whole."""
    if not route.questions["article"]:
        return set()
    return {one for one in submitted if not finished.get((one, "article"))}


def count_finished(outcomes: Iterable[Outcome]) -> Counter[tuple[int, Unit]]:
    """By assignment and unit, after the move."""
    return Counter(
        (one.item.assignment_id, one.item.unit) for one in outcomes if one.carried.document.is_done
    )


def count_uses(documents: Iterable[Document]) -> Mapping[tuple[str, str], Use]:
    """By (dimension, value); the value is "" for all answers to the dimension together.

    ("", target) counts the answers about a target.
    """
    labels: Counter[tuple[str, str]] = Counter()
    spans: Counter[tuple[str, str]] = Counter()
    judgments: Counter[tuple[str, str]] = Counter()
    for document in documents:
        own: Counter[tuple[str, str]] = Counter()
        for key, answer in document.labels.items():
            dimension, _, target = key.partition(".")
            own.update(_places(dimension, as_values(answer)))
            own.update([("", target)] if target else [])
        given = [span.attributes for span in document.spans]
        given += [link.attributes for link in document.links]
        for key, answer in chain.from_iterable(given):
            own.update(_places(key, as_values(answer)))
        marks = Counter(
            place for span in document.spans for place in _places(span.dimension, (span.value,))
        )
        marks.update((link.dimension, "") for link in document.links)
        labels.update(own)
        spans.update(marks)
        judgments.update(set(own) | set(marks))
    return {place: Use(labels[place], spans[place], judgments[place]) for place in judgments}


def _places(dimension: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [place for value in values for place in ((dimension, ""), (dimension, value))]


def _lines(
    reasons: Mapping[tuple[Reason, str], int], route: Route, *, is_asked: bool
) -> tuple[Line, ...]:
    after = {q.key: q.title for questions in route.questions.values() for q in questions}
    before = {q.key: q.title for questions in route.before.values() for q in questions}
    lines = [
        (why, Line(REASON_WORDS[why], after.get(key) or before.get(key, key), count))
        for (why, key), count in reasons.items()
        if (why not in ("outside", "dropped")) == is_asked
    ]
    order = list(REASON_WORDS)
    lines.sort(key=lambda one: (order.index(one[0]), -one[1].judgments, one[1].question))
    return tuple(line for _, line in lines)
