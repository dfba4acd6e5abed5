"""The queue: which units stand in it, in which order, and what stands around one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest

from tests.annotate.generated import WHOLE
from tests.review.given import judged, questions
from workbench.annotate.columns import columns_of
from workbench.annotate.document import Document
from workbench.annotate.queries import Judged
from workbench.core.errors import NotFound
from workbench.review.places import Place
from workbench.review.queue import Queue, make_queue, neighbours
from workbench.review.queue_disputes import find_disputes
from workbench.review.queue_facts import Facts, Some
from workbench.review.queue_filters import Filters, read_filters
from workbench.review.queue_ordered import Ordered
from workbench.review.queue_units import Units

#: Paragraph 12 stands before 11 in article 1; article 2 is of another outlet, 3 of none.
POSITIONS = [(11, 4), (12, 2), (13, 5), (21, 1), (22, 2), (31, 1)]
ARTICLES = [(1, 7, 70), (2, 8, 70), (3, 0, 0)]


def some(paragraphs: Iterable[int] = (), articles: Iterable[int] = ()) -> Some:
    return Some(np.array([*paragraphs], dtype=np.int64), np.array([*articles], dtype=np.int64))


def facts(**known: Some) -> Facts:
    nothing = dict.fromkeys(("ruled", "legitimate", "discussed"), some())
    return Facts(np.array(ARTICLES).T, **(nothing | known))


def work() -> list[Judged]:
    """Five units that differ, one that does not, and one that a single person judged."""
    return [
        # On one question, two to one, with a frame that is never given elsewhere.
        judged("A", 11, article=1),
        judged("B", 11, article=1),
        judged("C", 11, article=1, frames=("law",), primary_frame="law"),
        # On two questions, all three apart.
        judged("A", 12, article=1, tone="1"),
        judged("B", 12, article=1, tone="2", frames=("power",)),
        judged("C", 12, article=1, tone="-1", frames=("power",)),
        judged("A", 13, article=1),
        judged("B", 13, article=1),
        # One of two on tone.
        judged("A", 21, article=2, tone="1"),
        judged("B", 21, article=2),
        # In a passage's end alone; and one marked nothing where another did.
        judged("A", 22, article=2, spans=[(0, 4, "source")]),
        judged("B", 22, article=2, spans=[(0, 5, "source")]),
        judged("A", 31, article=3, spans=[(0, 4, "cue")]),
        judged("B", 31, article=3, attributed="yes"),
    ]


def units(known: Facts | None = None) -> Units:
    return Units(ordered(), known or facts())


def ordered() -> Ordered:
    """With the first article differing as a whole, one to one."""
    whole = [
        Judged(seat, 1, 0, Document({"topics": (topic,)}, is_done=True))
        for seat, topic in (("A", "conflict"), ("B", "economy"))
    ]
    return Ordered(
        find_disputes(columns_of(work(), questions()), questions()),
        find_disputes(columns_of(whole, WHOLE), WHOLE),
        np.array(POSITIONS).T,
        some([11, 12, 22, 13], [1]),
    )


def queue(known: Facts | None = None, **told: str) -> Queue:
    return make_queue(units(known), 5, read_filters(told))


def shown(queue: Queue) -> list[int]:
    """Paragraph ids, minus the article's for one as a whole."""
    return [one.paragraph_id or -one.article_id for one in queue.places(0, len(queue))]


def test_reading_order_is_that_of_the_articles_with_each_as_a_whole_behind_its_paragraphs() -> None:
    assert shown(queue(sort="reading")) == [12, 11, -1, 21, 22, 31]
    assert queue().units.n_shared == 7


def test_what_matters_comes_first_and_equals_in_reading_order() -> None:
    found = queue()
    assert shown(found) == [12, -1, 21, 22, 31, 11]
    entropy = found.units.ordered.entropy[found.order]
    assert list(entropy) == sorted(entropy, reverse=True)


def test_the_rarest_disputed_value_comes_first() -> None:
    """Law was given once, power and each other tone twice or less."""
    found = queue(sort="rare")
    rarity = found.units.ordered.rarity[found.order]
    assert list(rarity) == sorted(rarity)
    assert set(shown(found)) == {11, 12, -1, 21, 22, 31}


