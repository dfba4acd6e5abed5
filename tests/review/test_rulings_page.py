"""The page of one disputed unit on a real database, without scripts."""

from __future__ import annotations

import html
import json
import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.counting import count_queries
from tests.make import (
    NOW,
    TEXTS,
    Study,
    csrf_token,
    make_document,
    make_judgment,
    make_span,
    make_study,
    rich_codebook,
    short_codebook,
    signed_in_client,
    tied_codebook,
)
from tests.review.given_rulings import originals, place_of, second_lead
from workbench.annotate.checking_spans import attributes_of
from workbench.assign.actions import skip
from workbench.assign.models import Round
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.core.db import db, writing
from workbench.review.queries_rulings import rulings_at
from workbench.review.queries_unit import judged_on

ANSWER = {"labels": make_document()["labels"], "spans": []}


def answer(
    study: Study, annotator: int, paragraph: int = 2, *, words: str = "", **labels: Any
) -> None:
    """A finished judgment; `words` are marked as a source, and then something is attributed."""
    document = make_document()
    document["labels"] |= {"attributed": "yes" if words else "no"} | labels
    if words:
        document["spans"] = [make_span(study.paragraph(paragraph).text, words)]
    make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)


def tone(answer: str) -> dict[str, Any]:
    """An answer to the question on tone, whose key is no name."""
    return {"tone.government": answer}


def disputed() -> Study:
    """A study whose second paragraph two people answered differently, in frames and passages."""
    study = make_study()
    answer(study, 0, words="Two aides", frames=["law"], primary_frame="law")
    answer(study, 1, words="aides")
    return study


def page_of(study: Study, paragraph: int = 2) -> str:
    return (
        f"/projects/harbour/disagreements/{study.round.id}"
        f"/paragraphs/{study.paragraph(paragraph).id}"
    )


