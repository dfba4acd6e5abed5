"""Two leads on one paragraph at the same moment: one ruling is in force, and both are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import Report
from tests.make import Study, make_document, make_judgment, make_study
from tests.reliability.annotators import Browser, Order
from tests.reliability.careless import APP
from tests.reliability.conftest import PARAGRAPHS, TEXT, Serve
from tests.reliability.test_races import at_once, outcome
from tests.review.given_rulings import originals, second_lead
from tests.server import Server
from workbench.core.db import db, writing
from workbench.projects.models import Membership
from workbench.review.models import Ruling

on_sqlite = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
RACES = 200


class Lead(Browser):
    """A lead's browser; what it sends by `send` is a ruling."""

    def __init__(self, study: Study, member: Membership, port: int) -> None:
        super().__init__(study, 0, port)
        self.sit_in_for(member)
        root = f"/projects/{study.project.slug}/disagreements/{study.round.id}/paragraphs"
        self._version = study.round.codebook_version_id
        self._paths = {
            one.position: f"{root}/{one.id}/ruling"
            for one in study.articles[0].paragraphs
            if one.is_annotatable
        }

    def rule_on(self, position: int, sentence: str, number: int) -> Order:
        """A ruling that follows the one of this number."""
        labels = make_document()["labels"]
        content: dict[str, Any] = {
            "document": {"labels": labels, "spans": [], "note": "", "flag": False},
            "outcome": "answer",
            "left_open": [],
            "reason": "slip",
            "sentence": sentence,
            "number": number,
            "version": self._version,
        }
        return Order(self.seat, position, self._paths[position], number, content)


@pytest.fixture
def disputed(app: Flask) -> Study:
    """Two annotators who differ on every paragraph of an article."""
    study = make_study(texts=[[TEXT] * PARAGRAPHS])
    for paragraph in range(1, PARAGRAPHS + 1):
        for annotator, frame in enumerate(("law", "conflict")):
            document = make_document()
            document["labels"] |= {"frames": [frame], "primary_frame": frame}
            make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)
    return study


class Bench:
    """Two leads at a running server."""

    def __init__(self, study: Study, server: Server) -> None:
        with writing():
            other = second_lead(study)
        self.leads = [Lead(study, one, server.port) for one in (study.lead, other)]
        db.session.commit()  # a transaction left open would be hit by what follows
        for one in self.leads:
            one.sign_in()

    def race(self, position: int, number: int, **headers: str) -> tuple[int, ...]:
        """Both rule at once, each having the ruling of this number before them."""
        orders = [one.rule_on(position, f"{one.seat} {number}", number) for one in self.leads]
        sent: list[tuple[Browser, Order]] = [*zip(self.leads, orders, strict=True)]
        return outcome(at_once(sent, **headers))

    def close(self) -> None:
        for one in self.leads:
            one.close()


@pytest.fixture
def benches() -> Iterator[list[Bench]]:
    """Those that a test has opened; they are closed at its end."""
    opened: list[Bench] = []
    yield opened
    for bench in opened:
        bench.close()


def counted(*conditions: Any) -> dict[int, int]:
    """Rulings by paragraph."""
    db.session.commit()
    rows = db.session.execute(
        select(Ruling.paragraph_id, func.count()).where(*conditions).group_by(Ruling.paragraph_id)
    )
    return {row[0] or 0: row[1] for row in rows}


def test_two_leads(
    disputed: Study, serve: Serve, benches: list[Bench], effort: int, report: Report
) -> None:
    bench = Bench(disputed, serve())
    benches.append(bench)
    before = originals()
    outcomes: Counter[tuple[int, ...]] = Counter()
    places = list(bench.leads[0].texts)
    for number in range(RACES * effort):
        outcomes[bench.race(places[number % PARAGRAPHS], number // PARAGRAPHS)] += 1
    current, all_, parked = counted(Ruling.is_current), counted(), counted(Ruling.is_parked)
    report(f"{RACES * effort} races of two leads, {dict(outcomes)}, {sum(all_.values())} kept")
    assert outcomes == {(200, 409): RACES * effort}
    assert set(current.values()) == {1}
    assert len(current) == PARAGRAPHS
    assert set(all_.values()) == {2 * RACES * effort // PARAGRAPHS}
    assert set(parked.values()) == {RACES * effort // PARAGRAPHS}
    assert originals() == before


@on_sqlite
def test_it_finds_a_server_where_the_later_one_wins(
    disputed: Study, serve: Serve, benches: list[Bench]
) -> None:
    bench = Bench(disputed, serve(app=APP))
    benches.append(bench)
    assert bench.race(1, 0, Careless="overrule") == (200, 200)
    assert counted(Ruling.is_parked) == {}
