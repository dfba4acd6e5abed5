"""The command `workbench`: every room's commands, with or without a working database."""

from __future__ import annotations

from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup

from workbench.core.shell import in_sentences
from workbench.rooms import commands


class Workbench(FlaskGroup):
    """Holds its commands itself, so that the application is made by those that need it only.

    `flask` finds the same commands through the application.
    """

    def invoke(self, ctx: click.Context) -> Any:
        with in_sentences():  # also around the making of the application
            return super().invoke(ctx)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return click.Group.get_command(self, ctx, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return click.Group.list_commands(self, ctx)


def main() -> None:
    """Entry point."""
    make_group().main(prog_name="workbench")


def make_group() -> Workbench:
    """The command with all its groups."""
    # Flask's own commands (a development server with a debugger among them) stay with `flask`.
    group = Workbench(
        create_app=_create_app,
        add_default_commands=False,
        add_version_option=False,
        set_debug_flag=False,
        help="The framing annotation workbench. Settings: WORKBENCH_… variables (see the README).",
    )
    group.params.clear()  # which application and which mode is not a question here
    for command in commands():
        group.add_command(command)
    return group


def _create_app() -> Flask:
    from workbench import create_app

    return create_app()


if __name__ == "__main__":
    main()
