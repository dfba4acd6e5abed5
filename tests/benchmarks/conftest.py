"""`pytest tests/benchmarks` runs every `bench_*.py` in a process of its own and shows its figures.

The suite does not: a figure is for people, and no time is ever asserted.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


class Benchmark(pytest.Item):
    """One file of figures."""

    def runtest(self) -> None:
        ended = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{self.path.stem}"],
            cwd=FOLDER.parents[1],
            capture_output=True,
            text=True,
        )
        self.add_report_section("call", "figures", ended.stdout)
        assert ended.returncode == 0, ended.stderr[-2000:]
        print(ended.stdout)


class Benchmarks(pytest.File):
    """A `bench_*.py`."""

    def collect(self) -> Iterator[Benchmark]:
        yield Benchmark.from_parent(self, name=self.path.stem)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Benchmarks | None:
    asked = any(
        FOLDER in (path := Path(arg).resolve()).parents or path == FOLDER for arg in _args(parent)
    )
    if asked and file_path.suffix == ".py" and file_path.stem.startswith("bench_"):
        return Benchmarks.from_parent(parent, path=file_path)
    return None


def _args(parent: pytest.Collector) -> list[str]:
    return [arg.split("::")[0] for arg in parent.config.invocation_params.args]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures of those that passed; a failed one shows its own."""
    for report in terminalreporter.getreports("passed"):
        for name, figures in report.sections:
            if "figures" in name:
                terminalreporter.section(report.nodeid)
                terminalreporter.write_line(figures)
