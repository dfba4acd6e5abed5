"""Bulk rulings on a real database: looked at, made, taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

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
    signed_in_client,
)
from tests.races import overtake
from workbench.annotate.models import Judgment, Revision
from workbench.core.db import db, writing
from workbench.core.errors import Conflict
from workbench.review.actions_bulk import BulkOrder, rule_many
from workbench.review.actions_rulings import RulingOrder, rule, withdraw
from workbench.review.bulk import Rule
from workbench.review.models import BulkRuling, Ruling
from workbench.review.places import Place
from workbench.review.queries_bulk import Prepared, prepare
from workbench.review.queries_queue import read_round
from workbench.review.queries_rulings import rulings_at
from workbench.review.rulings import check_ruling, read_stored

ANNOTATORS = ("Ada Quist", "Ben Okoro", "Cem Aydin")


@pytest.fixture
def study(app: Flask) -> Study:
    """Three paragraphs by three: alike with a passage; two to one; all apart."""
    made = make_study(annotators=ANNOTATORS)
    tones = {1: ("-1", "-1", "-1"), 2: ("-1", "-1", "1"), 3: ("-1", "0", "1")}
    for paragraph, own in tones.items():
        for annotator, tone in enumerate(own):
            document = make_document(note=f"Note {annotator}.")
            document["labels"]["tone.government"] = tone
            if paragraph == 2:
                document["labels"]["attributed"] = "yes"
                document["spans"] = [make_span(TEXTS[1], "Two aides")]
            make_judgment(made, annotator=annotator, paragraph=paragraph, document=document)
    return made


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def path(study: Study) -> str:
    return f"/projects/harbour/disagreements/{study.round.id}/bulk"


def look(lead: FlaskClient, study: Study, rule: str = "majority", at_least: int = 2) -> str:
    return str(lead.get(f"{path(study)}?rule={rule}&at_least={at_least}").text)


def looked_at(page: str) -> dict[str, str]:
    """The form under a preview, filled as it stands."""
    form = page[page.index('aria-label="Rule as looked at"') :]
    fields = re.findall(r"<input[^>]*>", form[: form.index("</form>")])
    names = (re.search(r'name="([^"]*)"', one) for one in fields)
    values = (re.search(r'value="([^"]*)"', one) for one in fields)
    return {n[1]: v[1] for n, v in zip(names, values, strict=True) if n and v}


def current(study: Study) -> dict[int | None, Ruling]:
    """The rulings in force by paragraph."""
    db.session.commit()
    found = db.session.scalars(
        select(Ruling).where(Ruling.round_id == study.round.id, Ruling.is_current)
    )
    return {one.paragraph_id: one for one in found}


def bulks() -> list[BulkRuling]:
    db.session.commit()
    return list(db.session.scalars(select(BulkRuling)))


def answers() -> list[Any]:
    """All that annotators answered, with its revisions."""
    db.session.commit()
    return [
        [tuple(row) for row in db.session.execute(table.__table__.select().order_by("id"))]
        for table in (Judgment, Revision)
    ]


def ids(study: Study) -> list[int]:
    return [study.paragraph(number).id for number in (1, 2, 3)]


def test_a_rule_is_looked_at_made_and_taken_back(study: Study, lead: FlaskClient) -> None:
    before, (one, two, three) = answers(), ids(study)
    page = look(lead, study)
    assert "2 units would be ruled on" in page
    assert "1 as everybody answered, 1 as most did" in page
    assert re.search(r"<strong>1</strong> have a question on which fewer than 2", page)
    assert "2 of 3" in page
    assert "Two aides" in page
    assert current(study) == {}, "looking rules on nothing"
    answer = lead.post(path(study), data=looked_at(page))
    assert answer.status_code == 303
    assert "Ruled on 2 units" in lead.get(answer.location).text
    ruled = current(study)
    assert {unit: made.method for unit, made in ruled.items()} == {
        one: "unanimous",
        two: "majority",
    }
    document = read_stored(ruled[two].document)
    assert document.labels["tone.government"] == "-1"
    assert [(span.value, span.start, span.end) for span in document.spans] == [("source", 0, 9)]
    assert document.note == ""
    assert ruled[two].reason is None
    assert ruled[two].sentence.startswith("Bulk ruling: of every question")
    (bulk,) = bulks()
    assert (bulk.rule, bulk.at_least, bulk.n_ruled) == ("majority", 2, 2)
    assert "2 units</strong>, what most answered, at least 2" in lead.get(path(study)).text
    assert three not in ruled
    back = undo(lead, study, bulk.id)
    assert back.status_code == 303
    assert "Took back 2 units." in lead.get(back.location).text
    assert current(study) == {}
    assert "taken back by L-01" in lead.get(path(study)).text
    db.session.expire_all()
    (withdrawn,) = rulings_at(Place(study.round.id, study.articles[0].id, two))
    assert withdrawn.withdrawn_at is not None
    assert answers() == before


def undo(lead: FlaskClient, study: Study, bulk_id: int) -> Any:
    return lead.post(f"{path(study)}/{bulk_id}/undo", data={"csrf_token": csrf_token(lead)})


def test_the_same_press_twice_is_one_bulk_ruling(study: Study, lead: FlaskClient) -> None:
    sent = looked_at(look(lead, study))
    first, second = (lead.post(path(study), data=sent) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert len(bulks()) == 1
    assert len(current(study)) == 2
    other = lead.post(path(study), data=sent | {"at_least": "3"})
    assert other.status_code == 409


def rule_by_hand(study: Study, paragraph: int, base: int = 0) -> None:
    """A lead's own ruling, with a tone that nobody gave."""
    order = order_by_hand(study, paragraph, base)
    with writing():
        receipt = rule(order, now=NOW)
    assert receipt.outcome == "ruled"


