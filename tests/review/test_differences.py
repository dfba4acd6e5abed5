"""What counts as a disagreement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.review.given import find_disagreements, judged, questions
from workbench.annotate.queries import Judged
from workbench.review.differences import shuffled


def differing(*judgments: Judged) -> tuple[str, ...]:
    """The disputed questions of one paragraph, in order."""
    found = find_disagreements(judgments, questions())
    assert len(found) <= 1
    return found[0].differing if found else ()


def test_equal_answers_are_no_disagreement() -> None:
    spans = [(0, 4, "source"), (5, 9, "cue")]
    assert differing(judged("A", spans=spans), judged("B", spans=list(reversed(spans)))) == ()


def test_sets_are_compared_as_sets() -> None:
    one = judged("A", frames=("conflict", "law"))
    assert differing(one, judged("B", frames=("law", "conflict"))) == ()
    assert differing(one, judged("B", frames=("conflict", "power"))) == ("frames",)


def test_questions_are_listed_in_the_order_of_the_codebook() -> None:
    one = judged("A", frames=("law",), tone="1", attributed="no")
    two = judged("B", frames=("power",), tone="-1", attributed="yes")
    assert differing(one, two) == ("frames", "tone.government", "attributed")


@pytest.mark.parametrize(
    "other", [(0, 5, "source"), (1, 4, "source"), (0, 4, "cue")], ids=["end", "start", "value"]
)
def test_passages_differ_by_value_start_and_end(other: tuple[int, int, str]) -> None:
    assert differing(judged("A", spans=[(0, 4, "source")]), judged("B", spans=[other])) == (
        "sourcing",
    )


def test_where_a_passage_came_from_does_not_count() -> None:
    """Accepting a premark and marking the same words by hand is the same answer."""
    one, two = judged("A", spans=[(0, 4, "source")]), judged("B", spans=[(0, 4, "source")])
    accepted = replace(two.document.spans[0], origin="premark_accepted")
    document = replace(two.document, spans=(accepted,))
    assert differing(one, replace(two, document=document)) == ()


def test_some_passages_against_none_is_a_disagreement() -> None:
    none = judged("B", attributed="yes")
    assert differing(judged("A", spans=[(0, 4, "source")]), none) == ("sourcing",)


def test_no_frame_at_all_against_one_is_a_disagreement() -> None:
    empty = judged("B")
    labels = {k: v for k, v in empty.document.labels.items() if k not in {"frames"}}
    empty = replace(empty, document=replace(empty.document, labels=labels))
    assert differing(judged("A"), empty) == ("frames",)


def test_a_question_asked_of_one_only_differs_through_its_gate_alone() -> None:
    asked = judged("A", spans=[(0, 4, "source")], attributed="yes")
    assert differing(asked, judged("B", attributed="no")) == ("attributed",)


def test_an_answer_that_follows_from_the_frames_is_not_reported_twice() -> None:
    one = judged("A", frames=("law",), primary_frame="law")
    two = judged("B", frames=("power",), primary_frame="power")
    assert differing(one, two) == ("frames",)
    three = judged("C", frames=("law", "power"), primary_frame="power")
    assert differing(one, three) == ("frames",)


def test_the_main_frame_differs_where_both_were_asked() -> None:
    one = judged("A", frames=("law", "power"), primary_frame="law")
    two = judged("B", frames=("law", "power"), primary_frame="power")
    assert differing(one, two) == ("primary_frame",)


def test_one_dissent_among_three_is_enough() -> None:
    judgments = [judged("A"), judged("B"), judged("C", tone="2")]
    assert differing(*judgments) == ("tone.government",)


def test_a_note_or_a_flag_alone_is_no_disagreement() -> None:
    assert differing(judged("A", note="Hm."), judged("B", is_flagged=True)) == ()


def test_an_unfinished_judgment_is_missing() -> None:
    assert differing(judged("A"), judged("B", tone="2", is_done=False)) == ()


def test_single_judgments_are_left_out_and_the_order_is_kept() -> None:
    work = [
        judged("A", 7, article=2),
        judged("B", 7, article=2, tone="1"),
        judged("A", 3, article=5),
        judged("B", 9, article=5, tone="2"),
        judged("A", 4, article=6),
        judged("B", 4, article=6, tone="-2"),
    ]
    found = find_disagreements(work, questions())
    assert [(one.article_id, one.paragraph_id) for one in found] == [(2, 7), (6, 4)]
    assert [one.seat for one in found[0].judged] == ["A", "B"]


def test_columns_keep_their_order_and_nobody_is_always_first() -> None:
    work = [judged(seat) for seat in ("A-1", "A-2", "A-3")]
    first = []
    for paragraph in range(300):
        columns = shuffled(work, round_id=4, paragraph_id=paragraph)
        assert columns == shuffled(work[::-1], round_id=4, paragraph_id=paragraph)
        assert sorted(one.seat for one in columns) == ["A-1", "A-2", "A-3"]
        first.append(columns[0].seat)
    # 100 expected each; fewer than 70 has a chance below 1 in 5,000.
    assert all(first.count(seat) > 70 for seat in ("A-1", "A-2", "A-3"))
    other_round = [shuffled(work, round_id=5, paragraph_id=p)[0].seat for p in range(300)]
    assert other_round != first
