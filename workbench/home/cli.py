"""`workbench up` for a first look, `workbench serve` for a team, and the state of the database."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from dataclasses import replace

import click
from flask.cli import with_appcontext
from flask_migrate.cli import db as plugin

from workbench import create_app
from workbench.accounts.links import make_link
from workbench.config import BadSetting, Settings, is_loopback, read_settings
from workbench.core import jobs
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.core.shell import Command, in_sentences, say
from workbench.home.sample import SEEDS, read_sample, store_sample
from workbench.migrating import current, differences, head, migrate_to_head
from workbench.projects.models import Membership
from workbench.projects.queries import find_project, has_projects, list_members

_port = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))


@click.command("up", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@_port
def up(host: str, port: int) -> None:
    """Prepare the database, load the sample project into an empty one, and serve.

    For this computer only: it serves without TLS. For a team there is `workbench serve`.
    """
    settings = _local_settings(host)
    _refuse_taken_port(host, port, "up")
    with create_app(settings).app_context():
        if migrate_to_head():
            say("Database ready.")
        if not has_projects():
            say("Loading the sample project …")
            sample = read_sample(SEEDS)
            with writing():
                store_sample(sample, now=utc_now())
        address = f"http://{host}:{port}"
        greeting = _greeting(address)
        _close_database()
    _serve(settings, f"{host}:{port}", lambda: click.echo(greeting))


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@_port
def serve_command(host: str, port: int) -> None:
    """Serve a team, behind a reverse proxy with TLS.

    The database must be at the newest migration. WORKBENCH_HOSTS names the hosts it answers to.
    """
    settings = read_settings()
    if not settings.secure_cookies and not is_loopback(host):
        raise click.BadParameter(
            f"WORKBENCH_SECURE_COOKIES=0 is for this computer only, not for {host!r}.",
            param_hint="--host",
        )
    _refuse_taken_port(host, port, "serve")
    with create_app(settings).app_context():
        _refuse_old_database()
        _close_database()
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    _serve(settings, address, lambda: say(f"The workbench listens on {address}."))


@click.command("work", cls=Command)
@click.option("--until-idle", is_flag=True, help="End when there is nothing to do for a while.")
@with_appcontext
def work(until_idle: bool) -> None:
    """Do the background jobs, such as large imports.

    The server starts this by itself when there is work.
    """
    _refuse_old_database()
    if not jobs.work(until_idle=until_idle):
        say("Another process does the jobs of this installation already.")


@with_appcontext
def check(directory: str | None = None) -> None:
    """Say whether the models and the database agree."""
    _refuse_old_database()
    found = differences()
    if found:
        raise click.ClickException(
            f"The models and the database differ: {'; '.join(found)}. A migration is missing; "
            "write one with: flask db migrate"
        )
    say(f"The models and the database agree, at migration {head()}.")


migrations: click.Group = plugin
# Changed in place, because `flask` finds the plugin before it makes the application.
migrations.commands["check"].help = check.__doc__
migrations.commands["check"].callback = check
for _command in migrations.commands.values():
    if _command.callback is not None:
        _command.callback = in_sentences()(_command.callback)


def _refuse_old_database() -> None:
    at = current()
    if at != head():
        raise click.ClickException(
            f"The database is {f'at migration {at}' if at else 'empty'}, not at the newest "
            f"migration {head()}. Run: workbench db upgrade"
        )


def _local_settings(host: str) -> Settings:
    if not is_loopback(host):
        raise click.BadParameter(
            f"`workbench up` serves without TLS and so only on this computer, not on {host!r}. "
            "For a team there is `workbench serve`.",
            param_hint="--host",
        )
    if ":" in host:
        raise click.BadParameter(
            f"`workbench up` takes 127.0.0.1 or localhost, not {host}.", param_hint="--host"
        )
    return replace(read_settings(), hosts=("127.0.0.1", "localhost", host), secure_cookies=False)


def _refuse_taken_port(host: str, port: int, command: str) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not host:
            raise OSError(errno.EADDRNOTAVAIL, "it is empty")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no host name"
        raise click.BadParameter(f"{host!r}: {reason}.", param_hint="--host") from None
    family, kind, _, _, address = found[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise BadSetting(f"{host}:{port} cannot be used: {error.strerror}.") from None
            other = port - 1 if port == 65535 else port + 1
            raise BadSetting(
                f"Something already listens on {host}:{port}. Stop it, or choose another port "
                f"with: workbench {command} --port {other}"
            ) from None


def _close_database() -> None:
    db.session.remove()
    db.engine.dispose()  # the workers open their own connections


def _serve(settings: Settings, address: str, when_ready: Callable[[], None]) -> None:
    from workbench.serving import serve  # reads the settings and loads gunicorn: here alone

    serve(settings, create_app, address=address, when_ready=when_ready)


def _greeting(address: str) -> str:
    lines = [f"The workbench runs at {address}  (stop it with Ctrl+C)"]
    project = find_project("harbour")
    guests = _guests(project.id) if project is not None else []
    if guests:
        lines.append("Sign in once with a link; each works one time, `up` prints new ones:")
    for member in guests:
        if member.person is not None:
            link = address + make_link(member.person)
            lines.append(f"  {member.role:9}  {member.person.name:12}  {link}")
    return "\n".join(lines)


def _guests(project_id: int) -> list[Membership]:
    """The lead and two annotators: enough to see every page."""
    here = [m for m in list_members(project_id) if m.person is not None and m.person.is_active]
    leads = [member for member in here if member.role == "lead"]
    return leads[:1] + [member for member in here if member.role == "annotator"][:2]
