"""Sets, practice and tests in both databases."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.make import NOW, make_document
from tests.training.given import Lesson, further_round, items_in, make_lesson, make_ruling, make_set
from workbench.annotate.document import canonical
from workbench.annotate.models import Judgment, Revision
from workbench.assign.actions import extend_round
from workbench.assign.models import Assignment
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.review.actions_rulings import withdraw
from workbench.review.places import Place
from workbench.review.rulings import read_stored
from workbench.training import actions, actions_learning
from workbench.training.actions_gates import lift_gate, set_gate
from workbench.training.actions_learning import AnswerOrder
from workbench.training.models import TrainingAnswer
from workbench.training.queries import items_of, list_sets
from workbench.training.queries_learning import answers_of, attempts_of
from workbench.training.queries_meeting import withheld
from workbench.training.queries_rulings import Wanted, can_be_added, find_rulings
from workbench.training.scoring import Share


def order(
    lesson: Lesson, item: int = 0, *, key: str | None = None, annotator: int = 0, **labels: object
) -> AnswerOrder:
    document = make_document()
    document["labels"] |= labels
    stored = {**document, "note": "", "flag": False}
    return AnswerOrder(
        project_id=lesson.study.project.id,
        set_id=lesson.set.id,
        item_id=lesson.items[item].id,
        membership_id=lesson.study.annotators[annotator].id,
        document=canonical(read_stored(_dumped(stored)), ""),
        key=key or str(uuid.uuid4()),
    )


def _dumped(document: dict[str, object]) -> str:
    import json

    return json.dumps(document)


def practise(wanted: AnswerOrder) -> int:
    with writing():
        return actions_learning.practise(wanted, now=NOW)


def begin(lesson: Lesson) -> int:
    study = lesson.study
    with writing():
        return actions_learning.begin_test(
            study.project.id, lesson.set.id, study.annotators[0].id, now=NOW
        )


def hand_in(lesson: Lesson, *, share: float) -> None:
    study = lesson.study
    with writing():
        attempt = actions_learning.under_way(
            study.project.id, lesson.set.id, study.annotators[0].id
        )
        actions_learning.hand_in(attempt, [Share("frames", "Frames", 1, share, 1.0)], now=NOW)


def test_practice_keeps_every_answer_and_counts_a_double_click_once(app: Flask) -> None:
    lesson = make_lesson()
    assert practise(order(lesson, key="same-key-1")) == 1
    assert practise(order(lesson, key="same-key-1")) == 1
    assert practise(order(lesson)) == 2
    assert practise(order(lesson, annotator=1)) == 1
    kept = answers_of(lesson.study.annotators[0].id, lesson.set.id)
    assert [one.attempt for one in kept] == [1, 2]
    with pytest.raises(Conflict, match="key of another"):
        practise(order(lesson, item=1, key="same-key-1"))


def test_training_answers_are_no_judgments(app: Flask) -> None:
    lesson = make_lesson()
    practise(order(lesson))
    counted = [db.session.scalar(select(func.count()).select_from(t)) for t in (Judgment, Revision)]
    assert counted == [0, 0]


def test_a_test_is_changed_until_it_is_handed_in_and_never_after(app: Flask) -> None:
    lesson = make_lesson()
    member = lesson.study.annotators[0].id
    assert begin(lesson) == 1
    assert begin(lesson) == 1  # goes on
    for frames in (["economy"], ["conflict"]):
        with writing():
            actions_learning.answer_test(order(lesson, item=2, frames=frames), 1, now=NOW)
    assert [one.document.labels["frames"] for one in answers_of(member, lesson.set.id)] == [
        ("conflict",)
    ]
    hand_in(lesson, share=0.0)
    with pytest.raises(Conflict), writing():
        actions_learning.answer_test(order(lesson, item=2), 1, now=NOW)
    assert begin(lesson) == 2
    with pytest.raises(Conflict, match="handed in already"), writing():
        actions_learning.answer_test(order(lesson, item=2), 1, now=NOW)
    hand_in(lesson, share=1.0)
    assert [(one.number, one.is_passed) for one in attempts_of(member, lesson.set.id)] == [
        (1, False),
        (2, True),
    ]
    with pytest.raises(Conflict, match="passed this test already"):
        begin(lesson)


def test_a_set_put_away_takes_nothing_more_and_can_come_back(app: Flask) -> None:
    lesson = make_lesson()
    project_id = lesson.study.project.id
    with writing():
        actions.put_away(project_id, lesson.set.id, now=NOW)
    assert list_sets(project_id, only_open=True) == []
    with pytest.raises(Conflict, match="put this training away"):
        practise(order(lesson))
    with writing():
        actions.bring_back(project_id, lesson.set.id)
    assert practise(order(lesson)) == 1


def test_an_open_set_is_frozen_and_keeps_rulings_that_are_withdrawn(app: Flask) -> None:
    lesson = make_lesson()
    study = lesson.study
    place = Place(study.round.id, study.articles[0].id, study.paragraph(1).id)
    with writing():
        withdraw(study.project.id, place, number=1, by=study.lead.id, now=NOW)
    make_ruling(
        study,
        2,
        base=1,
        document=make_document(labels=make_document()["labels"] | {"frames": ["economy"]}),
    )
    assert [one.since for one in items_of(lesson.set.id)] == ["withdrawn", "superseded", ""]
    kept = items_of(lesson.set.id)[1].ruled.document.labels["frames"]
    assert kept == ("conflict",)
    about = actions.About("Other", "")
    for change in (
        lambda: actions.revise(study.project.id, lesson.set.id, about, {}, {}),
        lambda: actions.remove_item(study.project.id, lesson.set.id, lesson.items[0].id),
        lambda: actions.add_items(study.project.id, lesson.set.id, []),
        lambda: actions.delete_draft(study.project.id, lesson.set.id),
        lambda: actions.open_set(study.project.id, lesson.set.id, now=NOW),
    ):
        with pytest.raises(Conflict, match="is open"), writing():
            change()


def test_items_are_ordered_practice_and_test_each(app: Flask) -> None:
    lesson = make_lesson(is_open=False)
    project_id, set_id = lesson.study.project.id, lesson.set.id
    first, second, tested = (one.id for one in lesson.items)
    with writing():
        actions.move_item(project_id, set_id, second, -1)
    assert [one.id for one in items_in(lesson.set)] == [second, first, tested]
    with writing():
        actions.move_item(project_id, set_id, tested, -1)  # alone among its kind
        actions.remove_item(project_id, set_id, second)
    assert [(one.id, one.position) for one in items_in(lesson.set)] == [(first, 1), (tested, 1)]
    with writing():
        actions.delete_draft(project_id, set_id)
    assert list_sets(project_id) == []


def test_titles_are_each_their_own(app: Flask) -> None:
    lesson = make_lesson()
    with pytest.raises(Conflict, match="already a training set"):
        make_set(lesson.study, [], title=" First steps ")
    with pytest.raises(Invalid, match="title"):
        make_set(lesson.study, [], title="  ")


def test_the_chooser_narrows_by_round_question_value_and_reason(app: Flask) -> None:
    lesson = make_lesson(is_open=False, test=())
    study = lesson.study
    economy = make_document(labels=make_document()["labels"] | {"frames": ["economy"]})
    make_ruling(study, 1, base=1, document=economy, reason="slip")
    empty = make_set(study, [], title="Empty", is_open=False)

    def found(**wanted: object) -> list[int]:
        page = find_rulings(empty, study.questions, study.whole, Wanted(**wanted))  # type: ignore[arg-type]  # each by its name
        return [one.number or 0 for one in page.candidates]

    assert found() == [1, 3, 2]
    assert found(round_id=study.round.id) == [1, 3, 2]
    assert found(round_id=lesson.work.id) == []
    assert found(question="frames", value="economy") == [1]
    assert found(question="frames") == [1, 3, 2]
    assert found(question="sourcing") == []
    assert found(reason="slip") == [1]
    assert found(reason="slip", question="frames", value="conflict") == []
    # What is in a set already is not offered to it again; nor is what leaves everything open.
    assert find_rulings(lesson.set, study.questions, study.whole, Wanted()).total == 1
    keys = [question.key for question in study.questions]
    make_ruling(study, 3, base=1, document=make_document(labels={}), left_open=keys)
    assert found() == [1, 2]


def test_items_of_ones_own_open_work_are_withheld(app: Flask) -> None:
    lesson = make_lesson()
    study, member = lesson.study, lesson.study.annotators[0]
    items = items_of(lesson.set.id)
    assert withheld(member.id, items) == set()
    own = study.assignment()
    for state, expected in (("open", 3), ("submitted", 0)):
        with writing():
            db.session.get_one(Assignment, own.id).state = state
        assert len(withheld(member.id, items)) == expected
    assert withheld(study.annotators[1].id, items) == set()
    # A copy of one paragraph in another article of theirs.
    further_round(study, "Round 3", ("Port news", study.paragraph(2).text))
    assert withheld(member.id, items) == {items[1].id}


def test_a_gate_refuses_what_its_training_gives_away(app: Flask) -> None:
    lesson = make_lesson()
    study = lesson.study
    copied = further_round(study, "Round 3", ("Port news", study.paragraph(3).text))
    with pytest.raises(Conflict, match="test item 1 is paragraph 3 of “Pilots and port"), writing():
        set_gate(study.project.id, lesson.set.id, copied.id, now=NOW)
    with writing():
        set_gate(study.project.id, lesson.set.id, lesson.work.id, now=NOW)
        set_gate(study.project.id, lesson.set.id, lesson.work.id, now=NOW)  # a double click
    with pytest.raises(Conflict, match="would give answers away"), writing():
        extend_round(lesson.work, annotators=study.annotators, articles=study.articles)
    with pytest.raises(Conflict, match="Lift its gate first"), writing():
        actions.put_away(study.project.id, lesson.set.id, now=NOW)
    with writing():
        lift_gate(study.project.id, lesson.set.id, lesson.work.id)
        assert extend_round(lesson.work, annotators=study.annotators, articles=study.articles) == 2


def test_a_gate_needs_an_open_set_with_a_test_and_takes_one_set_a_round(app: Flask) -> None:
    lesson = make_lesson()
    study = lesson.study
    place = (study.project.id, lesson.work.id)
    rulings = [one.ruled.id for one in items_of(lesson.set.id)]
    draft = make_set(study, rulings, title="Draft", test=(3,), is_open=False)
    bare = make_set(study, rulings, title="Without a test")
    other = make_set(study, rulings, title="Another", test=(1,), thresholds={"frames": 1.0})
    for one, words in ((draft, "Open the training set first"), (bare, "no test")):
        with pytest.raises(Conflict, match=words), writing():
            set_gate(place[0], one.id, place[1], now=NOW)
    with writing():
        set_gate(place[0], other.id, place[1], now=NOW)
    with pytest.raises(Conflict, match="waits for another test"), writing():
        set_gate(place[0], lesson.set.id, place[1], now=NOW)


def test_answers_go_to_items_of_their_own_set_only(app: Flask) -> None:
    lesson = make_lesson()
    rulings = [one.ruled.id for one in items_of(lesson.set.id)]
    other = make_set(lesson.study, rulings, title="Another")
    foreign = order(lesson)
    with pytest.raises(NotFound):
        practise(
            AnswerOrder(
                project_id=foreign.project_id,
                set_id=other.id,
                item_id=foreign.item_id,
                membership_id=foreign.membership_id,
                document=foreign.document,
                key=foreign.key,
            )
        )
    assert db.session.scalar(select(func.count()).select_from(TrainingAnswer)) == 0


def test_the_rule_of_a_bulk_ruling_explains_nothing_to_learners(app: Flask) -> None:
    lesson = make_lesson()
    study = lesson.study
    made = make_set(study, [], is_open=False, title="More")
    (one,) = can_be_added(made, [lesson.items[0].ruling_id], study.questions, study.whole)
    with writing():
        actions.add_items(study.project.id, made.id, [replace(one, bulk_id=1, sentence="Most.")])
    assert [item.explanation for item in items_in(made)] == [""]
