"""Where the byline of an article names its outlet, or the outlet's name its author. Pure.

A fact is no running text: nothing in it is needed to judge a paragraph, so the names are found in
it whether or not they are ordinary words too.
"""

from __future__ import annotations

import re

from workbench.corpus.self_names import PRESS, acronym, person_names
from workbench.corpus.self_references import Mask, find, settle
from workbench.corpus.self_scripts import without_article

#: Shorter words of a name ("de", "El") give nobody away.
_TELLING = 3


def find_in_fact(
    fact: str, kind: str, *, outlet: str = "", byline: str = "", url: str = ""
) -> tuple[Mask, ...]:
    """The masks of one kind (`outlet` or `author`) in a byline or in an outlet's name.

    An author is found by each word of the name: "Mara's Notebook", "The Lund Letter".
    """
    if kind == "outlet":
        found = find([("", fact)], outlet=outlet, url=url)[0]
        names = _outlet_words(outlet)
    else:
        people = _people(byline, outlet)
        found = find([("", fact)], byline=", ".join(people), url=url)[0]
        parts = (part for name in people for part in (name, *name.split()))
        names = [part for part in parts if len(part) >= _TELLING]
    hits = [mask for mask in found if mask[2] == kind]
    for name in names:
        words = r"\s+".join(map(re.escape, name.split()))
        for one in re.finditer(rf"(?<!\w){words}(?!\w)", fact, re.IGNORECASE):
            hits.append((*one.span(), kind, f"rule:{kind} name"))
    return settle(hits)


def _outlet_words(outlet: str) -> list[str]:
    short, letters = without_article(outlet), acronym(outlet)
    last = (short.split() or [""])[-1]
    words = [outlet, short, letters if len(letters) >= _TELLING else ""]
    return [name for name in [*words, last if re.fullmatch(PRESS, last) else ""] if name.strip()]


def _people(byline: str, outlet: str) -> list[str]:
    """Where a byline names nobody but the outlet, the one gives away the other."""
    return person_names(byline, outlet) or [*person_names(byline, ""), byline.strip()]
