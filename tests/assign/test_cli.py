"""`workbench assign`: a round is opened, or extended by what is missing."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask

from tests.make import NOW, Study, make_person, make_study, short_codebook
from workbench.assign.actions import submit
from workbench.assign.models import Assignment, Round
from workbench.assign.opening import CLOSED, Opening
from workbench.assign.queries import find_round, list_assignments, list_rounds
from workbench.codebook.actions import publish
from workbench.core.db import db, writing
from workbench.projects.actions import add_member, create_project

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

TEXTS = (("First title", "First body."), ("Second, longer title", "Second body."))


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(texts=TEXTS)


def run(app: Flask, *arguments: str, name: str = "Round 2") -> Result:
    result: Result = app.test_cli_runner().invoke(args=["assign", "--round", name, *arguments])
    assert result.stdout == ""  # words only
    db.session.rollback()
    return result


def work(study: Study, annotator: int = 0, name: str = "Round 2") -> list[tuple[int, str]]:
    own = list_assignments(study.annotators[annotator].id)
    return [(one.position, one.article.title) for one in own if one.round.name == name]


def test_a_new_round_gives_everybody_everything_under_masks(app: Flask, study: Study) -> None:
    result = run(app, "--project", "harbour", "--annotators", "A-01, Ben Okoro")
    assert result.exit_code == 0
    assert "assignments added: 4" in result.stderr
    for annotator in (0, 1):
        assert work(study, annotator) == [(1, "First title"), (2, "Second, longer title")]
    opened = find_round(study.project.id, "Round 2")
    assert opened is not None
    assert (opened.mask_outlet, opened.mask_byline, opened.has_premarks) == (True, True, False)
    assert (opened.kind, opened.has_hints) == ("production", False)
    assert opened.shows_others is False
    assert (opened.opening, opened.unsealed_at) == (CLOSED, None)
    assert "Opens to annotators: nothing." in result.stderr


def test_the_conditions_can_be_chosen(app: Flask, study: Study) -> None:
    with writing():
        changed = short_codebook().model_copy(update={"title": "Changed"})
        assert publish(study.project.id, changed, now=NOW).number == 2
    options = ("--no-mask-outlet", "--no-mask-byline", "--premarks", "--codebook-version", "1")
    more = ("--kind", "training", "--hints", "--show-others", "--discussion", "--show-precedents")
    assert run(app, "--annotators", "A-01", *options, *more).exit_code == 0
    opened = find_round(study.project.id, "Round 2")
    assert opened is not None
    assert (opened.mask_outlet, opened.mask_byline, opened.has_premarks) == (False, False, True)
    assert opened.codebook_version.number == 1
    assert (opened.kind, opened.has_hints) == ("training", True)
    assert opened.shows_others is True
    assert opened.opening == Opening(has_discussion=True, shows_precedents=True)
    assert opened.unsealed_at is not None
    assert run(app, "--annotators", "A-01", name="Round 3").exit_code == 0
    newest = find_round(study.project.id, "Round 3")
    assert newest is not None
    assert newest.codebook_version.number == 2


def test_an_existing_round_gets_what_is_missing_and_nothing_twice(app: Flask, study: Study) -> None:
    key = study.articles[1].key
    assert run(app, "--annotators", "A-01", "--articles", key).exit_code == 0
    assert work(study) == [(1, "Second, longer title")]
    for added in (3, 0):
        result = run(app, "--annotators", "A-01,A-02,A-01")
        assert result.exit_code == 0
        assert f"assignments added: {added}, already there: {4 - added}" in result.stderr
    assert work(study) == [(1, "Second, longer title"), (2, "First title")]
    assert work(study, 1) == [(1, "First title"), (2, "Second, longer title")]


def test_articles_are_named_by_title_or_key_and_a_title_may_hold_a_comma(
    app: Flask, study: Study
) -> None:
    both = ("--articles", "Second, longer title", "--articles", "First title")
    assert run(app, "--annotators", "A-01", *both).exit_code == 0
    assert work(study) == [(1, "Second, longer title"), (2, "First title")]
    keys = ",".join(article.key for article in study.articles)
    assert run(app, "--annotators", "A-02", "--articles", keys, name="Round 3").exit_code == 0
    assert len(work(study, 1, "Round 3")) == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--annotators", "A-01,A-99"), "no annotator 'A-99'. Its annotators: A-01, A-02"),
        (("--annotators", "A-01,Lena Ortiz"), "is a lead here"),
        (("--annotators", " , "), "at least one annotator"),
        (("--annotators", "A-01", "--articles", "First title,Third"), "no article 'Third'"),
        (("--annotators", "A-01", "--articles", ","), "at least one article"),
        (("--annotators", "A-01", "--project", "lagoon"), "no project 'lagoon'"),
        (("--annotators", "A-01", "--codebook-version", "9"), "no codebook version 9"),
        (("--annotators", "A-01", "--codebook-version", "x"), "not a valid integer"),
        (("--annotators", "A-01", "--kind", "contest"), "'contest' is not one of"),
        (
            ("--annotators", "A-01", "--kind", "pilot", "--premarks"),
            "A pilot round has no premarks",
        ),
        (("--annotators", "A-01", "--hints"), "only beside premarks"),
        (
            ("--annotators", "A-01", "--kind", "reliability", "--show-others"),
            "shows nobody the answers of others",
        ),
        (
            ("--annotators", "A-01", "--kind", "reliability", "--show-precedents"),
            "shows no earlier rulings at the label",
        ),
        (
            ("--annotators", "A-01", "--kind", "reliability", "--discussion"),
            "discussion and rulings can be opened later",
        ),
        (
            ("--annotators", "A-01", "--kind", "reliability", "--show-rulings"),
            "discussion and rulings can be opened later",
        ),
        ((), "--annotators"),
    ],
)
def test_what_is_refused_opens_no_round(
    app: Flask, study: Study, arguments: tuple[str, ...], reason: str
) -> None:
    result = run(app, *arguments)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert [one.name for one in list_rounds(study.project.id)] == ["Round 1"]


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb", "a\x1b[2J"])
def test_a_round_has_a_name_that_can_be_shown(app: Flask, study: Study, name: str) -> None:
    assert run(app, "--annotators", "A-01", name=name).exit_code == 2
    assert len(list_rounds(study.project.id)) == 1


@pytest.mark.parametrize(
    "option",
    [
        "--no-mask-outlet",
        "--no-mask-byline",
        "--premarks",
        "--hints",
        "--show-others",
        "--kind=pilot",
        "--codebook-version=2",
    ],
)
def test_the_conditions_of_a_round_do_not_change_half_way(
    app: Flask, study: Study, option: str
) -> None:
    cleo = make_person("Cleo Marsh")
    with writing():
        person = add_member(study.project, cleo, "annotator")
    refused = run(app, "--annotators", person.seat, option, name="Round 1")
    assert refused.exit_code == 2
    assert "opened with another" in refused.stderr
    assert list_assignments(person.id) == []
    same = ("--mask-outlet", "--mask-byline", "--no-premarks", "--codebook-version", "1")
    same = (*same, "--no-hints", "--no-show-others", "--kind", "production")
    assert run(app, "--annotators", person.seat, *same, name="Round 1").exit_code == 0
    assert len(list_assignments(person.id)) == 2


def test_what_a_round_opens_can_change_later(app: Flask, study: Study) -> None:
    """Switch by switch: what is not named stays. Once unsealed it stays so."""

    def opened() -> Round:
        found = find_round(study.project.id, "Round 1")
        assert found is not None
        return found

    steps = [
        (("--show-precedents",), Opening(shows_precedents=True), False),
        (("--show-rulings",), Opening(shows_rulings=True, shows_precedents=True), True),
        ((), Opening(shows_rulings=True, shows_precedents=True), True),
        (("--no-show-rulings",), Opening(shows_precedents=True), True),
    ]
    for options, opening, is_unsealed in steps:
        result = run(app, "--annotators", "A-01", *options, name="Round 1")
        assert result.exit_code == 0
        assert f"Opens to annotators: {opening.in_words}." in result.stderr
        assert opened().opening == opening
        assert (opened().unsealed_at is not None) == is_unsealed


def test_a_reliability_round_opens_once_all_of_it_is_handed_in(app: Flask, study: Study) -> None:
    kind = ("--kind", "reliability", "--annotators", "A-01")
    first = ("--articles", study.articles[0].key)
    assert run(app, *kind, *first).exit_code == 0
    assert run(app, *kind, *first, "--discussion").exit_code == 2
    own = next(
        one for one in list_assignments(study.annotators[0].id) if one.round.name == "Round 2"
    )
    with writing():
        submit(own, now=NOW)
    # The other article would be handed out with it, and is open then: nothing of it happens.
    refused = run(app, *kind, "--discussion")
    assert refused.exit_code == 2
    assert "once everything in it is submitted or skipped" in refused.stderr
    assert work(study) == [(1, "First title")]
    assert run(app, *kind, *first, "--discussion").exit_code == 0
    found = find_round(study.project.id, "Round 2")
    assert found is not None
    assert found.opening == Opening(has_discussion=True)
    assert run(app, *kind, *first, "--show-precedents").exit_code == 2


def test_one_title_of_two_articles_is_asked_back(app: Flask) -> None:
    study = make_study(texts=(("Same", "First body."), ("Same", "Second body.")))
    refused = run(app, "--annotators", "A-01", "--articles", "Same")
    assert refused.exit_code == 2
    assert all(article.key in refused.stderr for article in study.articles)


def test_an_unprepared_project_says_what_is_missing(app: Flask) -> None:
    person = make_person("Ada Quist")
    with writing():
        project = create_project("lagoon", "Lagoon", targets=[], now=NOW)
        add_member(project, person, "annotator", seat="A-01")
    assert "no codebook" in run(app, "--annotators", "A-01").stderr
    with writing():
        publish(project.id, short_codebook(), now=NOW)
    refused = run(app, "--annotators", "A-01")
    assert refused.exit_code == 2
    assert "one article" in refused.stderr
    assert db.session.query(Assignment).count() == 0
