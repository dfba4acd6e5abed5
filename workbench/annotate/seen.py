"""Between a judgment on the text as its annotator sees it and on the true text. Pure.

What is stored always speaks of the true text. A page carries the fingerprint of its masks in every
document, and a save brings it back: offsets made on other masks must never be stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.annotate.document import Document, MarkedLink, MarkedSpan, Role
from workbench.core.errors import Conflict
from workbench.core.wording import later
from workbench.corpus.masked import MaskedText

MASKS_CHANGED = later(
    "Your lead changed what is hidden in this paragraph while you had it open. Reload the page: "
    "your answers and your note are kept in this browser; mark again the passages that you had "
    "marked since the last save."
)


def as_seen(document: Document, seen: MaskedText) -> Document:
    """The stored document with its passages where they stand in what is shown."""
    return _moved(document, seen.to_masked)


def as_stored(document: Document, seen: MaskedText) -> Document:
    """The document made on what is shown, with its passages on the true text."""
    return _moved(document, seen.to_original)


def for_page(document: Document, seen: MaskedText, codebook: int) -> dict[str, Any]:
    """The stored document as JSON for a page, without a word that is hidden there.

    `codebook` is the number of the version that it answers: a save brings it back.
    """
    shown = as_seen(document, seen).as_json(seen.text) | {"codebook": codebook}
    return shown | ({"masks": seen.fingerprint} if seen.fingerprint else {})


def steps(tokens: Iterable[Sequence[int]]) -> list[int]:
    """Tokens ([start, end), in order) for a page: gap, length, gap, length, and so on.

    Small numbers that repeat take a third of the bytes, packed, that growing ones do; a long
    article has thousands. static/annotate/cursor.js reads them.
    """
    flat, done = [], 0
    for start, end in tokens:
        flat += [start - done, end - start]
        done = end
    return flat


def shown_premarks(
    premarks: Sequence[Sequence[int | str]], seen: MaskedText
) -> list[list[int | str]]:
    """Suggestions where they stand in what is shown, each once."""
    moved = [[*seen.to_masked(int(mark[0]), int(mark[1])), *mark[2:]] for mark in premarks]
    return [list(mark) for mark in dict.fromkeys(map(tuple, moved))]


def refuse_other_masks(sent: Any, seen: MaskedText) -> None:
    """Raises Conflict when the sent document was made while other words were hidden."""
    fingerprint = sent.get("masks", "") if isinstance(sent, Mapping) else ""
    if fingerprint != seen.fingerprint:
        raise Conflict(str(MASKS_CHANGED), code="masks_changed")


def _moved(document: Document, move: Callable[[int, int], tuple[int, int]]) -> Document:
    """Spans and the members of links at their new places.

    What falls together there (two passages under one placeholder) becomes one, the first with
    answers of its own.
    """
    spans: dict[tuple[str, str, int, int], MarkedSpan] = {}
    for span in document.spans:
        start, end = move(span.start, span.end)
        place = (span.dimension, span.value, start, end)
        if place not in spans or not spans[place].attributes:
            spans[place] = replace(span, start=start, end=end)
    links: dict[tuple[str, tuple[Role, ...]], MarkedLink] = {}
    for link in document.links:
        roles = {Role(*move(role.start, role.end), role.value) for role in link.members}
        members = tuple(sorted(roles))
        tie = (link.dimension, members)
        if tie not in links or not links[tie].attributes:
            links[tie] = replace(link, members=members)
    return replace(
        document, spans=tuple(sorted(spans.values())), links=tuple(sorted(links.values()))
    )
