"""Results that were computed before are taken again as long as what they rest on is the same. Pure.

A lead looks at a report again and again while a few annotators work: most questions of most rounds
have not moved. What a question's figures rest on is named by its fingerprint (`Sample.fingerprint`)
and, for a whole report, by the columns themselves, which `annotate.queries_kept` hands out anew
only when something was saved.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from workbench.annotate.columns import Columns

T = TypeVar("T")

#: Questions of which the figures are kept, in all rounds of a process.
MOST_KEPT = 500


class Kept(Generic[T]):
    """The last results, by what they were computed from; for any number of threads."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes, compute: Callable[[], T]) -> T:
        """What was computed for this key, or what is now."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        result = compute()
        with self._lock:
            self._found[key] = result
            while len(self._found) > MOST_KEPT:
                self._found.popitem(last=False)
        return result


class KeptByColumns(Generic[T]):
    """Results by the columns that they were computed from; gone when these are."""

    def __init__(self) -> None:
        self._found: WeakKeyDictionary[Columns, dict[Hashable, tuple[object, T]]] = (
            WeakKeyDictionary()
        )

    def get(
        self, columns: Columns, others: tuple[object, ...], key: Hashable, compute: Callable[[], T]
    ) -> T:
        """The result for these columns and the very same `others`, and an equal key.

        Neither the result nor the others may hold the columns, or these would never go.
        """
        known = self._found.setdefault(columns, {})
        # The others are kept beside the result, so that no later object can have the id of one.
        place = key, tuple(id(one) for one in others)
        if place not in known:
            known[place] = others, compute()
        return known[place][1]
