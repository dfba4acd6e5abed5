from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from workbench.accounts import actions, throttle
from workbench.accounts.models import Person, SignIn, SignInAttempt
from workbench.accounts.queries import find_signed_in, get_person
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid, NotFound, Throttled

NOON = utc_now()
NAME = throttle.name_key("Ada Quist")
ADDRESS = throttle.address_key("192.0.2.1")


def count_rows(app: Flask, table: type[SignIn] | type[SignInAttempt]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def failures(app: Flask, key: throttle.Key) -> int:
    with app.app_context():
        found = db.session.get(SignInAttempt, key.key_hash)
        return found.failures if found else 0


def test_a_person_is_added_under_a_tidy_name(app: Flask) -> None:
    with writing():
        person = actions.add_person("  Ada   Quist ", NOON)
    assert person.name == "Ada Quist"
    assert len(person.public_id) >= 22
    assert person.password_hash is None
    assert person.is_active


def test_public_ids_can_be_typed_as_arguments(app: Flask) -> None:
    with writing():
        people = [actions.add_person(f"Person {number}", NOON) for number in range(300)]
    ids = {person.public_id for person in people}
    assert len(ids) == 300
    assert all(public_id.isalnum() for public_id in ids)


def test_a_name_is_given_once(app: Flask, ada: Person) -> None:
    with pytest.raises(Conflict, match="already"), writing():
        actions.add_person("Ada Quist ", NOON)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Ada\0"])
def test_an_impossible_name_is_refused(app: Flask, name: str) -> None:
    with pytest.raises(Invalid, match="1 to 80"), writing():
        actions.add_person(name, NOON)


def test_a_sign_in_stores_no_token(app: Flask, ada: Person) -> None:
    with writing():
        token = actions.sign_in(ada, NOON)
        stored = db.session.scalars(select(SignIn.token_hash)).one()
    assert token not in stored


def test_signing_in_clears_away_what_has_ended(app: Flask, ada: Person) -> None:
    with writing():
        actions.sign_in(ada, NOON - timedelta(hours=25))
        actions.sign_in(ada, NOON - timedelta(hours=9))
        actions.sign_in(ada, NOON - timedelta(hours=1))
        actions.sign_in(ada, NOON)
    assert count_rows(app, SignIn) == 2


def test_signing_out_ends_this_sign_in_only(app: Flask, ada: Person) -> None:
    with writing():
        here, there = actions.sign_in(ada, NOON), actions.sign_in(ada, NOON)
        actions.sign_out(here)
        assert find_signed_in(here, NOON) is None
        assert find_signed_in(there, NOON) is not None


def test_a_new_password_ends_every_sign_in_and_begins_one(app: Flask, ada: Person) -> None:
    with writing():
        person = get_person(ada.id)
        old = [actions.sign_in(person, NOON) for _ in range(3)]
        new = actions.set_password(person, "a hash", NOON)
        assert [find_signed_in(token, NOON) for token in old] == [None] * 3
        assert find_signed_in(new, NOON) is not None


def test_deactivating_signs_out_everywhere(app: Flask, ada: Person) -> None:
    with writing():
        person = get_person(ada.id)
        token = actions.sign_in(person, NOON)
        actions.deactivate(person)
        assert find_signed_in(token, NOON) is None
    assert count_rows(app, SignIn) == 0


def test_a_link_is_used_once(app: Flask, bo: Person) -> None:
    with writing():
        token = actions.use_link(bo.public_id, 0, NOON)
    signed_in = find_signed_in(token, NOON)
    assert signed_in is not None
    assert signed_in.public_id == bo.public_id
    with pytest.raises(NotFound, match="has been used"), writing():
        actions.use_link(bo.public_id, 0, NOON)
    with writing():
        actions.use_link(bo.public_id, 1, NOON)


def test_a_deactivated_person_cannot_use_a_link(app: Flask, bo: Person) -> None:
    with writing():
        actions.deactivate(get_person(bo.id))
    with pytest.raises(NotFound), writing():
        actions.use_link(bo.public_id, 0, NOON)


def test_ten_attempts_are_admitted_and_the_eleventh_is_not(app: Flask) -> None:
    for _ in range(10):
        with writing():
            actions.count_attempt((NAME, ADDRESS), NOON)
    with pytest.raises(Throttled) as refused, writing():
        actions.count_attempt((NAME, ADDRESS), NOON)
    assert refused.value.details["retry_after"] == 61
    assert failures(app, NAME) == failures(app, ADDRESS) == 10


def test_refused_attempts_do_not_prolong_the_rest(app: Flask) -> None:
    for _ in range(10):
        with writing():
            actions.count_attempt((NAME, ADDRESS), NOON)
    for second in range(5, 60, 5):
        with pytest.raises(Throttled), writing():
            actions.count_attempt((NAME, ADDRESS), NOON + timedelta(seconds=second))
    with writing():
        actions.count_attempt((NAME, ADDRESS), NOON + timedelta(minutes=1))
    assert failures(app, NAME) == 11


def test_one_throttled_name_leaves_the_others_alone(app: Flask) -> None:
    for _ in range(10):
        with writing():
            actions.count_attempt((NAME, ADDRESS), NOON)
    with writing():
        actions.count_attempt((throttle.name_key("Bo Lindt"), ADDRESS), NOON)


def test_an_address_rests_after_fifty_names(app: Flask) -> None:
    for number in range(50):
        with writing():
            actions.count_attempt((throttle.name_key(f"Guess {number}"), ADDRESS), NOON)
    with pytest.raises(Throttled), writing():
        actions.count_attempt((throttle.name_key("Guess 50"), ADDRESS), NOON)
    with writing():
        actions.count_attempt((NAME, throttle.address_key("192.0.2.2")), NOON)
    assert count_rows(app, SignInAttempt) == 50 + 1 + 2  # the refused name left no trace


def test_the_right_password_frees_the_name_but_not_the_address(app: Flask) -> None:
    for _ in range(7):
        with writing():
            actions.count_attempt((NAME, ADDRESS), NOON)
    with writing():
        actions.forgive_attempt(NAME, ADDRESS)
    assert failures(app, NAME) == 0
    assert failures(app, ADDRESS) == 6


def test_old_counts_are_cleared_away(app: Flask) -> None:
    with writing():
        actions.count_attempt((NAME, ADDRESS), NOON)
    later = NOON + timedelta(minutes=16)
    with writing():
        actions.count_attempt((throttle.name_key("Bo Lindt"), ADDRESS), later)
    assert count_rows(app, SignInAttempt) == 2
    assert failures(app, NAME) == 0
    assert failures(app, ADDRESS) == 1


def test_parallel_guesses_do_not_pass_the_throttle_together(app: Flask) -> None:
    admitted: list[bool] = []

    def guess() -> None:
        with app.app_context():
            try:
                with writing():
                    actions.count_attempt((NAME, ADDRESS), utc_now())
            except Throttled:
                admitted.append(False)
            else:
                admitted.append(True)

    for _ in range(5):
        threads = [threading.Thread(target=guess) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (admitted.count(True), len(admitted)) == (10, 40)
