"""The command writes the same bytes as the page, to standard output or into a file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from workbench.export import cli
from workbench.projects.models import Project


def run(app: Flask, *arguments: str | Path) -> Result:
    result: Result = app.test_cli_runner().invoke(
        args=["export", "judgments", *map(str, arguments)]
    )
    return result


def test_standard_output_is_the_golden_file(app: Flask, harbour: Project, golden: bytes) -> None:
    result = run(app, "--project", "harbour")
    assert result.exit_code == 0
    assert result.stdout_bytes == golden


def test_the_only_project_is_named_in_every_line(
    app: Flask, harbour: Project, golden: bytes
) -> None:
    result = run(app)
    assert {json.loads(line)["project"] for line in result.stdout.splitlines()} == {"harbour"}
    assert result.stdout_bytes == golden


def test_standard_error_counts_and_signs(app: Flask, harbour: Project, golden: bytes) -> None:
    stderr = run(app, "--project", "harbour").stderr
    assert stderr.startswith("5 judgments, ")
    assert hashlib.sha256(golden).hexdigest() in stderr


def test_options(app: Flask, harbour: Project, golden: bytes) -> None:
    every = golden.splitlines(keepends=True)
    one_round = run(app, "--project", "harbour", "--round", "Pilot", "--done-only")
    assert one_round.stdout_bytes == b"".join(every[number] for number in (0, 1, 3))
    bare = run(app, "--project", "harbour", "--without-text")
    assert b'"text"' not in bare.stdout_bytes
    assert bare.stdout_bytes.count(b'"text_sha256"') == 5


def test_a_file_is_replaced_as_a_whole(
    app: Flask, harbour: Project, golden: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "judgments.jsonl"
    path.write_bytes(b"what stood here before\n")
    (folder / "link.jsonl").symlink_to(path)
    result = run(app, "-o", folder / "link.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert hashlib.sha256(golden).hexdigest() in result.stderr
    assert path.read_bytes() == golden
    assert (folder / "link.jsonl").is_symlink()
    assert len(list(folder.iterdir())) == 2


def test_a_failure_half_way_leaves_the_file_as_it_was(
    app: Flask, harbour: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "judgments.jsonl"
    path.write_bytes(b"what stood here before\n")

    def fill_the_disk(spooled: cli.Spooled, out: object) -> None:
        spooled.file.close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli, "_copy", fill_the_disk)
    result = run(app, "-o", path)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert path.read_bytes() == b"what stood here before\n"
    assert [found.name for found in folder.iterdir()] == ["judgments.jsonl"]


@pytest.mark.parametrize("place", ["no-such-folder/out.jsonl", "", "/dev/null"])
def test_a_place_where_no_file_can_be_is_refused(
    app: Flask, harbour: Project, tmp_path: Path, place: str
) -> None:
    result = run(app, "-o", tmp_path / place)
    assert result.exit_code == 2
    assert "Invalid value for" in result.stderr
    assert Path("/dev/null").is_char_device()


def test_unknown_project_and_round_are_refused_before_anything_is_written(
    app: Flask, harbour: Project, tmp_path: Path
) -> None:
    path = tmp_path / "out.jsonl"
    for arguments in (("--project", "harbor"), ("--project", "harbour", "--round", "Pilots")):
        result = run(app, *arguments, "-o", path)
        assert (result.exit_code, result.stdout_bytes) == (2, b"")
        assert "There is no" in result.stderr
        assert not path.exists()
        assert not list(tmp_path.glob(".out*"))
