"""Rounds and assignments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.make import NOW, Study, make_judgment, make_study
from tests.races import overtake
from workbench.accounts.actions import add_person
from workbench.annotate.queries import judgments_of
from workbench.assign.actions import (
    extend_round,
    lock_assignment,
    open_round,
    reopen,
    submit,
)
from workbench.assign.models import Round
from workbench.assign.queries import list_assignments, list_rounds
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid
from workbench.projects.actions import add_member
from workbench.projects.models import Membership

TWO_ARTICLES = (("First title", "First body."), ("Second title", "Second body."))


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(texts=TWO_ARTICLES)


def conditions_of(study: Study) -> dict[str, Any]:
    return {
        "version": study.round.codebook_version,
        "annotators": study.annotators,
        "articles": study.articles,
        "mask_outlet": True,
        "mask_byline": False,
        "has_premarks": True,
        "now": NOW,
    }


def open_another(study: Study, name: str = "Round 2", /, **changes: Any) -> Round:
    conditions = conditions_of(study) | changes
    with writing():
        return open_round(study.project.id, name, **conditions)


def test_every_annotator_gets_every_article_in_the_order_given(study: Study) -> None:
    opened = open_another(study, articles=list(reversed(study.articles)))
    for member in study.annotators:
        own = [a for a in list_assignments(member.id) if a.round_id == opened.id]
        assert [(a.position, a.article_id) for a in own] == [
            (1, study.articles[1].id),
            (2, study.articles[0].id),
        ]
        assert {a.state for a in own} == {"open"}


def test_only_the_chosen_get_work(study: Study) -> None:
    opened = open_another(study, annotators=study.annotators[:1], articles=study.articles[1:])
    mine, others = (
        [a for a in list_assignments(member.id) if a.round_id == opened.id]
        for member in study.annotators
    )
    assert [a.article_id for a in mine] == [study.articles[1].id]
    assert others == []


def test_a_round_keeps_its_conditions(study: Study) -> None:
    open_another(study)
    db.session.expire_all()
    stored = list_rounds(study.project.id)[-1]
    assert (stored.mask_outlet, stored.mask_byline, stored.has_premarks) == (True, False, True)
    assert (stored.created_at, stored.codebook_version.number) == (NOW, 1)
    assert (stored.kind, stored.has_hints) == ("production", False)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_round_that_measures_agreement_is_not_opened_with_premarks(study: Study) -> None:
    for kind in ("pilot", "reliability"):
        with pytest.raises(Invalid, match=f"A {kind} round has no premarks"):
            open_another(study, kind=kind, has_premarks=True)
        db.session.rollback()
        assert open_another(study, kind, kind=kind, has_premarks=False).kind == kind
    with pytest.raises(Invalid, match="only beside premarks"):
        open_another(study, has_premarks=False, has_hints=True)
    db.session.rollback()
    assert [one.name for one in list_rounds(study.project.id)] == [
        "Round 1",
        "pilot",
        "reliability",
    ]


@pytest.mark.parametrize("missing", ["annotators", "articles"])
def test_a_round_of_nobody_or_nothing_is_refused(study: Study, missing: str) -> None:
    with pytest.raises(Invalid, match="at least one annotator and one article"):
        open_another(study, **{missing: []})
    assert len(list_rounds(study.project.id)) == 1


def test_a_name_is_given_once_in_a_project(app: Flask, study: Study) -> None:
    with pytest.raises(Conflict, match="already a round named Round 1"):
        open_another(study, study.round.name)
    other = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    assert other.round.name == study.round.name


def test_the_same_article_twice_in_one_round_cannot_be_stored(study: Study) -> None:
    with pytest.raises(IntegrityError):
        open_another(study, articles=[study.articles[0], study.articles[0]])
    assert len(list_rounds(study.project.id)) == 1


def test_two_leads_opening_the_same_round_at_once(app: Flask, study: Study) -> None:
    conditions = conditions_of(study)

    def open_it() -> str:
        return open_round(study.project.id, "Round 2", **conditions).name

    first, second = overtake(app, open_it, open_it)
    assert first == "Round 2"
    assert isinstance(second, Conflict)


def test_a_round_is_extended_by_what_is_missing(study: Study) -> None:
    opened = open_another(study, annotators=study.annotators[:1], articles=study.articles[1:])
    with writing():
        added = extend_round(opened, annotators=study.annotators, articles=study.articles)
    assert added == 3
    work = [
        [(a.position, a.article_id) for a in list_assignments(m.id) if a.round_id == opened.id]
        for m in study.annotators
    ]
    first, second = (article.id for article in study.articles)
    assert work == [[(1, second), (2, first)], [(1, first), (2, second)]]
    with writing():
        assert extend_round(opened, annotators=study.annotators, articles=study.articles) == 0


def test_submitting_and_giving_back(study: Study) -> None:
    assignment = study.assignment()
    make_judgment(study)
    with writing():
        submit(assignment, now=NOW + timedelta(hours=1))
    db.session.expire_all()
    stored = study.assignment()
    assert (stored.state, stored.submitted_at) == ("submitted", NOW + timedelta(hours=1))
    with writing():
        reopen(stored)
    db.session.expire_all()
    stored = study.assignment()
    assert stored.state == "open"
    assert stored.submitted_at is not None, "the outlet has been seen since"
    assert len(judgments_of(stored.id, study.questions)) == 1, "reopening loses no work"


def test_an_open_article_cannot_be_reopened(study: Study) -> None:
    with pytest.raises(Conflict, match="open already"):
        reopen(study.assignment())


def test_only_ones_own_assignment_can_be_locked(study: Study) -> None:
    assignment = study.assignment()
    with writing():
        assert lock_assignment(assignment.id, study.annotators[0].id) == "open"
        assert lock_assignment(assignment.id, study.annotators[1].id) is None
        assert lock_assignment(0, study.annotators[0].id) is None


def test_a_replaced_version_is_given_to_nobody_new(app: Flask, study: Study) -> None:
    """Also when it was replaced between a page's reading and its sending."""
    first, second = study.articles
    with writing():
        first.is_current = False
    with pytest.raises(Conflict, match="corrected meanwhile"):
        open_another(study)
    assert [one.name for one in list_rounds(study.project.id)] == [study.round.name]
    newcomer = add_annotator(study)
    with writing():
        extend_round(study.round, annotators=[newcomer], articles=[first, second])
    assert len(list_assignments(newcomer.id)) == 2  # what the round has, it goes on with
    elsewhere = open_another(study, "Round 3", articles=[second])
    with pytest.raises(Conflict), writing():
        extend_round(elsewhere, annotators=study.annotators, articles=[first])


def add_annotator(study: Study) -> Membership:
    with writing():
        return add_member(study.project, add_person("Cleo Marsh", now=NOW), "annotator")
