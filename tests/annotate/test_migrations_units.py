"""Moving between versions that ask about other units: the article, its paragraphs, or both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest
from flask import Flask
from sqlalchemy import select

from tests.annotate.test_migrations_rounds import (
    judgments,
    newest_migration,
    order_of,
    state,
    undo,
    version_of,
)
from tests.annotate.test_views import address, save
from tests.make import (
    NOW,
    TEXTS,
    Study,
    make_document,
    make_judgment,
    make_order,
    make_study,
    short_codebook,
    signed_in_client,
)
from workbench.annotate.actions import record_judgment
from workbench.annotate.actions_migrations import move_round, preview_move
from workbench.annotate.actions_migrations_undo import preview_undo
from workbench.annotate.checking import check
from workbench.annotate.models import Migration
from workbench.assign.actions import submit
from workbench.assign.models import Assignment
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook, canonical_json, digest
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries_versions import way_between
from workbench.codebook.questions import list_questions
from workbench.core.db import db, writing
from workbench.projects.models import Target

GENRE = {
    "id": "genre",
    "title": "Genre",
    "type": "single",
    "unit": "article",
    "values": [{"id": "news", "title": "News"}, {"id": "essay", "title": "Essay"}],
}
GENRE_ANSWER = make_document(labels={"genre": "news"})


def both() -> Codebook:
    """The short codebook, and a question about the article."""
    document = short_codebook().model_dump(by_alias=True)
    document["dimensions"] = [*document["dimensions"], GENRE]
    return Codebook.model_validate(document)


def article_only() -> Codebook:
    return Codebook.model_validate(
        {"id": "genres", "title": "Genres", "dimensions": [GENRE]},
    )


def move_to(study: Study, codebook: Codebook) -> Any:
    with writing():
        publish(study.project.id, codebook, now=NOW)
    order = order_of(study, version_of(study), newest_number(study))
    way = way_between(study.project.id, order.from_number, order.to_number)
    seen = preview_move(study.round.id, way, order.plan).summary
    with writing():
        assert move_round(order, by=study.lead.id, now=NOW) == seen
    return seen


def newest_number(study: Study) -> int:
    wanted = select(CodebookVersion.number).where(CodebookVersion.project_id == study.project.id)
    return max(db.session.scalars(wanted))


def answer_all(study: Study, *paragraphs: int) -> None:
    """Judge paragraphs, 0 the article as a whole, under the version of the round."""
    version = db.session.scalars(
        select(CodebookVersion).where(CodebookVersion.number == version_of(study))
    ).one()
    for number in paragraphs:
        unit: Literal["paragraph", "article"] = "paragraph" if number else "article"
        questions = list_questions(version.codebook, (), unit)
        text = TEXTS[number - 1] if number else ""
        document = make_document() if number else GENRE_ANSWER
        order = replace(
            make_order(study, document={**make_document(), "labels": {}, "done": False}),
            paragraph_id=study.paragraph(number).id if number else None,
            codebook_version_id=version.id,
            questions=questions,
            text=text,
            document=check(document, questions, text),
        )
        with writing():
            assert record_judgment(order, now=NOW).outcome == "saved"


def hand_in(study: Study) -> None:
    with writing():
        submit(db.session.get_one(Assignment, study.assignment().id), now=NOW)


def test_what_is_not_asked_any_more_is_not_done(app: Flask) -> None:
    study = make_study(codebook=both())
    answer_all(study, 0, 1)
    move_to(study, short_codebook())
    assert [one.is_done for one in judgments()] == [False, True]
    ada = signed_in_client(app, study.annotators[0])
    assert "1 of 3" in ada.get("/projects/harbour/work").text
    assert "1</span> of 3" in ada.get(f"{address(study)}/").text
    answer = save(ada, study, make_document(codebook=2), paragraph=2)
    assert answer.get_json()["done_count"] == 2
    undo(study)
    assert [one.is_done for one in judgments()][:2] == [True, True]


def test_taking_back_asks_again_what_was_submitted_without(app: Flask) -> None:
    """Version 1 asks about the article, version 2 does not; it is submitted under version 2."""
    study = make_study(codebook=both())
    move_to(study, short_codebook())
    answer_all(study, 1, 2, 3)
    hand_in(study)
    seen = preview_undo(study.project.id, study.round.id, newest_migration().id)
    assert undo(study) == seen
    assert (seen.carried_back, seen.submitted, seen.reopened) == (3, 0, 1)
    assert state(study) == "open"


def test_paragraphs_that_were_not_asked_about_are_asked_then(app: Flask) -> None:
    study = make_study(codebook=article_only())
    answer_all(study, 0)
    hand_in(study)
    seen = move_to(study, both())
    assert (seen.queued, seen.reopened, seen.new_wholes) == (0, 1, 0)
    assert state(study) == "open"
    undo(study)
    assert state(study) == "submitted"


def test_taking_back_is_about_the_targets_of_that_day(app: Flask) -> None:
    """As with versions from before targets were frozen with them."""
    study = make_study()
    make_judgment(study)
    move_to(study, both())
    assert newest_migration().targets["before"][0]["id"] == "government"
    unfreeze(study)
    with writing():
        db.session.scalars(select(Target)).one().key = "island"
    undo(study)
    assert version_of(study) == 1
    assert db.session.scalars(select(Migration.undone_at)).one() is not None


def unfreeze(study: Study) -> None:
    with writing():
        for version in db.session.scalars(select(CodebookVersion)):
            bare = version.codebook.model_copy(update={"targets": ()})
            version.document = canonical_json(bare)
            version.sha256 = digest(bare)


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_save_that_names_no_version_will_not_do_after_a_move(app: Flask, is_undone: bool) -> None:
    study = make_study()
    ada = signed_in_client(app, study.annotators[0])
    assert save(ada, study, make_document()).status_code == 200
    move_to(study, both())
    if is_undone:
        undo(study)
    answer = save(ada, study, make_document(), revision=3 if is_undone else 2)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "codebook_changed")
