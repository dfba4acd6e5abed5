"""What a page of the queue says: choices with their counts, rows in short, strips."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.annotate.generated import QUESTIONS
from tests.review.given import judged, questions
from tests.review.test_queue import facts, queue, some, units
from workbench.annotate.columns import columns_of
from workbench.annotate.document import Document, MarkedLink, MarkedSpan, Role
from workbench.annotate.queries import Judged
from workbench.review.queue import Queue
from workbench.review.queue_choices import Choice, Choices, list_choices
from workbench.review.queue_facts import Some
from workbench.review.queue_page import PER_PAGE, find_page, page_of
from workbench.review.queue_words import say_differing
from workbench.review.strip import Strip, make_strip

OUTLETS, STORIES = {7: "The Slipway", 8: "Anchor"}, {70: "The accord"}


def choices(found: Queue) -> Choices:
    return list_choices(found, questions(), OUTLETS, STORIES)


def counts(some: tuple[Choice, ...]) -> dict[str, int]:
    return {one.value: one.count for one in some}


def test_beside_each_choice_stands_what_it_would_show() -> None:
    known = facts(ruled=some([12]))
    found = choices(queue(known))
    assert counts(found.questions) == {
        "frames": 1,
        "primary_frame": 0,
        "tone.government": 1,
        "attributed": 0,
        "sourcing": 2,
    }
    assert counts(found.annotators) == {"A": 4, "B": 4, "C": 1}
    assert [(one.title, one.count) for one in found.outlets] == [("Anchor", 2), ("The Slipway", 2)]
    assert counts(found.stories) == {"70": 4}
    assert counts(found.states) == {
        "open": 5,
        "ruled": 1,
        "legitimate": 0,
        "discussed": 0,
        "all": 6,
    }
    assert found.n_flagged == 3
    assert found.pairs == ()


@pytest.mark.parametrize("name", ["question", "annotator", "outlet", "story", "state"])
def test_a_count_is_what_choosing_it_shows(name: str) -> None:
    """Also together with another filter."""
    known = facts(ruled=some([12]))
    fields = {"question": "questions", "story": "stories"}
    for other in ({}, {"flag": "1"}, {"annotator": "C"}, {"question": "frames"}):
        told = {"state": "all", **other}
        for value, count in counts(
            getattr(choices(queue(known, **told)), fields.get(name, f"{name}s"))
        ).items():
            assert len(queue(known, **(told | {name: value}))) == count, (other, value)


def test_pairs_of_values_are_those_that_stand_against_each_other() -> None:
    found = choices(queue(question="tone.government"))
    assert [one.value for one in found.pairs] == ["-1|1", "-1|2", "0|1", "1|2"]
    for pair, count in counts(found.pairs).items():
        assert len(queue(question="tone.government", between=pair)) == count == 1
    chosen = choices(queue(question="tone.government", between="2|-1"))
    assert "-1|2" in counts(chosen.pairs)
    nothing = choices(queue(question="tone.government", between="-2|2"))
    assert counts(nothing.pairs)["-2|2"] == 0


def test_a_page_holds_25_and_a_number_out_of_range_is_the_nearest() -> None:
    found = replace(queue(), is_shown=np.ones(51, dtype=bool))
    pages = [find_page(found, number) for number in (0, 1, 2, 3, 99)]
    assert [(one.number, one.of, one.start, one.end) for one in pages] == [
        (1, 3, 0, 25),
        (1, 3, 0, 25),
        (2, 3, 25, 50),
        (3, 3, 50, 51),
        (3, 3, 50, 51),
    ]
    assert [page_of(number) for number in (1, PER_PAGE, PER_PAGE + 1)] == [1, 1, 2]


def said(*judgments: Judged, asked: object = None) -> dict[str, str]:
    known = questions() if asked is None else QUESTIONS
    found = say_differing(known, columns_of(judgments, known))
    return {one.key: one.said for one in found[judgments[0].paragraph_id]}


def test_values_are_counted_and_none_is_an_answer() -> None:
    assert said(judged("A"), judged("B"), judged("C", tone="2")) == {
        "tone.government": "neutral 2 · glowing 1"
    }
    one, two = judged("A", frames=("conflict", "law")), judged("B", frames=("conflict",))
    assert said(one, two)["frames"] == "Law & rights 1"
    assert said(judged("A"), judged("B", frames=()))["frames"] == "Conflict & contest 1 · none 1"


def test_more_than_four_values_are_counted_together() -> None:
    values = ("conflict", "power", "law", "security", "economy", "quality_of_life")
    given = [judged(str(n), frames=(one,)) for n, one in enumerate(values)]
    shown = said(*given)["frames"]
    assert shown.count("·") == 4
    assert shown.endswith("2 more")


def test_passages_say_which_and_none_against_some() -> None:
    marked = judged("A", spans=[(0, 4, "source"), (5, 9, "cue")])
    longer = judged("B", spans=[(0, 4, "source"), (5, 10, "cue")])
    assert said(marked, longer) == {"sourcing": "Cue"}
    assert said(marked, judged("B", attributed="yes")) == {
        "sourcing": "Source, Cue · marked 1 · none 1"
    }


def linked(seat: str, *, is_linked: bool, end: int = 9, **labels: str) -> Judged:
    spans = (MarkedSpan(0, 4, "parts", "source"), MarkedSpan(5, end, "parts", "content"))
    roles = (Role(0, 4, "source"), Role(5, end, "content"))
    links = (MarkedLink("attribution", roles),) if is_linked else ()
    return Judged(seat, 1, 5, Document({"attributed": "yes", **labels}, spans, links, is_done=True))


def test_links_and_flags() -> None:
    one, two = linked("A", is_linked=True, loaded="yes"), linked("B", is_linked=False)
    assert said(one, two, asked=QUESTIONS) == {
        "loaded": "yes 1 · no 1",
        "attribution": "linked 1 · none 1",
    }
    other = linked("B", is_linked=True, end=10, loaded="yes")
    assert said(one, other, asked=QUESTIONS)["attribution"] == "2 different"


def strip(article: int, *paragraphs: int, **known: Some) -> Strip:
    return make_strip(units(facts(**known)), article, paragraphs)


def test_a_strip_shades_every_paragraph_of_an_article() -> None:
    found = strip(1, 12, 10, 11, 13, ruled=some([11, 13]), legitimate=some([], [1]))
    assert [(one.paragraph_id, one.number, one.level, one.ruling) for one in found.cells] == [
        (12, 1, 4, ""),
        (10, 2, None, ""),
        (11, 3, 2, "ruled"),
        (13, 4, 0, "ruled"),
        (None, 0, 2, "legitimate"),
    ]
    assert found.cells[0].says == "Paragraph 1: 2 questions differ, furthest apart"
    assert found.cells[1].says == "Paragraph 2: not finished by two"
    assert found.cells[3].says == "Paragraph 4: alike, ruled"
    assert found.cells[4].says == (
        "The article as a whole: 1 question differs, apart, left open as legitimate"
    )
    assert found.says == "3 of 4 differ; 3 ruled on"


def test_a_strip_without_answers_says_so() -> None:
    found = strip(9, 91, 92)
    assert [one.level for one in found.cells] == [None, None]
    assert found.says == "0 of 0 differ"
