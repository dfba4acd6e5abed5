"""What every command shares: sentences instead of tracebacks, clean words, a progress bar.

Data goes to standard output, words to standard error. Exit code 2: a wrong argument or file, and
nothing was changed. Exit code 1: what the command stands on (database, disk, settings) failed.
"""

from __future__ import annotations

import errno
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from flask.cli import AppGroup
from sqlalchemy.exc import ArgumentError, DBAPIError, TimeoutError

from workbench.config import BadSetting
from workbench.core.errors import Busy, WorkbenchError

Item = TypeVar("Item")

#: PostgreSQL's names for a missing table and a missing column.
_UNDEFINED = {"42P01", "42703"}


#: Control characters, halves of a broken byte sequence, line and paragraph ends.
_HIDDEN = {"Cc", "Cs", "Zl", "Zp"}


class Refusal(click.ClickException):
    """A wrong argument or file; nothing was changed."""

    exit_code = 2


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turns an error that a person can do something about into a sentence and an exit code.

    A fault of the program itself keeps its traceback: somebody has to find it.
    """
    try:
        yield
    except (BadSetting, Busy) as error:
        raise click.ClickException(str(error)) from error
    except WorkbenchError as error:
        raise Refusal(error.message) from error
    except ArgumentError as error:  # its own words may hold the password
        raise click.ClickException("WORKBENCH_DATABASE_URL cannot be read.") from error
    except (DBAPIError, TimeoutError) as error:
        raise click.ClickException(_about_database(error)) from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # the reader of a pipe has left, which click knows to take quietly
        raise click.ClickException(_about_file(error)) from error


class Command(click.Command):
    """A command whose failures are sentences."""

    def invoke(self, ctx: click.Context) -> Any:
        with in_sentences():
            return super().invoke(ctx)


class Group(AppGroup):
    """A group of such commands; they run in the application's context unless told otherwise."""

    command_class = Command


class Words(click.ParamType[str]):
    """Text of at most `most` code points, in NFC and without control characters."""

    name = "text"

    def __init__(self, most: int, *, may_be_empty: bool = False) -> None:
        self._least, self._most = 0 if may_be_empty else 1, most

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        words = unicodedata.normalize("NFC", str(value)).strip()
        hidden = any(unicodedata.category(character) in _HIDDEN for character in words)
        if hidden or not self._least <= len(words) <= self._most:
            self.fail(f"Use {self._least} to {self._most} visible characters.", param, ctx)
        return words


def progress(items: Iterable[Item], label: str, length: int) -> Iterator[Item]:
    """The items, with a progress bar on standard error where a person is watching."""
    if length < 2 or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label, length=length, file=sys.stderr) as bar:
        yield from bar


def say(sentence: str) -> None:
    """Words for a person: on standard error, so that a pipe gets the data alone."""
    click.echo(sentence, err=True)


def shown(path: Path) -> str:
    """A path as it may be printed."""
    return harmless(str(path))


def harmless(text: str) -> str:
    """Words from elsewhere as they may be printed: they cannot command the terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _about_database(error: DBAPIError | TimeoutError) -> str:
    cause = getattr(error, "orig", None) or error
    reason = (str(cause).splitlines() or [type(cause).__name__])[0].rstrip(". ")
    if "no such table" in reason or "no such column" in reason or _is_undefined(cause):
        return (
            "The database is not ready for this version. Run `workbench db upgrade`, or "
            "`workbench up` on your own computer."
        )
    return (
        f"The database cannot be used: {reason}. Check that it runs and WORKBENCH_DATABASE_URL; "
        "`workbench db upgrade` prepares a new one."
    )


def _is_undefined(cause: object) -> bool:
    return getattr(cause, "sqlstate", None) in _UNDEFINED


def _about_file(error: OSError) -> str:
    place = f" ({shown(Path(str(error.filename)))})" if error.filename else ""
    return f"The computer refused this: {error.strerror or error}{place}. Mend that and try again."
