"""Where an article gives away who published and who wrote it. Pure.

Found are the outlet's names, its people's names, and the addresses of both. Phrases such as "this
newspaper" or "our correspondent" name nobody and stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from workbench.corpus.self_addresses import own_addresses, owner
from workbench.corpus.self_names import (
    PERSON,
    PERSONS,
    full_name,
    outlet_names,
    person_names,
    surnames,
)

#: (start, end, kind, origin): code points; kind `outlet` or `author`; origin `rule:<name>`.
Mask = tuple[int, int, str, str]

_STAFF = (
    r"(?:colleagues?|correspondents?|reporters?|editors?|columnists?|critics?|staff writers?|"
    r"contributors?|photographers?|producers?)"
)
_COLLEAGUE = re.compile(
    rf"\b(?:[Mm]y|[Oo]ur)\s+(?:[\w-]+\s+){{0,3}}?{_STAFF}"
    r"(?:\s+(?:at|from|in|on)\s+(?:the\s+)?[\w-]+(?:\s+[\w-]+)?(?=,))?"
    rf",?\s+(?P<names>{PERSONS})"
)
_CREDITS = re.compile(
    r"(?:^|[(;.|—–]\s*)(?i:additional\s+)?(?i:reporting|editing|writing|edited|written|compiled)\s+by\s+"
    rf"(?P<names>{PERSONS})"
)
_CONTRIBUTED = re.compile(
    rf"(?P<names>{PERSONS})\s+(?:also\s+)?contributed\s+(?:to\s+this\s+(?:report|story|article)|reporting)"
)
#: Each with words, in small letters, without any of which it need not be tried.
_STAFF_RULES = (
    (_COLLEAGUE, ("my", "our")),
    (_CREDITS, ("by",)),
    (_CONTRIBUTED, ("contributed",)),
)
#: Members of a parliament have colleagues too, and a title says so.
_OFFICE = re.compile(
    r"(?:Sen|Senator|Rep|Representative|Congress(?:man|woman)|Gov|Governor|President|Premier|"
    r"Minister|Secretary|Judge|Justice|Lord|Lady|Sir|Dame|Councill?or|Mayor|Gen|General)\b\.?"
)


def find(
    paragraphs: Sequence[tuple[str, str]], *, outlet: str = "", byline: str = "", url: str = ""
) -> list[tuple[Mask, ...]]:
    """The masks of each paragraph, given as (kind, text), ordered and without overlap.

    `byline` names the authors, `url` is the article's own address; "" for what is not known.
    """
    article = "\n\n".join(text for _, text in paragraphs)
    people = person_names(byline, outlet)
    staff = [list(_staff_spans(text)) if kind != "quote" else [] for kind, text in paragraphs]
    colleagues = [
        " ".join(text[start:end].split())
        for (_, text), spans in zip(paragraphs, staff, strict=True)
        for start, end in spans
    ]
    known = list(dict.fromkeys([*people, *(name for name in colleagues if " " in name)]))
    named = [full_name(one, "author name" if one in people else "colleague") for one in known]
    authors, outlets = [*named, *surnames(known)], outlet_names(outlet, article)
    whose = owner(outlet, known, url)
    found = []
    for (_, text), spans in zip(paragraphs, staff, strict=True):
        small = text.lower()
        hits = [
            *own_addresses(text, whose),
            *((*at, "outlet", name.rule) for name in outlets for at in name.places(text, small)),
            *((*at, "author", name.rule) for name in authors for at in name.places(text, small)),
            *((*at, "author", "colleague") for at in spans),
        ]
        found.append(settle((s, e, kind, f"rule:{rule}") for s, e, kind, rule in hits))
    return found


def settle(hits: Iterable[Mask]) -> tuple[Mask, ...]:
    """Of overlapping hits the longest, in the order of the text."""
    kept: list[Mask] = []
    for hit in sorted(hits, key=lambda one: (one[0] - one[1], one)):
        at = bisect_left(kept, hit)
        is_free = not at or kept[at - 1][1] <= hit[0]
        if is_free and (at == len(kept) or hit[1] <= kept[at][0]):
            kept.insert(at, hit)
    return tuple(kept)


def _staff_spans(text: str) -> Iterator[tuple[int, int]]:
    """The people named as the writer's colleagues; inside quotation marks somebody else speaks."""
    small = text.lower()
    for pattern, words in _STAFF_RULES:
        for match in pattern.finditer(text) if any(word in small for word in words) else ():
            if _is_quoted(text, match.start()) or _OFFICE.match(match["names"]):
                continue
            for name in re.finditer(rf"{PERSON}(?<!\.)", match["names"]):
                yield match.start("names") + name.start(), match.start("names") + name.end()


def _is_quoted(text: str, at: int) -> bool:
    curly = text.rfind("“", 0, at) > text.rfind("”", 0, at)
    return (
        curly or text.rfind("«", 0, at) > text.rfind("»", 0, at) or text.count('"', 0, at) % 2 == 1
    )
