"""What the editor proposes: free keys, and ids made of titles. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from workbench.codebook.checks import find_faults
from workbench.codebook.format import PAGE_KEYS, Codebook

_LETTERS = "qwertyuiopasdfghjklzxcvbnm"
#: Digits first, then the keyboard from left to right, without what the page needs itself; with
#: Shift only where nothing else is left.
KEYS = tuple(key for key in f"1234567890{_LETTERS}{_LETTERS.upper()}" if key not in PAGE_KEYS)


def free_keys(codebook: Codebook, dimension_id: str, value_id: str = "") -> list[str]:
    """Keys that a value of the dimension could have, its own among them.

    `value_id` is "" for a value that is not there yet, or for a flag itself.
    """
    return [key for key in KEYS if _is_free(codebook, dimension_id, value_id, key)]


def propose_id(title: str, taken: Collection[str], fallback: str) -> str:
    """A short id that tells what it stands for, and that nothing else has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    stem = "_".join(words)[:40].strip("_") or fallback
    number, proposed = 1, stem
    while proposed in taken:
        number += 1
        proposed = f"{stem}_{number}"
    return proposed


def _is_free(codebook: Codebook, dimension_id: str, value_id: str, key: str) -> bool:
    """Tried out, so that there is one rule for clashes: that of the checks."""
    dimensions = []
    for dimension in codebook.dimensions:
        if dimension.id == dimension_id:
            if dimension.type == "flag":
                dimension = dimension.model_copy(update={"key": key})
            elif value_id:
                values = tuple(
                    v.model_copy(update={"key": key}) if v.id == value_id else v
                    for v in dimension.values
                )
                dimension = dimension.model_copy(update={"values": values})
            elif dimension.values:
                extra = dimension.values[0].model_copy(update={"id": "-new", "key": key})
                dimension = dimension.model_copy(update={"values": (*dimension.values, extra)})
        dimensions.append(dimension)
    return not find_faults(codebook.model_copy(update={"dimensions": tuple(dimensions)}))
