"""`workbench corpus`: look at what the readers make of files, and take articles in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
import orjson

from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Refused
from workbench.core.shell import Group, Refusal, Words, progress, say
from workbench.corpus.actions import Imported, add_article
from workbench.corpus.preparing import PreparedArticle, prepare
from workbench.corpus.taking_in import as_record, as_refused, read_file, said_of
from workbench.projects.queries import get_project

corpus = Group("corpus", help="Bring articles in.")

_files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@corpus.command("read", with_appcontext=False)
@_files
def read(files: tuple[Path, ...]) -> None:
    """Print what the import would make of FILES, one JSON object each; stores nothing.

    Needs no database. A file that cannot be taken in has its reason under `problems`.
    """
    refused = 0
    watched: Iterable[Path] = files
    if not sys.stdout.isatty():  # a bar would run through the lines
        watched = progress(files, "Reading", len(files))
    for path in watched:
        try:
            record = as_record(read_file(path))
        except Refused as problem:
            record = as_refused(problem)
            refused += 1
        click.echo(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE), nl=False)
    if refused:
        raise Refusal(f"Refused: {refused} of {len(files)} files. See their `problems`.")


@corpus.command("import")
@_files
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
@click.option(
    "--outlet",
    type=Words(120, may_be_empty=True),
    default="",
    help="Outlet, where the text does not give it.",
)
@click.option(
    "--story",
    type=Words(200, may_be_empty=True),
    default="",
    help="The event that several outlets cover.",
)
@click.option("--skip-bad", is_flag=True, help="Store the good files also when some are refused.")
def import_files(
    files: tuple[Path, ...], slug: str, outlet: str, story: str, skip_bad: bool
) -> None:
    """Import plain-text or Markdown FILES, one article each: all of them, or none.

    Prints the key of each article; a text that is in the project already is not stored again.
    """
    project_id = get_project(slug).id
    prepared, refused = _prepare(files)
    for sentence in refused:
        say(f"refused  {sentence}")
    if refused and not (skip_bad and prepared):
        raise Refusal(f"Refused: {len(refused)} of {len(files)} files. Nothing was imported.")
    with writing():
        done = [
            add_article(project_id, one, outlet=outlet, story=story, now=utc_now())
            for one in progress(prepared, "Storing", len(prepared))
        ]
    for one, outcome in zip(prepared, done, strict=True):
        _report(one, outcome)


def _prepare(files: tuple[Path, ...]) -> tuple[list[PreparedArticle], list[str]]:
    """What can be stored, and a sentence for each file that cannot."""
    prepared, refused = [], []
    for path in progress(files, "Reading", len(files)):
        try:
            prepared.append(prepare(read_file(path)))
        except Refused as problem:
            refused.append(said_of(path, problem))
    return prepared, refused


def _report(prepared: PreparedArticle, done: Imported) -> None:
    usable = sum(paragraph.draft.annotatable for paragraph in prepared.paragraphs)
    detail = done.reason or f"{usable} of {len(prepared.paragraphs)} paragraphs to annotate"
    title = prepared.draft.title if done.article is None else done.article.title
    say(f"{done.outcome:8} {title} ({prepared.draft.name}): {detail}")
    if done.article is not None:
        click.echo(done.article.key)
