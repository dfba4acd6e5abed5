"""Answers on spans and links, flags and words: what may stand, and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.annotate.generated import QUESTIONS, WHOLE
from workbench.annotate.answering import LONGEST_TEXT
from workbench.annotate.checking import check
from workbench.annotate.document import Document
from workbench.core.errors import Invalid

TEXT = "Two aides claimed the “truce” would hold, and the “peace” too."
LABELS = {"frames": ["conflict"], "tone.government": "0", "tone.island": "0", "attributed": "yes"}


def span(words: str, value: str, **attributes: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "dimension": "parts",
        "value": value,
        "start": start,
        "end": start + len(words),
        "text": words,
        "attributes": attributes,
    }


def member(words: str, value: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"value": value, "start": start, "end": start + len(words)}


SOURCE, CUE = span("Two aides", "source", naming="named"), span("claimed", "cue")
CONTENT = span("the “truce” would hold", "content")
AIDES, SAID = member("Two aides", "source"), member("claimed", "cue")
TRUCE = member("the “truce” would hold", "content")
SPANS = [SOURCE, CUE, CONTENT]


def link(*members: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    return {"dimension": "attribution", "members": list(members), "attributes": attributes}


def sent(**changes: Any) -> dict[str, Any]:
    whole = link(AIDES, SAID, TRUCE, manner="indirect")
    return {"labels": LABELS, "spans": SPANS, "links": [whole], "done": True} | changes


def draft(**changes: Any) -> Document:
    return check(sent(**changes) | {"done": False}, QUESTIONS, TEXT)


def problems(document: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        check(document, QUESTIONS, TEXT)
    listed = caught.value.details["problems"]
    assert isinstance(listed, list)
    return [(one["question"], one["message"]) for one in listed]


def test_all_of_it_is_taken_in_canonical_order() -> None:
    unnamed = span(
        "Two aides", "source", grounds=["habit", "fear"], naming="unnamed", gloss=" ?\r\n"
    )
    whole = link(TRUCE, SAID, AIDES, doubted="yes", manner="direct")
    labels = {"remark": "x", "loaded": "yes", **LABELS}
    document = check(
        sent(spans=[CONTENT, CUE, unnamed], links=[whole], labels=labels), QUESTIONS, TEXT
    )
    assert next(iter(document.labels)) == "loaded"
    assert [one.value for one in document.spans] == ["source", "cue", "content"]
    assert document.spans[0].attributes == (
        ("naming", "unnamed"),
        ("grounds", ("fear", "habit")),
        ("gloss", "?"),
    )
    assert [one.value for one in document.links[0].members] == ["source", "cue", "content"]
    assert document.links[0].attributes == (("manner", "direct"), ("doubted", "yes"))


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ({"loaded": "no"}, "Loaded wording: yes, or nothing."),
        ({"loaded": True}, "Loaded wording: yes, or nothing."),
        ({"remark": ["x"]}, "Remark: write plain text."),
        ({"remark": "x" * (LONGEST_TEXT + 1)}, "Remark: longer than 5,000 characters. Cut it."),
        ({"remark": "a\x00b"}, "Remark: remove the control characters from the text."),
        ({"remark": "a\x9bb"}, "Remark: remove the control characters from the text."),
        ({"naming": "named"}, "This codebook version does not ask 'naming'."),
        ({"attribution": "source"}, "This codebook version does not ask 'attribution'."),
        ({"gist": "x"}, "This codebook version does not ask 'gist'."),
    ],
)
def test_wrong_flags_and_words_are_refused_even_in_a_draft(
    labels: dict[str, Any], words: str
) -> None:
    assert [said for _, said in problems(sent(labels=labels, done=False, links=[]))] == [words]


def test_a_flag_that_is_off_and_empty_words_are_no_answer() -> None:
    assert draft(labels={"loaded": False, "remark": " \n"}).labels == {}
    assert draft(labels={"remark": " a\tb\r\nc "}).labels == {"remark": "a b\nc"}


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([span("claimed", "cue", naming="named")], "Cue “claimed” · This codebook version does"),
        ([span("Two", "source", naming="both")], "Source “Two” · Naming: choose one of"),
        ([span("Two", "source", grounds="fear")], "Source “Two” · Grounds: choose among"),
        ([span("Two", "source", camp="island")], "Source “Two” · Camp: choose one of"),
        ([span("Two", "source") | {"attributes": []}], "`attributes` must be an object"),
        ([SOURCE, span("Two aides", "source")], "is marked twice with different answers"),
    ],
)
def test_wrong_answers_on_spans_are_refused_even_in_a_draft(
    spans: list[dict[str, Any]], words: str
) -> None:
    found = problems(sent(spans=spans, links=[], done=False))
    assert found[0][0] == "parts"
    assert words in found[0][1]


def test_the_same_span_or_link_twice_is_one() -> None:
    edited = SOURCE | {"origin": "premark_edited"}
    whole = link(TRUCE, AIDES)
    document = draft(spans=[*SPANS, edited, SOURCE], links=[whole, link(AIDES, TRUCE, AIDES)])
    assert len(document.spans) == 3
    assert len(document.links) == 1


def test_a_link_without_members_is_none() -> None:
    assert draft(links=[link(manner="direct")]).links == ()


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ({}, "`links` must be a list"),
        ([None], "Each link must be an object"),
        ([{"dimension": "parts", "members": []}], "no such kind of link"),
        ([{"dimension": ["attribution"], "members": []}], "no such kind of link"),
        ([{"dimension": "attribution"}], "`members` must be a list"),
        ([link(AIDES, member("peace", "content"))], "ties a passage that is not marked"),
        ([link(AIDES | {"value": "content"})], "ties a passage that is not marked"),
        ([link(AIDES | {"start": True})], "ties a passage that is not marked"),
        ([link(None)], "ties a passage that is not marked"),  # type: ignore[arg-type]  # forged
        ([link(AIDES, manner="loud")], "Attribution · How the words are given: choose one of"),
        ([link(AIDES, naming="named")], "Attribution · This codebook version does not ask"),
        ([link(AIDES), link(AIDES, doubted="yes")], "tied twice with different answers"),
    ],
)
def test_wrong_links_are_refused_even_in_a_draft(links: Any, words: str) -> None:
    assert words in problems(sent(links=links, done=False))[0][1]


def test_a_role_has_its_limit() -> None:
    two = [*SPANS, span("the “peace”", "source")]
    tied = link(AIDES, member("the “peace”", "source"))
    assert problems(sent(spans=two, links=[tied], done=False)) == [
        ("attribution", "Attribution: at most 1 × Source in one link.")
    ]


def test_done_names_what_is_missing_on_spans_and_links() -> None:
    spans = [span("Two aides", "source", naming="unnamed"), CUE, CONTENT]
    links = [link(AIDES, TRUCE, manner="direct"), link(SAID)]
    assert problems(sent(spans=spans, links=links)) == [
        ("parts", "Source “Two aides” · Grounds: choose an answer."),
        ("attribution", "Attribution 2: tie Source."),
        ("attribution", "Attribution 2: tie Content."),
        ("attribution", "Attribution 2 · How the words are given: choose an answer."),
    ]


def test_what_is_optional_or_not_asked_is_never_missing() -> None:
    """Flags, optional words, the reason for a tone that is not critical, grounds of a named one."""
    document = check(sent(), QUESTIONS, TEXT)
    assert document.is_done
    assert problems(sent(labels={})) == [
        ("frames", "Frames: choose an answer."),
        ("tone.government", "Tone · the government: choose an answer."),
        ("tone.island", "Tone · the island: choose an answer."),
        ("attributed", "Attributed: choose an answer."),
        ("parts", "Remove these passages, or answer “Attributed” with “Yes”."),
        ("attribution", "Remove these links, or answer “Attributed” with “Yes”."),
    ]


def test_the_article_as_a_whole_has_answers_but_no_marks() -> None:
    labels = {"gist": "A deal", "topics": ["economy"], "mocking": "yes"}
    document = check({"labels": labels, "done": True}, WHOLE, "")
    assert document.labels["topics"] == ("economy",)
    with pytest.raises(Invalid) as caught:
        check({"labels": {}, "done": True}, WHOLE, "")
    assert str(caught.value) == "Gist: write an answer. Topics: choose an answer."
    with pytest.raises(Invalid):
        check({"spans": [SOURCE]}, WHOLE, "")
