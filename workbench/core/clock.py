"""The one place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Now, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """`2026-11-20T14:03:22Z`: seconds are enough for people and machines alike."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
