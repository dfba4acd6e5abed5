"""The sample project loads, whole or not at all, and is what its plan says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.make import NOW
from workbench.annotate.models import Judgment
from workbench.annotate.queries import done_in_round, judgments_of
from workbench.assign.queries import list_assignments, list_rounds
from workbench.codebook.queries import get_version
from workbench.codebook.questions import Question, list_questions
from workbench.core.db import db, writing
from workbench.core.errors import Invalid
from workbench.corpus.queries import count_annotatable, list_articles
from workbench.home.sample import Sample, read_sample, store_sample
from workbench.projects.models import Project
from workbench.projects.queries import has_projects, list_members


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample()


@pytest.fixture
def project(app: Flask, sample: Sample) -> Project:
    with writing():
        return store_sample(sample, now=NOW)


def questions_of(project: Project) -> tuple[Question, ...]:
    targets = [(target.key, target.title) for target in project.targets]
    return list_questions(get_version(project.id, 1).codebook, targets)


def test_people_articles_and_rounds_are_those_of_the_plan(project: Project, sample: Sample) -> None:
    people = [(m.seat, m.role, m.person.name if m.person else "") for m in list_members(project.id)]
    assert sorted(people) == sorted(
        (entry["seat"], entry["role"], entry["name"]) for entry in sample.plan["people"]
    )
    articles = list_articles(project.id)
    assert [a.source_name for a in articles] == [e["file"] for e in sample.plan["articles"]]
    stories = {article.story.title for article in articles if article.story}
    outlets = {article.outlet.name for article in articles if article.outlet}
    assert (len(stories), len(outlets)) == (1, 3), "one event, told by three"
    rounds = list_rounds(project.id)
    assert [one.name for one in rounds] == ["Pilot", "Round 1"]
    assert all(one.mask_outlet and one.mask_byline for one in rounds)
    assert project.is_demo, "its invented judgments must be said to be invented"


def test_the_pilot_is_finished_and_the_other_round_untouched(project: Project) -> None:
    kinds = {one.name: (one.kind, one.has_premarks) for one in list_rounds(project.id)}
    assert kinds == {"Pilot": ("pilot", False), "Round 1": ("production", True)}
    pilot, current = list_rounds(project.id)
    todo = count_annotatable(article.id for article in list_articles(project.id))
    questions = questions_of(project)
    for member in list_members(project.id, role="annotator"):
        for assignment in list_assignments(member.id):
            stored = judgments_of(assignment.id, questions)
            if assignment.round_id == pilot.id:
                assert assignment.state == "submitted"
                assert len(stored) == todo[assignment.article_id]
                assert all(one.document.is_done and one.revision == 1 for one in stored.values())
            else:
                assert (assignment.round_id, assignment.state) == (current.id, "open")
                assert stored == {}


def test_the_annotators_agree_often_and_not_always(project: Project) -> None:
    """A pilot in which nobody differs would show no disagreement to look at."""
    questions = questions_of(project)
    people = len(list_members(project.id, role="annotator"))
    answers: dict[int, list[Any]] = {}
    for judged in done_in_round(list_rounds(project.id)[0].id, questions):
        answers.setdefault(judged.paragraph_id, []).append(judged.document.labels)
    assert all(len(one) == people for one in answers.values())
    same = sum(all(labels == one[0] for labels in one) for one in answers.values())
    assert 0 < same < len(answers)


def test_it_is_stored_whole_or_not_at_all(app: Flask, sample: Sample) -> None:
    pilot = dict(sample.judgments["Pilot"])
    last = list(pilot)[-1]
    wrong = {**pilot[last][-1], "labels": {"frames": ["no such frame"]}}
    pilot[last] = [*pilot[last][:-1], wrong]
    with pytest.raises(Invalid), writing():
        store_sample(replace(sample, judgments={"Pilot": pilot}), now=NOW)
    assert not has_projects()
    assert db.session.scalar(select(func.count()).select_from(Judgment)) == 0
