"""The draft in the database: begun once, changed in turn, taken back, thrown away."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.codebook.given import dimension, document
from tests.make import NOW, Study, make_study
from workbench.codebook import actions_drafts as drafts
from workbench.codebook.actions import publish
from workbench.codebook.drafting.values import move_value, rename_value
from workbench.codebook.format import Codebook
from workbench.codebook.models import CodebookStep
from workbench.codebook.queries_drafts import codebook_of, find_draft, get_draft, lineage_of
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.projects.actions import create_project


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def project_id(study: Study) -> int:
    with writing():
        drafts.start_draft(study.project.id, now=NOW)
    return study.project.id


def values(project_id: int) -> tuple[str, ...]:
    return codebook_of(get_draft(project_id)).dimension("attributed").value_ids()


def change(project_id: int, based_on: int | None = None, new: str = "sure") -> str:
    with writing():
        operation = rename_value("attributed", values(project_id)[0], new)
        return drafts.change_draft(project_id, based_on, operation, now=NOW).said


def test_it_begins_from_the_newest_version_and_only_once(study: Study, project_id: int) -> None:
    draft = get_draft(project_id)
    assert draft.base_id == study.round.codebook_version_id
    assert codebook_of(draft).targets[0].id == "government"
    with pytest.raises(Conflict, match="already"), writing():
        drafts.start_draft(project_id, now=NOW)


def test_an_empty_one_takes_over_the_targets_of_the_project(app: Flask) -> None:
    with writing():
        project = create_project("new", "New", targets=[("fleet", "the fleet")], now=NOW)
        with pytest.raises(Invalid, match="no codebook yet"):
            drafts.start_draft(project.id, now=NOW)
        draft = drafts.start_draft(project.id, Codebook(id="new", title="New"), now=NOW)
    assert draft.base_id is None
    assert codebook_of(draft).targets[0].title == "the fleet"


def test_a_change_is_kept_with_its_lineage_and_can_be_taken_back(project_id: int) -> None:
    before = values(project_id)
    assert "sure" in change(project_id)
    assert lineage_of(get_draft(project_id)).sources("attributed", "sure") == (before[0],)
    change(project_id, new="certain")
    with writing():
        assert "certain" in drafts.undo(project_id, None, now=NOW)
    assert values(project_id)[0] == "sure"
    with writing():
        drafts.undo(project_id, None, now=NOW)
    assert values(project_id) == before
    assert get_draft(project_id).lineage == {}
    assert get_draft(project_id).revision == 5
    with pytest.raises(Invalid, match="no change"), writing():
        drafts.undo(project_id, None, now=NOW)


def test_what_changes_nothing_leaves_no_step(project_id: int) -> None:
    with writing():
        drafts.change_draft(project_id, 1, move_value("attributed", "yes", "first"), now=NOW)
    assert get_draft(project_id).revision == 1


def test_who_comes_late_is_told_and_nothing_is_stored(project_id: int) -> None:
    change(project_id, 1)
    with pytest.raises(Conflict, match="called sure in") as caught:
        change(project_id, 1, new="late")
    assert caught.value.details["revision"] == 2
    assert values(project_id)[0] == "sure"
    with pytest.raises(Conflict), writing():
        drafts.undo(project_id, 1, now=NOW)
    with pytest.raises(Conflict), writing():
        drafts.discard_draft(project_id, 1)


def test_the_last_fifty_changes_are_kept(project_id: int) -> None:
    for number in range(drafts.MOST_STEPS + 3):
        change(project_id, new=f"v{number}")
    assert db.session.scalar(select(func.count()).select_from(CodebookStep)) == drafts.MOST_STEPS


def test_discarding_leaves_nothing(project_id: int) -> None:
    change(project_id)
    with writing():
        drafts.discard_draft(project_id, 2)
    assert find_draft(project_id) is None
    assert db.session.scalar(select(func.count()).select_from(CodebookStep)) == 0
    with pytest.raises(NotFound), writing():
        drafts.undo(project_id, None, now=NOW)


def test_an_example_begins_a_draft_where_there_is_none(study: Study) -> None:
    project = study.project.id
    with writing():
        said = drafts.add_example(project, "frames", "power", "positive", "She leads.", now=NOW)
        drafts.add_clarification(project, "frames", "", "Why?", "Because.", now=NOW)
    assert said == "Added an example to “Power & strategy”."
    frames = codebook_of(get_draft(project)).dimension("frames")
    assert "She leads." in next(v for v in frames.values if v.id == "power").positive
    assert frames.clarifications[0].answer == "Because."
    for wrong, error in (("gone", NotFound), ("power", Invalid)):
        with pytest.raises(error), writing():
            drafts.add_example(project, "frames", wrong, "positive", " ", now=NOW)


def test_publishing_takes_a_draft_as_it_is(project_id: int) -> None:
    change(project_id)
    draft = get_draft(project_id)
    with writing():
        version = publish(project_id, codebook_of(draft), now=NOW, lineage=lineage_of(draft))
    assert version.number == 2
    assert version.lineage["values"] == {"attributed": {"sure": ["yes"]}}


def test_an_older_incoherent_version_is_not_taken_over(app: Flask) -> None:
    """A version outlives the rules that it was published under; a draft obeys today's."""
    late = dimension("late", when={"dimension": "quoted", "is": ["gone"]})
    broken = Codebook.model_validate(document(dimension("quoted"), late))
    with writing():
        project = create_project("old", "Old", targets=[], now=NOW)
        with pytest.raises(Invalid, match="has no value"):
            drafts.start_draft(project.id, broken, now=NOW)
    assert find_draft(project.id) is None