def test_filters_narrow_together() -> None:
    assert shown(queue(sort="reading", question="tone.government")) == [12, 21]
    assert shown(queue(question="tone.government", between="1|0")) == [21]
    assert shown(queue(question="tone.government", between="0|1")) == [21]
    assert shown(queue(sort="reading", question="sourcing")) == [22, 31]
    assert shown(queue(sort="reading", annotator="C")) == [12, 11]
    assert shown(queue(sort="reading", annotator="C", question="frames")) == [11]
    assert shown(queue(sort="reading", annotator="A")) == [12, -1, 21, 22, 31]
    assert shown(queue(sort="reading", outlet="7")) == [12, 11, -1]
    assert shown(queue(sort="reading", story="70", question="tone.government")) == [12, 21]
    assert shown(queue(sort="reading", flag="1")) == [12, 11, -1, 22]


def test_states_part_the_queue() -> None:
    known = facts(ruled=some([12], [1]), legitimate=some([21]), discussed=some([31, 12]))
    assert shown(queue(known, sort="reading")) == [11, 22, 31]
    assert shown(queue(known, sort="reading", state="ruled")) == [12, -1]
    assert shown(queue(known, sort="reading", state="legitimate")) == [21]
    assert shown(queue(known, sort="reading", state="discussed")) == [12, 31]
    assert shown(queue(known, sort="reading", state="all")) == [12, 11, -1, 21, 22, 31]


def test_a_pair_of_values_without_a_question_does_not_matter() -> None:
    assert read_filters({"between": "a|b"}) == Filters()
    assert read_filters({"question": "frames", "between": "a"}) == Filters(question="frames")


@pytest.mark.parametrize(
    "told",
    [
        {"sort": "colour"},
        {"state": "odd"},
        {"outlet": "-1"},
        {"story": "٣"},
        {"story": "9" * 30},
        {"question": "colour"},
        {"annotator": "Z"},
        {"outlet": "70"},
        {"story": "7"},
    ],
)
def test_what_the_round_does_not_have_is_not_there(told: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        queue(None, **told)


def test_an_address_says_the_same_again() -> None:
    told = {"sort": "rare", "question": "frames", "between": "law|power", "annotator": "A"}
    told |= {"outlet": "7", "story": "70", "flag": "1", "state": "all"}
    assert read_filters(told).as_query == told
    assert read_filters({}).as_query == {}
    assert read_filters({"flag": "0", "state": "open", "sort": "matters"}).as_query == {}
    assert not read_filters({"state": "all", "sort": "rare"}).are_narrow
    assert read_filters({"flag": "1"}).are_narrow


def around(found: Queue, article: int, paragraph: int | None) -> tuple[Sequence[int | None], ...]:
    one = neighbours(found, Place(5, article, paragraph))
    beside = [
        None if place is None else place.paragraph_id or -1 for place in (one.previous, one.next)
    ]
    return beside, (one.number, one.total)


def test_neighbours_walk_what_is_shown() -> None:
    found = queue(sort="reading")
    assert around(found, 1, 12) == ([None, 11], (1, 6))
    assert around(found, 1, None) == ([11, 21], (3, 6))
    assert around(found, 3, 31) == ([22, None], (6, 6))


def test_a_unit_that_has_just_been_ruled_on_keeps_its_neighbours() -> None:
    found = queue(facts(ruled=some([11, 31])), sort="reading")
    assert around(found, 1, 11) == ([12, -1], (None, 4))
    assert around(found, 3, 31) == ([22, None], (None, 4))
    stands = [neighbours(found, Place(5, *place)).stands for place in ((1, 11), (3, 31))]
    assert stands == [2, 5], "where it stood: after the one before it"
    nobody = queue(facts(ruled=some([12])), sort="reading", state="legitimate")
    assert around(nobody, 1, 12) == ([None, None], (None, 0))


def test_a_unit_that_nobody_disputes_has_none() -> None:
    assert around(queue(), 1, 13) == ([None, None], (None, 6))
    other = neighbours(queue(), Place(6, 1, 12))
    assert (other.previous, other.next) == (None, None)


def test_each_unit_knows_where_it_comes_from() -> None:
    own = ordered()
    for at, (article, paragraph) in enumerate(zip(own.article, own.paragraph, strict=True)):
        source, place = own.source(at)
        assert source.article[place] == article
        assert source.unit[place] == (paragraph or article)
        assert source.differs[:, place].any()
