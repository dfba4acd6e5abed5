"""Rulings as they are stored: one in force on a unit, whatever races, and all of them kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from tests.make import NOW, make_judgment, make_study
from tests.races import overtake
from tests.review.given_rulings import make_ruling, originals, place_of, second_lead
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.review.actions_rulings import MOST_CHARACTERS, Receipt, RulingOrder, rule, withdraw
from workbench.review.models import Ruling
from workbench.review.queries_rulings import current_of, last_number, rulings_at


def put(order: RulingOrder) -> Receipt:
    with writing():
        return rule(order, now=NOW)


def test_a_later_ruling_takes_the_place_of_the_one_before_it(app: Flask) -> None:
    study = make_study()
    make_judgment(study, paragraph=2)
    before = originals()
    first = put(make_ruling(study))
    second = put(make_ruling(study, base_number=1, labels={"tone.government": "2"}))
    assert (first.number, second.number) == (1, 2)
    log = rulings_at(place_of(study))
    assert [one.is_current for one in log] == [False, True]
    current = current_of(log)
    assert current is not None
    assert current.document.labels["tone.government"] == "2"
    assert current.seat == "L-01"
    assert originals() == before


def test_the_digest_of_the_originals_sees_a_change(app: Flask) -> None:
    """The control for all that says that rulings leave them as they are."""
    study = make_study()
    make_judgment(study, paragraph=2)
    before = originals()
    assert originals() == before
    make_judgment(study, paragraph=2, base_revision=1)
    assert originals() != before


def test_who_comes_too_late_is_kept_and_in_force_nowhere(app: Flask) -> None:
    study = make_study()
    put(make_ruling(study))
    late = put(make_ruling(study, labels={"tone.government": "2"}, sentence="Mine"))
    assert (late.outcome, late.number) == ("stale", 1)
    log = rulings_at(place_of(study))
    assert [(one.is_current, one.is_parked, one.sentence) for one in log] == [
        (True, False, ""),
        (False, True, "Mine"),
    ]
    assert last_number(place_of(study)) == 1
    # What came too late is no ruling that another one could follow.
    assert put(make_ruling(study, base_number=1)).outcome == "ruled"


def test_two_leads_at_the_same_moment(app: Flask) -> None:
    """The second begins while the first has not committed: it waits, and then comes too late."""
    study = make_study()
    with writing():
        other = second_lead(study)
    orders = [make_ruling(study), make_ruling(study, membership_id=other.id)]
    first, second = overtake(
        app, lambda: rule(orders[0], now=NOW), lambda: rule(orders[1], now=NOW)
    )
    assert (first.outcome, second.outcome) == ("ruled", "stale")
    db.session.commit()
    assert [one.is_current for one in rulings_at(place_of(study))] == [True, False]


def test_the_same_key_gets_the_same_answer(app: Flask) -> None:
    study = make_study()
    order = make_ruling(study)
    once, twice = put(order), put(order)
    assert once == twice
    put(make_ruling(study, base_number=1))
    assert put(order) == once  # also after another ruling followed it
    late = make_ruling(study)
    assert put(late) == put(late)
    assert len(rulings_at(place_of(study))) == 3


@pytest.mark.parametrize("change", ["document", "place", "left open", "reason", "sentence"])
def test_a_key_belongs_to_one_ruling(app: Flask, change: str) -> None:
    study = make_study()
    order = make_ruling(study)
    put(order)
    others: dict[str, dict[str, Any]] = {
        "document": {"document": make_ruling(study, labels={"tone.government": "2"}).document},
        "place": {"place": place_of(study, 3)},
        "left open": {"left_open": ("tone.government",)},
        "reason": {"reason": "text_ambiguous"},
        "sentence": {"sentence": "Said otherwise by now"},
    }
    with pytest.raises(Conflict) as caught:
        put(replace(order, **others[change]))
    assert caught.value.code == "key_reused"


def test_a_ruling_in_terms_that_are_past_is_not_made(app: Flask) -> None:
    """The round moves after the page was checked and before the ruling is stored."""
    study = make_study()
    order = make_ruling(study, codebook_version_id=study.round.codebook_version_id + 1)
    with pytest.raises(Conflict, match="another version of the codebook"):
        put(order)
    assert rulings_at(place_of(study)) == []


def test_a_reason_is_needed_and_a_sentence_has_an_end(app: Flask) -> None:
    study = make_study()
    with pytest.raises(Invalid, match="why the answers differ"):
        put(make_ruling(study, reason="because"))
    with pytest.raises(Invalid, match="Shorten"):
        put(make_ruling(study, sentence="x" * (MOST_CHARACTERS + 1)))
    assert rulings_at(place_of(study)) == []
    put(make_ruling(study, sentence=f" {'x' * (MOST_CHARACTERS - 3)}\x00 "))
    assert rulings_at(place_of(study))[0].sentence == "x" * (MOST_CHARACTERS - 3)


def test_withdrawing_leaves_it_in_the_log_and_the_next_one_follows(app: Flask) -> None:
    study = make_study()
    put(make_ruling(study))
    with writing():
        withdraw(study.project.id, place_of(study), number=1, by=study.lead.id, now=NOW)
    (gone,) = rulings_at(place_of(study))
    assert (gone.is_current, gone.withdrawn_at) == (False, NOW)
    assert put(make_ruling(study)).outcome == "stale"
    assert put(make_ruling(study, base_number=1)).number == 2


def test_only_the_ruling_one_saw_is_withdrawn(app: Flask) -> None:
    study = make_study()
    put(make_ruling(study))
    put(make_ruling(study, base_number=1))
    with pytest.raises(Conflict), writing():
        withdraw(study.project.id, place_of(study), number=1, by=study.lead.id, now=NOW)
    with pytest.raises(NotFound), writing():
        withdraw(study.project.id, place_of(study, 3), number=1, by=study.lead.id, now=NOW)


def test_units_are_ruled_on_apart(app: Flask) -> None:
    study = make_study()
    for paragraph in (0, 1, 2):
        put(make_ruling(study, place=place_of(study, paragraph)))
    for paragraph in (0, 1, 2):
        assert [one.is_current for one in rulings_at(place_of(study, paragraph))] == [True]


@pytest.mark.parametrize("paragraph", [0, 2])
def test_the_database_itself_refuses_a_second_ruling_in_force(app: Flask, paragraph: int) -> None:
    study = make_study()
    place = place_of(study, paragraph)
    put(make_ruling(study, place=place))
    row = dict(db.session.execute(Ruling.__table__.select()).mappings().one())
    twin = row | {"id": row["id"] + 1, "number": 2, "idempotency_key": "another-key"}
    with pytest.raises(IntegrityError), writing():
        db.session.execute(insert(Ruling).values(**twin))
    with writing():
        db.session.execute(insert(Ruling).values(**twin | {"is_current": False}))
    parked = twin | {"id": row["id"] + 2, "idempotency_key": "a-third-key", "is_parked": True}
    with pytest.raises(IntegrityError), writing():
        db.session.execute(insert(Ruling).values(**parked))
