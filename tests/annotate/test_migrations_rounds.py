"""Moving a round and taking it back: rows, log, states, races."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.make import (
    NOW,
    TEXTS,
    Study,
    make_document,
    make_judgment,
    make_order,
    make_span,
    make_study,
    short_codebook,
)
from tests.races import overtake
from workbench.annotate.actions import SaveOrder, record_judgment
from workbench.annotate.actions_migrations import MoveOrder, move_round, preview_move
from workbench.annotate.actions_migrations_undo import preview_undo, undo_move
from workbench.annotate.checking import check
from workbench.annotate.migrating.counts import Summary
from workbench.annotate.migrating.plan import preset
from workbench.annotate.models import Judgment, Label, Migration, Revision, Span
from workbench.annotate.queries_migrations import asked_again
from workbench.assign.actions import skip, submit
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.models import Assignment, Round
from workbench.assign.opening import Opening
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries_versions import way_between
from workbench.codebook.questions import list_questions
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, NotFound

#: “conflict” is split in two; “power” is called “strategy”.
SPLIT = Lineage(
    values={"frames": {"clash": ("conflict",), "contest": ("conflict",), "strategy": ("power",)}}
)


def split_book() -> Codebook:
    document = short_codebook().model_dump(by_alias=True)
    frames = document["dimensions"][0]
    conflict, power = (
        next(v for v in frames["values"] if v["id"] == one) for one in ("conflict", "power")
    )
    rest = [v for v in frames["values"] if v["id"] not in ("conflict", "power")]
    frames["values"] = [
        conflict | {"id": "clash", "title": "Clash"},
        conflict | {"id": "contest", "title": "Contest", "key": ""},
        power | {"id": "strategy"},
        *rest,
    ]
    return Codebook.model_validate(document)


def publish_split(study: Study) -> CodebookVersion:
    with writing():
        return publish(study.project.id, split_book(), now=NOW, lineage=SPLIT, remark="Two kinds.")


def order_of(study: Study, first: int = 1, last: int = 2) -> MoveOrder:
    way = way_between(study.project.id, first, last)
    plan = preset(way.old, way.new, way.lineage)
    return MoveOrder(study.project.id, study.round.id, first, last, plan)


def move(study: Study) -> Summary:
    order = order_of(study)
    with writing():
        return move_round(order, by=study.lead.id, now=NOW)


def undo(study: Study) -> Any:
    migration = newest_migration()
    with writing():
        return undo_move(study.project.id, study.round.id, migration.id, now=NOW)


def newest_migration() -> Migration:
    db.session.commit()
    found = db.session.scalars(select(Migration).order_by(Migration.id.desc())).first()
    assert found is not None
    return found


def rows(table: str) -> list[tuple[Any, ...]]:
    db.session.commit()
    return sorted(map(tuple, db.session.execute(db.metadata.tables[table].select())))


def log() -> dict[int, tuple[Any, ...]]:
    """Every entry of the log by its id."""
    return {row[0]: row for row in rows("revision")}


def current(study: Study, paragraph: int, annotator: int = 0) -> tuple[Judgment, set[Any]]:
    db.session.commit()
    judgment = db.session.scalars(
        select(Judgment)
        .where(
            Judgment.assignment_id == study.assignment(annotator).id,
            Judgment.paragraph_id == study.paragraph(paragraph).id,
        )
        .execution_options(populate_existing=True)
    ).one()
    labels = db.session.execute(
        select(Label.dimension, Label.value).where(Label.judgment_id == judgment.id)
    )
    return judgment, {tuple(row) for row in labels}


def power(**changes: Any) -> dict[str, Any]:
    labels = {"frames": ["power"], "primary_frame": "power", "attributed": "yes"}
    span = make_span(TEXTS[1], "Two aides")
    return make_document(labels=make_document()["labels"] | labels, spans=[span], **changes)


@pytest.fixture
def study(app: Flask) -> Study:
    """Two judgments: one can be carried over, one cannot; the article is submitted."""
    study = make_study()
    make_judgment(study, paragraph=1)
    make_judgment(study, paragraph=2, document=power(note="Sure?", flag=True))
    with writing():
        submit(db.session.get_one(Assignment, study.assignment().id), now=NOW)
    publish_split(study)
    return study


def state(study: Study) -> str:
    db.session.commit()
    return db.session.get_one(Assignment, study.assignment().id, populate_existing=True).state


def version_of(study: Study) -> int:
    db.session.commit()
    shown = db.session.get_one(Round, study.round.id, populate_existing=True)
    return db.session.get_one(CodebookVersion, shown.codebook_version_id).number


def test_looking_stores_nothing_and_counts_what_moving_then_does(study: Study) -> None:
    before = {name: rows(name) for name in db.metadata.tables}
    order = order_of(study)
    way = way_between(study.project.id, 1, 2)
    seen = preview_move(study.round.id, way, order.plan).summary
    assert {name: rows(name) for name in db.metadata.tables} == before
    assert (seen.judgments, seen.unchanged, seen.changed, seen.queued) == (2, 0, 1, 1)
    assert move(study) == seen


def test_what_can_be_told_is_carried_over(study: Study) -> None:
    move(study)
    judgment, labels = current(study, 2)
    assert {("frames", "strategy"), ("primary_frame", "strategy")} <= labels
    assert (judgment.is_done, judgment.revision, judgment.note) == (True, 2, "Sure?")
    answered = db.session.get_one(CodebookVersion, judgment.answered_version_id)
    now = db.session.get_one(CodebookVersion, judgment.codebook_version_id)
    assert (answered.number, now.number) == (1, 2)
    assert db.session.scalars(select(Span.value)).all() == ["source"]
    assert version_of(study) == 2


def test_what_cannot_be_told_waits_for_its_annotator(study: Study) -> None:
    move(study)
    judgment, labels = current(study, 1)
    assert not judgment.is_done
    assert "frames" not in {dimension for dimension, _ in labels}
    assert state(study) == "open"
    asked = asked_again(study.assignment().id)
    assert set(asked) == {study.paragraph(1).id}
    found = asked[study.paragraph(1).id]
    assert (found.questions, found.from_number, found.to_number) == (("frames",), 1, 2)
    assert found.remark == "Two kinds."


def test_originals_stay_in_the_log_through_all_of_it(study: Study) -> None:
    before = log()
    move(study)
    moved = log()
    assert {key: moved[key] for key in before} == before
    assert len(moved) == 4
    undo(study)
    after = log()
    assert {key: after[key] for key in moved} == moved
    documents = {
        number: {
            row.document for row in db.session.scalars(select(Revision)) if row.number == number
        }
        for number in (1, 3)
    }
    assert documents[1] == documents[3], "what is restored is what was said, byte by byte"


def test_taking_back_restores_every_row(study: Study) -> None:
    names = ("label", "span", "span_label", "link", "link_member", "link_label", "written")
    parts = {name: rows(name) for name in names}
    kept = [(j.is_done, j.is_flagged, j.note, j.codebook_version_id) for j in judgments()]
    move(study)
    assert {name: rows(name) for name in names} != parts
    migration = newest_migration()
    seen = preview_undo(study.project.id, study.round.id, migration.id)
    assert undo(study) == seen
    assert {name: rows(name) for name in names} == parts
    assert [(j.is_done, j.is_flagged, j.note, j.codebook_version_id) for j in judgments()] == kept
    assert (state(study), version_of(study)) == ("submitted", 1)
    assert asked_again(study.assignment().id) == {}
    assert (seen.restored, seen.answered_since, seen.submitted) == (2, 0, 1)


def test_taking_back_leaves_what_was_skipped_since_as_it_is(study: Study) -> None:
    move(study)
    with writing():
        skip(db.session.get_one(Assignment, study.assignment().id), "language", "", now=NOW)
    summary = undo(study)
    assert state(study) == "skipped"
    assert (summary.restored, summary.submitted) == (2, 0)


def judgments() -> list[Judgment]:
    db.session.commit()
    wanted = select(Judgment).order_by(Judgment.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def answer(study: Study, paragraph: int, base: int, frame: str, **more: Any) -> None:
    """Save in the terms of version 2."""
    labels = make_document()["labels"] | {"frames": [frame], "primary_frame": frame}
    order = in_version_2(study, paragraph, base, make_document(labels=labels, **more))
    with writing():
        assert record_judgment(order, now=NOW).outcome == "saved"


def in_version_2(study: Study, paragraph: int, base: int, document: Any) -> SaveOrder:
    text = study.paragraph(paragraph).text
    questions = list_questions(way_between(study.project.id, 1, 2).new)
    version = db.session.scalars(
        select(CodebookVersion.id).where(CodebookVersion.number == 2)
    ).one()
    order = make_order(study, paragraph=paragraph, base_revision=base)
    return replace(
        order,
        codebook_version_id=version,
        questions=questions,
        document=check(document, questions, text),
    )


def test_what_was_answered_since_stays_in_the_log_only(study: Study) -> None:
    move(study)
    answer(study, 1, 2, "clash", note="Now I know.")
    assert asked_again(study.assignment().id) == {}
    seen = undo(study)
    assert (seen.restored, seen.answered_since) == (2, 1)
    judgment, labels = current(study, 1)
    assert ("frames", "conflict") in labels
    assert (judgment.note, judgment.is_done, judgment.revision) == ("", True, 4)
    first = db.session.get_one(CodebookVersion, judgment.answered_version_id)
    assert first.number == 1
    assert any("Now I know." in str(row) for row in log().values())


def test_who_has_answered_again_is_not_asked_once_more(study: Study) -> None:
    """Also when "done" is taken back, and not by the next move either."""
    move(study)
    answer(study, 1, 2, "clash")
    answer(study, 1, 3, "clash", done=False)
    assert asked_again(study.assignment().id) == {}
    with writing():
        publish(study.project.id, split_book().replacing(title="Again"), now=NOW)
    with writing():
        move_round(order_of(study, 2, 3), by=None, now=NOW)
    assert asked_again(study.assignment().id) == {}


def test_an_answer_that_was_taken_back_is_asked_again(study: Study) -> None:
    """It was given in version 3, and the move there is undone: version 2 still asks."""
    move(study)
    with writing():
        version = publish(study.project.id, split_book().replacing(title="Again"), now=NOW)
    with writing():
        move_round(order_of(study, 2, 3), by=None, now=NOW)
    labels = make_document()["labels"] | {"frames": ["clash"], "primary_frame": "clash"}
    order = in_version_2(study, 1, 3, make_document(labels=labels))
    with writing():
        record_judgment(replace(order, codebook_version_id=version.id), now=NOW)
    assert asked_again(study.assignment().id) == {}
    undo(study)
    assert asked_again(study.assignment().id)[study.paragraph(1).id].questions == ("frames",)


def test_moving_and_taking_back_again_and_again_restores_the_first_answer(study: Study) -> None:
    """Each time somebody answers on version 2, seeing the outlet; none of that outlives it."""
    first = current(study, 1)[0]
    kept = (first.answered_version_id, first.saved_at, first.saw_outlet)
    for base in (2, 5):
        move(study)
        labels = make_document()["labels"] | {"frames": ["clash"], "primary_frame": "clash"}
        order = in_version_2(study, 1, base, make_document(labels=labels))
        with writing():
            saved = record_judgment(replace(order, saw_outlet=True), now=NOW + timedelta(hours=1))
        assert saved.outcome == "saved"
        undo(study)
        judgment, labels_now = current(study, 1)
        assert ("frames", "conflict") in labels_now
        assert (judgment.answered_version_id, judgment.saved_at, judgment.saw_outlet) == kept


def test_what_was_begun_since_goes_the_way_back(study: Study) -> None:
    move(study)
    answer(study, 3, 0, "strategy")
    seen = undo(study)
    assert (seen.carried_back, seen.queued) == (1, 0)
    judgment, labels = current(study, 3)
    assert ("frames", "power") in labels
    assert judgment.is_done


def test_only_the_last_move_can_be_taken_back_and_once(study: Study) -> None:
    move(study)
    undo(study)
    with pytest.raises(Conflict):
        undo(study)
    with pytest.raises(NotFound), writing():
        undo_move(study.project.id, study.round.id, 10_000, now=NOW)


def test_it_can_be_moved_again_after_taking_it_back(study: Study) -> None:
    first = move(study)
    undo(study)
    assert move(study) == first
    assert version_of(study) == 2


def test_a_second_move_keeps_asking_what_is_open(study: Study) -> None:
    move(study)
    book = split_book()
    with writing():
        publish(study.project.id, book.replacing(title="Again"), now=NOW)
    with writing():
        seen = move_round(order_of(study, 2, 3), by=None, now=NOW)
    assert (seen.unchanged, seen.queued) == (1, 1)
    assert asked_again(study.assignment().id)[study.paragraph(1).id].questions == ("frames",)


def test_a_round_that_was_moved_meanwhile_is_left_alone(study: Study) -> None:
    order = order_of(study)
    move(study)
    with pytest.raises(Conflict, match="meanwhile"), writing():
        move_round(order, by=None, now=NOW)
    with pytest.raises(NotFound), writing():
        move_round(replace(order, round_id=10_000), by=None, now=NOW)


def test_a_save_that_waited_for_the_move_is_told_and_kept(app: Flask, study: Study) -> None:
    """The annotator's page knows version 1 when the round is moved under it."""
    other = make_order(study, annotator=1, paragraph=1)
    make_judgment(study, annotator=1, paragraph=2, document=power())
    again = make_order(study, annotator=1, paragraph=2, document=power(), base_revision=1)
    order = order_of(study)
    for late in (other, again):
        if late is other:
            done, saved = overtake(
                app,
                lambda: move_round(order, by=None, now=NOW),
                lambda: record_judgment(other, now=NOW),
            )
            assert done.judgments == 3
        else:
            with writing():
                saved = record_judgment(again, now=NOW)
        assert saved.outcome == "outdated"
    assert len(judgments()) == 3, "nothing is stored in the terms of the old version"
    parked = [row for row in db.session.scalars(select(Revision)) if row.is_parked]
    assert [row.judgment_id for row in parked] == [current(study, 2, annotator=1)[0].id]


