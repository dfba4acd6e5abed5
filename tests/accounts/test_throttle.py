from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from workbench.accounts.throttle import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    address_key,
    count_standing,
    name_key,
    rest,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
NOTHING = timedelta(0)


@pytest.mark.parametrize("failures", [0, 1, 9])
def test_up_to_nine_failures_leave_the_door_open(failures: int) -> None:
    assert rest(failures, NOON, NOON, limit=NAME_LIMIT) == NOTHING


@pytest.mark.parametrize(
    ("failures", "minutes"), [(10, 1), (11, 2), (12, 4), (13, 8), (14, 15), (15, 15), (10_000, 15)]
)
def test_the_rest_doubles_up_to_fifteen_minutes(failures: int, minutes: int) -> None:
    assert rest(failures, NOON, NOON, limit=NAME_LIMIT) == timedelta(minutes=minutes)


def test_the_rest_runs_out() -> None:
    half = NOON + timedelta(seconds=30)
    assert rest(10, NOON, half, limit=NAME_LIMIT) == timedelta(seconds=30)
    assert rest(10, NOON, NOON + timedelta(minutes=1), limit=NAME_LIMIT) == NOTHING


def test_nobody_is_kept_out_for_longer_than_fifteen_minutes() -> None:
    later = NOON + timedelta(minutes=15)
    assert rest(10_000, NOON, later, limit=NAME_LIMIT) == NOTHING
    assert count_standing(10_000, NOON, later) == 0


def test_failures_stand_within_fifteen_minutes() -> None:
    assert count_standing(7, NOON, NOON + timedelta(minutes=14)) == 7


def test_a_clock_that_was_set_back_keeps_nobody_out() -> None:
    assert rest(14, NOON + timedelta(hours=1), NOON, limit=NAME_LIMIT) == NOTHING


def test_an_address_may_fail_more_often_than_a_name() -> None:
    assert address_key("192.0.2.1").limit == ADDRESS_LIMIT > name_key("Ada").limit
    assert rest(49, NOON, NOON, limit=ADDRESS_LIMIT) == NOTHING
    assert rest(50, NOON, NOON, limit=ADDRESS_LIMIT) > NOTHING


def test_a_name_counts_in_whatever_case_it_is_typed() -> None:
    assert name_key("ADA QUIST") == name_key("ada quist")
    assert name_key("Ada Quist") != name_key("Ada Quint")


def test_a_name_and_an_address_of_the_same_letters_are_counted_apart() -> None:
    assert name_key("192.0.2.1").key_hash != address_key("192.0.2.1").key_hash


def test_addresses_are_counted_by_their_network() -> None:
    assert address_key("2001:db8::1") == address_key("2001:db8::ffff")
    assert address_key("2001:db8::1") != address_key("2001:db8:0:1::1")
    assert address_key("192.0.2.1") != address_key("192.0.2.2")
    assert address_key("::ffff:192.0.2.1") == address_key("192.0.2.1")
    assert address_key("::ffff:192.0.2.1") != address_key("::ffff:192.0.2.2")


def test_any_text_has_a_key() -> None:
    assert len(name_key("\ud800\0").key_hash) == 64
    assert len(address_key("").key_hash) == 64
