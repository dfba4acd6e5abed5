"""What files are called, as it may be stored and shown. Pure."""

from __future__ import annotations

LONGEST_FILE_NAME = 200


def tidy_file_name(name: str) -> str:
    """A file's name as it may be stored and shown: no control or direction marks, 200 at most.

    A browser or a shell can hand in anything: line ends, terminal commands, text running backwards.
    The end is kept, because it says what the file is.
    """
    seen = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return seen if len(seen) <= LONGEST_FILE_NAME else f"…{seen[1 - LONGEST_FILE_NAME :]}"
