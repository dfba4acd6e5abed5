from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workbench.accounts.tokens import SignedIn, hash_token, needs_refresh, new_token

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_tokens_differ_and_carry_256_bits() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(len(token) for token in tokens) >= 43  # 43 url-safe characters hold 256 bits


def test_a_hash_is_not_the_token_and_is_the_same_each_time() -> None:
    token = new_token()
    assert hash_token(token) == hash_token(token)
    assert token not in hash_token(token)
    assert len(hash_token(token)) == 64


def test_use_is_noted_every_five_minutes_at_most() -> None:
    assert not needs_refresh(NOON, NOON + timedelta(minutes=4, seconds=59))
    assert needs_refresh(NOON, NOON + timedelta(minutes=5))


def test_flask_login_is_given_the_token_as_id() -> None:
    person = SignedIn(id=7, public_id="p", name="Ada Quist", token="secret", last_seen_at=NOON)
    assert person.get_id() == "secret"
    assert person.is_authenticated
