"""A block among its neighbours: what a rule may look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from workbench.corpus.readers.blocks import Block


@dataclass(frozen=True, slots=True)
class Place:
    """One block in its article.

    `in_head` holds before the second paragraph of running text, `in_closing` when everything
    after is furniture already; `repeated` are the short texts that stand in the article again and
    again.
    """

    blocks: tuple[Block, ...]
    index: int
    in_head: bool
    in_closing: bool = False
    repeated: frozenset[str] = frozenset()

    @property
    def block(self) -> Block:
        """The block itself."""
        return self.blocks[self.index]

    @property
    def text(self) -> str:
        """Its text."""
        return self.blocks[self.index].text

    @property
    def before(self) -> Block | None:
        """The block before, if any."""
        return self.blocks[self.index - 1] if self.index else None

    @property
    def after(self) -> Block | None:
        """The block after, if any."""
        following = self.index + 1
        return self.blocks[following] if following < len(self.blocks) else None


class Rule(NamedTuple):
    """A named test; `kind` is what a block becomes when it holds."""

    name: str
    kind: str
    holds: Callable[[Place], bool]


class Verdict(NamedTuple):
    """What a rule decided."""

    kind: str
    note: str
