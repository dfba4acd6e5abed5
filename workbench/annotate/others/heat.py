"""Where in a text the others marked words, and how many of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.annotate.document import Document

#: (start, end, how many people), in code points; what nobody marked is left out.
Heat = tuple[tuple[int, int, int], ...]


def heat(documents: Sequence[Document], question: str = "") -> Heat:
    """One document for each person; with `question`, only what was marked in answer to that one.

    Whose words they are, under which label, and how one person's passages overlap is not said.
    """
    marked = [
        {
            place
            for span in document.spans
            if question in ("", span.dimension)
            for place in range(span.start, span.end)
        }
        for document in documents
    ]
    runs: list[tuple[int, int, int]] = []
    for place in sorted(set[int]().union(*marked)):
        people = sum(place in one for one in marked)
        if runs and runs[-1][1:] == (place, people):
            runs[-1] = (runs[-1][0], place + 1, people)
        else:
            runs.append((place, place + 1, people))
    return tuple(runs)
