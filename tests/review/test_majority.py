"""What most of those who were asked answered, question by question."""

from __future__ import annotations

from tests.make import TARGETS, tied_codebook
from tests.review.given import judged, questions
from workbench.annotate.document import Document, MarkedLink, MarkedSpan, Role
from workbench.codebook.questions import list_questions
from workbench.review.majority import agreeing, majority, most_alike

ASKED = {one.key: one for one in questions()}


def of(*answers: Document) -> Document:
    return majority(answers, questions())


def tone(*given: str) -> str | None:
    """The majority of these answers to one question, as a page would show it."""
    made = [judged(f"A-{n}", tone=answer).document for n, answer in enumerate(given)]
    answer = of(*made).labels.get("tone.government")
    assert answer is None or isinstance(answer, str)
    return answer


def test_more_than_half_is_a_majority_and_the_commonest_alone_is_none() -> None:
    assert tone("0", "0", "1") == "0"
    assert tone("0", "1") is None
    assert tone("0", "0", "1", "1") is None
    assert tone("0", "0", "1", "2", "-1") is None  # the commonest, and still not most
    assert tone("2") == "2"


def test_a_set_is_taken_whole_or_value_by_value() -> None:
    whole = of(
        judged("A", frames=("law", "morality")).document,
        judged("B", frames=("law", "morality")).document,
        judged("C", frames=("conflict",)).document,
    )
    assert whole.labels["frames"] == ("law", "morality")
    by_value = of(
        judged("A", frames=("law", "morality")).document,
        judged("B", frames=("law", "conflict")).document,
        judged("C", frames=("security",)).document,
    )
    assert by_value.labels["frames"] == ("law",)
    apart = of(judged("A", frames=("law",)).document, judged("B", frames=("conflict",)).document)
    assert "frames" not in apart.labels


def spans(*given: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where most marked a source, as (start, end)."""
    made = [
        judged(f"A-{n}", spans=[(start, end, "source") for start, end in one], attributed="yes")
        for n, one in enumerate(given)
    ]
    return [(one.start, one.end) for one in of(*(one.document for one in made)).spans]


def test_of_passages_stands_what_most_marked_character_by_character() -> None:
    assert spans([(0, 9)], [(4, 9)], [(20, 30)]) == [(4, 9)]
    assert spans([(0, 9)], [(0, 9)], [(4, 12)]) == [(0, 9)]
    # Of two people who overlap in part, both marked only what is common.
    assert spans([(0, 9)], [(4, 12)]) == [(4, 9)]
    assert spans([(0, 9)], []) == []
    assert spans([(0, 4)], [(5, 9)]) == []
    # What one marked in two pieces, and another in one.
    assert spans([(0, 4), (5, 9)], [(0, 9)]) == [(0, 4), (5, 9)]
    # One person's own overlapping passages count that person once.
    assert spans([(0, 6), (3, 9)], [(20, 22)]) == []


def test_values_of_passages_are_counted_apart() -> None:
    found = of(
        judged("A", spans=[(0, 9, "source"), (10, 17, "cue")]).document,
        judged("B", spans=[(0, 9, "cue")]).document,
        judged("C", spans=[(0, 9, "source")]).document,
    )
    assert [(one.value, one.start, one.end) for one in found.spans] == [("source", 0, 9)]


def test_who_was_not_asked_has_no_say() -> None:
    """Two say that nothing is attributed: then no passages are asked, whoever marked some."""
    no = of(
        judged("A", spans=[(0, 9, "source")]).document,
        judged("B").document,
        judged("C").document,
    )
    assert (no.labels["attributed"], no.spans) == ("no", ())
    # Two of the three that mark anything marked it: the third was not asked.
    yes = of(
        judged("A", spans=[(0, 9, "source")]).document,
        judged("B", spans=[(0, 9, "source")]).document,
        judged("C").document,
    )
    assert yes.labels["attributed"] == "yes"
    assert len(yes.spans) == 1


def test_without_a_majority_on_the_gate_nothing_behind_it_is_asked() -> None:
    found = of(judged("A", spans=[(0, 9, "source")]).document, judged("B").document)
    assert "attributed" not in found.labels
    assert found.spans == ()


TIED = list_questions(tied_codebook(), list(TARGETS))
TIE = next(one for one in TIED if one.is_links)


def tied(start: int, end: int, **about: str) -> Document:
    marked = (
        MarkedSpan(start, end, "sourcing", "source"),
        MarkedSpan(10, 17, "sourcing", "cue"),
    )
    members = (Role(start, end, "source"), Role(10, 17, "cue"))
    labels = judged("A", attributed="yes").document.labels
    return Document(
        labels=labels, spans=marked, links=(MarkedLink(TIE.key, members, tuple(about.items())),)
    )


def test_links_stand_where_most_tied_just_these_passages() -> None:
    key, value = TIE.attributes[0].key, TIE.attributes[0].value_ids()[0]
    other = TIE.attributes[0].value_ids()[1]
    answers = [tied(0, 9, **{key: value}), tied(0, 9, **{key: value}), tied(0, 9, **{key: other})]
    (link,) = majority(answers, TIED).links
    assert dict(link.attributes)[key] == value
    # Without a majority about it, the link stands and says nothing about that.
    (bare,) = majority(answers[1:], TIED).links
    assert bare.attributes == ()
    assert majority([tied(0, 9), tied(4, 9)], TIED).links == ()


def test_how_many_agree_on_a_whole_answer_and_who_first() -> None:
    made = [judged("A", tone=t).document for t in ("0", "1", "1")]
    question = ASKED["tone.government"]
    assert agreeing(made, question) == 2
    assert most_alike(made, question) is made[1]
    assert most_alike(made[:2], question) is None
    assert agreeing([], question) == 0
