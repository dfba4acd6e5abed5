"""`workbench export` and `workbench labels`: take the work out, bring labels in."""

from __future__ import annotations

import os
import secrets
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click
from flask import current_app

from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.core.shell import Group, Refusal, Words, harmless, progress, say, shown
from workbench.export import queries
from workbench.export.actions import store_labels
from workbench.export.judging import open_questions
from workbench.export.known import Problem, Taken
from workbench.export.queries_labels import find_standing, read_known
from workbench.export.reading_labels import Intake
from workbench.export.records import lines
from workbench.export.settling import settle
from workbench.export.spool import Spooled, spool
from workbench.projects.models import Project
from workbench.projects.queries import get_project

export = Group("export", help="Take the work out.")
labels = Group("labels", help="Bring labels in.")


@export.command("judgments")
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
@click.option("--round", "round_name", default="", help="Only this round.")
@click.option("--done-only", is_flag=True, help="Leave out drafts.")
@click.option(
    "--without-text",
    is_flag=True,
    help="Labels and offsets only: no article text, no notes, no answers in words.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to FILE, which appears once it is complete.",
)
def export_judgments(
    slug: str, round_name: str, done_only: bool, without_text: bool, output: Path | None
) -> None:
    """Write one JSON line for each annotator and paragraph or article to standard output or a file.

    The number of lines and the SHA-256 of the output go to standard error.
    """
    project = get_project(slug)
    choice = queries.choose(project.id, round_name, done_only=done_only, without_text=without_text)
    if output is None:
        spooled = _spool(project, choice)
        _copy(spooled, sys.stdout.buffer)  # flushed: a full disk must not look like a success
    else:
        spooled = _write_file(project, choice, Path(os.path.realpath(output)))
    say(f"{spooled.lines:,} judgments, {spooled.size:,} bytes, SHA-256 {spooled.sha256.hex()}")


def _spool(project: Project, choice: queries.Choice) -> Spooled:
    expected = queries.count_totals(project.id).judgments
    db.session.commit()  # what was read until here would be part of the snapshot
    entries = queries.read_entries(project.id, choice)
    found = lines(
        entries, project=project.slug, is_demo=project.is_demo, with_text=choice.with_text
    )
    spooled = spool(progress(found, "Exporting", expected), Path(current_app.instance_path))
    db.session.commit()  # a slow pipe must not keep the snapshot open
    return spooled


def _write_file(project: Project, choice: queries.Choice, path: Path) -> Spooled:
    """Beside the file first, then under its name: nobody ever reads a half of it."""
    if path.exists() and not path.is_file():
        raise click.BadParameter(f"{shown(path)} is no file.", param_hint="--output")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        file = draft.open("xb")
    except OSError as error:
        reason = f"{shown(path)} cannot be written: {error.strerror}."
        raise click.BadParameter(reason, param_hint="--output") from None
    try:
        with file:
            spooled = _spool(project, choice)
            _copy(spooled, file)
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return spooled


def _copy(spooled: Spooled, out: BinaryIO) -> None:
    out.writelines(spooled.chunks())
    out.flush()


@labels.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
@click.option(
    "--round",
    "round_name",
    type=Words(60),
    default=None,
    help="Put every line into this round, which is made where there is none of the name. By "
    "default each record goes into its own, and a line that names none into “Imported”.",
)
@click.option("--skip-bad", is_flag=True, help="Store the good lines when some are wrong.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
def import_labels(
    files: tuple[Path, ...], slug: str, round_name: str | None, skip_bad: bool, dry_run: bool
) -> None:
    """Import the judgments of FILES, one JSON object a line: all of them, or none.

    A line is a record as `export judgments` writes it, or, for labels made elsewhere,

    \b
    {"article": ID, "paragraph": N, "annotator": NAME, "labels": {QUESTION: VALUE}}

    where ID is an article's key or its id in the file it came from, and N counts its paragraphs
    from 0 (leave it out for the article as a whole). Annotators whom the project does not know
    become people who can never sign in. What is stored already is not stored again, and nothing is
    overwritten.
    """
    project = get_project(slug)
    intake = Intake(project.id, read_known(project.id, round_name or ""), utc_now())
    for _ in intake.read(files):
        db.session.commit()  # PostgreSQL ends a transaction that is idle while lines are checked
    ledger = intake.ledger
    standing = find_standing(project.id, {one.place for one in ledger.taken})
    new, contradicted = settle(ledger, ledger.taken, *standing)
    wrong = sorted([*ledger.problems, *contradicted])
    same = len(ledger.taken) - len(new) - len(contradicted)
    _refuse_wrong(wrong, is_refused=not (new or same) or (bool(wrong) and not skip_bad))
    counts = f"wrong lines: {len(wrong):,}, there already: {same:,}"
    _say_open(new)
    if dry_run:
        say(f"Judgments that would be stored: {len(new):,} ({counts}). Nothing was imported.")
        return
    with writing():
        stored = store_labels(project.id, ledger, new, intake.now)
    say(f"Judgments stored: {stored.judgments:,} ({counts}).")
    if stored.annotators:
        say(f"People known from these files alone, who cannot sign in: {len(stored.annotators):,}.")
    for name in stored.rounds:
        say(harmless(f"Round made: {name}"))


def _say_open(new: Sequence[Taken]) -> None:
    """Which questions some lines leave open."""
    times = Counter(
        question.title
        for taken in new
        for question in open_questions(taken.judgment.document, taken.judgment.questions)
    )
    if times:
        listed = ", ".join(f"{title} ({count:,})" for title, count in times.items())
        say(harmless(f"Left open in some judgments, and missing in every figure: {listed}."))


def _refuse_wrong(wrong: Sequence[Problem], *, is_refused: bool) -> None:
    for (file, number), sentence in wrong:
        say(harmless(f"wrong  {file}, line {number:,}: {sentence}"))
    if is_refused:
        count = f"Wrong lines: {len(wrong):,}." if wrong else "There is no line to read."
        raise Refusal(f"{count} Nothing was imported.")
