"""Files of labels, line by line, against one project: memory holds what can be stored, no text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from workbench.core.errors import Invalid, Refused
from workbench.core.shell import shown
from workbench.export.incoming import LONGEST_LINE, Line, read_line
from workbench.export.known import Known, Text, Where
from workbench.export.queries_labels import find_texts, read_known
from workbench.export.settling import Ledger
from workbench.export.taking import take

#: Lines whose articles are looked up together.
_LINES = 2_000
#: Articles kept for lines to come: files go through an article annotator by annotator, or rater by
#: rater through all of them.
_KEPT = 4_000


def read_files(project_id: int, paths: Sequence[Path], round_name: str, now: datetime) -> Ledger:
    """What the files hold that the project can store, and a problem for each wrong line."""
    known = read_known(project_id, round_name)
    ledger = Ledger()
    texts: dict[str, list[Text]] = {}
    said = _read(paths, ledger)
    while some := list(islice(said, _LINES)):
        if len(texts) > _KEPT:
            texts.clear()
        missing = {line.article for _, line in some} - texts.keys()
        texts |= find_texts(project_id, missing)
        for where, line in some:
            _take(line, where, texts[line.article], known, ledger, now)
    return ledger


def _take(
    line: Line, where: Where, texts: Sequence[Text], known: Known, ledger: Ledger, now: datetime
) -> None:
    try:
        ledger.add(take(line, where, texts, known, now))
    except (Refused, Invalid) as wrong:
        ledger.refuse(where, wrong.message)


def _read(paths: Sequence[Path], ledger: Ledger) -> Iterator[tuple[Where, Line]]:
    for path in paths:
        for number, line in _lines(path):
            where = Where(shown(path), number)
            try:
                yield where, read_line(line)
            except Refused as wrong:
                ledger.refuse(where, wrong.message)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
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
