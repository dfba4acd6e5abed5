"""Short names, seats and targets as typed."""

from __future__ import annotations

import pytest

from workbench.core.errors import Invalid
from workbench.projects.names import check_seat, check_slug, read_target


@pytest.mark.parametrize("slug", ["harbour", "harbour-2", "7", "x" * 60])
def test_a_short_name_that_makes_an_address_is_taken(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug", ["", "Harbour", "two words", "a/b", "..", "-x", "x-", "x--y", "ä", "x" * 61, "x\n"]
)
def test_a_short_name_that_makes_no_address_is_refused(slug: str) -> None:
    with pytest.raises(Invalid, match="cannot be a short name"):
        check_slug(slug)


def test_a_target_has_a_key_and_a_title() -> None:
    assert read_target("government=the government") == ("government", "the government")
    assert read_target("union=the union = all of it") == ("union", "the union = all of it")


@pytest.mark.parametrize(
    "target", ["government", "=x", "a=", "A=x", "a b=x", "a=" + "x" * 121, "a=\x1b[2J"]
)
def test_a_target_that_cannot_be_read_is_refused(target: str) -> None:
    with pytest.raises(Invalid, match="KEY=TITLE"):
        read_target(target)


def test_a_seat_fits_its_column_and_a_list_parted_by_commas() -> None:
    assert check_seat("A-7F3K") == "A-7F3K"
    for seat in ("", "A,1", "A 1", "A" * 13, "Ä-1"):
        with pytest.raises(Invalid, match="cannot be a seat"):
            check_seat(seat)
