"""The lengths of paragraphs, read only once somebody wants one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property


class Lengths(Mapping[int, int]):
    """Of each paragraph its code points; `read` is called at the first look."""

    def __init__(self, read: Callable[[], Mapping[int, int]]) -> None:
        self._read = read

    @cached_property
    def _known(self) -> Mapping[int, int]:
        return self._read()

    def __getitem__(self, key: int) -> int:
        return self._known[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
