"""A sentence about one place of a codebook. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Remark:
    """A sentence about one place of the codebook; `path` as in `("dimensions", 2, "when")`."""

    path: Path
    message: str

    @property
    def place(self) -> str:
        return ".".join(str(part) for part in self.path) or "the codebook"


def find_twice(names: list[str], path: Path, what: str) -> Iterator[Remark]:
    """A remark on each name that stood there before, be it in other case."""
    seen: dict[str, str] = {}
    for place, name in enumerate(names):
        other = seen.setdefault(name.casefold(), name)
        if name in names[:place]:
            yield Remark((*path, place, "id"), f"the {what} `{name}` is given twice")
        elif other != name:
            said = f"the {what} `{name}` differs from `{other}` only in small and capital letters"
            yield Remark((*path, place, "id"), said)
