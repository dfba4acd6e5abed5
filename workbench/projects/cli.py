"""`workbench accounts`: who may sign in, and where they work."""

from __future__ import annotations

import sys

import click

from workbench.accounts import links, passwords
from workbench.accounts.actions import add_person, deactivate, store_hash
from workbench.accounts.models import Person
from workbench.accounts.names import tidy_name
from workbench.accounts.queries import find_person_by_name, get_person_called
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid
from workbench.core.shell import Group, say
from workbench.projects.actions import add_member
from workbench.projects.names import check_seat
from workbench.projects.queries import get_project

accounts = Group("accounts", help="Add people to a project, give them links, take them out.")


@accounts.command("add")
@click.argument("name")
@click.option("--project", "slug", default="", help="Short name; the only project by default.")
@click.option(
    "--role", type=click.Choice(["annotator", "lead"]), default="annotator", show_default=True
)
@click.option("--seat", default="", help="The pseudonym; drawn at random by default.")
@click.option("--password-stdin", is_flag=True, help="Read a new person's password, one line.")
def add(name: str, slug: str, role: str, seat: str, password_stdin: bool) -> None:
    """Add the person NAME to a project and print an invitation link.

    Whoever is known already keeps their account and becomes a member. With a password there is no
    link: they sign in with their name.
    """
    project = get_project(slug)
    seat = check_seat(seat) if seat else ""
    hashed = _read_password(tidy_name(name)) if password_stdin else ""
    with writing():
        person = _find_or_add(name, hashed)
        member = add_member(project, person, role, seat=seat)
    say(f"{person.name} is {role} in {project.slug}, under the pseudonym {member.seat}.")
    if not hashed:
        _print_link(person)


@accounts.command("link")
@click.argument("name_or_public_id", metavar="NAME|PUBLIC_ID")
def link(name_or_public_id: str) -> None:
    """Print a new one-time sign-in link; nothing is stored."""
    person = get_person_called(name_or_public_id)
    _refuse_inactive(person)
    _print_link(person)


@accounts.command("deactivate")
@click.argument("name_or_public_id", metavar="NAME|PUBLIC_ID")
def deactivate_person(name_or_public_id: str) -> None:
    """Sign a person out everywhere and let them in no more; their work stays."""
    with writing():
        person = get_person_called(name_or_public_id)
        deactivate(person)
    say(f"{person.name} is deactivated.")


def _find_or_add(name: str, hashed: str) -> Person:
    known = find_person_by_name(name)
    if known is None:
        person = add_person(name, utc_now())
        if hashed:
            store_hash(person, hashed)
        return person
    _refuse_inactive(known)
    if hashed:
        raise Conflict(
            f"There is already somebody called {known.name}, who keeps their own password. "
            "Leave out --password-stdin to make them a member."
        )
    return known


def _read_password(name: str) -> str:
    """The hash of the line on standard input; made before the write begins, as it takes a while."""
    line: bytes = sys.stdin.buffer.readline(passwords.MOST_BYTES + 3)
    try:
        password = line.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise Invalid("The password on standard input is not UTF-8.") from None
    weak = passwords.weakness(password, name)
    if weak:
        raise Invalid(f"The password is refused. {weak}")
    return passwords.hash_password(password)


def _refuse_inactive(person: Person) -> None:
    if not person.is_active:
        raise Invalid(f"{person.name} is deactivated and cannot sign in.")


def _print_link(person: Person) -> None:
    say(f"The link works once, for {links.LIFETIME.days} days; put the server's address in front:")
    click.echo(links.make_link(person))
