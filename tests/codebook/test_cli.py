"""`workbench project create` and `workbench codebook`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from flask import Flask

from tests.codebook.given import document
from tests.make import NOW
from workbench.codebook.queries import list_versions
from workbench.codebook.reading import list_presets, read_codebook, read_preset
from workbench.codebook.schema import make_schema
from workbench.core.db import writing
from workbench.projects.actions import create_project
from workbench.projects.queries import find_project, get_project, list_projects

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

WRONG_FILES = [(b"id: [", "line 1"), (b"id: \xff", "read as UTF-8"), (None, "No such file")]


@pytest.fixture
def project_id(app: Flask) -> int:
    with writing():
        return create_project("harbour", "Harbour", targets=[], now=NOW).id


def run(app: Flask, *arguments: str) -> Result:
    result = printed(app, *arguments)
    assert result.stdout == ""  # words only
    return result


def printed(app: Flask, *arguments: str) -> Result:
    result: Result = app.test_cli_runner().invoke(args=list(arguments))
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
    codebook = version.codebook
    assert [(one.id, one.title) for one in codebook.targets] == [
        ("government", "the government"),
        ("union", "a = b"),
    ]
    assert codebook.replacing(targets=()) == read_preset("framing-tone-sourcing")


def test_a_target_may_have_other_names(app: Flask) -> None:
    create(app, "--target", "mayor=the mayor|town hall | Rosa Vey")
    [version] = list_versions(get_project("harbour").id)
    [target] = version.codebook.targets
    assert (target.title, target.aliases) == ("the mayor", ("town hall", "Rosa Vey"))


def test_the_targets_of_a_codebook_become_those_of_the_project(app: Flask, tmp_path: Path) -> None:
    given = document(targets=[{"id": "mayor", "title": "the mayor"}])
    assert create(app, "--codebook", write(tmp_path, yaml.safe_dump(given).encode())).exit_code == 0
    assert [target.key for target in get_project("harbour").targets] == ["mayor"]


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
        (("--target", "a=x|"), "KEY=TITLE|ALIAS"),
        (("--target", "a=x|" + "y" * 121), "KEY=TITLE|ALIAS"),
        (sum((("--target", f"a{n}=x") for n in range(7)), ()), "at most 6 targets"),
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


def test_every_fault_of_a_file_is_listed_with_its_line(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path, b"id: small\ntitle: no\ncolour: red\n")
    result = run(app, "codebook", "publish", path)
    assert result.exit_code == 2
    assert "line 2, title: yes, no, on, off" in result.stderr
    assert "\n  line 3, colour: there is no such key" in result.stderr


UNFINISHED = b"""id: small
title: Small
dimensions:
  - {id: frames, title: Frames, type: multi, values: []}
"""


@pytest.mark.parametrize(
    ("content", "code", "lines"),
    [
        (
            b"id: small\ntitle: no\ncolour: red\n",
            2,
            ["2: fault: title: yes, no, on", "3: fault: colour: there is no"],
        ),
        (
            UNFINISHED,
            0,
            [
                "4: missing: dimensions.0.values: `frames` has no values yet",
                "4: advice: dimensions.0.question: \u201cFrames\u201d asks no question",
            ],
        ),
    ],
)
def test_a_file_is_checked_line_by_line(
    app: Flask, tmp_path: Path, content: bytes, code: int, lines: list[str]
) -> None:
    path = write(tmp_path, content)
    result = printed(app, "codebook", "check", path)
    assert result.exit_code == code
    said = result.stdout.splitlines()
    assert len(said) == len(lines)
    assert all(one.startswith(f"{path}:{line}") for one, line in zip(said, lines, strict=True))


@pytest.mark.parametrize(("content", "reason"), WRONG_FILES[1:])
def test_a_file_that_cannot_be_opened_is_not_checked(
    app: Flask, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    result = run(app, "codebook", "check", write(tmp_path, content))
    assert result.exit_code == 2
    assert reason in result.stderr


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_is_shown_gives_the_same_version_again(
    app: Flask, project_id: int, tmp_path: Path, form: str
) -> None:
    run(app, "codebook", "publish", "framing-tone-sourcing")
    run(app, "codebook", "publish", write(tmp_path, yaml.safe_dump(document()).encode()))
    shown = printed(app, "codebook", "show", "--version", "1", "--format", form).stdout
    assert read_codebook(shown) == read_preset("framing-tone-sourcing")
    newest = printed(app, "codebook", "show").stdout
    assert read_codebook(newest).title == "A small codebook"


def test_a_version_that_is_not_there_is_not_shown(app: Flask, project_id: int) -> None:
    assert "no codebook yet" in run(app, "codebook", "show").stderr
    run(app, "codebook", "publish", "framing-tone-sourcing")
    result = run(app, "codebook", "show", "--version", "7")
    assert result.exit_code == 2
    assert "no codebook version 7" in result.stderr


def test_presets_are_listed_with_their_titles(app: Flask) -> None:
    listed = printed(app, "codebook", "presets").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list_presets()
    assert any("Framing, tone & sourcing" in line for line in listed)


def test_the_schema_is_printed(app: Flask) -> None:
    assert json.loads(printed(app, "codebook", "schema").stdout) == make_schema()
