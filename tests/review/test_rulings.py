"""What may stand in a ruling, how it relates to the answers, and where one differs from it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make import TARGETS, TEXTS, tied_codebook
from tests.review.given import judged, questions
from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.questions import Question, list_questions
from workbench.core.errors import Invalid
from workbench.review.rulings import check_ruling, differing, method_of, without

TEXT = TEXTS[1]
SOURCE = {"dimension": "sourcing", "value": "source", "start": 0, "end": 9, "text": "Two aides"}


def sent(**changes: Any) -> dict[str, Any]:
    """A whole answer as a page sends it; `labels` change single answers, None takes one away."""
    labels = {
        "frames": ["conflict"],
        "primary_frame": "conflict",
        "tone.government": "0",
        "attributed": "no",
    } | changes.pop("labels", {})
    kept = {key: answer for key, answer in labels.items() if answer is not None}
    return {"labels": kept, "spans": [], "note": "", "flag": False, "done": False} | changes


def refused(document: Any, *left_open: str) -> list[str]:
    """The questions that the refusal of a ruling names."""
    with pytest.raises(Invalid) as caught:
        check_ruling(document, questions(), TEXT, left_open)
    problems = caught.value.details["problems"]
    assert isinstance(problems, list)
    return [problem["question"] for problem in problems]


def answers_of(*made: Any) -> list[Document]:
    return [one.document for one in made]


def test_a_ruling_answers_everything_and_has_neither_note_nor_flag() -> None:
    document = check_ruling(sent(note="CANARY", flag=True), questions(), TEXT)
    assert document.is_done
    assert (document.note, document.is_flagged) == ("", False)
    assert refused(sent(labels={"tone.government": None})) == ["tone.government"]
    assert refused(sent(labels={"attributed": None, "tone.government": None})) == [
        "tone.government",
        "attributed",
    ]


def test_what_is_wrong_is_refused_whatever_is_left_open() -> None:
    assert refused(sent(labels={"tone.government": "9"}), "frames") == ["tone.government"]
    with pytest.raises(Invalid, match="must be questions of this round"):
        check_ruling(sent(), questions(), TEXT, ["colour"])
    with pytest.raises(Invalid):
        check_ruling("not a document", questions(), TEXT)


def test_what_is_left_open_needs_no_answer_and_keeps_none() -> None:
    document = check_ruling(
        sent(labels={"tone.government": "2"}), questions(), TEXT, ["tone.government"]
    )
    assert "tone.government" not in document.labels
    unanswered = check_ruling(
        sent(labels={"tone.government": None}), questions(), TEXT, ["tone.government"]
    )
    assert unanswered == document


def test_what_rests_on_a_question_left_open_goes_with_it() -> None:
    """The main frame is chosen among the frames; passages are asked where it is attributed."""
    document = check_ruling(
        sent(labels={"attributed": "yes"}, spans=[SOURCE]), questions(), TEXT, ["frames"]
    )
    assert set(document.labels) == {"tone.government", "attributed"}
    assert document.spans
    bare = check_ruling(
        sent(labels={"attributed": "yes"}, spans=[SOURCE]), questions(), TEXT, ["attributed"]
    )
    assert (set(bare.labels), bare.spans) == ({"frames", "primary_frame", "tone.government"}, ())


def test_links_go_with_the_passages_that_they_tie() -> None:
    asked = list_questions(tied_codebook(), list(TARGETS))
    tie = next(one for one in asked if one.is_links)
    document = check_ruling(_tied(asked), asked, TEXT)
    assert document.links
    bare = without(document, asked, [tie.dimension.of or ""])
    assert (bare.spans, bare.links) == ((), ())
    untied = without(document, asked, [tie.key])
    assert (len(untied.spans), untied.links) == (len(document.spans), ())


def _tied(asked: tuple[Question, ...]) -> dict[str, Any]:
    cue = {"dimension": "sourcing", "value": "cue", "start": 10, "end": 17, "text": "claimed"}
    about = {q.key: q.attributes for q in asked}
    spans = [
        one | {"attributes": _answers(about["sourcing"], one["value"])} for one in (SOURCE, cue)
    ]
    tie = next(one for one in asked if one.is_links)
    members = [{key: one[key] for key in ("value", "start", "end")} for one in (SOURCE, cue)]
    link = {
        "dimension": tie.key,
        "members": members,
        "attributes": _answers(tie.attributes, ""),
    }
    return sent(labels={"attributed": "yes"}, spans=spans, links=[link])


def _answers(attributes: tuple[Question, ...], value: Any) -> dict[str, str]:
    return {
        one.key: one.value_ids()[0]
        for one in attributes
        if not one.dimension.of_values or value in one.dimension.of_values
    }


A = judged("A-01", tone="-1", frames=("law",), primary_frame="law", spans=[(0, 9, "source")])
B = judged("A-02", tone="0", spans=[(4, 9, "source")])
C = judged("A-03", tone="0", frames=("conflict", "law"), primary_frame="law")


@pytest.mark.parametrize(
    ("ruled", "method"),
    [
        (A, "taken"),
        (C, "taken"),
        # Each question as somebody answered it; for passages and sets also some of all.
        (judged("L", tone="-1"), "merged"),
        (judged("L", tone="0", spans=[(0, 9, "source"), (4, 9, "source")]), "merged"),
        # Nobody said so, or nobody marked just this.
        (judged("L", tone="2"), "written"),
        (judged("L", tone="0", spans=[(0, 8, "source")]), "written"),
        (judged("L", tone="0", frames=("morality",), primary_frame="morality"), "written"),
    ],
    ids=range(7),
)
def test_the_method_is_found_by_comparing(ruled: Any, method: str) -> None:
    assert method_of(ruled.document, answers_of(A, B, C), questions()) == method


def test_what_everybody_or_most_answered_is_said_to_be_so() -> None:
    alike = [judged(seat).document for seat in ("A-01", "A-02")]
    assert method_of(alike[0], alike, questions()) == "unanimous"
    three = answers_of(
        judged("A-01", tone="-1"),
        judged("A-02", attributed="yes"),
        judged("A-03", frames=("law",), primary_frame="law"),
    )
    assert method_of(judged("L").document, three, questions()) == "majority"
    assert method_of(judged("L").document, [], questions()) == "written"


def test_what_is_left_open_does_not_make_it_another_method() -> None:
    ruled = without(A.document, questions(), ["tone.government"])
    assert method_of(ruled, answers_of(A, B), questions(), ["tone.government"]) == "taken"
    assert method_of(ruled, answers_of(A, B), questions()) == "written"


def test_with_a_gate_left_open_what_rests_on_it_is_not_compared() -> None:
    """Else no ruling that leaves “attributed” open could be anybody's answer."""
    ruled = without(A.document, questions(), ["attributed"])
    assert method_of(ruled, answers_of(A, B), questions(), ["attributed"]) == "taken"


def test_differing_names_the_questions_in_their_order() -> None:
    assert differing(A.document, B.document, questions()) == (
        "frames",
        "tone.government",
        "sourcing",
    )
    assert differing(A.document, A.document, questions()) == ()
    left = without(B.document, questions(), ["frames"])
    assert differing(A.document, left, questions(), ["frames"]) == ("tone.government", "sourcing")


def test_a_passage_with_other_ends_differs_and_its_origin_does_not() -> None:
    one = Document(labels=B.document.labels, spans=(MarkedSpan(4, 9, "sourcing", "source"),))
    other = Document(
        labels=B.document.labels,
        spans=(MarkedSpan(4, 9, "sourcing", "source", origin="premark_accepted"),),
    )
    assert differing(one, other, questions()) == ()
    assert differing(one, A.document, questions())[-1] == "sourcing"
