"""What is tied in columns is what is tied in documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from tests.agreement.given import judged, sample_of
from tests.annotate.generated import KNOWN, QUESTIONS, random_draft
from tests.stats.links_by_the_rule import Link, groups, link_of
from workbench.agreement.sample import Sample
from workbench.agreement.ties import at_all, attribute_ratings, joined_in, tying_of
from workbench.annotate.checking import check
from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan, Role
from workbench.annotate.queries import Judged
from workbench.codebook.deriving import counted_answer
from workbench.codebook.questions import Question, as_values, fits
from workbench.stats.link_f1 import LinkWay, link_f1
from workbench.stats.passages import Span
from workbench.stats.ratings import Ratings, Value

TEXT = "Two aides claimed the “truce” would hold."
#: A link, or a passage as a link of one, with the answers about it.
Tie = tuple[Link, Attributes]
#: An article, and who said what of one and the same passage or link.
Said = tuple[int, frozenset[tuple[str, Value]]]


def draw(random: Random) -> list[Judged]:
    """Three paragraphs an article, each finished by one to four people, some twice the same."""
    found = []
    for unit in range(1, 61):
        same = random_draft(random, QUESTIONS, TEXT)
        for seat in random.sample("ABCD", random.randint(1, 4)):
            draft = same if random.random() < 0.4 else random_draft(random, QUESTIONS, TEXT)
            document = replace(check(draft, QUESTIONS, TEXT), is_done=True)
            found.append(Judged(seat, 100 + unit // 3, unit, document))
    random.shuffle(found)
    return found


@pytest.fixture(params=range(3))
def drawn(request: pytest.FixtureRequest) -> tuple[list[Judged], Sample]:
    work = draw(Random(request.param))
    return work, sample_of(work, QUESTIONS, replicates=50)


def ties(question: Question, document: Document) -> Iterator[Tie]:
    if question.is_links:
        for link in document.links:
            roles = [Span(role.start, role.end, role.value) for role in link.members]
            yield link_of(roles), link.attributes
    else:
        for span in document.spans:
            yield (Span(span.start, span.end, span.value),), span.attributes


def by_unit(question: Question, work: list[Judged]) -> dict[int, dict[str, list[Tie]]]:
    found: dict[int, dict[str, list[Tie]]] = {}
    for one in work:
        found.setdefault(one.unit_id, {})[one.seat] = list(ties(question, one.document))
    return {unit: own for unit, own in found.items() if len(own) >= 2}


def joined(question: Question, work: list[Judged]) -> Iterator[tuple[int, dict[str, Tie]]]:
    """Those that are one, each with its unit."""
    for unit, own in by_unit(question, work).items():
        for group in groups({seat: [link for link, _ in some] for seat, some in own.items()}):
            yield unit, {seat: own[seat][place] for seat, place in group.items()}


def value(about: Question, tie: Tie) -> Value | None:
    (link, answers) = tie
    if about.dimension.unit == "span" and not fits(about, link[0].label):
        return None
    answer = counted_answer(about, dict(answers))
    if about.is_set:
        return None if answer is None else frozenset(as_values(answer))
    return str(answer) if answer else None


def hits(one: list[Link], other: list[Link], way: LinkWay) -> int:
    """How many links of two both have made."""
    if way == "exact":
        return len(set(one) & set(other))
    return sum(len(group) == 2 for group in groups({0: one, 1: other}))


def said_in(ratings: Ratings) -> Counter[Said]:
    return Counter(
        (
            int(str(ratings.articles[article])),
            frozenset(
                (str(seat), ratings.values[code])
                for seat, code in zip(ratings.annotators, row.tolist(), strict=True)
                if code >= 0
            ),
        )
        for article, row in zip(ratings.cluster.tolist(), ratings.codes, strict=True)
    )


@pytest.mark.parametrize("key", ["naming", "grounds", "camp", "manner", "doubted"])
def test_answers_about_them_are_compared_as_in_documents(
    drawn: tuple[list[Judged], Sample], key: str
) -> None:
    work, sample = drawn
    [(question, about)] = [
        (asked, one) for asked in QUESTIONS for one in asked.attributes if one.key == key
    ]
    expected: Counter[Said] = Counter()
    sizes = []
    for unit, group in joined(question, work):
        given = {(seat, value(about, tie)) for seat, tie in group.items()}
        if said := frozenset((seat, one) for seat, one in given if one is not None):
            expected[100 + unit // 3, said] += 1
        sizes.append(len(group))
    found = joined_in(question, sample)
    assert said_in(attribute_ratings(about, found)[0]) == expected
    assert found.matched.n_all == sum(sizes)
    assert found.matched.n == sum(size for size in sizes if size >= 2)
    assert max(sizes) >= 3
    assert any(len(said) >= 2 for _, said in expected)


def test_links_are_found_as_in_documents(drawn: tuple[list[Judged], Sample]) -> None:
    work, sample = drawn
    question = KNOWN["attribution"]
    found, tying = by_unit(question, work), tying_of(question, sample)
    ways: tuple[LinkWay, ...] = ("overlap", "exact")
    for way in ways:
        scores = link_f1(tying, way).pairs
        assert len(scores) == 6
        for (a, b), score in scores.items():
            both = [(own[a], own[b]) for own in found.values() if {a, b} <= own.keys()]
            links = [[[link for link, _ in some] for some in pair] for pair in both]
            expected = sum(hits(one, other, way) for one, other in links)
            assert (score.hits, score.n_articles) == (expected, len(both))
            assert score.first + score.second == sum(len(one) + len(two) for one, two in both)
            assert score.hits


def test_whether_there_is_a_link_at_all_is_said_as_in_documents(
    drawn: tuple[list[Judged], Sample],
) -> None:
    work, sample = drawn
    question = KNOWN["attribution"]
    found = at_all(question, sample)
    expected: dict[int, set[tuple[str, Value]]] = {}
    for one in work:
        made = frozenset({"attribution"} if one.document.links else ())
        expected.setdefault(one.unit_id, set()).add((one.seat, made))
    assert found.units == tuple(sorted(expected))
    assert said_in(found) == Counter((100 + n // 3, frozenset(s)) for n, s in expected.items())


def tied(
    naming: str = "named", manner: str = "direct", end: int = 40, gloss: str = "Who?"
) -> Judged:
    marks = (
        MarkedSpan(0, 4, "parts", "source", attributes=(("naming", naming), ("gloss", gloss))),
        MarkedSpan(10, end, "parts", "content"),
    )
    members = (Role(0, 4, "source"), Role(10, end, "content"))
    link = MarkedLink("attribution", members, (("manner", manner),))
    return judged("A", 1, {}, marked=marks, links=[link])


@pytest.mark.parametrize(
    ("other", "moved"),
    [
        (tied(), set()),
        (tied(gloss="Words are not compared."), set()),
        (tied(naming="unnamed"), {"parts"}),
        (tied(manner="indirect"), {"attribution"}),
        (tied(end=39), {"parts", "attribution"}),
    ],
)
def test_only_what_is_said_of_them_moves_a_fingerprint(other: Judged, moved: set[str]) -> None:
    one, another = (sample_of([some], QUESTIONS) for some in (tied(), other))
    differing = {
        question.key
        for question in QUESTIONS
        if one.fingerprint(question) != another.fingerprint(question)
    }
    assert differing == moved
