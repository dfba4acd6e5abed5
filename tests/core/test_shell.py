"""What goes wrong in a command becomes a sentence and an exit code."""

from __future__ import annotations

import errno
import sqlite3

import click
import pytest
from click.testing import CliRunner
from sqlalchemy.exc import ArgumentError, OperationalError

from workbench.config import BadSetting
from workbench.core.errors import Busy, Conflict, Invalid, NotFound, Refused
from workbench.core.shell import Command, Words, in_sentences, progress


def run(error: BaseException) -> tuple[int, str]:
    @click.command(cls=Command)
    def fail() -> None:
        raise error

    result = CliRunner().invoke(fail)
    assert result.stdout == ""
    return result.exit_code, result.stderr


def from_sqlite(words: str) -> OperationalError:
    return OperationalError("SELECT 1", {}, sqlite3.OperationalError(words))


@pytest.mark.parametrize("kind", [NotFound, Conflict, Invalid, Refused])
def test_what_a_person_got_wrong_is_exit_code_2(kind: type[Invalid]) -> None:
    assert run(kind("Name another one.")) == (2, "Error: Name another one.\n")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (BadSetting("WORKBENCH_THREADS must be a number."), "WORKBENCH_THREADS"),
        (Busy("Try again."), "Try again."),
        (from_sqlite("no such table: project"), "workbench db upgrade"),
        (from_sqlite("no such column: project.is_demo"), "workbench db upgrade"),
        (from_sqlite("unable to open database file"), "unable to open database file"),
        (from_sqlite("disk I/O error"), "disk I/O error"),
        (PermissionError(errno.EACCES, "Permission denied", "/instance"), "(/instance)"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (OSError(errno.EIO, "Broken", "a\x1b[2J"), "a\ufffd[2J"),
    ],
)
def test_what_the_command_stands_on_is_exit_code_1(error: Exception, words: str) -> None:
    code, said = run(error)
    assert code == 1
    assert words in said
    assert said.count("\n") == 1


def test_an_address_that_cannot_be_read_is_not_repeated() -> None:
    code, said = run(ArgumentError("cannot parse postgresql://me:secret@"))
    assert code == 1
    assert "WORKBENCH_DATABASE_URL" in said
    assert "secret" not in said


def test_a_fault_of_the_program_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), in_sentences():
        raise ZeroDivisionError


def test_a_reader_who_left_is_left_to_click() -> None:
    with pytest.raises(BrokenPipeError), in_sentences():
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


def test_words_are_composed_and_trimmed() -> None:
    assert Words(20).convert("  Cafe\u0301\u00a0noir ", None, None) == "Café\u00a0noir"
    assert Words(5, may_be_empty=True).convert("", None, None) == ""


@pytest.mark.parametrize("words", ["", " ", "x" * 21, "a\nb", "a\x1bb", "a\x00b", "a\udcffb"])
def test_words_that_cannot_be_shown_or_stored_are_refused(words: str) -> None:
    with pytest.raises(click.UsageError, match="1 to 20 visible characters"):
        Words(20).convert(words, None, None)


def test_without_a_terminal_there_is_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress([1, 2, 3], "Reading", 3)) == [1, 2, 3]
    assert capsys.readouterr().err == ""
