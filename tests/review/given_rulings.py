"""Rulings on a real database, and what must stay as it is whatever is ruled."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from sqlalchemy import select

from tests.make import NOW, Study, make_document
from workbench.accounts.actions import add_person
from workbench.annotate import models
from workbench.annotate.document import Document
from workbench.core.db import db
from workbench.projects.actions import add_member
from workbench.projects.models import Membership
from workbench.review.actions_rulings import RulingOrder
from workbench.review.models import Ruling
from workbench.review.places import Place
from workbench.review.queries_rulings import Ruled, as_ruled, select_rulings
from workbench.review.rulings import check_ruling

#: All that annotators said, and the log of it.
ORIGINALS = (
    models.Judgment,
    models.Label,
    models.Span,
    models.SpanLabel,
    models.Link,
    models.LinkMember,
    models.LinkLabel,
    models.Written,
    models.Revision,
)


def in_force(round_id: int) -> list[Ruled]:
    """The rulings of a round that are in force, oldest first."""
    wanted = select_rulings().where(Ruling.round_id == round_id, Ruling.is_current)
    return [as_ruled(row) for row in db.session.execute(wanted.order_by(Ruling.id))]


def originals() -> str:
    """A digest of every answer as it is stored."""
    db.session.commit()
    seen = hashlib.sha256()
    for model in ORIGINALS:
        rows = db.session.execute(select(model.__table__)).all()
        seen.update(repr((model.__tablename__, sorted(map(repr, rows)))).encode())
    db.session.commit()  # no transaction stays open while a server is at work
    return seen.hexdigest()


def place_of(study: Study, paragraph: int = 2) -> Place:
    """The n-th paragraph of the first article as a place in the study's round; 0 the article."""
    article = study.articles[0].id
    return Place(study.round.id, article, study.paragraph(paragraph).id if paragraph else None)


def make_ruling(study: Study, *, paragraph: int = 2, **changes: Any) -> RulingOrder:
    """An order as the page would give it; `labels` change single answers."""
    labels = make_document()["labels"] | changes.pop("labels", {})
    left_open = changes.get("left_open", ())
    text = study.paragraph(paragraph).text if paragraph else ""
    document: Document = check_ruling({"labels": labels}, study.questions, text, left_open)
    given: dict[str, Any] = {
        "project_id": study.project.id,
        "place": place_of(study, paragraph),
        "membership_id": study.lead.id,
        "codebook_version_id": study.round.codebook_version_id,
        "text": text,
        "document": document,
        "left_open": left_open,
        "method": "written",
        "reason": "slip",
        "sentence": "",
        "base_number": 0,
        "key": str(uuid.uuid4()),
    }
    return RulingOrder(**given | changes)


def second_lead(study: Study) -> Membership:
    """Another lead of the project, in a write transaction of the caller."""

    return add_member(study.project, add_person("Noor Haddad", now=NOW), "lead", seat="L-02")
