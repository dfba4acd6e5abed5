"""Who may enter which project, and what the shell is told."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.make import NOW, make_person
from workbench.accounts.models import Person
from workbench.core.db import writing
from workbench.core.errors import NotFound
from workbench.projects.actions import add_member, create_project
from workbench.projects.queries import (
    find_place,
    find_project,
    get_project,
    has_projects,
    list_members,
    list_places,
    list_projects,
)


@pytest.fixture
def ada(app: Flask) -> Person:
    """A lead of one project and an annotator of another; a third is nothing to her."""
    ada, ben = make_person("Ada Quist"), make_person("Ben Okoro")
    with writing():
        lagoon = create_project("lagoon", "B lagoon", targets=[], now=NOW)
        harbour = create_project("harbour", "A harbour", targets=[], now=NOW)
        create_project("meadow", "C meadow", targets=[], now=NOW)
        add_member(lagoon, ada, "annotator", seat="A-02")
        add_member(harbour, ada, "lead", seat="L-01")
        add_member(harbour, ben, "annotator", seat="A-01")
    return ada


def test_a_place_is_a_project_with_a_role(ada: Person) -> None:
    place = find_place(ada.id, "harbour")
    assert place is not None
    assert (place.project.slug, place.role, place.membership.seat) == ("harbour", "lead", "L-01")
    other = find_place(ada.id, "lagoon")
    assert other is not None
    assert other.role == "annotator"


@pytest.mark.parametrize("slug", ["meadow", "nothing", "", "HARBOUR", "harbour' OR '1'='1"])
def test_elsewhere_there_is_no_place(ada: Person, slug: str) -> None:
    assert find_place(ada.id, slug) is None


def test_a_person_without_a_membership_has_no_place(ada: Person) -> None:
    assert find_place(make_person("Cleo Anders").id, "harbour") is None
    assert find_place(0, "harbour") is None


def test_places_are_listed_by_title(ada: Person) -> None:
    assert [place.project.slug for place in list_places(ada.id)] == ["harbour", "lagoon"]
    assert list_places(make_person("Cleo Anders").id) == []


def test_members_are_listed_by_seat_and_role(ada: Person) -> None:
    harbour = get_project("harbour")
    assert [member.seat for member in list_members(harbour.id)] == ["A-01", "L-01"]
    assert [member.seat for member in list_members(harbour.id, role="lead")] == ["L-01"]


def test_the_shell_is_told_which_projects_there_are(ada: Person) -> None:
    assert get_project("meadow").title == "C meadow"
    with pytest.raises(NotFound, match=r"'sea'\. Known projects: harbour, lagoon, meadow"):
        get_project("sea")
    with pytest.raises(NotFound, match="say which"):
        get_project()
    assert [project.slug for project in list_projects()] == ["harbour", "lagoon", "meadow"]


def test_the_only_project_needs_no_name(app: Flask) -> None:
    assert not has_projects()
    assert find_project("harbour") is None
    with pytest.raises(NotFound, match="workbench project create"):
        get_project()
    with pytest.raises(NotFound, match="no project yet"):
        get_project("harbour")
    with writing():
        create_project("harbour", "Harbour", targets=[], now=NOW)
    assert get_project().slug == "harbour"
    assert has_projects()
