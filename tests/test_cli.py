"""The console script as a whole: one set of commands, no traceback whatever is wrong."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from flask import Flask

from tests import databases
from workbench import cli

ROOT = Path(__file__).parents[1]
ARTICLE = "Harbour accord signed\n\nThe ceremony lasted eleven minutes on a cold quay.\n"
COMMANDS = {
    "up": (),
    "serve": (),
    "work": (),
    "project": ("create",),
    "accounts": ("add", "link", "deactivate"),
    "codebook": ("publish", "check", "show", "schema", "presets"),
    "corpus": ("read", "import", "rules"),
    "assign": (),
    "agreement": ("report",),
    "export": ("judgments",),
    "labels": ("import",),
    "db": ("upgrade", "downgrade", "check"),
}
#: A line that reads, and one that writes, for each group that needs a database.
NEEDING = (
    ("project", "create", "a", "--title", "A", "--codebook", "framing-tone-sourcing"),
    ("accounts", "add", "Ada Quist", "--project", "a"),
    ("accounts", "link", "Ada Quist"),
    ("codebook", "publish", "framing-tone-sourcing"),
    ("codebook", "show"),
    ("corpus", "import", "wsgi.py"),
    ("assign", "--round", "R", "--annotators", "A-01"),
    ("agreement", "report"),
    ("export", "judgments"),
    ("serve", "--port", "47351"),
    ("work", "--until-idle"),
)


def run(
    *arguments: str, program: str = "workbench", **environ: str
) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WORKBENCH_")}
    start = {
        "workbench": "from workbench.cli import main; main()",
        "flask": "from flask.cli import main; main()",
    }
    return subprocess.run(
        [sys.executable, "-c", start[program], *arguments],
        env=kept | environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def invoke(monkeypatch: pytest.MonkeyPatch, *arguments: str, **environ: str) -> tuple[int, str]:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(cli.make_group(), list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    return result.exit_code, result.stderr


def names(command: click.Command) -> set[str]:
    return set(command.commands) if isinstance(command, click.Group) else set()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_flask_finds_the_same_commands(app: Flask) -> None:
    own = cli.make_group().commands
    assert set(own) == set(COMMANDS)
    for name, parts in COMMANDS.items():
        assert app.cli.commands[name] is own[name]
        assert set(parts) <= names(own[name])
        assert own[name].get_short_help_str()


@pytest.mark.parametrize("arguments", NEEDING, ids=lambda line: " ".join(line[:2]))
def test_without_a_prepared_database_each_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    code, said = invoke(monkeypatch, *arguments, WORKBENCH_INSTANCE=str(tmp_path))
    assert code == 1
    assert "workbench db upgrade" in said
    assert said.count("\n") == 1


def test_an_empty_postgresql_is_said_in_the_same_words(tmp_path: Path) -> None:
    with databases.own_postgres_database() as url:
        environ = {"WORKBENCH_INSTANCE": str(tmp_path), "WORKBENCH_DATABASE_URL": url}
        ended = run("agreement", "report", **environ)
    assert ended.returncode == 1
    assert "not ready for this version" in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [*NEEDING[:1], ("db", "upgrade"), ("db", "check")])
def test_a_database_that_does_not_answer_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    environ = {
        "WORKBENCH_INSTANCE": str(tmp_path),
        "WORKBENCH_DATABASE_URL": "postgresql://me:secret@127.0.0.1:1/none",
    }
    code, said = invoke(monkeypatch, *arguments, **environ)
    assert code == 1
    assert "cannot be used" in said
    assert "secret" not in said


def test_an_instance_that_cannot_be_made_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    instance = str(tmp_path / "file" / "instance")
    code, said = invoke(monkeypatch, "agreement", "report", WORKBENCH_INSTANCE=instance)
    assert code == 1
    assert instance in said


def test_a_file_that_is_no_database_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "workbench.sqlite3").write_text("no database " * 100)
    code, said = invoke(monkeypatch, "agreement", "report", WORKBENCH_INSTANCE=str(tmp_path))
    assert (code, "not a database" in said) == (1, True)


def test_a_bad_setting_is_said_and_help_comes_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, said = invoke(monkeypatch, "agreement", "report", WORKBENCH_THREADS="many")
    assert (code, said) == (1, "Error: WORKBENCH_THREADS must be a whole number, 1 or more.\n")
    assert CliRunner().invoke(cli.make_group(), ["--help"]).exit_code == 0


@pytest.mark.parametrize("program", ["workbench", "flask"])
def test_a_mistake_ends_both_programs_alike(program: str, tmp_path: Path) -> None:
    ended = run("agreement", "report", program=program, WORKBENCH_INSTANCE=str(tmp_path))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "workbench db upgrade" in ended.stderr
    assert "Traceback" not in ended.stderr
    ended = run("nonsense", program=program, WORKBENCH_INSTANCE=str(tmp_path))
    assert ended.returncode == 2
    assert "No such command 'nonsense'" in ended.stderr


def test_corpus_read_needs_no_application_at_all(tmp_path: Path) -> None:
    article = tmp_path / "accord.txt"
    article.write_text(ARTICLE)
    ended = run("corpus", "read", str(article), WORKBENCH_INSTANCE="/proc/none")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["title"] == "Harbour accord signed"


def test_a_full_disk_behind_standard_output_is_no_success(tmp_path: Path) -> None:
    article = tmp_path / "accord.txt"
    article.write_text(ARTICLE)
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "flask", "corpus", "read", str(article)],
            env=os.environ | {"WORKBENCH_INSTANCE": str(tmp_path)},
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "No space left on device" in ended.stderr


def test_a_watching_person_sees_a_progress_bar(tmp_path: Path) -> None:
    article = tmp_path / "accord.txt"
    article.write_text(ARTICLE)
    screen, terminal = pty.openpty()
    try:
        ended = subprocess.run(
            [sys.executable, "-c", "from workbench.cli import main; main()", "corpus", "read"]
            + 3 * [str(article)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=terminal,
            timeout=60,
            check=False,
        )
        os.set_blocking(screen, False)
        shown = os.read(screen, 65_536).decode()
    finally:
        os.close(terminal)
        os.close(screen)
    assert "Reading" in shown
    assert "100%" in shown
    assert len(ended.stdout.splitlines()) == 3
