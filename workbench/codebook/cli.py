"""`workbench project create` and `workbench codebook publish`."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.reading import read_codebook, read_preset
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Refused
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
    metavar="KEY=TITLE",
    help="An actor whose portrayal is scored, such as government='the government'. Repeatable.",
)
def create(slug: str, title: str, file_or_preset: str, targets: tuple[str, ...]) -> None:
    """Create the project SLUG (part of every address) with its first codebook version."""
    check_slug(slug)
    named = [read_target(target) for target in targets]
    chosen = _read(file_or_preset)
    with writing():
        created = create_project(slug, title, targets=named, now=utc_now())
        version = publish(created.id, chosen, now=utc_now())
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


def _read(file_or_preset: str) -> Codebook:
    path = Path(file_or_preset)
    if path.suffix not in {".yaml", ".yml", ".json"} and not path.is_file():
        return read_preset(file_or_preset)
    try:
        return read_codebook(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{shown(path)} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise Refused(f"{shown(path)} cannot be read as UTF-8 text: {error}.") from None
