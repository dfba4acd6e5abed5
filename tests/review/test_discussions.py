"""What is said about a unit: who is who, mentions, who is told, and agreement untouched by it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make import NOW, Study, make_document
from workbench.annotate.checking import check
from workbench.core.db import writing
from workbench.core.errors import Invalid
from workbench.review.actions_rulings import RulingOrder, rule
from workbench.review.discussing import (
    Member,
    checked,
    name_of,
    number_seats,
    offered,
    pieces,
    seats_in,
    told_of_comment,
    write,
)
from workbench.review.places import Place

LEAD = Member(1, "L-01", "lead", None, may_read=True)
OTHER_LEAD = Member(2, "L-02", "lead", None, may_read=True)
ADA = Member(3, "A-7F3K", "annotator", 2, may_read=True)
BEN = Member(4, "A-9XYZ", "annotator", 1, may_read=True)
CLEO = Member(5, "A-CLEO", "annotator", 3, may_read=False)
DOV = Member(6, "A-DOV", "annotator", None, may_read=False)
EVERYBODY = (LEAD, OTHER_LEAD, ADA, BEN, CLEO, DOV)


def rule_on(study: Study, paragraph: int, sentence: str = "", **document: Any) -> None:
    chosen = study.paragraph(paragraph)
    order = RulingOrder(
        project_id=study.project.id,
        place=Place(study.round.id, chosen.article_id, chosen.id),
        membership_id=study.lead.id,
        codebook_version_id=study.round.codebook_version_id,
        text=chosen.text,
        document=check(make_document(**document), study.questions, chosen.text),
        left_open=(),
        method="written",
        reason="slip",
        sentence=sentence,
        base_number=0,
        key=f"ruling-{paragraph}-key",
    )
    with writing():
        rule(order, now=NOW)


def named(text: str, author: Member) -> list[str]:
    return [one.seat for one in write(text, author, EVERYBODY).named]


def test_a_lead_calls_by_seat_by_number_or_all_at_once() -> None:
    assert named("@A-7F3K and @a-9xyz, see (@L-02).", LEAD) == ["A-7F3K", "A-9XYZ", "L-02"]
    assert named("@annotator-2", LEAD) == ["A-7F3K"]
    assert named("@lead", LEAD) == ["L-02"]
    assert named("@all", LEAD) == ["L-02", "A-7F3K", "A-9XYZ"]
    assert named("mail@A-7F3K.example and A-7F3K", LEAD) == []


def test_what_waits_and_what_names_nobody_is_told_to_the_lead() -> None:
    written = write("@A-CLEO @A-NONE @A-DOV @nobody", LEAD, EVERYBODY)
    assert [one.seat for one in written.waiting] == ["A-CLEO"]
    assert written.unknown == ("@A-NONE", "@A-DOV", "@nobody")


def test_an_annotator_calls_by_number_and_learns_nothing_by_guessing() -> None:
    assert named("@annotator-1 @lead @ALL", ADA) == ["A-9XYZ", "L-01", "L-02"]
    for guess in ("@A-9XYZ", "@annotator-3", "@annotator-9", "@L-01"):
        assert named(guess, ADA) == []
        assert read(guess, ADA, BEN).replace("\N{WORD JOINER}", "") == guess


def test_nobody_calls_themselves() -> None:
    assert named("@A-7F3K @annotator-2", LEAD) == ["A-7F3K"]
    assert named("@annotator-2", ADA) == []
    assert named("@L-01", LEAD) == []


def read(text: str, author: Member, reader: Member) -> str:
    written = write(text, author, EVERYBODY)
    ids = [one.id for one in written.named]
    return "".join(one.text for one in pieces(written.text, author, reader, EVERYBODY, ids))


def test_everybody_reads_names_in_their_own_terms() -> None:
    text = "@A-7F3K and A-9XYZ differ; A-DOV does not."
    assert read(text, LEAD, OTHER_LEAD) == text
    assert read(text, LEAD, ADA) == ("@You and Annotator 1 differ; Another annotator does not.")
    assert read(text, LEAD, BEN) == "@Annotator 2 and You differ; Another annotator does not."
    assert read("Ask @annotator-1, @lead.", ADA, LEAD) == "Ask @A-9XYZ, @lead."
    assert read("Ask @annotator-1.", ADA, BEN) == "Ask @You."


def test_what_an_annotator_guessed_stays_a_guess() -> None:
    for text in ("A-9XYZ said so", "@A-9XYZ said so", "@A-NONE said so"):
        for reader in (BEN, LEAD):
            assert read(text, ADA, reader).replace("\N{WORD JOINER}", "") == text


def test_a_guess_beside_a_true_handle_stays_a_guess() -> None:
    said = read("@annotator-1, is that @A-9XYZ or @a-cleo?", ADA, ADA)
    assert said.replace("\N{WORD JOINER}", "") == "@Annotator 1, is that @A-9XYZ or @a-cleo?"


def test_who_names_themselves_by_number_shows_no_seat() -> None:
    assert read("I am @annotator-2.", ADA, BEN) == "I am @Annotator 2."
    assert read("I am @annotator-2.", ADA, LEAD) == "I am @A-7F3K."


def test_a_seat_in_small_letters_is_a_seat() -> None:
    assert read("a-9xyz and @a-dov differ", LEAD, ADA) == (
        "Annotator 1 and @Another annotator differ"
    )


def test_the_seats_that_a_text_speaks_of() -> None:
    seats = ["A-01", "A-9XYZ", "Tom", "3"]
    assert seats_in("a-9xyz, A-01 and A-01 again, not A-02", seats) == ["A-9XYZ", "A-01"]
    # A seat that is also a word is one only behind the sign.
    assert seats_in("Tom has 3 boats", seats) == []
    assert seats_in("@Tom has 3 boats", seats) == ["Tom"]


def test_mentions_are_marked_and_words_kept() -> None:
    found = pieces("Hello @A-7F3K, see @all", LEAD, LEAD, EVERYBODY, [ADA.id])
    assert [(one.text, one.is_mention) for one in found] == [
        ("Hello ", False),
        ("@A-7F3K", True),
        (", see ", False),
        ("@all", True),
    ]


def test_names() -> None:
    assert [name_of(one, ADA) for one in EVERYBODY] == [
        "Lead",
        "Lead",
        "You",
        "Annotator 1",
        "Annotator 3",
        "Another annotator",
    ]
    assert name_of(ADA, LEAD) == "A-7F3K (Annotator 2)"
    assert name_of(None, ADA) == "Somebody who has left"


def test_only_who_may_read_is_offered() -> None:
    assert [handle for handle, _ in offered(ADA, EVERYBODY)] == ["all", "lead", "annotator-1"]
    assert [handle for handle, _ in offered(LEAD, EVERYBODY)] == [
        "all",
        "L-02",
        "A-7F3K",
        "A-9XYZ",
    ]


def test_numbers_are_the_units_own_and_always_the_same() -> None:
    seats = [f"A-{n}" for n in range(8)]
    first, second = (number_seats(seats, Place(1, 1, paragraph)) for paragraph in (1, 2))
    assert sorted(first.values()) == list(range(1, 9))
    assert first == number_seats(reversed(seats), Place(1, 1, 1))
    assert first != second
    assert number_seats(seats, Place(1, 7, None)) != number_seats(seats, Place(1, 7, 7))


def test_who_is_told() -> None:
    assert told_of_comment(LEAD, [ADA], [LEAD.id, ADA.id, BEN.id], EVERYBODY) == {
        ADA.id: "mention",
        BEN.id: "comment",
    }
    # What annotators say among themselves reaches the leads.
    assert told_of_comment(ADA, [], [], EVERYBODY) == {1: "comment", 2: "comment"}
    assert told_of_comment(ADA, [], [OTHER_LEAD.id], EVERYBODY) == {2: "comment"}
    assert told_of_comment(LEAD, [], [], EVERYBODY) == {}


@pytest.mark.parametrize("bad", ["", "  \n", "x" * 2001, "a\x00", "a\x1bb", "a\x85b", "a\x0bb"])
def test_what_a_comment_may_not_be(bad: str) -> None:
    with pytest.raises(Invalid):
        checked(bad)


def test_lines_and_tabs_stay() -> None:
    assert checked(" a\r\n\r\n\tb \r") == "a\n\n\tb"
    assert checked("x" * 2000) == "x" * 2000
    assert checked("\U0001f642\u200f٣") == "\U0001f642\u200f٣"
