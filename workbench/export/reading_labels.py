"""Files of labels, line by line, against one project: memory holds what can be stored, no text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from workbench.core.errors import Invalid, Refused
from workbench.core.shell import shown
from workbench.export.incoming import LONGEST_LINE, Line, read_line
from workbench.export.known import Known, Text, Where
from workbench.export.queries_labels import find_texts
from workbench.export.settling import Ledger
from workbench.export.taking import take

#: Lines whose articles are looked up together.
_LINES = 2_000
#: Articles kept for the lines to come: a file goes through an article annotator by annotator, or
#: through all of them rater by rater.
_KEPT = 4_000


@dataclass
class Intake:
    """What has been read so far; `known` and `now` are as they were at the beginning."""

    project_id: int
    known: Known
    now: datetime
    ledger: Ledger = field(default_factory=Ledger)
    _texts: dict[str, list[Text]] = field(default_factory=dict)

    def read(self, paths: Sequence[Path]) -> Iterator[None]:
        """Read the files; comes back after some lines each, with no statement under way."""
        lines = self._lines(paths)
        while some := list(islice(lines, _LINES)):
            self._look_up({line.article for _, line in some})
            for where, line in some:
                self._take(where, line)
            yield

    def _lines(self, paths: Sequence[Path]) -> Iterator[tuple[Where, Line]]:
        for path in paths:
            for number, line in _split(path):
                where = Where(shown(path), number)
                try:
                    yield where, read_line(line)
                except Refused as wrong:
                    self.ledger.refuse(where, wrong.message)

    def _look_up(self, names: set[str]) -> None:
        if len(self._texts) > _KEPT:
            self._texts.clear()
        missing = names - self._texts.keys()
        if missing:
            self._texts |= find_texts(self.project_id, missing)

    def _take(self, where: Where, line: Line) -> None:
        try:
            self.ledger.add(take(line, where, self._texts[line.article], self.known, self.now))
        except (Refused, Invalid) as wrong:
            self.ledger.refuse(where, wrong.message)


def _split(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank; of one that is too long, as much as shows that it is."""
    number = 0
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            rest = line
            while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
                rest = file.readline(LONGEST_LINE + 1)
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield number, line
