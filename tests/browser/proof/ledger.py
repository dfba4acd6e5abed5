"""What a person wrote and what the page was told, against what is stored and exported."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select

from tests.browser.desk import Desk
from tests.make import Study
from workbench.annotate.models import Judgment, Revision
from workbench.core.db import db
from workbench.corpus.models import Paragraph
from workbench.export.queries import Choice, read_entries
from workbench.export.records import lines

#: Tells of every save that the server confirmed, before the page itself hears of it.
TELL_ANSWERS = """
const send = window.fetch;
window.fetch = async (url, options = {}) => {
  const answer = await send(url, options);
  const { method, headers, body } = options;
  const told = method === "PUT" && answer.status === 200
    ? await answer.clone().json().catch(() => null) : null;
  if (told?.revision) await window.confirmed(headers["Idempotency-Key"], body, told.revision);
  return answer;
};"""


@dataclass(frozen=True)
class Verdict:
    """How much went wrong in which way; all zero is what we promise."""

    #: Written by the person, and in no stored revision.
    lost: int = 0
    #: Stored again: the same answers twice in a row, or beside themselves as refused.
    doubled: int = 0
    #: Confirmed to the page, and not stored so.
    missing: int = 0
    #: Paragraphs whose line in the export is not what was written last.
    misexported: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in asdict(self).items())


CLEAN = Verdict()


@dataclass
class Ledger:
    """One annotator's words and confirmations; every `write` is to be stored exactly once."""

    study: Study
    annotator: int = 0
    written: list[tuple[int, str]] = field(default_factory=list)
    confirmed: dict[str, tuple[dict[str, Any], int]] = field(default_factory=dict)

    def listen_to(self, desk: Desk) -> None:
        """From the next page on; before it, nothing is confirmed."""
        desk.context.expose_function("confirmed", self._confirm)
        desk.context.add_init_script(TELL_ANSWERS)

    def write(self, position: int) -> str:
        """New words for a paragraph, unlike any before."""
        words = f"note {len(self.written) + 1} on {position} 🙂"
        self.written.append((position, words))
        return words

    def verdict(self) -> Verdict:
        """Compare; needs the context of the application."""
        db.session.commit()
        rows = self._rows()
        current = {
            row.idempotency_key: (row.number, json.loads(row.document))
            for row, _ in rows
            if not row.is_parked
        }
        return Verdict(
            lost=self._count_lost(rows),
            doubled=_count_doubled(rows),
            missing=sum(
                not _is_stored(current.get(key), *confirmed)
                for key, confirmed in self.confirmed.items()
            ),
            misexported=self._count_misexported(),
        )

    def _confirm(self, key: str, body: str, revision: int) -> None:
        self.confirmed[key] = (json.loads(body), revision)

    def _rows(self) -> list[tuple[Revision, int]]:
        chosen = (
            select(Revision, Paragraph.position)
            .join(Judgment, Judgment.id == Revision.judgment_id)
            .join(Paragraph, Paragraph.id == Judgment.paragraph_id)
            .where(Judgment.assignment_id == self.study.assignment(self.annotator).id)
            .order_by(Revision.id)
        )
        return [(row, position) for row, position in db.session.execute(chosen)]

    def _count_lost(self, rows: list[tuple[Revision, int]]) -> int:
        stored = {(at, json.loads(row.document)["note"]) for row, at in rows if not row.is_parked}
        return sum(one not in stored for one in self.written)

    def _count_misexported(self) -> int:
        last = dict(self.written)
        seat = self.study.annotators[self.annotator].seat
        entries = read_entries(self.study.project.id, Choice())
        records = [json.loads(line) for line in lines(entries, project=self.study.project.slug)]
        db.session.commit()
        notes = {r["paragraph_index"]: r["note"] for r in records if r["annotator"] == seat}
        return sum(notes.get(position) != words for position, words in last.items())


def _is_stored(
    found: tuple[int, dict[str, Any]] | None, sent: dict[str, Any], revision: int
) -> bool:
    if found is None or found[0] != revision:
        return False
    return all(sent[name] == found[1][name] for name in ("labels", "spans", "note", "flag", "done"))


def _count_doubled(rows: list[tuple[Revision, int]]) -> int:
    """A note is written once, so that no two saves of a paragraph say the same."""
    counts = Counter((position, row.document) for row, position in rows)
    return sum(count - 1 for count in counts.values())
