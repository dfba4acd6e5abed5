"""Names in a lead's explanation that would give the outlet or the author away. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.corpus.masked import apply_masks
from workbench.corpus.self_references import find, settle


@dataclass(frozen=True)
class Names:
    """What an article must not be known by: its outlet, its byline, and (words, kind) of all that
    is masked in it."""

    outlet: str
    byline: str
    url: str
    masked: frozenset[tuple[str, str]]


def without_names(text: str, names: Names) -> str:
    """The text with every such name replaced as in a masked paragraph."""
    found = find([("", text)], outlet=names.outlet, byline=names.byline, url=names.url)[0]
    return apply_masks(text, settle([*found, *_masked(text, names.masked)])).text


def _masked(text: str, names: Iterable[tuple[str, str]]) -> Iterable[tuple[int, int, str, str]]:
    for words, kind in sorted(names):
        for one in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            yield (*one.span(), kind, "rule:masked in the article")
