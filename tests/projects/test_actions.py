"""Studies and the pseudonyms under which people work in them."""

from __future__ import annotations

import re
import secrets

import pytest
from flask import Flask

from tests.make import NOW, make_person
from tests.races import overtake
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid
from workbench.projects.actions import SEAT_ALPHABET, add_member, create_project, draw_seat
from workbench.projects.models import Project
from workbench.projects.queries import find_project, list_members


def create(slug: str = "harbour", targets: list[tuple[str, str]] | None = None) -> Project:
    with writing():
        return create_project(slug, slug.capitalize(), targets=targets or [], now=NOW)


def join(project: Project, name: str, role: str = "annotator", seat: str = "") -> str:
    person = make_person(name)
    with writing():
        return add_member(project, person, role, seat=seat).seat


def test_a_project_keeps_its_targets_in_order(app: Flask) -> None:
    targets = [("zebra", "The zebra"), ("ant", "The ant"), ("mole", "The mole")]
    create(targets=targets)
    db.session.expire_all()
    stored = find_project("harbour")
    assert stored is not None
    assert [(target.key, target.title) for target in stored.targets] == targets
    assert stored.created_at == NOW


def test_a_short_name_is_given_once(app: Flask) -> None:
    create()
    with pytest.raises(Conflict, match="already a project 'harbour'"):
        create()
    create("lagoon", targets=[("ant", "The ant")])


def test_two_targets_with_one_key_are_refused(app: Flask) -> None:
    with pytest.raises(Invalid, match="same key"):
        create(targets=[("ant", "The ant"), ("ant", "Another ant")])
    assert find_project("harbour") is None


def test_a_seat_is_drawn_or_given(app: Flask) -> None:
    project = create()
    assert join(project, "Ada Quist", seat="A-01") == "A-01"
    assert re.fullmatch(f"A-[{SEAT_ALPHABET}]{{4}}", join(project, "Ben Okoro"))
    assert re.fullmatch(f"L-[{SEAT_ALPHABET}]{{4}}", join(project, "Lena Ortiz", "lead"))


def test_what_a_membership_refuses(app: Flask) -> None:
    project, other = create(), create("lagoon")
    person = make_person("Ada Quist")
    with writing():
        add_member(project, person, "annotator", seat="A-01")
    with pytest.raises(Conflict, match="Ada Quist is already a member of Harbour"), writing():
        add_member(project, person, "lead")
    with pytest.raises(Conflict, match="A-01 is taken"):
        join(project, "Ben Okoro", seat="A-01")
    with pytest.raises(Invalid, match="choose annotator or lead"):
        join(project, "Cleo Anders", "admin")
    assert len(list_members(project.id)) == 1
    with writing():
        assert add_member(other, person, "lead", seat="A-01").role == "lead"


def test_pseudonyms_have_no_letters_that_are_confused() -> None:
    assert not set("01ILO") & set(SEAT_ALPHABET)
    assert len(SEAT_ALPHABET) == len(set(SEAT_ALPHABET))


def test_a_drawn_seat_is_never_one_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("AAAAAAAABBBB")
    monkeypatch.setattr(secrets, "choice", lambda alphabet: next(letters))
    assert draw_seat("lead", {"L-AAAA"}) == "L-BBBB"


def test_seats_differ_from_project_to_project() -> None:
    """Equal pseudonyms would link a person's work across projects."""
    assert len({draw_seat("annotator", set()) for _ in range(50)}) > 45


def test_the_same_seat_asked_for_twice_at_once_is_a_conflict(app: Flask) -> None:
    project, ada, ben = create(), make_person("Ada Quist"), make_person("Ben Okoro")
    first, second = overtake(
        app,
        lambda: add_member(project, ada, "annotator", seat="A-01").seat,
        lambda: add_member(project, ben, "annotator", seat="A-01").seat,
    )
    assert first == "A-01"
    assert isinstance(second, Conflict)


def test_two_projects_of_one_name_at_the_same_moment(app: Flask) -> None:
    first, second = overtake(
        app,
        lambda: create_project("harbour", "One", targets=[], now=NOW).title,
        lambda: create_project("harbour", "Two", targets=[], now=NOW).title,
    )
    assert first == "One"
    assert isinstance(second, Conflict)
