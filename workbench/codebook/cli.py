"""`workbench project create` and `workbench codebook`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from workbench.codebook import reading
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook, Target
from workbench.codebook.queries import find_newest, get_version
from workbench.codebook.reading import Problem
from workbench.codebook.schema import make_schema
from workbench.codebook.writing import write_json, write_yaml
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Invalid, NotFound, Refused
from workbench.core.shell import Group, Words, say, shown
from workbench.projects.actions import create_project
from workbench.projects.names import check_slug, read_target
from workbench.projects.queries import get_project

project = Group("project", help="Set up a study.")
codebook = Group("codebook", help="The question sheet of a project.")


@project.command("create")
@click.argument("slug")
@click.option("--title", type=Words(120), required=True, help="As it stands above every page.")
@click.option(
    "--codebook",
    "file_or_preset",
    metavar="FILE|PRESET",
    required=True,
    help="A YAML or JSON file, or a preset such as framing-tone-sourcing.",
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="KEY=TITLE[|ALIAS...]",
    help=(
        "An actor whose portrayal is scored, with other names for it, such as "
        "government='the government|the cabinet'. Repeatable, up to 6; those of the codebook by "
        "default."
    ),
)
def create(slug: str, title: str, file_or_preset: str, targets: tuple[str, ...]) -> None:
    """Create the project SLUG (part of every address) with its first codebook version."""
    check_slug(slug)
    named = tuple(_read_target(target) for target in targets)
    chosen = _read(file_or_preset)
    asked = chosen.model_copy(update={"targets": named}) if named else chosen
    with writing():
        keys = [(target.id, target.title) for target in asked.targets]
        created = create_project(slug, title, targets=keys, now=utc_now())
        version = publish(created.id, asked, now=utc_now())
    say(f"Created {created.title} ({slug}) with {version.title}, version {version.number}.")


@codebook.command("publish")
@click.argument("file_or_preset", metavar="FILE|PRESET")
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
def publish_version(file_or_preset: str, slug: str) -> None:
    """Freeze a YAML or JSON FILE, or a preset, as the next version.

    An unchanged codebook keeps its number.
    """
    chosen = _read(file_or_preset)
    with writing():
        version = publish(get_project(slug).id, chosen, now=utc_now())
    say(f"{version.title} is version {version.number} ({version.sha256[:12]}).")


@codebook.command("check", with_appcontext=False)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def check_file(file: Path) -> None:
    """Say what is wrong with a FILE, what is missing, and what could be better.

    One line each: file, line, how grave, place and sentence. A fault gives the exit code 2; what is
    missing can wait while the codebook is a draft.
    """
    examined = reading.examine(_text(file))
    grades: list[tuple[str, Sequence[Problem]]] = [
        ("fault", examined.faults),
        ("missing", examined.gaps),
        ("advice", examined.advice),
    ]
    for grade, problems in grades:
        for one in problems:
            click.echo(f"{shown(file)}:{one.line}: {grade}: {one.place}: {one.message}")
    if examined.codebook is None:
        raise Refused(f"{shown(file)} has {_count(examined.n_faults, 'fault')}.")
    number = _count(len(examined.codebook.dimensions), "question")
    say(
        f"{shown(file)} is a codebook with {number}. "
        f"Missing before it can be published: {len(examined.gaps)}. Advice: {len(examined.advice)}."
    )


@codebook.command("show")
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
@click.option("--version", "number", type=int, help="The newest by default.")
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml")
def show(slug: str, number: int | None, form: str) -> None:
    """Print a published version as the file that would give it again."""
    project_id = get_project(slug).id
    found = find_newest(project_id) if number is None else get_version(project_id, number)
    if found is None:
        raise NotFound("This project has no codebook yet. `workbench codebook publish` brings one.")
    write = write_json if form == "json" else write_yaml
    click.echo(write(found.codebook), nl=False)


@codebook.command("schema", with_appcontext=False)
def schema() -> None:
    """Print the file format as a JSON Schema, for editors that help while one types."""
    click.echo(json.dumps(make_schema(), ensure_ascii=False, indent=2))


@codebook.command("presets", with_appcontext=False)
def presets() -> None:
    """List the codebooks that come with the workbench: name and title."""
    names = reading.list_presets()
    width = max(map(len, names))
    for name in names:
        click.echo(f"{name.ljust(width)}  {reading.read_preset(name).title}")


def _read_target(text: str) -> Target:
    named, *aliases = text.split("|")
    key, title = read_target(named.rstrip())
    try:
        return Target(id=key, title=title, aliases=tuple(aliases))
    except ValidationError:
        raise Invalid(
            f"Give a target as KEY=TITLE|ALIAS|ALIAS, names of 1 to 120 characters; not {text!r}."
        ) from None


def _read(file_or_preset: str) -> Codebook:
    path = Path(file_or_preset)
    if path.suffix not in {".yaml", ".yml", ".json"} and not path.is_file():
        return reading.read_preset(file_or_preset)
    try:
        return reading.read_codebook(_text(path))
    except Invalid as error:
        raise Invalid(_every_problem(path, error), details=error.details) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(f"{shown(path)} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise Refused(f"{shown(path)} cannot be read as UTF-8 text: {error}.") from None


def _every_problem(path: Path, error: Invalid) -> str:
    problems: Any = error.details["problems"]
    return "\n".join([f"{shown(path)}: {error.message}", *_lines(problems)])


def _lines(problems: Iterable[dict[str, object]]) -> list[str]:
    listed = [f"  line {one['line']}, {one['place']}: {one['message']}" for one in problems]
    return listed if len(listed) > 1 else []


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
