from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from workbench.core.clock import iso, utc_now


def test_now_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)
    now = utc_now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


def test_a_moment_is_written_in_utc_to_the_second() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    assert iso(datetime(2026, 1, 1, 3, 0, 5, 999_999, tzinfo=india)) == "2025-12-31T21:30:05Z"
