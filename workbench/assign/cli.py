"""`workbench assign`: open a round, or give more articles to its annotators."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import click
from flask.cli import with_appcontext

from workbench.assign.actions import extend_round, open_round
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.choosing import choose_annotators, choose_articles
from workbench.assign.models import Round
from workbench.assign.opening import CLOSED, Opening
from workbench.assign.queries import find_round
from workbench.assign.suggesting import ROUND_KINDS
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import find_newest, get_version
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, NotFound
from workbench.core.shell import Command, Words, say
from workbench.corpus.models import Article
from workbench.corpus.queries import list_articles
from workbench.projects.models import Membership
from workbench.projects.queries import get_project, list_members


@dataclass(frozen=True)
class Conditions:
    """What was said about a round; None where nothing was."""

    kind: str | None
    version: int | None
    mask_outlet: bool | None
    mask_byline: bool | None
    has_premarks: bool | None
    has_hints: bool | None
    shows_others: bool | None
    has_discussion: bool | None
    shows_rulings: bool | None
    shows_precedents: bool | None

    def opening_after(self, there: Opening) -> Opening:
        """What is open to annotators then: as it is, but for what was said about it."""
        said = {switch: getattr(self, switch) for switch in asdict(there)}
        return replace(there, **{name: on for name, on in said.items() if on is not None})


@click.command("assign", cls=Command)
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
@click.option("--round", "name", type=Words(60), required=True, help="Opened when it is new.")
@click.option("--annotators", required=True, help="Seats or names, parted by commas.")
@click.option(
    "--articles",
    multiple=True,
    help="Keys or titles, parted by commas; all articles by default. Repeat the option for a "
    "title that holds a comma.",
)
@click.option(
    "--kind", type=click.Choice(ROUND_KINDS), help="Of a new round; production by default."
)
@click.option("--codebook-version", "version", type=int, help="The newest by default.")
@click.option("--mask-outlet/--no-mask-outlet", default=None, help="Masked by default.")
@click.option("--mask-byline/--no-mask-byline", default=None, help="Masked by default.")
@click.option(
    "--premarks/--no-premarks",
    "has_premarks",
    default=None,
    help="Not shown by default; never in a pilot or reliability round.",
)
@click.option(
    "--hints/--no-hints",
    "has_hints",
    default=None,
    help="Loaded words and boosters, faintly, beside premarks. Not shown by default.",
)
@click.option(
    "--show-others/--no-show-others",
    "shows_others",
    default=None,
    help="Whether annotators see, once they submitted an article, how the others saw it: then they "
    "are no longer independent of them. Not by default; never in a reliability round.",
)
@click.option(
    "--discussion/--no-discussion",
    "has_discussion",
    default=None,
    help="Whether annotators join the discussions about articles that they have submitted. Not by "
    "default; in a reliability round once everything is submitted or skipped.",
)
@click.option(
    "--show-rulings/--no-show-rulings",
    "shows_rulings",
    default=None,
    help="Whether they see there which rulings differ from their answers. As above.",
)
@click.option(
    "--show-precedents/--no-show-precedents",
    "shows_precedents",
    default=None,
    help="Whether they can look up earlier rulings while they answer. Not by default; never in a "
    "reliability round.",
)
@with_appcontext
def assign(
    slug: str,
    name: str,
    annotators: str,
    articles: tuple[str, ...],
    **said: bool | int | str | None,
) -> None:
    """Give every annotator every article in a round.

    Opens the round when there is none of that name, else adds what its annotators do not have yet.
    What a round opens to them can change later, as on its page; its other conditions cannot. The
    first time it opens discussions or rulings is kept: nothing submitted in it is reopened then.
    """
    conditions = Conditions(**said)  # type: ignore[arg-type]  # click knows the type of each
    project_id = get_project(slug).id
    with writing():
        members = choose_annotators(list_members(project_id), annotators)
        every = list_articles(project_id)
        chosen = choose_articles(every, articles) if articles else list(every)
        found = find_round(project_id, name)
        if found is None:
            found = _open(project_id, name, conditions, members, chosen)
            added = len(members) * len(chosen)
        else:
            _refuse_other(found, conditions)
            added = extend_round(found, annotators=members, articles=chosen)
            _change_opening(found, conditions)
        opens = found.opening.in_words
    there = len(members) * len(chosen) - added
    say(
        f"{name}: assignments added: {added}{f', already there: {there}' if there else ''}"
        f" (annotators: {len(members)}, articles: {len(chosen)}). Opens to annotators: {opens}."
    )


def _open(
    project_id: int,
    name: str,
    conditions: Conditions,
    members: list[Membership],
    articles: list[Article],
) -> Round:
    return open_round(
        project_id,
        name,
        version=_version(project_id, conditions.version),
        annotators=members,
        articles=articles,
        mask_outlet=conditions.mask_outlet is not False,
        mask_byline=conditions.mask_byline is not False,
        has_premarks=conditions.has_premarks is True,
        has_hints=conditions.has_hints is True,
        shows_others=conditions.shows_others is True,
        opening=conditions.opening_after(CLOSED),
        kind=conditions.kind or "production",
        now=utc_now(),
    )


def _change_opening(found: Round, conditions: Conditions) -> None:
    """As its page does; what has just been handed out counts, for it is still open."""
    opening = conditions.opening_after(found.opening)
    if opening != found.opening:
        open_to_annotators(found.project_id, found.id, opening, now=utc_now())


def _version(project_id: int, number: int | None) -> CodebookVersion:
    if number is not None:
        return get_version(project_id, number)
    newest = find_newest(project_id)
    if newest is None:
        raise NotFound("This project has no codebook yet. Publish one: workbench codebook publish")
    return newest


def _refuse_other(found: Round, conditions: Conditions) -> None:
    """The conditions of a round hold for all its work, so they cannot change half way."""
    stands = {
        "--kind": (conditions.kind, found.kind),
        "--codebook-version": (conditions.version, found.codebook_version.number),
        "--mask-outlet": (conditions.mask_outlet, found.mask_outlet),
        "--mask-byline": (conditions.mask_byline, found.mask_byline),
        "--premarks": (conditions.has_premarks, found.has_premarks),
        "--hints": (conditions.has_hints, found.has_hints),
        "--show-others": (conditions.shows_others, found.shows_others),
    }
    for option, (wanted, held) in stands.items():
        if wanted not in {None, held}:
            raise Conflict(
                f"{found.name} was opened with another {option}, which holds for all its work. "
                "Leave the option out, or choose another name for a new round."
            )
