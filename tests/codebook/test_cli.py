"""`workbench project create` and `workbench codebook publish`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import Result
from flask import Flask

from tests.codebook.given import document
from tests.make import NOW
from workbench.codebook.queries import list_versions
from workbench.codebook.reading import read_preset
from workbench.core.db import writing
from workbench.projects.actions import create_project
from workbench.projects.queries import find_project, list_projects

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

WRONG_FILES = [(b"id: [", "line 1"), (b"id: \xff", "read as UTF-8"), (None, "No such file")]


@pytest.fixture
def project_id(app: Flask) -> int:
    with writing():
        return create_project("harbour", "Harbour", targets=[], now=NOW).id


def run(app: Flask, *arguments: str) -> Result:
    result: Result = app.test_cli_runner().invoke(args=list(arguments))
    assert result.stdout == ""  # words only
    return result


def create(app: Flask, *changes: str, slug: str = "harbour") -> Result:
    given = ("--title", "Harbour Accord", "--codebook", "framing-tone-sourcing")
    return run(app, "project", "create", slug, *given, *changes)


def write(folder: Path, content: bytes | None) -> str:
    path = folder / "mine.yaml"
    if content is not None:
        path.write_bytes(content)
    return str(path)


def test_a_project_comes_with_its_targets_and_codebook(app: Flask) -> None:
    result = create(app, "--target", "government=the government", "--target", "union=a = b")
    assert result.exit_code == 0
    project = find_project("harbour")
    assert project is not None
    assert project.title == "Harbour Accord"
    assert [(one.key, one.title) for one in project.targets] == [
        ("government", "the government"),
        ("union", "a = b"),
    ]
    [version] = list_versions(project.id)
    assert version.codebook == read_preset("framing-tone-sourcing")


def test_a_codebook_of_ones_own_is_taken_whatever_the_file_is_called(
    app: Flask, tmp_path: Path
) -> None:
    path = tmp_path / "question-sheet"
    path.write_text(yaml.safe_dump(document(title="Mine")), encoding="utf-8")
    assert create(app, "--codebook", str(path)).exit_code == 0
    project = find_project("harbour")
    assert project is not None
    assert [version.title for version in list_versions(project.id)] == ["Mine"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (("--codebook", "nonsense"), "no preset 'nonsense'"),
        (("--title", " "), "visible characters"),
        (("--title", "x" * 121), "visible characters"),
        (("--title", "a\x1b[31mb"), "visible characters"),
        (("--target", "government"), "KEY=TITLE"),
        (("--target", "a=x", "--target", "a=y"), "same key"),
    ],
)
def test_a_wrong_argument_creates_nothing(
    app: Flask, changes: tuple[str, ...], reason: str
) -> None:
    result = create(app, *changes)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert list_projects() == []


@pytest.mark.parametrize(("content", "reason"), WRONG_FILES)
def test_a_wrong_file_creates_nothing(
    app: Flask, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    result = create(app, "--codebook", write(tmp_path, content))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert list_projects() == []


def test_a_short_name_must_be_possible_and_free(app: Flask) -> None:
    assert create(app, slug="Two Words").exit_code == 2
    assert create(app).exit_code == 0
    again = create(app)
    assert again.exit_code == 2
    assert "already a project 'harbour'" in again.stderr
    assert len(list_projects()) == 1


@pytest.mark.parametrize("left_out", ["--title", "--codebook"])
def test_title_and_codebook_are_needed(app: Flask, left_out: str) -> None:
    given = {"--title": "Harbour", "--codebook": "framing-tone-sourcing"}
    del given[left_out]
    result = run(app, "project", "create", "harbour", *next(iter(given.items())))
    assert result.exit_code == 2
    assert left_out in result.stderr


def test_a_preset_becomes_version_one_and_stays_it(app: Flask, project_id: int) -> None:
    for _ in range(2):
        result = run(app, "codebook", "publish", "framing-tone-sourcing")
        assert "is version 1" in result.stderr
    assert len(list_versions(project_id)) == 1


def test_a_file_becomes_the_next_version(app: Flask, project_id: int, tmp_path: Path) -> None:
    for number, title in enumerate(("Für alle", "Für manche"), start=1):
        path = write(tmp_path, yaml.safe_dump(document(title=title)).encode())
        result = run(app, "codebook", "publish", path, "--project", "harbour")
        assert f"{title} is version {number}" in result.stderr


@pytest.mark.parametrize(("content", "reason"), WRONG_FILES)
def test_a_wrong_file_is_not_published(
    app: Flask, project_id: int, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    result = run(app, "codebook", "publish", write(tmp_path, content))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert list_versions(project_id) == []
