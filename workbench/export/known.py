"""What lines are held against, and what becomes of a line. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from workbench.annotate.imported import ImportedJudgment
from workbench.export.incoming import Line
from workbench.export.unnaming import Unsheet


class Where(NamedTuple):
    """The place of a line, for people."""

    file: str
    number: int


class Problem(NamedTuple):
    """What is wrong with a line, in a sentence."""

    where: Where
    message: str


@dataclass(frozen=True)
class Unit:
    """A paragraph as the corpus has it."""

    id: int
    kind: str
    is_annotatable: bool
    text: str
    sha256: str
    masks: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True)
class Text:
    """An article, its paragraphs by their place from 1."""

    id: int
    units: Mapping[int, Unit]


@dataclass(frozen=True)
class Version:
    """A codebook version of the project."""

    id: int
    book: Unsheet

    @property
    def number(self) -> int:
        return self.book.sheet.number


@dataclass(frozen=True)
class Opened:
    """A round that exists: its version, and the kinds of names that it hides."""

    id: int
    version_id: int
    hides: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What the project has: versions newest first, rounds by name, seats that are taken by leads.

    `round_name` is the lead's choice for all lines, "" leaves each to its own. `is_demo`: its
    judgments are invented, as those of a sample are.
    """

    versions: Sequence[Version]
    rounds: Mapping[str, Opened]
    leads: Collection[str]
    round_name: str = ""
    is_demo: bool = False


class Place(NamedTuple):
    """An assignment before it has an id."""

    round_name: str
    annotator: str
    article_id: int


@dataclass(frozen=True)
class Taken:
    """A line that can be stored."""

    where: Where
    place: Place
    #: Without its marks and labels, which stand in `judgment`; its hash is that of the paragraph.
    line: Line
    judgment: ImportedJudgment
