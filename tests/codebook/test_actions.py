"""Publishing: an unchanged codebook keeps its number, a changed one gets the next."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.codebook.given import dimension, document
from tests.make import NOW
from tests.races import overtake
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.queries import get_version, list_questions_of, list_versions
from workbench.core.db import db, writing
from workbench.core.errors import NotFound
from workbench.projects.actions import create_project


@pytest.fixture
def project_id(app: Flask) -> int:
    with writing():
        return create_project("harbour", "Harbour", targets=[], now=NOW).id


def small(title: str = "A small codebook") -> Codebook:
    return Codebook.model_validate(document(title=title))


def publish_now(project_id: int, codebook: Codebook) -> int:
    with writing():
        return publish(project_id, codebook, now=NOW).number


def test_an_unchanged_codebook_keeps_its_number(project_id: int) -> None:
    assert publish_now(project_id, small()) == 1
    assert publish_now(project_id, small()) == 1
    assert len(list_versions(project_id)) == 1


def test_a_changed_one_gets_the_next_even_when_it_goes_back(project_id: int) -> None:
    numbers = [publish_now(project_id, small(title)) for title in ("One", "Two", "One")]
    assert numbers == [1, 2, 3]
    assert [version.number for version in list_versions(project_id)] == [3, 2, 1]
    first, third = get_version(project_id, 1), get_version(project_id, 3)
    assert first.sha256 == third.sha256
    assert first.title == "One"
    assert first.published_at == NOW


def test_what_was_published_is_read_back(project_id: int) -> None:
    codebook = Codebook.model_validate(document(dimension("quoted"), purpose="Für “alle” 🙂"))
    publish_now(project_id, codebook)
    db.session.expire_all()
    assert get_version(project_id, 1).codebook == codebook


def test_each_project_counts_for_itself(project_id: int) -> None:
    with writing():
        other = create_project("lagoon", "Lagoon", targets=[], now=NOW).id
    publish_now(project_id, small("One"))
    publish_now(project_id, small("Two"))
    assert publish_now(other, small("Two")) == 1
    with pytest.raises(NotFound, match="no codebook version 2"):
        get_version(other, 2)


def test_the_questions_of_a_version_are_found_by_its_digest(project_id: int) -> None:
    publish_now(project_id, Codebook.model_validate(document(dimension("tone", per="target"))))
    sha256 = get_version(project_id, 1).sha256
    keys = [question.key for question in list_questions_of(sha256, (("gov", "Government"),))]
    assert keys == ["tone.gov"]
    assert list_questions_of(sha256, ()) == ()
    with pytest.raises(NotFound):
        list_questions_of("0" * 64, ())


def test_two_leads_publishing_at_once_get_two_numbers(app: Flask, project_id: int) -> None:
    first, second = overtake(
        app,
        lambda: publish(project_id, small("One"), now=NOW).number,
        lambda: publish(project_id, small("Two"), now=NOW).number,
    )
    assert (first, second) == (1, 2)
