"""How far answers are as ruled, in one way for each kind of question. Pure.

- Values, sets and scales: the share of the items whose answer is the ruling's as a whole. One value
  too many makes a set wrong, as a neighbouring step does a scale: exact match, of sets also called
  subset accuracy (Tsoumakas, Katakis & Vlahavas 2010). So a dispute and a ruling count, too.
- Passages: one wrong end would make the whole of such an answer wrong, so they are counted by the
  words that both have marked under one label, over all items together, as
  F1 = 2 in common / (words of the one + words of the other) (van Rijsbergen 1979; as a measure of
  marking Hripcsak & Rothschild 2005, see `stats.span_f1`). So half a passage is half right, and a
  word too many weighs like one too few. Words and not characters: by them a learner can see why,
  and spaces and the length of a name weigh nothing.
- Links: F1 of those whose passages meet in every role, one to one (see `stats.links`).
- What is asked about passages or links: of the passages, under one label, or links that the answer
  and the ruling both have, one to one, the share that was answered alike; as attributes are
  compared on what both have found (Wiebe, Wilson & Cardie 2005). What was not found weighs in the
  figure of the passages or links, not here again; but where none of those that the ruling asks
  about was found it is 0, so that nobody passes by marking nothing.

Where neither marked or tied anything F1 has no value: nothing was to be found and nothing was, so
it is 1. All but that 0 stay the same when answer and ruling change places, or when items do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.questions import Question, as_values
from workbench.review.differences import answer_parts
from workbench.stats.link_f1 import link_f1
from workbench.stats.links import one_to_one
from workbench.stats.passages import Marked, Span
from workbench.stats.span_f1 import SpanF1, pairwise_span_f1
from workbench.stats.tying import Tying
from workbench.training.measured import Made, Measured, is_left_open, made_in

# In this order, which is that of their names, the one comes first in every figure of `stats`.
OWN, RULED = "own", "ruled"


@dataclass(frozen=True)
class Given:
    """An item with its answer and its ruling, both on the text that the learner read."""

    questions: Sequence[Question]
    own: Document
    ruled: Document
    left_open: Sequence[str]
    length: int
    tokens: Sequence[Sequence[int]]


@dataclass(frozen=True)
class Score:
    """`share` from 0 to 1 over `items` items. `hits` are as ruled: of items, words, links, or
    answers about what both found; `own` and `ruled` are how many the answers and the rulings have.
    Of what is asked about passages or links, `own` are those that both found, and `ruled` these
    with those that only the ruling has."""

    share: float
    items: int
    hits: int
    own: int
    ruled: int


def score(one: Measured, given: Sequence[Given]) -> Score | None:
    """What is as ruled; None where no item counts."""
    open_in = [
        item
        for item in given
        if (one.of or one.question) in item.questions
        and not is_left_open(one, item.ruled, item.questions, item.left_open)
    ]
    if one.of is not None:
        return _about(one, one.of, open_in)
    # Asked by the ruling, or by the answer, which is wrong then.
    counted = [
        item
        for item in open_in
        if any(answer_parts(one.question, each) is not None for each in (item.own, item.ruled))
    ]
    if not counted:
        return None
    if one.way == "words":
        return _f1(_words(one.question, counted), len(counted))
    if one.way == "links":
        return _f1(_links(one.question, counted), len(counted))
    right = sum(
        answer_parts(one.question, item.own) == answer_parts(one.question, item.ruled)
        for item in counted
    )
    n = len(counted)
    return Score(right / n, n, right, n, n)


def _f1(found: SpanF1, items: int) -> Score:
    share = 1.0 if found.value is None else found.value
    return Score(share, items, found.hits, found.first, found.second)


def _words(question: Question, counted: Sequence[Given]) -> SpanF1:
    marked = {
        number: Marked(
            item.length,
            {
                OWN: [one for made in made_in(question, item.own) for one in _members(made)],
                RULED: [one for made in made_in(question, item.ruled) for one in _members(made)],
            },
        )
        for number, item in enumerate(counted)
    }
    tokens = {
        number: [(token[0], token[1]) for token in item.tokens]
        for number, item in enumerate(counted)
    }
    return next(iter(pairwise_span_f1(marked, "token", tokens=tokens).values()))


def _links(question: Question, counted: Sequence[Given]) -> SpanF1:
    tied = {
        number: {
            OWN: [_members(made) for made in made_in(question, item.own)],
            RULED: [_members(made) for made in made_in(question, item.ruled)],
        }
        for number, item in enumerate(counted)
    }
    return next(iter(link_f1(Tying.of(tied), "overlap").pairs.values()))


def _about(one: Measured, of: Question, open_in: Sequence[Given]) -> Score | None:
    items = hits = found = missed = 0
    for item in open_in:
        own, ruled = made_in(of, item.own), made_in(of, item.ruled)
        both = list(_found_by_both(own, ruled))
        said = [(_said(one, mine), _said(one, theirs)) for mine, theirs in both]
        asked = [pair for pair in said if pair != (None, None)]
        wanted = sum(one.is_asked_about(made) for made in ruled)
        alone = wanted - sum(theirs is not None for _, theirs in asked)
        items += bool(asked or alone)
        hits += sum(mine == theirs for mine, theirs in asked)
        found, missed = found + len(asked), missed + alone
    if not items:
        return None
    return Score(hits / found if found else 0.0, items, hits, found, found + missed)


def _said(one: Measured, made: Made) -> frozenset[str] | None:
    if not one.is_asked_about(made):
        return None
    return frozenset(as_values(dict(made.attributes).get(one.key)))


def _found_by_both(own: Sequence[Made], ruled: Sequence[Made]) -> Iterator[tuple[Made, Made]]:
    """Each with its one partner, the closest first; a passage is a link of one member here."""
    made = [*own, *ruled]
    tied = {OWN: [_members(one) for one in own], RULED: [_members(one) for one in ruled]}
    tying = Tying.of({0: tied})
    partners = tying.partners.only(one_to_one(tying.partners, tying.who))
    for mine, theirs in zip(partners.first.tolist(), partners.second.tolist(), strict=True):
        yield made[mine], made[theirs]


def _members(made: Made) -> list[Span]:
    if isinstance(made, MarkedSpan):
        return [Span(made.start, made.end, made.value)]
    return [Span(role.start, role.end, role.value) for role in made.members]
