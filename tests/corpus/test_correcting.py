"""A lead's corrections to a draft: each step alone, taken back, and refused where it cannot fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.make import make_draft
from workbench.core.errors import Invalid
from workbench.corpus.correcting import apply, replay
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.readers.bytes import MOST_CODE_POINTS

#: Title, two paragraphs, a plea that is not annotated.
DRAFT = make_draft(
    ["Harbour deal signed", "Two aides claimed 🙂 the truce would", "hold until spring."]
)


def shapes(draft: ArticleDraft) -> list[tuple[str, str, bool]]:
    return [(p.text, p.kind, p.annotatable) for p in draft.paragraphs]


def test_two_paragraphs_become_one() -> None:
    joined = apply(DRAFT, {"do": "join", "at": 2})
    assert joined.paragraphs[1].text == "Two aides claimed 🙂 the truce would hold until spring."
    assert joined.paragraphs[1].note == "by_hand"
    assert len(joined.paragraphs) == len(DRAFT.paragraphs) - 1


def test_a_paragraph_is_split_at_a_code_point() -> None:
    split = apply(DRAFT, {"do": "split", "at": 2, "offset": 19})
    assert [p.text for p in split.paragraphs[1:3]] == ["Two aides claimed 🙂", "the truce would"]


def test_what_follows_a_split_title_is_text() -> None:
    split = apply(DRAFT, {"do": "split", "at": 1, "offset": 7})
    assert [(p.text, p.kind) for p in split.paragraphs[:2]] == [
        ("Harbour", "title"),
        ("deal signed", "body"),
    ]


def test_a_kind_decides_whether_a_paragraph_is_annotated() -> None:
    assert shapes(apply(DRAFT, {"do": "kind", "at": 2, "kind": "byline"}))[1][1:] == (
        "byline",
        False,
    )
    assert shapes(apply(DRAFT, {"do": "kind", "at": 4, "kind": "quote"}))[3][1:] == ("quote", True)


def test_a_new_title_is_the_title_of_the_article() -> None:
    assert apply(DRAFT, {"do": "kind", "at": 3, "kind": "title"}).title == "hold until spring."
    assert apply(DRAFT, {"do": "retype", "at": 1, "text": "Other"}).title == "Other"


def test_furniture_comes_back_and_text_is_dropped() -> None:
    back = apply(DRAFT, {"do": "use", "at": 4, "annotatable": True})
    assert shapes(back)[3] == ("Sign up for our letter.", "body", True)
    dropped = apply(DRAFT, {"do": "use", "at": 2, "annotatable": False})
    assert shapes(dropped)[1][1:] == ("boilerplate", False)


def test_a_caption_stays_one_when_it_is_wanted() -> None:
    caption = apply(DRAFT, {"do": "kind", "at": 2, "kind": "caption"})
    assert not caption.paragraphs[1].annotatable
    wanted = apply(caption, {"do": "use", "at": 2, "annotatable": True})
    assert shapes(wanted)[1][1:] == ("caption", True)


def test_a_wording_is_cleaned_like_that_of_a_file() -> None:
    typed = apply(DRAFT, {"do": "retype", "at": 2, "text": "  Cafe\u0301\r\nopens\x07 "})
    assert typed.paragraphs[1].text == "Café\nopens"


def test_facts_are_corrected() -> None:
    facts = {"outlet": " The  Slipway ", "published": "2019-03-09", "title": "New", "odd": "x"}
    changed = apply(DRAFT, {"do": "facts", "facts": facts})
    assert (changed.outlet, changed.published, changed.title) == (
        "The Slipway",
        date(2019, 3, 9),
        "New",
    )
    assert changed.byline == DRAFT.byline
    assert apply(changed, {"do": "facts", "facts": {"published": ""}}).published is None


def test_steps_are_replayed_in_order() -> None:
    steps = [{"do": "join", "at": 2}, {"do": "kind", "at": 2, "kind": "quote"}]
    assert shapes(replay(DRAFT, steps))[1][1] == "quote"
    assert replay(DRAFT, []) == DRAFT


def test_no_text_is_lost_by_joining_and_splitting() -> None:
    joined = apply(DRAFT, {"do": "join", "at": 2})
    cut = len(DRAFT.paragraphs[1].text)
    assert shapes(apply(joined, {"do": "split", "at": 2, "offset": cut})) == shapes(DRAFT)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"do": "dance"}, "no such correction"),
        ({}, "no such correction"),
        ({"do": "join", "at": 4}, "none after it"),
        ({"do": "join", "at": 0}, "no such paragraph"),
        ({"do": "join", "at": "2"}, "no such paragraph"),
        ({"do": "join", "at": True}, "no such paragraph"),
        ({"do": "split", "at": 2}, "Say where"),
        ({"do": "split", "at": 2, "offset": 0}, "each part"),
        ({"do": "split", "at": 2, "offset": -3}, "each part"),
        ({"do": "split", "at": 2, "offset": 9999}, "each part"),
        ({"do": "kind", "at": 2, "kind": "poem"}, "no such kind"),
        ({"do": "retype", "at": 2, "text": " \u200b "}, "needs some text"),
        ({"do": "retype", "at": 2, "text": None}, "needs some text"),
        ({"do": "retype", "at": 2, "text": "x" * (MOST_CODE_POINTS + 1)}, "may have"),
        ({"do": "facts", "facts": {"title": "x" * 1001}}, "1000 characters"),
        ({"do": "facts", "facts": {"published": "03/04/2019"}}, "year-month-day"),
        ({"do": "facts"}, "no such correction"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(step: dict[str, Any], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        apply(DRAFT, step)
