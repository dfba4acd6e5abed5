"""Files to import, and what must become of each."""

from __future__ import annotations

from pathlib import Path

ARTICLE = b"""Harbour accord signed at dawn

By Mara Lund

Two aides claimed the truce would hold until spring, and \xe2\x80\x9cnobody\xe2\x80\x9d objected.

The ceremony lasted eleven minutes.
"""
OTHER = ARTICLE.replace(b"eleven", b"twelve")

#: Name, content, a part of the reason.
REFUSED = (
    ("empty.txt", b"", "no text"),
    ("blank.txt", b" \n\n\t\n", "no text"),
    ("latin.txt", ARTICLE + b"\n\nCaf\xe9 society.\n", "line 10"),
    ("zipped.txt", b"PK\x03\x04rest", "ZIP archive"),
    ("page.txt", b"<!doctype html><title>x</title>", "no text"),
    ("nul.txt", b"Title\n\nBody\x00text.\n", "line 3"),
)

#: The two real files every installation of the founders has; nobody else does.
REAL_FOLDER = Path(__file__).parents[3] / "shared" / "seeds"
REAL = {"000_faabb163a6313536.txt": 19, "004_d911442452f9d8a6.txt": 25}
MISSING = "the two real articles are not part of the repository"


def has_real_files() -> bool:
    return all((REAL_FOLDER / name).is_file() for name in REAL)
