"""A block on its way to a paragraph: the shape that the structure rules hand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.corpus.readers.blocks import Block
from workbench.corpus.readers.shapes import is_prose

#: Names of rules that a lead has switched off.
Off = frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A block with its kind, "" while undecided, and the name of the rule that decided."""

    block: Block
    kind: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The block's text."""
        return self.block.text


Step = Callable[[list[Judged], Off], list[Judged]]


def undecided(judged: list[Judged]) -> Iterator[int]:
    """The places of blocks that no rule has judged yet."""
    return (i for i, one in enumerate(judged) if not one.kind)


def undecided_head(judged: list[Judged]) -> Iterator[int]:
    """Undecided blocks as far as the first running text, which is included if it is a heading."""
    for index in undecided(judged):
        if is_prose(judged[index].text) and judged[index].block.form != "heading":
            return
        yield index
