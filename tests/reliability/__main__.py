"""The fault harnesses, with their figures.

    python -m tests.reliability [--browser] [--long [FACTOR]] [-k EXPRESSION]

Without `--long` they do what the test suite does. `--long` does everything 10 times more often
(about 60 kills and 20,000 saves a database, some minutes), `--long 80` a night's work. With
`--browser` they are those in Chromium instead, by default in their long form: 60 network drops, 40
tabs that crash or are left, 25 sign-ins that end, 500 random sets of answers.
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
    parser.add_argument("--browser", action="store_true", help="those in Chromium")
    parser.add_argument("--long", nargs="?", type=int, const=10, metavar="FACTOR")
    parser.add_argument("-k", default="", metavar="EXPRESSION", help="only these harnesses")
    chosen = parser.parse_args()
    here = Path(__file__).parent
    os.environ["RELIABILITY_FACTOR"] = str(chosen.long or (10 if chosen.browser else 1))
    folder = here.parent / "browser" / "proof" if chosen.browser else here
    return pytest.main([str(folder), "-v", "-k", chosen.k])


if __name__ == "__main__":
    sys.exit(main())
