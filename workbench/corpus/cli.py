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
from workbench.corpus.actions import Imported, add_articles, candidate, judge
from workbench.corpus.drafts import ArticleDraft, Options, Reading, with_names
from workbench.corpus.file_names import tidy_file_name
from workbench.corpus.preparing import PreparedArticle, article_sha256, prepare
from workbench.corpus.queries_twins import find_twins
from workbench.corpus.readers import FORMATS
from workbench.corpus.readers.fields import FIELDS
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
    drafts: list[ArticleDraft] = []
    refused: list[str] = []
    for name, reading in _read_all(found, options, show=True):
        refused += [said_of(problem, name) for problem in reading.problems]
        drafts += [with_names(draft, outlet, story) for draft in reading.articles]
    for sentence in refused:
        say(f"refused  {sentence}")
    if refused and not (skip_bad and drafts):
        raise Refusal(f"Refused: {len(refused)} {_parts(len(refused))}. Nothing was imported.")
    _store(project.id, drafts, is_whole=not skip_bad)


def _store(project_id: int, drafts: list[ArticleDraft], *, is_whole: bool) -> None:
    if is_whole:  # all of it is looked at first: it may take several transactions
        _refuse_any(judge(project_id, [candidate(one, article_sha256(one)) for one in drafts]))
    batches = [drafts[at : at + BATCH] for at in range(0, len(drafts), BATCH)]
    for batch in batches:
        prepared = [prepare(draft) for draft in progress(batch, "Finding words", len(batch))]
        with writing():
            done = add_articles(project_id, prepared, now=utc_now())
            if is_whole and len(batches) == 1:
                _refuse_any(done)  # somebody may have been faster since we looked
        for one, outcome in zip(prepared, done, strict=True):
            _report(project_id, one, outcome)


def _refuse_any(outcomes: Iterable[Imported]) -> None:
    refused = [one for one in outcomes if one.outcome == "refused"]
    for one in refused:
        say(f"refused  {one.name}: {one.reason}")
    if refused:
        raise Refusal(f"Refused: {len(refused)} {_parts(len(refused))}. Nothing was imported.")


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
        if field.strip() not in FIELDS:
            raise click.BadParameter(f"Fields are {', '.join(FIELDS)}.", param_hint="--column")
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


def _report(project_id: int, prepared: PreparedArticle, done: Imported) -> None:
    usable = sum(paragraph.draft.annotatable for paragraph in prepared.paragraphs)
    detail = done.reason or f"{usable} of {len(prepared.paragraphs)} paragraphs to annotate"
    title = prepared.draft.title if done.article is None else done.article.title
    say(f"{done.outcome:8} {title} ({prepared.draft.name}): {detail}")
    if done.article is not None:
        click.echo(done.article.key)
    for warning in prepared.draft.warnings:
        say(f"  look   {said_of(warning, prepared.draft.name)}")
    if done.outcome == "added" and done.article is not None:
        for twin in find_twins(project_id, "", prepared.sketch, leave_out=[done.article.id]):
            say(f"  look   {twin.share:.0%} of the same wording as “{twin.title}” ({twin.key})")
