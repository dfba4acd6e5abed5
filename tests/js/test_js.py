"""The tests of the browser's pure modules, run by node as part of the suite."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
#: The first 20 that takes a .js file as a module by what stands in it.
LEAST = (20, 19)
HOW_TO_GET_IT = "Node 20.19 or newer is missing. Install it with: apt-get install nodejs"


@pytest.fixture(scope="module")
def node(in_ci: bool) -> str:
    """The path of a node that is new enough. Skips, or fails in CI, where there is none."""
    path = shutil.which("node")
    if path is None or version(path) < LEAST:
        if in_ci:
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    return path


def version(node: str) -> tuple[int, int]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    found = re.match(r"v(\d+)\.(\d+)\.", answer.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def run(node: str, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [node, "--test", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_the_modules_of_the_pages(node: str) -> None:
    files = sorted(HERE.glob("*.test.js"))
    result = run(node, *files)
    assert result.returncode == 0, result.stdout + result.stderr
    passed = re.search(r"^(?:#|ℹ) pass (\d+)$", result.stdout, re.MULTILINE)
    assert passed is not None
    assert int(passed[1]) >= len(files)


def test_a_failing_module_is_seen(node: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.test.mjs"
    broken.write_text('import { test } from "node:test"; test("no", () => { throw Error(); });')
    assert run(node, broken).returncode != 0