def test_a_move_that_waited_for_a_save_carries_it_over(app: Flask, study: Study) -> None:
    late = make_order(study, annotator=1, paragraph=2, document=power())
    order = order_of(study)
    saved, moved = overtake(
        app,
        lambda: record_judgment(late, now=NOW),
        lambda: move_round(order, by=None, now=NOW),
    )
    assert saved.outcome == "saved"
    assert moved.judgments == 3
    assert ("frames", "strategy") in current(study, 2, annotator=1)[1]


def unseal(study: Study) -> None:
    with writing():
        open_to_annotators(study.project.id, study.round.id, Opening(has_discussion=True), now=NOW)


def test_an_unsealed_round_moves_only_where_nothing_is_opened_again(app: Flask) -> None:
    study = make_study()
    for paragraph in (1, 2, 3):
        make_judgment(study, paragraph=paragraph)
    with writing():
        submit(study.assignment(), now=NOW)
    unseal(study)
    publish_split(study)
    with pytest.raises(Conflict, match="as they were before"):
        move(study)
    db.session.expire_all()
    assert study.assignment().state == "submitted"
    assert study.round.codebook_version.number == 1
    with writing():
        publish(study.project.id, short_codebook().replacing(title="Other words"), now=NOW)
    order = order_of(study, 1, 3)
    with writing():
        summary = move_round(order, by=study.lead.id, now=NOW)
    assert (summary.reopened, study.assignment().state) == (0, "submitted")


def test_taking_a_move_back_opens_nothing_again_either(app: Flask) -> None:
    """It was open before the move, and submitted and seen since."""
    study = make_study()
    for paragraph in (1, 2):
        make_judgment(study, paragraph=paragraph)
    make_judgment(study, paragraph=3, document=make_document(done=False))
    publish_split(study)
    move(study)
    with writing():
        submit(study.assignment(), now=NOW)
    unseal(study)
    migration = db.session.scalars(select(Migration)).one()
    with pytest.raises(Conflict, match="as they were before"), writing():
        undo_move(study.project.id, study.round.id, migration.id, now=NOW)
    db.session.expire_all()
    assert study.assignment().state == "submitted"
