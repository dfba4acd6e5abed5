"""`workbench corpus`: look at what the readers make of files, and take articles in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import orjson

from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Refused
from workbench.core.shell import Group, Refusal, Words, progress, say
from workbench.corpus.actions import Imported, add_articles
from workbench.corpus.drafts import Options, Reading, with_names
from workbench.corpus.preparing import PreparedArticle, prepare, tidy_file_name
from workbench.corpus.readers import FORMATS
from workbench.corpus.readers.rules import RULES_EXPLAINED
from workbench.corpus.reading_process import ReadingProcess
from workbench.corpus.taking_in import (
    as_problem,
    as_record,
    as_refused,
    files_in,
    read_file,
    said_of,
)
from workbench.projects.queries import get_project

corpus = Group("corpus", help="Bring articles in.")

#: Stored in one transaction; up to here an import is stored whole or not at all.
BATCH = 500

_READING_OPTIONS = (
    click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)),
    click.option(
        "--format", "kind", type=click.Choice(list(FORMATS)), help="Instead of recognising it."
    ),
    click.option("--encoding", default="", help="Of files that are not UTF-8, such as cp1252."),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NAME",
        help="Take a field of an article (text, title, …) from this column of a table.",
    ),
    click.option(
        "--without-rule",
        "rules_off",
        multiple=True,
        type=click.Choice(sorted(RULES_EXPLAINED)),
        metavar="RULE",
        help="Leave out a rule that `corpus rules` names. May be given several times.",
    ),
    click.option("--captions", is_flag=True, help="Captions are annotated like body text."),
    click.option(
        "--language",
        type=Words(12),
        default="en",
        show_default=True,
        help="Of articles that do not say theirs.",
    ),
)


def _reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_READING_OPTIONS):
        command = option(command)
    return command


@corpus.command("rules", with_appcontext=False)
def rules() -> None:
    """Print the rules by which paragraphs get their kinds, and what each does."""
    for name, sentence in sorted(RULES_EXPLAINED.items()):
        click.echo(f"{name:24} {sentence}")


@corpus.command("read", with_appcontext=False)
@_reading_options
def read(files: tuple[Path, ...], **chosen: Any) -> None:
    """Print what the import would make of FILES, one JSON object an article; stores nothing.

    Needs no database. FILES may be folders. What cannot be taken in has its reason under
    `problems`.
    """
    options = _options(**chosen)
    found = files_in(files)
    refused = 0
    for _, reading in _read_all(found, options, show=not sys.stdout.isatty()):
        records = [as_record(draft) for draft in reading.articles]
        records += [as_refused(problem) for problem in reading.problems]
        refused += len(reading.problems)
        for record in records:
            click.echo(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE), nl=False)
    if refused:
        raise Refusal(
            f"Refused: {refused} {_parts(refused)} of {len(found)} files. See `problems`."
        )


@corpus.command("import")
@_reading_options
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
@click.option(
    "--outlet",
    type=Words(120, may_be_empty=True),
    default="",
    help="Their outlet; records that state their own keep it.",
)
@click.option(
    "--story",
    type=Words(200, may_be_empty=True),
    default="",
    help="The event that several outlets cover.",
)
@click.option("--skip-bad", is_flag=True, help="Store the good articles when some are refused.")
def import_files(
    files: tuple[Path, ...], slug: str, outlet: str, story: str, skip_bad: bool, **chosen: Any
) -> None:
    """Import the articles of FILES, of any format and also folders: all of them, or none.

    Prints the key of each article; a text that is in the project already is not stored again.
    """
    project = get_project(slug)
    options = _options(**chosen)
    options = replace(options, captions=options.captions or project.annotates_captions)
    found = files_in(files)
    prepared: list[PreparedArticle] = []
    refused: list[str] = []
    for name, reading in _read_all(found, options, show=True):
        refused += [said_of(problem, name) for problem in reading.problems]
        for draft in reading.articles:
            prepared.append(prepare(with_names(draft, outlet, story)))
    for sentence in refused:
        say(f"refused  {sentence}")
    if refused and not (skip_bad and prepared):
        raise Refusal(f"Refused: {len(refused)} {_parts(len(refused))}. Nothing was imported.")
    _store(project.id, prepared, is_whole=not skip_bad)


def _store(project_id: int, prepared: list[PreparedArticle], *, is_whole: bool) -> None:
    batches = [prepared[at : at + BATCH] for at in range(0, len(prepared), BATCH)]
    for batch in progress(batches, "Storing", len(batches)):
        with writing():
            done = add_articles(project_id, batch, now=utc_now())
            refused = [one for one in done if one.outcome == "refused"]
            if refused and is_whole:
                raise Refused(f"{refused[0].name}: {refused[0].reason}. Nothing was imported.")
        for one, outcome in zip(batch, done, strict=True):
            _report(one, outcome)


def _options(
    *,
    kind: str | None,
    encoding: str,
    columns: Iterable[str],
    rules_off: Iterable[str],
    captions: bool,
    language: str,
) -> Options:
    mapping = {}
    for pair in columns:
        field, equals, name = pair.partition("=")
        if not equals or not field or not name:
            raise click.BadParameter("Write it as FIELD=NAME.", param_hint="--column")
        mapping[field.strip()] = name
    return Options(
        format=kind or "",
        encoding=encoding,
        columns=mapping,
        rules_off=frozenset(rules_off),
        captions=captions,
        language=language,
    )


def _read_all(files: list[Path], options: Options, *, show: bool) -> Iterable[tuple[str, Reading]]:
    """Each file's name and reading; a file that is refused whole is one problem."""
    watched = progress(files, "Reading", len(files)) if show else files
    with ReadingProcess() as process:
        for path in watched:
            try:
                reading = read_file(process, path, options)
            except Refused as refused:
                reading = Reading("", "", (), (as_problem(path, refused),))
            yield tidy_file_name(path.name), reading


def _parts(count: int) -> str:
    return "part" if count == 1 else "parts"


def _report(prepared: PreparedArticle, done: Imported) -> None:
    usable = sum(paragraph.draft.annotatable for paragraph in prepared.paragraphs)
    detail = done.reason or f"{usable} of {len(prepared.paragraphs)} paragraphs to annotate"
    title = prepared.draft.title if done.article is None else done.article.title
    say(f"{done.outcome:8} {title} ({prepared.draft.name}): {detail}")
    if done.article is not None:
        click.echo(done.article.key)
    for warning in prepared.draft.warnings:
        say(f"  look   {said_of(warning, prepared.draft.name)}")
