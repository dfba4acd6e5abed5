from __future__ import annotations

import threading

import pytest
from argon2 import PasswordHasher, extract_parameters

from workbench.accounts import passwords
from workbench.accounts.passwords import hash_password, needs_rehash, verify, weakness

GOOD = "seven herons wade"


def test_a_hash_is_argon2id_with_the_least_parameters_owasp_names() -> None:
    stored = hash_password(GOOD)
    chosen = extract_parameters(stored)
    assert stored.startswith("$argon2id$")
    assert chosen.memory_cost >= 19_456
    assert (chosen.time_cost, chosen.parallelism) >= (2, 1)
    assert GOOD not in stored


def test_only_the_right_password_fits() -> None:
    stored = hash_password(GOOD)
    assert verify(GOOD, stored)
    assert not verify(GOOD + " ", stored)
    assert not verify("", stored)


def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password(GOOD) != hash_password(GOOD)


def test_without_a_stored_hash_nothing_fits() -> None:
    assert not verify(GOOD, None)
    assert not verify("", None)


def test_a_damaged_hash_fits_nothing() -> None:
    assert not verify(GOOD, "$argon2id$nonsense")


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert verify("Zoe\u0308 sees herons", hash_password("Zoë sees herons"))


def test_a_monstrous_password_fits_nothing() -> None:
    monstrous = "x" * (passwords.MOST_BYTES + 1)
    by_hand = PasswordHasher().hash(monstrous)
    assert not verify(monstrous, by_hand)


def test_hashes_with_lower_parameters_are_made_again() -> None:
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=8_192).hash(GOOD))
    assert not needs_rehash(hash_password(GOOD))


def test_at_most_two_hashes_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    running = threading.Semaphore(2)

    class Watching:
        def hash(self, password: bytes) -> str:
            seen.append(running.acquire(blocking=False))
            threading.Event().wait(0.01)
            running.release()
            return "hash"

    monkeypatch.setattr(passwords, "_hasher", Watching())
    threads = [threading.Thread(target=hash_password, args=(GOOD,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 12


@pytest.mark.parametrize(
    "password",
    [GOOD, "ten-bytes!", "Heron4Wading", "ÖÄÜ ßéà", "雨の日は静かです", "x7" + "ab" * 511],
)
def test_a_password_that_may_be_used(password: str) -> None:
    assert weakness(password, "Ada Quist") == ""


@pytest.mark.parametrize("password", ["", "nine-byte", "a" * 9])
def test_too_short(password: str) -> None:
    assert "at least 10" in weakness(password, "Ada Quist")


def test_too_long() -> None:
    assert "at most 1024" in weakness("x7ab" * 256 + "!", "Ada Quist")


@pytest.mark.parametrize(
    "password",
    ["1234567890", "Password123", "P@ssw0rd2026", "QWERTYUIOP", "aaaaaaaaaaaa", "1212121212"],
)
def test_what_everybody_tries_first(password: str) -> None:
    assert "first passwords" in weakness(password, "Ada Quist")


@pytest.mark.parametrize("password", ["Ada Quist 1", "adaquist1234", "ADA_QUIST!!"])
def test_the_own_name(password: str) -> None:
    assert "your name" in weakness(password, "Ada Quist")


def test_every_common_password_is_written_as_it_is_compared() -> None:
    assert all(word == word.casefold() for word in passwords.COMMON)
