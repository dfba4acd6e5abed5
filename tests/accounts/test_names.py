from __future__ import annotations

import pytest

from workbench.accounts.names import is_possible_name, tidy_name


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  Ada   Quist ", "Ada Quist"),
        ("Ada\tQuist\n", "Ada Quist"),
        ("Ada\u00a0Quist", "Ada Quist"),
        ("Zoe\u0308", "Zoë"),
        ("", ""),
    ],
)
def test_tidy_name(typed: str, tidied: str) -> None:
    assert tidy_name(typed) == tidied


@pytest.mark.parametrize("name", ["A", "Ada Quist", "Zoë", "李娜", "x" * 80])
def test_a_possible_name(name: str) -> None:
    assert is_possible_name(name)


@pytest.mark.parametrize("name", ["", "x" * 81, "Ada\0Quist", "Ada\u202eQuist", "\ud800"])
def test_an_impossible_name(name: str) -> None:
    assert not is_possible_name(name)
