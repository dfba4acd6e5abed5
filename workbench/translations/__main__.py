"""`python -m workbench.translations update` or `check`."""

from __future__ import annotations

import sys

from workbench.translations.catalogues import check, update

COMMANDS = {"update": update, "check": check}


def main(arguments: list[str]) -> int:
    """The exit code: 1 where something is missing, 2 for a wrong call."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print("usage: python -m workbench.translations (update | check)", file=sys.stderr)
        return 2
    faults = COMMANDS[arguments[0]]()
    print("\n".join(faults) or "All sentences are translated.", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