def order_by_hand(study: Study, paragraph: int, base: int = 0) -> RulingOrder:
    place = Place(study.round.id, study.articles[0].id, study.paragraph(paragraph).id)
    text = study.paragraph(paragraph).text
    sent = make_document()
    sent["labels"]["tone.government"] = "2"
    return RulingOrder(
        project_id=study.project.id,
        place=place,
        membership_id=study.lead.id,
        codebook_version_id=study.round.codebook_version_id,
        text=text,
        document=check_ruling(sent, study.questions, text),
        left_open=(),
        method="written",
        reason="slip",
        sentence="",
        base_number=base,
        key=f"by-hand-{paragraph}-{base}",
    )


def bulk_order(study: Study, key: str = "a-bulk-ruling") -> tuple[BulkOrder, Prepared]:
    """What most answered, as it is looked at now."""
    asked = Rule("majority", 2)
    project, opened = db.session.merge(study.project), db.session.merge(study.round)
    prepared = prepare(read_round(project, opened), asked)
    order = BulkOrder(project, opened, asked, prepared.fingerprint, study.lead.id, key)
    return order, prepared


def reread(order: BulkOrder) -> BulkOrder:
    """The same order with the rows of the thread that it is made in."""
    project, opened = db.session.merge(order.project), db.session.merge(order.round)
    return replace(order, project=project, round=opened)


def test_of_a_ruling_and_a_bulk_ruling_at_once_one_is_told(app: Flask, study: Study) -> None:
    """Whichever comes second; and never are two in force."""
    order, prepared = bulk_order(study)
    by_hand = order_by_hand(study, 1)
    db.session.commit()
    first, second = overtake(
        app,
        lambda: rule(by_hand, now=NOW).outcome,
        lambda: rule_many(reread(order), prepared, now=NOW),
    )
    assert first == "ruled"
    assert isinstance(second, Conflict)
    assert len(current(study)) == 1
    order, prepared = bulk_order(study, "another-bulk-ruling")
    by_hand = order_by_hand(study, 2)
    db.session.commit()
    first, second = overtake(
        app,
        lambda: rule_many(reread(order), prepared, now=NOW)[1],
        lambda: rule(by_hand, now=NOW).outcome,
    )
    assert (first, second) == (1, "stale")
    assert len(current(study)) == 2


def test_of_two_bulk_rulings_at_once_one_rules(app: Flask, study: Study) -> None:
    order, prepared = bulk_order(study)
    other = replace(order, key="another-bulk-ruling")
    db.session.commit()
    first, second = overtake(
        app,
        lambda: rule_many(reread(order), prepared, now=NOW)[1],
        lambda: rule_many(reread(other), prepared, now=NOW),
    )
    assert first == 2
    assert isinstance(second, Conflict)
    assert len(bulks()) == 1


