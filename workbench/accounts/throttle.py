"""How many wrong passwords are too many: a pure rule over a count and the time of the last one.

A name rests after 10 failures and an address after 50, first for a minute, then twice as long after
each further failure, up to 15 minutes. Refused attempts are not counted, so a stranger can slow a
person down but not lock them out; one-time links are not throttled at all. The count is forgotten
15 minutes after the last failure.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

WINDOW = timedelta(minutes=15)
FIRST_REST = timedelta(minutes=1)
NAME_LIMIT = 10
#: Higher than for a name, because a whole seminar may sit behind one address.
ADDRESS_LIMIT = 50


@dataclass(frozen=True)
class Key:
    """What is counted: the SHA-256 of a name or an address, and how many failures it may have."""

    key_hash: str
    limit: int


def name_key(name: str) -> Key:
    """The count of one name, known or unknown, in whatever case it is typed."""
    return Key(_hash(f"name:{name.casefold()}"), NAME_LIMIT)


def address_key(address: str) -> Key:
    """The count of one address; an IPv6 network counts as one, its owner has 2**64 addresses."""
    return Key(_hash(f"address:{_network(address)}"), ADDRESS_LIMIT)


def count_standing(failures: int, last_failure_at: datetime, now: datetime) -> int:
    """The failures that still count at `now`."""
    return failures if _since(last_failure_at, now) < WINDOW else 0


def rest(failures: int, last_failure_at: datetime, now: datetime, *, limit: int) -> timedelta:
    """How long the next attempt is still refused; zero when it may be made."""
    standing = count_standing(failures, last_failure_at, now)
    if standing < limit:
        return timedelta(0)
    doublings = min(standing - limit, 4)  # 16 minutes is beyond the window already
    whole = min(FIRST_REST * (1 << doublings), WINDOW)
    return max(whole - _since(last_failure_at, now), timedelta(0))


def _since(last_failure_at: datetime, now: datetime) -> timedelta:
    # A clock that was set back must not keep people out until it has caught up.
    return abs(now - last_failure_at)


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address  # a local socket has no address; its clients share one count
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((known, 64), strict=False))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
