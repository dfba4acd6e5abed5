"""`workbench agreement`: the reliability report in the shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import BinaryIO, get_args

import click

from workbench.agreement import methods_table, printing, printing_table, printing_text
from workbench.agreement.calculating import calculate
from workbench.agreement.queries import document_of, get_named_round, report_on, study_of
from workbench.agreement.report_csv import as_csv
from workbench.agreement.table_parts import Level
from workbench.agreement.tables import read_table
from workbench.annotate.queries import newest_comparable
from workbench.assign.models import Round
from workbench.assign.queries import list_rounds
from workbench.core.errors import NotFound
from workbench.core.shell import Group
from workbench.projects.models import Project
from workbench.projects.queries import get_project

agreement = Group("agreement", help="How reliable the answers of a round are.")


_OPTIONS = (
    click.option("--project", "slug", default="", help="Short name; the only project by default."),
    click.option(
        "--round",
        "name",
        default="",
        help="The newest round that two annotators have worked in, by default.",
    ),
    click.option(
        "--version",
        "version",
        type=int,
        help=(
            "Only what was answered under this codebook version. By default the newest one under "
            "which two annotators judged the same."
        ),
    ),
    click.option("--mix-versions", is_flag=True, help="Compare answers to all versions together."),
)


def _of_a_round(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which report is meant."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@agreement.command("report")
@_of_a_round
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as the page offers it.")
@click.option("--csv", "as_table", is_flag=True, help="Print CSV: a line a row, all figures.")
def report(
    slug: str, name: str, version: int | None, mix_versions: bool, as_json: bool, as_table: bool
) -> None:
    """Print the reliability report of a round.

    Answers to different codebook versions are not compared unless you ask for it.
    """
    if as_json and as_table:
        raise click.UsageError("Give either --json or --csv.")
    project, chosen = _asked(slug, name, version, mix_versions)
    if as_json:
        document = document_of(project, chosen, version=version, mix=mix_versions)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))
        return
    found, basis = report_on(project, chosen, version=version, mix=mix_versions)
    if as_table:
        click.echo(as_csv(found), nl=False)
        return
    demo = " · demo data" if project.is_demo else ""
    heading = printing.versions(basis, chosen.codebook_version.number)
    click.echo(f"{project.title} · {chosen.name} · {heading}{demo}")
    click.echo(printing_text.as_text(found, basis.sentence))


@agreement.command("methods")
@_of_a_round
@click.option("--markdown", is_flag=True, help="Print Markdown instead of plain text.")
def methods(slug: str, name: str, version: int | None, mix_versions: bool, markdown: bool) -> None:
    """Print the methods paragraph of a round with its figures, its table and the references."""
    project, chosen = _asked(slug, name, version, mix_versions)
    found, basis = report_on(project, chosen, version=version, mix=mix_versions)
    write = methods_table.as_markdown if markdown else methods_table.as_text
    click.echo(write(found, study_of(project, chosen, basis)), nl=False)


@agreement.command("table")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--level",
    type=click.Choice(get_args(Level)),
    help="How the values are measured; by default what the file says, else nominal.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program.")
def table(file: BinaryIO, level: str | None, as_json: bool) -> None:
    """Calculate every measure of agreement for a reliability table.

    FILE is CSV or JSON; - reads standard input. CSV: the unit in the first column, then one column
    an annotator; an empty cell is missing; sets are written a|b, the empty set {}.
    """
    found = calculate(read_table(file.read(), level or ""))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(printing_table.as_text(found))


def _asked(slug: str, name: str, version: int | None, mix_versions: bool) -> tuple[Project, Round]:
    if version is not None and mix_versions:
        raise click.UsageError("Give either --version or --mix-versions.")
    project = get_project(slug)
    return project, get_named_round(project.id, name) if name else _newest(project.id)


def _newest(project_id: int) -> Round:
    chosen = newest_comparable(list_rounds(project_id))
    if chosen is None:
        raise NotFound("This project has no round yet, so there is nothing to report.")
    return chosen
