"""What was confirmed against what is stored: the one question behind all harnesses."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.reliability.annotators import Ack, Order
from workbench.config import Settings
from workbench.core.db import db
from workbench.export.queries import Choice, read_entries
from workbench.export.records import lines
from workbench.projects.queries import get_project

DATABASE = "workbench.sqlite3"
_ROWS = text(
    "SELECT r.idempotency_key, r.number, r.is_parked, r.document, m.seat, p.position,"
    " j.revision, j.note"
    " FROM revision r JOIN judgment j ON j.id = r.judgment_id"
    " JOIN assignment a ON a.id = j.assignment_id JOIN membership m ON m.id = a.membership_id"
    " JOIN paragraph p ON p.id = j.paragraph_id ORDER BY j.id, r.id"
)


@dataclass(frozen=True)
class Row:
    """A revision as it is stored, with the judgment it belongs to as that stands now."""

    key: str
    number: int
    is_parked: bool
    document: str
    seat: str
    position: int
    current_revision: int
    current_note: str

    @property
    def note(self) -> str:
        return str(json.loads(self.document)["note"])


@dataclass(frozen=True)
class Verdict:
    """How many saves went wrong in which way; all zero is what we promise."""

    #: Confirmed, and not stored.
    missing: int = 0
    #: Stored with another content, place or revision than was confirmed.
    altered: int = 0
    #: The same answer stored more than once.
    twice: int = 0
    #: Stored, though nobody sent it.
    strange: int = 0
    #: Paragraphs whose log is not 1, 2, 3 … or whose present state is not the last of it.
    disordered: int = 0
    #: Paragraphs that the export shows otherwise than they are stored.
    misexported: int = 0
    #: What SQLite finds wrong with its file.
    damage: int = 0

    def __str__(self) -> str:
        wrong = [f"{count} {name}" for name, count in asdict(self).items() if count]
        return ", ".join(wrong) or "nothing lost"


CLEAN = Verdict()


def read_rows(url: str) -> list[Row]:
    """Every revision, read past the application."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [Row(*row) for row in connection.execute(_ROWS)]
    engine.dispose()
    return found


def complaints(path: Path) -> list[str]:
    """What SQLite finds wrong with its file."""
    with closing(sqlite3.connect(path)) as connection:
        found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check")]
        found += map(str, connection.execute("PRAGMA foreign_key_check"))
    return [line for line in found if line != "ok"]


def judge(acks: Iterable[Ack], sent: Iterable[Order], rows: Sequence[Row]) -> Verdict:
    """Compare what people were told with what is there."""
    by_key = {row.key: row for row in rows}
    known = {order.document["note"] for order in sent}
    notes = Counter(row.note for row in rows)
    acks = list(acks)
    return Verdict(
        missing=sum(ack.order.key not in by_key for ack in acks),
        altered=sum(
            ack.order.key in by_key and not _is_as_confirmed(ack, by_key[ack.order.key])
            for ack in acks
        ),
        twice=sum(count - 1 for count in notes.values()),
        strange=sum(note not in known for note in notes),
        disordered=_count_disordered(rows),
    )


def verify(settings: Settings, acks: Iterable[Ack], sent: Iterable[Order]) -> Verdict:
    """Everything that can be asked about a database; needs the context of its application."""
    rows = read_rows(settings.sqlalchemy_url)
    damage = complaints(settings.instance / DATABASE) if not settings.database_url else []
    return replace(
        judge(acks, sent, rows),
        misexported=_count_misexported(rows),
        damage=len(damage),
    )


def _count_misexported(rows: Sequence[Row]) -> int:
    """Paragraphs whose line in the export is not their newest revision."""
    project_id = get_project("harbour").id
    db.session.commit()  # the export begins with no transaction open
    entries = read_entries(project_id, Choice())
    records = [json.loads(line) for line in lines(entries, project="harbour")]
    db.session.commit()
    exported = {
        (record["annotator"], record["paragraph_index"]): (
            record["revision"],
            record["note"],
            [(span["start"], span["end"], span["text"]) for span in record["spans"]],
        )
        for record in records
    }
    stored = {}
    for row in rows:
        if not row.is_parked:
            spans = json.loads(row.document)["spans"]
            marks = [(span["start"], span["end"], span["text"]) for span in spans]
            stored[row.seat, row.position] = (row.number, row.note, marks)
    return sum(exported.get(at) != stored.get(at) for at in exported.keys() | stored.keys())


def _is_as_confirmed(ack: Ack, row: Row) -> bool:
    return (
        (row.seat, row.position, row.number, row.is_parked)
        == (ack.order.seat, ack.order.position, ack.revision, False)
        and json.loads(row.document) | {"codebook": 1} == ack.order.document
        and hashlib.sha256(row.document.encode()).hexdigest() == ack.digest
    )


def _count_disordered(rows: Iterable[Row]) -> int:
    logs: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.is_parked:
            logs[row.seat, row.position].append(row)
    return sum(
        [row.number for row in log] != list(range(1, len(log) + 1))
        or (log[-1].current_revision, log[-1].current_note) != (log[-1].number, log[-1].note)
        for log in logs.values()
    )
