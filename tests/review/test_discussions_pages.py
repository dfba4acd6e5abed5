"""Discussions as pages: who finds them, what they read there, and what is refused."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.counting import count_queries
from tests.make import (
    NOW,
    Study,
    another_round,
    csrf_token,
    make_comment,
    make_document,
    make_judgment,
    make_study,
    signed_in_client,
)
from tests.review.given_rulings import second_lead
from tests.review.test_discussions import rule_on
from workbench.annotate.queries_places import get_save_place
from workbench.assign.actions import submit
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.opening import Opening
from workbench.core.db import db, writing
from workbench.review import queries_discussion_list
from workbench.review.models import Comment, Discussion, Notice

KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def study(app: Flask) -> Study:
    """Three annotators, of whom the first two have submitted, in a round that opens discussions."""
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Marsh"])
    for annotator, frame in enumerate(("conflict", "power", "conflict")):
        labels = make_document()["labels"] | {"frames": [frame], "primary_frame": frame}
        for paragraph in (1, 2, 3):
            document = make_document(labels=labels, note=f"note of {annotator}")
            make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)
    hand_in(study, 0, 1)
    open_it(study)
    return study


def open_it(study: Study, **switches: bool) -> None:
    opening = Opening(**({"has_discussion": True} | switches))
    with writing():
        open_to_annotators(study.project.id, study.round.id, opening, now=NOW)


def hand_in(study: Study, *annotators: int) -> None:
    with writing():
        for annotator in annotators:
            submit(study.assignment(annotator), now=NOW)


def path(study: Study, paragraph: int = 1) -> str:
    place = f"{study.round.id}/paragraphs/{study.paragraph(paragraph).id}"
    return f"/projects/harbour/discussions/{place}"


def say(browser: FlaskClient, study: Study, text: str, **changes: Any) -> TestResponse:
    sent = {"text": text, "idempotency_key": KEY, "csrf_token": csrf_token(browser)} | changes
    return browser.post(f"{path(study)}/comments", data=sent)


def count(browser: FlaskClient) -> int:
    """What the bar says of unread discussions."""
    page = browser.get("/projects/harbour/codebook/1").text
    found = re.search(r">Discussions <span class=\"chip\">(\d+)", page)
    return int(found[1]) if found else 0


def stored(kind: Any) -> list[Any]:
    db.session.commit()
    db.session.expire_all()
    return list(db.session.scalars(select(kind).order_by(kind.id)))


def test_a_lead_calls_an_annotator_who_answers_until_it_is_resolved(
    app: Flask, study: Study
) -> None:
    lead, ada = (signed_in_client(app, one) for one in (study.lead, study.annotators[0]))
    answer = say(lead, study, "@A-01, is this really a conflict?\nI doubt it.")
    assert answer.status_code == 303
    assert count(ada) == 1
    listing = ada.get("/projects/harbour/discussions/").text
    assert "you are called" in listing
    page = ada.get(answer.location).text
    assert '<b class="mention"><bdi>@You</bdi></b>, is this really a conflict?\nI doubt it.' in page
    assert "A-0" not in page
    assert "L-01" not in page
    assert "<strong><bdi>Lead</bdi></strong>" in page
    seen = re.search(r'data-seen="([^"]+)" data-last="(\d+)"', page)
    assert seen is not None
    ada.post(seen[1], data={"last": seen[2], "csrf_token": csrf_token(ada)})
    assert count(ada) == 0
    assert say(ada, study, "Yes: see @lead", idempotency_key=KEY[:-1] + "2").status_code == 303
    assert count(lead) == 1
    (discussion,) = stored(Discussion)
    settled = lead.post(
        f"/projects/harbour/discussions/{discussion.id}/state",
        data={"state": "resolved", "csrf_token": csrf_token(lead)},
    )
    assert settled.status_code == 303
    assert count(lead) == 0
    assert count(ada) == 1
    assert "Resolved by Lead" in ada.get(answer.location).text
    kinds = [(one.membership_id, one.kind) for one in stored(Notice)]
    ada_id, lead_id = study.annotators[0].id, study.lead.id
    assert kinds == [(ada_id, "mention"), (lead_id, "mention"), (ada_id, "resolved")]


def test_the_answers_stand_beside_it_under_numbers(app: Flask, study: Study) -> None:
    page = signed_in_client(app, study.annotators[1]).get(path(study)).text
    assert len(re.findall(r"<th scope=\"col\"><bdi>Annotator \d</bdi>", page)) == 1
    assert len(re.findall(r"<th scope=\"col\"><bdi>You \(Annotator \d\)</bdi>", page)) == 1
    assert "note of" not in page
    for seat in ("A-01", "A-02", "A-03"):
        assert seat not in page
    both = signed_in_client(app, study.lead).get(path(study)).text
    assert len(re.findall(r"<th scope=\"col\"><bdi>A-0\d \(Annotator \d\)</bdi>", both)) == 3


def test_who_has_not_submitted_finds_nothing(app: Flask, study: Study) -> None:
    lead, cleo = (signed_in_client(app, one) for one in (study.lead, study.annotators[2]))
    answer = say(lead, study, "@A-03 and @all: what do you think?")
    assert "It waits for A-03" in lead.get(answer.location).text
    assert cleo.get(answer.location).status_code == 404
    assert cleo.get(path(study)).status_code == 404
    assert count(cleo) == 0
    assert "Discussions" not in cleo.get("/projects/harbour/work").text
    assert say(cleo, study, "Me too", idempotency_key=KEY[:-1] + "2").status_code == 404
    # It waited for them: once their own answers are in, they are called.
    hand_in(study, 2)
    assert count(cleo) == 1
    assert cleo.get(answer.location).status_code == 200


def test_a_closed_round_shows_nobody_anything(app: Flask, study: Study) -> None:
    lead, ada = (signed_in_client(app, one) for one in (study.lead, study.annotators[0]))
    answer = say(lead, study, "@A-01?")
    open_it(study, has_discussion=False)
    assert ada.get(answer.location).status_code == 404
    assert count(ada) == 0
    assert lead.get(answer.location).status_code == 200
    open_it(study)
    assert count(ada) == 1


def test_the_same_text_open_in_another_round_keeps_it_shut(app: Flask, study: Study) -> None:
    ada = signed_in_client(app, study.annotators[0])
    assert ada.get(path(study)).status_code == 200
    again = another_round(study)
    assert ada.get(path(study)).status_code == 404
    with writing():
        submit(again.assignment(0), now=NOW)
    assert ada.get(path(study)).status_code == 200


def test_a_ruling_is_shown_where_the_round_shows_rulings(app: Flask, study: Study) -> None:
    rule_on(study, 1, "Nobody quarrels here.")
    lead, ada = (signed_in_client(app, one) for one in (study.lead, study.annotators[0]))
    assert "Nobody quarrels here." not in ada.get(path(study)).text
    assert "Nobody quarrels here." in lead.get(path(study)).text
    open_it(study, shows_rulings=True)
    assert "Nobody quarrels here." in ada.get(path(study)).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write something first."),
        (" \n ", "Write something first."),
        ("x" * 2_001, "at most 2000 characters"),
        ("a\x07b", "invisible control characters"),
        ("a\x00b", "invisible control characters"),
    ],
)
def test_what_cannot_be_said_is_refused_and_kept_in_the_form(
    app: Flask, study: Study, text: str, words: str
) -> None:
    lead = signed_in_client(app, study.lead)
    answer = say(lead, study, text)
    assert answer.status_code == 422
    assert words in answer.text
    assert stored(Comment) == []


def test_a_double_click_is_one_comment(app: Flask, study: Study) -> None:
    lead = signed_in_client(app, study.lead)
    assert [say(lead, study, "Once.").status_code for _ in range(2)] == [303, 303]
    assert [one.text for one in stored(Comment)] == ["Once."]
    other = say(lead, study, "Something else.")
    assert other.status_code == 409
    assert "Something else." in other.text
    assert len(stored(Comment)) == 1


def test_text_is_shown_as_text(app: Flask, study: Study) -> None:
    lead = signed_in_client(app, study.lead)
    say(lead, study, "<script>alert(1)</script> **b**")
    page = lead.get(path(study), follow_redirects=True).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **b**" in page


def test_annotators_neither_resolve_nor_reach_other_projects(app: Flask, study: Study) -> None:
    lead, ada = (signed_in_client(app, one) for one in (study.lead, study.annotators[0]))
    say(lead, study, "@A-01")
    (discussion,) = stored(Discussion)
    address = f"/projects/harbour/discussions/{discussion.id}/state"
    sent = {"state": "resolved", "csrf_token": csrf_token(ada)}
    assert ada.post(address, data=sent).status_code == 403
    other = make_study("lagoon", annotators=["Dov Brand"], lead="Mia Stone")
    mia = signed_in_client(app, other.lead)
    for page in (f"discussions/{discussion.id}", path(study).removeprefix("/projects/harbour/")):
        assert mia.get(f"/projects/lagoon/{page}").status_code == 404
    sent = {"state": "resolved", "csrf_token": csrf_token(mia)}
    answer = mia.post(f"/projects/lagoon/discussions/{discussion.id}/state", data=sent)
    assert answer.status_code == 404
    assert stored(Discussion)[0].state == "open"


def test_the_list_of_a_lead_has_filters(app: Flask, study: Study) -> None:
    lead = signed_in_client(app, study.lead)
    say(lead, study, "First.")
    address = "/projects/harbour/discussions/"
    assert "paragraph 1" in lead.get(address).text
    assert "paragraph 1" not in lead.get(f"{address}?state=resolved").text
    (discussion,) = stored(Discussion)
    lead.post(
        f"{address}{discussion.id}/state",
        data={"state": "resolved", "csrf_token": csrf_token(lead)},
    )
    assert "paragraph 1" not in lead.get(address).text
    for query in ("?state=resolved", "?state=all", f"?state=all&round={study.round.id}"):
        assert "paragraph 1" in lead.get(address + query).text
    assert "paragraph 1" not in lead.get(f"{address}?state=all&round={study.round.id + 1}").text
    for odd in ("?page=99", "?page=0", "?state=nonsense"):
        assert lead.get(address + odd).status_code == 200


def test_what_is_new_stands_in_the_list_also_once_it_is_resolved(app: Flask, study: Study) -> None:
    with writing():
        second = second_lead(study)
    lead, noor = (signed_in_client(app, one) for one in (study.lead, second))
    say(lead, study, "@all First.")
    (discussion,) = stored(Discussion)
    address = "/projects/harbour/discussions/"
    lead.post(
        f"{address}{discussion.id}/state",
        data={"state": "resolved", "csrf_token": csrf_token(lead)},
    )
    assert count(noor) == 1
    assert "paragraph 1" in noor.get(address).text
    assert "paragraph 1" not in lead.get(address).text


def test_the_list_comes_page_by_page_with_the_newest_word_first_after_what_is_new(
    app: Flask, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries_discussion_list, "PER_PAGE", 2)
    for minute, paragraph in enumerate((1, 2, 3, 1, 2), start=1):
        later = NOW + timedelta(minutes=minute)
        make_comment(study, f"Word {minute}.", paragraph=paragraph, now=later)
    make_comment(study, "@all", paragraph=3, by=study.annotators[0], now=NOW + timedelta(minutes=9))
    make_comment(study, "@A-02", paragraph=1, now=NOW + timedelta(minutes=10))
    lead, ben = (signed_in_client(app, one) for one in (study.lead, study.annotators[1]))
    assert listed(lead, "?state=all") == ["3", "1"], "what is new, and then the newest word"
    assert listed(lead, "?state=all&page=2") == ["2"]
    assert listed(ben) == ["1", "3"], "both are new to him"
    assert listed(ben, "?page=9") == ["2"]
    assert "Page 2 of 2" in ben.get("/projects/harbour/discussions/?page=9").text


@pytest.mark.parametrize("reader", ["lead", "annotator"])
def test_the_list_costs_the_same_however_much_is_said(
    app: Flask, study: Study, reader: str
) -> None:
    browser = signed_in_client(app, study.lead if reader == "lead" else study.annotators[0])
    make_comment(study, "One.", paragraph=1)
    few = count_queries(browser, "/projects/harbour/discussions/")
    for paragraph in (1, 2, 3):
        make_comment(study, "@all More.", paragraph=paragraph, by=study.annotators[1])
    assert count_queries(browser, "/projects/harbour/discussions/") == few


def listed(browser: FlaskClient, query: str = "") -> list[str]:
    """The numbers of the paragraphs in the list of discussions, in its order."""
    page = browser.get(f"/projects/harbour/discussions/{query}").text
    return re.findall(r"</bdi>, paragraph (\d+)</a>", page)


def test_numbers_are_the_same_to_everybody(app: Flask, study: Study) -> None:
    pages = [signed_in_client(app, study.annotators[n]).get(path(study)).text for n in (0, 1)]
    mine, theirs = (re.search(r"<bdi>You \(Annotator (\d)\)</bdi>", page) for page in pages)
    assert mine is not None
    assert theirs is not None
    assert f"<bdi>Annotator {mine[1]}</bdi>" in pages[1]
    assert f"<bdi>Annotator {theirs[1]}</bdi>" in pages[0]


def test_an_annotator_begins_one_from_the_submitted_article(app: Flask, study: Study) -> None:
    ada, cleo = (signed_in_client(app, study.annotators[n]) for n in (0, 2))
    own = f"/projects/harbour/assignments/{study.assignment().id}/?p=1"
    assert f'href="{path(study)}"' in ada.get(own).text
    assert say(ada, study, "I am not sure.").status_code == 303
    assert count(signed_in_client(app, study.lead)) == 1
    hers = f"/projects/harbour/assignments/{study.assignment(2).id}/?p=1"
    assert "discussions" not in cleo.get(hers).text
    open_it(study, has_discussion=False)
    assert "discussions" not in ada.get(own).text


def test_what_is_answered_after_such_a_look_says_so(app: Flask, study: Study) -> None:
    """With one article in two rounds, what one of them opened is known in the other."""
    again = another_round(study)
    for annotator, has_seen in ((0, True), (2, False)):
        member = study.annotators[annotator]
        place = get_save_place(member.id, again.assignment(annotator).id, 1)
        assert place.saw_others is has_seen


def test_only_who_may_read_it_is_offered(app: Flask, study: Study) -> None:
    """One who has not submitted keeps nobody else out."""
    lead, ada = (signed_in_client(app, one) for one in (study.lead, study.annotators[0]))
    handles = re.findall(r'data-handle="@([^"]+)"', lead.get(path(study)).text)
    assert handles == ["all", "A-01", "A-02"]
    mine = re.findall(r'data-handle="@([^"]+)"', ada.get(path(study)).text)
    assert mine[:2] == ["all", "lead"]
    assert len(mine) == 3
