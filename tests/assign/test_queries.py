"""Reads stay within the project and within one's own work."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.make import Study, make_study
from workbench.assign.queries import (
    get_assignment,
    get_own_assignment,
    get_round,
    list_assignments,
    list_rounds,
)
from workbench.core.errors import NotFound


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(texts=(("First", "One."), ("Second", "Two.")))


@pytest.fixture
def elsewhere(study: Study) -> Study:
    return make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")


def test_rounds_of_another_project_do_not_exist(study: Study, elsewhere: Study) -> None:
    assert get_round(study.project.id, study.round.id).name == "Round 1"
    assert [r.id for r in list_rounds(study.project.id)] == [study.round.id]
    for round_id in (elsewhere.round.id, 0, -1, 2**31 - 1):
        with pytest.raises(NotFound):
            get_round(study.project.id, round_id)


def test_work_is_listed_for_its_annotator_only(study: Study, elsewhere: Study) -> None:
    own = list_assignments(study.annotators[0].id)
    assert [a.article.title for a in own] == ["First", "Second"]
    assert {a.membership_id for a in own} == {study.annotators[0].id}
    assert {a.round.name for a in own} == {"Round 1"}
    assert list_assignments(study.lead.id) == []


def test_the_work_of_others_does_not_exist(study: Study, elsewhere: Study) -> None:
    mine, theirs = study.assignment(0), study.assignment(1)
    assert get_own_assignment(study.annotators[0].id, mine.id).article.title == "First"
    for assignment_id in (theirs.id, elsewhere.assignment().id, 0, -1):
        with pytest.raises(NotFound, match="not among your work"):
            get_own_assignment(study.annotators[0].id, assignment_id)


def test_a_lead_finds_every_assignment_of_the_project_and_no_other(
    study: Study, elsewhere: Study
) -> None:
    for number in (0, 1):
        wanted = study.assignment(number)
        assert get_assignment(study.project.id, wanted.id).id == wanted.id
    for assignment_id in (elsewhere.assignment().id, 0, -1):
        with pytest.raises(NotFound):
            get_assignment(study.project.id, assignment_id)
