"""The fault harnesses, with their figures.

    python -m tests.reliability [--long [FACTOR]] [-k EXPRESSION]

Without `--long` they do what the test suite does. `--long` does everything 10 times more often
(about 60 kills and 20,000 saves a database, some minutes), `--long 80` a night's work.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import pytest


def main() -> int:
    """The exit code of pytest."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.reliability",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--long", nargs="?", type=int, const=10, default=1, metavar="FACTOR")
    parser.add_argument("-k", default="", metavar="EXPRESSION", help="only these harnesses")
    chosen = parser.parse_args()
    os.environ["RELIABILITY_FACTOR"] = str(chosen.long)
    return pytest.main([str(Path(__file__).parent), "-v", "-k", chosen.k])


if __name__ == "__main__":
    sys.exit(main())