def fields(text: str) -> dict[str, Any]:
    """What the form of a page would send, as a browser without scripts sends it."""
    form = re.search(r'<form class="questions".*?</form>', text, re.DOTALL)
    assert form is not None
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<(?:input|textarea)[^>]*>(?:[^<]*</textarea>)?", form[0]):
        name = re.search(r'\bname="([^"]*)"', tag)
        if name is None:
            continue
        kind = re.search(r'type="([^"]*)"', tag)
        if kind is not None and kind[1] in {"radio", "checkbox"} and " checked" not in tag:
            continue
        value = re.search(r'\bvalue="([^"]*)"', tag)
        words = re.search(r">([^<]*)</textarea>", tag)
        said = words[1].strip() if words else value[1] if value else ""
        sent.setdefault(name[1], []).append(html.unescape(said))
    for name, options in re.findall(
        r'<select[^>]*name="([^"]*)">(.*?)</select>', form[0], re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    return sent


def test_shows_the_paragraph_in_its_article_and_everybodys_answers(app: Flask) -> None:
    study = disputed()
    text = signed_in_client(app, study.lead).get(page_of(study)).get_data(as_text=True)
    for number in (1, 2, 3):
        assert study.paragraph(number).text[:20] in text
    assert "A-01" in text
    assert "A-02" in text
    assert "Ada Quist" not in text
    # Both passages lie under one text, in lines of their own, and each can be taken.
    lanes = re.search(r'class="layered.*?</p>', text, re.DOTALL)
    assert lanes is not None
    assert set(re.findall(r"layer (lane-\d) mark-1", lanes[0])) == {"lane-1", "lane-2"}
    for words in ("Two aides", "aides"):
        assert re.search(rf"Add this passage of A-0\d: Source, {words}\"", text)


def rule(client: FlaskClient, study: Study, **changes: Any) -> Any:
    page = client.get(page_of(study))
    sent = fields(page.get_data(as_text=True)) | changes
    return client.post(f"{page_of(study)}/ruling", data=sent)


def test_taking_stores_nothing_and_fills_the_form(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    answered = rule(client, study, take="answer=A-01", **{"ruling-sentence": "As I typed"})
    text = answered.get_data(as_text=True)
    assert answered.status_code == 200
    sent = fields(text)
    assert sent["frames"] == ["law"]
    assert "Two aides" in sent["spans"][0]
    assert sent["ruling-sentence"] == ["As I typed"]
    assert rulings_at(place_of(study)) == []


def test_a_sentence_names_no_annotator(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    filled = fields(rule(client, study, take="answer=A-01").get_data(as_text=True))
    sent = filled | {"ruling-reason": "slip", "ruling-sentence": "a-02 overlooked the aides."}
    answered = client.post(f"{page_of(study)}/ruling", data=sent)
    text = answered.get_data(as_text=True)
    assert answered.status_code == 422
    assert "Annotators read the sentence: say it without A-02." in text
    assert fields(text)["ruling-sentence"] == ["a-02 overlooked the aides."]
    assert rulings_at(place_of(study)) == []


def test_a_taken_answer_is_ruled(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    filled = fields(rule(client, study, take="answer=A-01").get_data(as_text=True))
    answered = client.post(
        f"{page_of(study)}/ruling",
        data=filled | {"ruling-reason": "slip", "ruling-sentence": "Aides alone say too little."},
    )
    assert answered.status_code == 303
    db.session.commit()
    (made,) = rulings_at(place_of(study))
    assert (made.method, made.reason, made.is_current, made.number) == ("taken", "slip", True, 1)
    shown = client.get(answered.headers["Location"]).get_data(as_text=True)
    assert "Ruled: Paragraph 2, one annotator" in shown
    assert csrf_token(client)


def test_the_majority_is_taken_and_what_has_none_is_said(app: Flask) -> None:
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Anders"])
    answer(study, 0, frames=["law"], primary_frame="law", **tone("2"))
    answer(study, 1, frames=["conflict"], **tone("2"))
    answer(study, 2, frames=["security"], **tone("0"))
    client = signed_in_client(app, study.lead)
    answered = client.get(f"{page_of(study)}?take=majority").get_data(as_text=True)
    assert fields(answered)["tone.government"] == ["2"]
    assert "frames" not in fields(answered)
    assert "No majority for: Frames" in answered


def test_that_most_marked_nothing_is_a_majority(app: Flask) -> None:
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Anders"])
    answer(study, 0, words="Two aides")
    for annotator in (1, 2):
        document = make_document()
        document["labels"]["attributed"] = "yes"
        make_judgment(study, annotator=annotator, paragraph=2, document=document)
    client = signed_in_client(app, study.lead)
    assert "No majority for" not in client.get(page_of(study)).get_data(as_text=True)


def test_one_answer_is_merged_into_what_stands_there(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    first = fields(rule(client, study, take="answer=A-01").get_data(as_text=True))
    merged = client.post(
        f"{page_of(study)}/ruling", data=first | {"take": "answer=A-02&question=frames"}
    )
    sent = fields(merged.get_data(as_text=True))
    assert sent["frames"] == ["conflict"]
    assert "Two aides" in sent["spans"][0]
    added = client.post(
        f"{page_of(study)}/ruling",
        data=sent | {"take": "answer=A-02&question=sourcing&value=source&start=4&end=9"},
    )
    both = json.loads(fields(added.get_data(as_text=True))["spans"][0])
    assert [(one["start"], one["end"]) for one in both] == [(0, 9), (4, 9)]
    answered = client.post(
        f"{page_of(study)}/ruling",
        data=fields(added.get_data(as_text=True)) | {"ruling-reason": "slip"},
    )
    assert answered.status_code == 303
    db.session.commit()
    assert rulings_at(place_of(study))[0].method == "merged"


@pytest.mark.parametrize(
    "wanted",
    [
        "answer=A-99",
        "answer=A-01&question=colour",
        "answer=A-01&question=sourcing&value=source&start=1&end=2",
        "ruling=999",
        "nonsense",
    ],
)
def test_what_cannot_be_taken_is_not_there(app: Flask, wanted: str) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    assert client.get(page_of(study), query_string={"take": wanted}).status_code == 404


def test_a_refused_form_comes_back_as_it_was(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    before = originals()
    sent = fields(rule(client, study, take="answer=A-01").get_data(as_text=True))
    for change, words in (
        ({"ruling-sentence": "Mine"}, "Choose why the answers differ."),
        ({"ruling-sentence": "x" * 2001, "ruling-reason": "slip"}, "Shorten the sentence"),
        ({"ruling-reason": "slip", "tone.government": ""}, "Tone"),
        ({"ruling-reason": "slip", "ruling-outcome": "legitimate", "ruling-left_open": []}, "legi"),
        ({"ruling-reason": "slip", "ruling-outcome": "perhaps"}, "Say whether"),
        ({"ruling-reason": "slip", "ruling-number": "many"}, "Reload the page"),
        ({"ruling-reason": "slip", "ruling-key": "?"}, "Reload the page"),
    ):
        answered = client.post(f"{page_of(study)}/ruling", data=sent | change)
        text = answered.get_data(as_text=True)
        assert answered.status_code == 422, change
        assert "Not ruled yet" in text
        assert words in text
        again = fields(text)
        assert again["frames"] == ["law"]
        assert again["spans"] == sent["spans"]
        assert again["ruling-sentence"] == [change.get("ruling-sentence", "")]
    assert rulings_at(place_of(study)) == []
    assert originals() == before


def test_a_legitimate_disagreement_leaves_questions_open(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    page = fields(client.get(page_of(study)).get_data(as_text=True))
    assert page["ruling-left_open"] == ["frames", "sourcing"]
    answered = client.post(
        f"{page_of(study)}/ruling",
        data=page
        | {"ruling-outcome": "legitimate", "ruling-reason": "legitimate_difference"}
        | {"ruling-sentence": "Both readings hold."},
    )
    assert answered.status_code == 303
    shown = client.get(page_of(study)).get_data(as_text=True)
    assert "Left open: Frames, Sourcing" in shown
    assert "Both readings hold." in shown
    db.session.commit()
    (made,) = rulings_at(place_of(study))
    assert (made.outcome, made.left_open) == ("legitimate", ("frames", "sourcing"))
    assert "frames" not in made.document.labels
    assert made.document.spans == ()


def test_the_second_of_two_leads_is_shown_the_others_ruling(app: Flask) -> None:
    study = disputed()
    with writing():
        other = second_lead(study)
    first, second = (signed_in_client(app, one) for one in (study.lead, other))
    forms = [
        fields(client.get(f"{page_of(study)}?take=answer={seat}").get_data(as_text=True))
        for client, seat in ((first, "A-01"), (second, "A-02"))
    ]
    before = originals()
    for form, words in zip(forms, ("Mine", "Theirs"), strict=True):
        form |= {"ruling-reason": "slip", "ruling-sentence": words}
    assert first.post(f"{page_of(study)}/ruling", data=forms[0]).status_code == 303
    late = second.post(f"{page_of(study)}/ruling", data=forms[1])
    text = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "Another lead ruled on this in the meantime" in text
    assert "Mine" in text
    # The form is theirs still, and can be sent again: then it follows what they have seen.
    again = fields(text)
    assert (again["frames"], again["ruling-sentence"]) == (["conflict"], ["Theirs"])
    assert again["ruling-number"] == ["1"]
    assert again["ruling-key"] != forms[1]["ruling-key"]
    log = rulings_at(place_of(study))
    assert [(one.is_current, one.is_parked) for one in log] == [(True, False), (False, True)]
    shown = second.get(page_of(study)).get_data(as_text=True)
    assert "You ruled on this too" in shown
    assert "You ruled on this too" not in first.get(page_of(study)).get_data(as_text=True)
    parked = fields(second.get(f"{page_of(study)}?take=ruling={log[1].id}").get_data(as_text=True))
    assert (parked["frames"], parked["ruling-sentence"]) == (["conflict"], ["Theirs"])
    assert second.post(f"{page_of(study)}/ruling", data=again).status_code == 303
    db.session.commit()
    assert [one.is_current for one in rulings_at(place_of(study))] == [False, False, True]
    assert originals() == before


def send(client: FlaskClient, study: Study, key: str = "", **changes: Any) -> Any:
    """A ruling as the page's scripts send it."""
    content = {
        "document": {"labels": make_document()["labels"], "spans": []},
        "outcome": "answer",
        "left_open": [],
        "reason": "slip",
        "sentence": "",
        "number": 0,
        "version": db.session.get_one(Round, study.round.id).codebook_version_id,
    } | changes
    headers = {"X-CSRF-Token": csrf_token(client), "Idempotency-Key": key or str(uuid.uuid4())}
    return client.put(f"{page_of(study)}/ruling", json=content, headers=headers)


def test_scripts_are_told_where_to_go_on_or_what_is_wrong(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    key = str(uuid.uuid4())
    made = send(client, study, key)
    assert made.status_code == 200
    assert made.get_json()["number"] == 1
    assert made.get_json()["method"] == "written"
    assert send(client, study, key).get_json()["number"] == 1  # sent again, it is the same one
    late = send(client, study)
    assert late.status_code == 409
    error = late.get_json()["error"]
    assert (error["code"], error["details"]["number"]) == ("conflict", 1)
    assert error["details"]["url"].endswith(page_of(study))
    wrong = send(client, study, number=1, document={"labels": {}}, reason="")
    problems = wrong.get_json()["error"]["details"]["problems"]
    assert wrong.status_code == 422
    assert {one["question"] for one in problems} == {"frames", "tone.government", "attributed", ""}
    for broken in ({"number": "1"}, {"number": -1}, {"version": None}, {"version": True}):
        assert send(client, study, **broken).status_code == 422
    assert send(client, study, "short").status_code == 422
    db.session.commit()
    assert len(rulings_at(place_of(study))) == 2


def test_a_withdrawn_ruling_stands_in_the_form_again(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    send(client, study, sentence="As I had it", document=ANSWER | {"spans": []})
    page = client.get(page_of(study)).get_data(as_text=True)
    assert "Withdraw this ruling" in page
    token = {"csrf_token": csrf_token(client)}
    gone = client.post(f"{page_of(study)}/withdrawal", data=token | {"number": "1"})
    assert gone.status_code == 303
    again = client.get(gone.headers["Location"]).get_data(as_text=True)
    assert fields(again)["ruling-sentence"] == ["As I had it"]
    assert "Withdraw this ruling" not in again
    assert "withdrawn" in again
    assert client.post(f"{page_of(study)}/withdrawal", data=token).status_code == 404


def test_only_the_ruling_that_one_saw_is_withdrawn(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    send(client, study)
    send(client, study, number=1)
    token = {"csrf_token": csrf_token(client)}
    late = client.post(f"{page_of(study)}/withdrawal", data=token | {"number": "1"})
    assert late.status_code == 409


def test_what_changed_after_a_ruling_is_said(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    send(client, study)
    assert "Answers have changed since" not in client.get(page_of(study)).get_data(as_text=True)
    later = datetime.now(UTC) + timedelta(minutes=1)
    make_judgment(study, annotator=1, paragraph=2, base_revision=1, now=later)
    assert "Answers have changed since: A-02" in client.get(page_of(study)).get_data(as_text=True)


def test_the_queue_is_walked_as_it_was_asked_for(app: Flask) -> None:
    study = make_study()
    for paragraph in (1, 2, 3):
        answer(study, 0, paragraph)
        answer(study, 1, paragraph, **{"tone.government": "2"})
    client = signed_in_client(app, study.lead)
    asked = "?sort=reading&question=tone.government"
    page = client.get(f"{page_of(study, 2)}{asked}").get_data(as_text=True)
    assert "2 of 3" in page
    for number in (1, 3):
        there = f"{page_of(study, number)}?sort=reading&amp;question=tone.government"
        assert there in page
    token = {"X-CSRF-Token": csrf_token(client), "Idempotency-Key": str(uuid.uuid4())}
    content = {"document": ANSWER, "outcome": "answer", "reason": "slip", "number": 0}
    content["version"] = study.round.codebook_version_id
    made = client.put(f"{page_of(study, 2)}/ruling{asked}", json=content, headers=token)
    assert made.get_json()["next"].startswith(f"{page_of(study, 3)}?")
    last = client.put(
        f"{page_of(study, 3)}/ruling{asked}",
        json=content,
        headers=token | {"Idempotency-Key": str(uuid.uuid4())},
    )
    assert last.get_json()["next"].startswith("/projects/harbour/disagreements/?")
    # Also there the message has a way back.
    queue = client.get(last.get_json()["next"]).get_data(as_text=True)
    assert f'formaction="{page_of(study, 3)}/withdrawal?' in queue
    assert '<form id="undo"' in queue
    assert client.get(f"{page_of(study)}?sort=colour").status_code == 404


def test_only_finished_answers_of_this_unit_are_read(app: Flask) -> None:
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Anders"])
    answer(study, 0)
    make_judgment(
        study, annotator=1, paragraph=2, document=make_document(done=False, note="CANARY-1")
    )
    make_judgment(study, annotator=2, paragraph=2, document=make_document(note="CANARY-2"))
    make_judgment(study, annotator=0, paragraph=1, document=make_document(note="CANARY-3"))
    with writing():
        skip(study.assignment(2), "other", note="", now=NOW)
    text = signed_in_client(app, study.lead).get(page_of(study)).get_data(as_text=True)
    assert "A-01" in text
    for canary in ("A-02", "A-03", "CANARY"):
        assert canary not in text


def test_a_unit_belongs_to_its_round_and_project(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    elsewhere = make_study("lagoon", annotators=["Dov Brand"], lead="Mia Stone")
    root = "/projects/harbour/disagreements"
    for path in (
        f"{root}/{study.round.id}/paragraphs/{elsewhere.paragraph().id}",
        f"{root}/{elsewhere.round.id}/paragraphs/{elsewhere.paragraph().id}",
        f"{root}/{study.round.id}/articles/{elsewhere.articles[0].id}",
        f"{root}/{study.round.id}/paragraphs/999999",
        f"{root}/{study.round.id}/paragraphs/{study.articles[0].paragraphs[-1].id}",
    ):
        assert client.get(path).status_code == 404, path
    assert study.articles[0].paragraphs[-1].is_annotatable is False


def test_the_article_as_a_whole_is_ruled_on_too(app: Flask) -> None:
    study = make_study(codebook=rich_codebook())
    client = signed_in_client(app, study.lead)
    path = f"/projects/harbour/disagreements/{study.round.id}/articles/{study.articles[0].id}"
    text = client.get(path).get_data(as_text=True)
    assert "The article as a whole" in text
    assert "Nobody has finished this yet." in text
    answered = client.post(f"{path}/ruling", data=fields(text) | {"ruling-reason": "slip"})
    assert answered.status_code == 422
    sent = fields(text) | {"ruling-reason": "slip"}
    for one in study.whole:
        if one.values and not one.dimension.optional:
            sent[one.key] = one.value_ids()[0]
    answered = client.post(f"{path}/ruling", data=sent)
    assert answered.status_code == 303, answered.get_data(as_text=True)
    assert "The article as a whole, written anew" in client.get(path).get_data(as_text=True)


def moved(study: Study) -> None:
    """The round goes on in another version, in which tone has another name."""
    changed = short_codebook().model_dump(by_alias=True, exclude_defaults=True)
    changed["dimensions"][2]["title"] = "Stance"
    with writing():
        version = publish(study.project.id, Codebook.model_validate(changed), now=NOW)
        db.session.get_one(Round, study.round.id).codebook_version_id = version.id


def test_a_ruling_of_another_version_stands_in_its_own_terms(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    assert send(client, study, document=ANSWER).status_code == 200
    moved(study)
    page = client.get(page_of(study)).get_data(as_text=True)
    (old,) = rulings_at(place_of(study))
    log = page[page.index("All rulings on this") :]
    assert "This ruling was made in codebook version 1 and stands in its terms" in page
    assert "In the terms of codebook version 1." in log
    assert "Tone · the government" in log
    assert "Stance · the government" in page[: page.index("All rulings on this")]
    # It is no answer to the questions of now: neither in the form, nor to be taken.
    assert fields(page)["ruling-number"] == ["1"]
    assert "frames" not in fields(page)
    assert client.get(f"{page_of(study)}?take=ruling={old.id}").status_code == 404
    assert send(client, study, document=ANSWER, number=1).status_code == 200
    db.session.commit()
    first, second = rulings_at(place_of(study))
    assert first.codebook_version_id != second.codebook_version_id
    assert (
        second.codebook_version_id == db.session.get_one(Round, study.round.id).codebook_version_id
    )


def test_a_ruling_on_questions_that_have_moved_on_is_not_made(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    filled = fields(rule(client, study, take="answer=A-01").get_data(as_text=True))
    sent = filled | {"ruling-reason": "slip", "ruling-sentence": "As it was asked then."}
    before = study.round.codebook_version_id
    moved(study)
    by_script = send(client, study, version=before)
    assert by_script.status_code == 409
    assert "moved to another version" in by_script.get_json()["error"]["message"]
    plain = client.post(f"{page_of(study)}/ruling", data=sent)
    text = plain.get_data(as_text=True)
    assert plain.status_code == 409
    assert "moved to another version" in text
    assert rulings_at(place_of(study)) == []
    # What was typed stands in the form, in the terms of now: sent again, it is ruled.
    assert fields(text)["ruling-sentence"] == ["As it was asked then."]
    assert client.post(f"{page_of(study)}/ruling", data=fields(text)).status_code == 303


def test_a_ruling_of_another_version_is_withdrawn_all_the_same(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    send(client, study)
    moved(study)
    token = {"csrf_token": csrf_token(client)}
    gone = client.post(f"{page_of(study)}/withdrawal", data=token | {"number": "1"})
    again = client.get(gone.headers["Location"])
    assert again.status_code == 200
    assert "It stays in the log." in again.get_data(as_text=True)


def test_an_old_form_sent_again_with_other_answers_keeps_them(app: Flask) -> None:
    """As the browser's “back” does."""
    study = disputed()
    client = signed_in_client(app, study.lead)
    sent = fields(client.get(f"{page_of(study)}?take=answer=A-01").get_data(as_text=True))
    sent |= {"ruling-reason": "slip", "ruling-sentence": "One\r\nTwo"}
    assert client.post(f"{page_of(study)}/ruling", data=sent).status_code == 303
    other = client.post(f"{page_of(study)}/ruling", data=sent | {"tone.government": "2"})
    text = other.get_data(as_text=True)
    assert other.status_code == 409
    again = fields(text)
    assert (again["tone.government"], again["ruling-number"]) == (["2"], ["1"])
    assert again["ruling-key"] != sent["ruling-key"]
    assert client.post(f"{page_of(study)}/ruling", data=again).status_code == 303
    db.session.commit()
    assert [one.sentence for one in rulings_at(place_of(study))] == ["One\nTwo"] * 2


def test_a_page_costs_the_same_however_much_is_judged(app: Flask) -> None:
    texts = [f"Paragraph {number} of the harbour report." for number in range(1, 12)]
    study = make_study(texts=[texts, TEXTS], annotators=["Ada Quist", "Ben Okoro", "Cleo Anders"])
    client = signed_in_client(app, study.lead)
    for annotator in (0, 1):
        answer(study, annotator, 1, **tone(str(annotator)))
    send(client, study, document=ANSWER)
    few = count_queries(client, page_of(study, 1))
    for paragraph in range(2, 12):
        for annotator in (0, 1, 2):
            answer(study, annotator, paragraph, **tone(str(annotator - 1)))
    answer(study, 2, 1)
    assert count_queries(client, page_of(study, 1)) == few


def tied_study() -> Study:
    """Two people who marked and tied the same words, and differ in what they say about it."""
    study = make_study(codebook=tied_codebook())
    asked = {one.key: one for one in study.questions}
    tie = next(one for one in study.questions if one.is_links)
    text = study.paragraph(2).text
    for annotator in (0, 1):
        marked = [make_span(text, "Two aides"), make_span(text, "claimed", "cue")]
        for one in marked:
            about = attributes_of(asked["sourcing"], one["value"])
            one["attributes"] = {q.key: q.value_ids()[annotator] for q in about if q.values}
        document = make_document(spans=marked)
        document["labels"]["attributed"] = "yes"
        document["links"] = [
            {
                "dimension": tie.key,
                "members": [{k: one[k] for k in ("value", "start", "end")} for one in marked],
                "attributes": {q.key: q.value_ids()[annotator] for q in tie.attributes},
            }
        ]
        make_judgment(study, annotator=annotator, paragraph=2, document=document)
    return study


def test_links_and_what_is_said_about_passages_are_taken_as_they_are(app: Flask) -> None:
    study = tied_study()
    client = signed_in_client(app, study.lead)
    text = client.get(f"{page_of(study)}?take=answer=A-02").get_data(as_text=True)
    sent = fields(text) | {"ruling-reason": "slip"}
    answered = client.post(f"{page_of(study)}/ruling", data=sent)
    assert answered.status_code == 303, answered.get_data(as_text=True)
    db.session.commit()
    (made,) = rulings_at(place_of(study))
    (theirs,) = (
        one.document for one in judged_on(place_of(study), study.questions) if one.seat == "A-02"
    )
    assert made.method == "taken"
    assert made.document.links == theirs.links
    assert made.document.spans == theirs.spans
    # As the page's scripts send it: from what the page holds for them.
    taking = re.search(r"data-taking='([^']*)'", text)
    assert taking is not None
    held = json.loads(taking[1])["answers"]["A-01"]
    again = send(client, study, document=held, number=1)
    assert again.get_json()["method"] == "taken"
