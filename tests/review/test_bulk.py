"""What a rule decides on by itself: against the documents, and by example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.annotate.generated import QUESTIONS, WHOLE
from tests.review.given import judged, questions
from tests.review.test_queue import facts, some
from tests.review.test_queue_disputes import TEXT, random_round
from workbench.annotate.columns import columns_of
from workbench.annotate.document import Attributes, Document
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Question, applies
from workbench.core.errors import Invalid
from workbench.review.bulk import Rule, RuleName, find_agreed
from workbench.review.bulk_documents import put_together
from workbench.review.bulk_plan import (
    DIFFER,
    FEW,
    REASONS,
    UNFIT,
    Plan,
    Standing,
    list_standing,
    make_plan,
)
from workbench.review.bulk_preview import Preview, make_preview, sample_of, without_ruled
from workbench.review.differences import answer_parts
from workbench.review.majority import agreeing, most_alike
from workbench.review.queue_facts import Some
from workbench.review.rulings import check_ruling, read_stored

#: All that can be ruled on without words.
ASKED = tuple(one for one in QUESTIONS if not one.is_text)


def plan(
    work: Sequence[Judged], asked: Sequence[Question], name: RuleName, at_least: int = 2
) -> tuple[Plan, dict[int, Standing]]:
    """The plan, and what would stand by unit."""
    columns = columns_of(work, asked)
    made = make_plan(
        Rule(name, at_least),
        columns,
        asked,
        find_agreed(columns, asked),
        lambda ids: dict.fromkeys(ids, TEXT),
    )
    places = np.flatnonzero(made.is_agreed)
    standing = list_standing(made, places, columns, asked, lambda ids: dict.fromkeys(ids, TEXT))
    return made, {one.unit: one for one in standing}


def reason(made: Plan, unit: int) -> str:
    """Why a unit is left out, "" where it is not."""
    code = int(made.reason[made.agreed.unit.tolist().index(unit)])
    return REASONS[code] if code >= 0 else ""


def plain(document: Document, asked: Sequence[Question]) -> Document:
    """Without what no rule decides on: words, notes, flags, where passages came from."""
    in_words = {one.key for one in asked if one.is_text}
    about = {one.key: {a.key for a in one.attributes if not a.is_text} for one in asked}

    def kept(dimension: str, given: Attributes) -> Attributes:
        return tuple(one for one in given if one[0] in about[dimension])

    return Document(
        labels={key: said for key, said in document.labels.items() if key not in in_words},
        spans=tuple(
            replace(one, origin="manual", attributes=kept(one.dimension, one.attributes))
            for one in document.spans
        ),
        links=tuple(
            replace(one, attributes=kept(one.dimension, one.attributes)) for one in document.links
        ),
        is_done=True,
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("asked", "whole"), [(QUESTIONS, False), (WHOLE, True)])
def test_a_document_is_put_together_again(
    asked: tuple[Question, ...], whole: bool, seed: int
) -> None:
    work = random_round(seed, asked, whole=whole)
    keys = [one.key for one in asked if not one.is_text]
    wanted = [dict.fromkeys(keys, row) for row in range(len(work))]
    found = put_together(columns_of(work, asked), asked, wanted)
    assert found == [plain(one.document, asked) for one in work]


def by_unit(work: Sequence[Judged]) -> dict[int, list[Document]]:
    found = defaultdict[int, list[Document]](list)
    for one in work:
        found[one.unit_id].append(one.document)
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("at_least", [2, 3])
@pytest.mark.parametrize("name", ["unanimous", "majority"])
def test_what_is_agreed_on_is_what_the_documents_agree_on(
    name: RuleName, at_least: int, seed: int
) -> None:
    work = random_round(seed, ASKED)
    made, standing = plan(work, ASKED, name, at_least)
    seen = set()
    for unit, given in by_unit(work).items():
        expected = expected_reason(given, name, at_least)
        seen.add(reason(made, unit))
        if expected:
            assert reason(made, unit) == expected
        else:
            assert reason(made, unit) in ("", UNFIT)
            holds(given, standing.get(unit))
    assert {FEW, DIFFER} < seen


def expected_reason(given: Sequence[Document], name: RuleName, at_least: int) -> str:
    """By the words of the rule."""
    if len(given) < at_least:
        return FEW
    for question in ASKED:
        times = agreeing(given, question)
        is_enough = times == len(given) if name == "unanimous" else times >= at_least
        if not is_enough or most_alike(given, question) is None:
            return DIFFER
    return ""


def holds(given: Sequence[Document], standing: Standing | None) -> None:
    """What would stand is what most answered; or it could not stand at all."""
    chosen = {one.key: most_alike(given, one) for one in ASKED}
    if standing is None:
        labels = {key: one.labels[key] for key, one in chosen.items() if one and key in one.labels}
        spans = [s for key, one in chosen.items() if one for s in one.spans if s.dimension == key]
        links = [s for key, one in chosen.items() if one for s in one.links if s.dimension == key]
        together = Document(labels, tuple(sorted(spans)), tuple(sorted(links)))
        with pytest.raises(Invalid):
            check_ruling(together.as_json(TEXT), ASKED, TEXT)
        return
    document = read_stored(standing.document)
    assert document == check_ruling(document.as_json(TEXT), ASKED, TEXT)
    for question in ASKED:
        one = chosen[question.key]
        assert one is not None
        if applies(question, one.labels):
            assert answer_parts(question, document) == answer_parts(question, one)
    everybody = all(agreeing(given, question) == len(given) for question in ASKED)
    assert standing.is_unanimous == everybody


def test_some_random_rounds_have_something_to_rule_on() -> None:
    ruled = [len(plan(random_round(seed, ASKED), ASKED, "majority")[1]) for seed in range(6)]
    assert sum(ruled) >= 5


def test_two_of_three_decide_and_three_must_where_three_are_asked_for() -> None:
    work = [judged("A"), judged("B"), judged("C", tone="2")]
    made, standing = plan(work, questions(), "majority")
    assert read_stored(standing[1].document).labels["tone.government"] == "0"
    assert not standing[1].is_unanimous
    assert reason(plan(work, questions(), "majority", 3)[0], 1) == DIFFER
    assert reason(plan(work, questions(), "unanimous")[0], 1) == DIFFER
    assert reason(plan(work[:2], questions(), "majority", 3)[0], 1) == FEW
    assert made.rule.sentence.startswith("Bulk ruling: of every question what more than half")


def test_half_is_no_majority() -> None:
    work = [judged("A"), judged("B"), judged("C", tone="2"), judged("D", tone="2")]
    assert reason(plan(work, questions(), "majority")[0], 1) == DIFFER


def test_passages_with_all_that_is_said_of_them_must_be_alike() -> None:
    alike = [judged(seat, spans=[(0, 4, "source")]) for seat in "AB"]
    made, standing = plan(alike, questions(), "unanimous")
    (span,) = read_stored(standing[1].document).spans
    assert (span.start, span.end, span.value) == (0, 4, "source")
    other = [*alike[:1], judged("B", spans=[(0, 5, "source")])]
    assert reason(plan(other, questions(), "unanimous")[0], 1) == DIFFER
    assert reason(made, 1) == ""


def test_words_are_never_ruled_on() -> None:
    """Asked for or not: none are right or wrong."""
    work = [
        Judged(seat, 1, 0, Document({"gist": said, "topics": ("conflict",)}, is_done=True))
        for seat, said in (("A", "It."), ("B", "That."))
    ]
    _, standing = plan(work, WHOLE, "unanimous")
    assert read_stored(standing[1].document).labels == {"topics": ("conflict",)}
    assert standing[1].is_unanimous


def test_what_would_lack_an_answer_is_left_out() -> None:
    lacking = [
        replace(one, document=replace(one.document, labels={})) for one in map(judged, "ABC")
    ]
    made, standing = plan(lacking, questions(), "majority")
    assert reason(made, 1) == UNFIT
    assert standing == {}


def preview(
    work: Sequence[Judged], name: RuleName = "majority", **known: Some
) -> tuple[Preview, list[int]]:
    made, _ = plan(work, questions(), name)
    own = without_ruled(made, questions(), facts(**known), is_whole=False)
    return make_preview([own]), made.agreed.unit[sample_of([own])[0]].tolist()


def four_units() -> list[Judged]:
    """Alike; two to one; one to one; by one alone."""
    return [
        *(judged(seat, 1) for seat in "ABC"),
        *(judged("A", 2), judged("B", 2), judged("C", 2, frames=("law",), primary_frame="law")),
        *(judged("A", 3), judged("B", 3, tone="2")),
        judged("A", 4),
    ]


def test_a_preview_counts_what_is_ruled_and_why_not() -> None:
    found, sample = preview(four_units())
    assert (found.n_ruled, found.n_unanimous) == (2, 1)
    assert found.left_out == {FEW: 1, DIFFER: 1}
    assert sample == [1, 2]
    by_title = {one.title: (one.n_alike, one.n_majority, one.n_left_out) for one in found.questions}
    assert by_title["Frames"] == (1, 1, 0)
    assert by_title["Tone · the government"] == (2, 0, 1)
    ruled, sample = preview(four_units(), ruled=some([1]), legitimate=some([3]))
    assert (ruled.n_ruled, ruled.left_out) == (1, {"ruled": 2, FEW: 1})
    assert sample == [2]
    nothing, sample = preview(four_units(), ruled=some([1, 2]))
    assert (nothing.n_ruled, sample) == (0, [])


def test_the_fingerprint_is_that_of_what_would_be_ruled() -> None:
    work = four_units()
    same = preview(work)[0].fingerprint
    assert preview(list(reversed(work)))[0].fingerprint == same
    elsewhere = [*work[:-1], judged("A", 4, tone="2")]
    assert preview(elsewhere)[0].fingerprint == same, "nothing that is ruled on rests on it"
    others = [
        preview(work, "unanimous")[0],
        preview(work, ruled=some([2]))[0],
        preview([*work, judged("B", 4)])[0],
        preview([*work, judged("D", 1)])[0],
        preview([judged(seat, 1, tone="1") for seat in "ABC"] + work[3:])[0],
    ]
    assert len({one.fingerprint for one in others} - {same}) == len(others)


def test_a_sample_is_spread_over_all() -> None:
    work = [judged(seat, unit) for unit in range(1, 101) for seat in "AB"]
    _, sample = preview(work)
    assert len(sample) == 20
    assert (sample[0], sample[-1]) == (1, 100)
    assert max(b - a for a, b in pairwise(sample)) <= 6
