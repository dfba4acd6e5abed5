"""What rules propose for a paragraph: passages, and which of them belong together. Pure.

Articles are frozen with the premarks of their import. What can be read off these and the text is
computed when a page is made, so that it serves articles of any age.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.annotate.seen import shown_premarks
from workbench.corpus.masked import MaskedText
from workbench.nlp.triples import Attribution, attributions

Rows = Sequence[Sequence[int | str]]


@dataclass(frozen=True)
class Proposals:
    """Rows of premarks as they stand in what is shown, and the triples among them:

        {"members": [[start, end, label], ...], "quoting": "direct", "stance": "neutral"}

    Every member is one of the rows. `quoting` and `stance` are "" where the rules cannot tell.
    """

    premarks: Rows
    triples: Sequence[Mapping[str, Any]]


NO_PROPOSALS = Proposals((), ())


def propose(
    text: str, tokens: Sequence[Sequence[int]], premarks: Rows, seen: MaskedText
) -> Proposals:
    """`text`, `tokens` and `premarks` are those of the true text; nothing comes of no premarks."""
    found = attributions(text, tokens, premarks)
    inferred = [one.inferred for one in found if one.inferred is not None]
    rows = sorted([*premarks, *inferred], key=lambda row: (row[0], -int(row[1])))
    return Proposals(shown_premarks(rows, seen), [_triple(one, seen) for one in found])


def _triple(attribution: Attribution, seen: MaskedText) -> dict[str, Any]:
    places = [(*seen.to_masked(start, end), label) for start, end, label in attribution.members]
    return {
        "members": [list(place) for place in dict.fromkeys(places)],
        "quoting": attribution.quoting,
        "stance": attribution.stance,
    }