def test_it_is_refused_where_a_ruling_was_made_meanwhile(study: Study, lead: FlaskClient) -> None:
    sent = looked_at(look(lead, study))
    rule_by_hand(study, 1)
    answer = lead.post(path(study), data=sent)
    assert answer.status_code == 409
    assert "has changed since you looked" in answer.text
    assert "1 unit would be ruled on" in answer.text, "what it would be now"
    assert len(current(study)) == 1
    again = lead.post(path(study), data=looked_at(answer.text))
    assert again.status_code == 303
    assert len(current(study)) == 2


def test_it_is_refused_where_an_answer_has_changed_meanwhile(
    study: Study, lead: FlaskClient
) -> None:
    sent = looked_at(look(lead, study))
    document = make_document()
    document["labels"]["tone.government"] = "2"
    make_judgment(study, annotator=1, paragraph=2, document=document, base_revision=1)
    answer = lead.post(path(study), data=sent)
    assert answer.status_code == 409
    assert current(study) == {}


def test_what_was_ruled_anew_stays_when_it_is_taken_back(study: Study, lead: FlaskClient) -> None:
    lead.post(path(study), data=looked_at(look(lead, study)))
    rule_by_hand(study, 2, base=1)
    (bulk_id,) = (one.id for one in bulks())
    assert "1 in force, the others ruled on anew or withdrawn" in lead.get(path(study)).text
    page = lead.get(undo(lead, study, bulk_id).location).text
    assert "Took back 1 unit. 1 unit had been ruled on anew" in page
    assert [one.bulk_id for one in current(study).values()] == [None]
    assert undo(lead, study, bulk_id).status_code == 409
    assert undo(lead, study, bulk_id + 1).status_code == 404


def test_a_unit_whose_ruling_was_withdrawn_is_ruled_on_with_the_next_number(
    study: Study, lead: FlaskClient
) -> None:
    rule_by_hand(study, 1)
    place = Place(study.round.id, study.articles[0].id, study.paragraph(1).id)
    with writing():
        withdraw(study.project.id, place, number=1, by=study.lead.id, now=NOW)
    lead.post(path(study), data=looked_at(look(lead, study)))
    assert current(study)[place.paragraph_id].number == 2


@pytest.mark.parametrize(
    "asked", ["rule=all&at_least=2", "rule=majority&at_least=1", "rule=majority"]
)
def test_a_rule_that_there_is_not_is_refused(study: Study, lead: FlaskClient, asked: str) -> None:
    answer = lead.get(f"{path(study)}?{asked}")
    assert answer.status_code == 422
    assert "would be ruled on" not in answer.text


def test_rulings_of_another_project_cannot_be_taken_back(
    app: Flask, study: Study, lead: FlaskClient
) -> None:
    lead.post(path(study), data=looked_at(look(lead, study)))
    (bulk_id,) = (one.id for one in bulks())
    other = make_study("lagoon", lead="Lou Berg", annotators=("Dag Holm", "Eva Sand"))
    browser = signed_in_client(app, other.lead)
    address = f"/projects/lagoon/disagreements/{other.round.id}/bulk/{bulk_id}/undo"
    assert browser.post(address, data={"csrf_token": csrf_token(browser)}).status_code == 404
    assert len(current(study)) == 2


def test_articles_as_a_whole_are_ruled_on_too(app: Flask) -> None:
    study = make_study(codebook=rich_codebook(), targets=())
    for annotator in (0, 1):
        labels = {"gist": f"Gist {annotator}.", "topics": ["conflict"], "mocking": "yes"}
        document = {"labels": labels, "spans": [], "note": "", "flag": False, "done": True}
        make_judgment(study, annotator=annotator, paragraph=0, document=document)
    lead = signed_in_client(app, study.lead)
    page = look(lead, study, "unanimous")
    assert "1 unit would be ruled on" in page
    assert "the article as a whole" in page
    lead.post(path(study), data=looked_at(page))
    (made,) = current(study).values()
    assert (made.paragraph_id, made.article_id) == (None, study.articles[0].id)
    assert read_stored(made.document).labels == {"topics": ("conflict",), "mocking": "yes"}
