"""Whether a name can be read as it is written. Pure.

Kept out of the shapes in `format`: versions that were stored before this rule are still read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workbench.codebook.format import Codebook, Dimension
from workbench.codebook.remarks import Path, Remark

#: Embeddings, overrides and isolates (UAX #9) turn the order of the words round, also of ours.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Letters and signs by their category, yet blank: the Hangul fillers and the empty Braille cell.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def find_name_faults(codebook: Codebook) -> Iterator[Remark]:
    """Titles and other names that show nothing, or hide the direction in which they are read."""
    for path, name, is_title in _names(codebook):
        if _TURNING.search(name):
            said = "an invisible sign in this turns the reading direction: write it without"
            yield Remark(path, said)
        if (is_title or name) and not any(_is_visible(sign) for sign in name):
            yield Remark(path, "this shows no visible sign: write a word or more")


def _is_visible(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK


def _names(codebook: Codebook) -> Iterator[tuple[Path, str, bool]]:
    """(place, name, whether it has to be there)"""
    yield ("title",), codebook.title, True
    for n, target in enumerate(codebook.targets):
        yield ("targets", n, "title"), target.title, True
        for m, alias in enumerate(target.aliases):
            yield ("targets", n, "aliases", m), alias, True
    for n, camp in enumerate(codebook.camps):
        yield ("camps", n, "title"), camp.title, True
    for n, dimension in enumerate(codebook.dimensions):
        yield from _names_of(dimension, ("dimensions", n))


def _names_of(dimension: Dimension, path: Path) -> Iterator[tuple[Path, str, bool]]:
    yield (*path, "title"), dimension.title, True
    yield (*path, "group"), dimension.group, False
    yield (*path, "export"), dimension.export, False
    for value_id, name in dimension.exports.items():
        yield (*path, "exports", value_id), name, False
    for n, value in enumerate(dimension.values):
        here = (*path, "values", n)
        yield (*here, "title"), value.title, True
        yield (*here, "group"), value.group, False
        yield (*here, "export"), value.export, False
        for other, names in value.maps_to.items():
            for name in names:
                yield (*here, "maps_to", other), name, False
