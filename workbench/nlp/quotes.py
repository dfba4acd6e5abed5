"""Quotations: passages between marks, and paragraphs that announce one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.nlp import words

# One pattern for each pair of marks; a quotation never runs past the end of a line.
_PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        r"“[^“”\n]+”",
        r"„[^„“”\n]+[“”]",
        r"«[^«»\n]+»",
        r'(?<!\w)"(?=\S)[^"\n]+(?<=\S)"(?!\w)',
    )
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FEW_WORDS = 5  # up to here, marks enclose a term or a name as often as speech
_ATTRIBUTION_WORDS = 4  # before the colon; "gave three reasons, she said, for leaving:" is none
_LEAD = 24  # code points before a quotation in which it may be called an article
_TITLE_SHARE = 0.75  # of the words longer than three letters


def direct_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the code-point spans, marks included, of quotations of more than five words.

    Titles of works are left out: mostly capitalised, or introduced as an article, book and so on.
    """
    for pattern in _PAIRS:
        for match in pattern.finditer(text):
            inside = _WORD.findall(match[0])
            lead = text[max(0, match.start() - _LEAD) : match.start()]
            if len(inside) > _FEW_WORDS and not _is_title(inside, lead):
                yield match.span()


def introduces_quote(text: str) -> bool:
    """Whether a paragraph ends in an attribution and a colon, so that the next one is quoted."""
    stripped = text.rstrip()
    if not stripped.endswith(":"):
        return False
    ending = [word.lower() for word in _WORD.findall(stripped)][-_ATTRIBUTION_WORDS:]
    if not words.all_forms(words.CUE_VERBS).isdisjoint(ending):
        return True
    only_last = words.all_forms(words.OPEN_CUE_VERBS) | words.all_forms(words.BARE_CUE_VERBS)
    return not only_last.isdisjoint(ending[-1:])


def _is_title(inside: list[str], lead: str) -> bool:
    long_words = [word for word in inside if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    introduced = {word.lower() for word in _WORD.findall(lead)[-2:]}
    return capitals > _TITLE_SHARE * len(long_words) or bool(introduced & words.TITLE_INTRODUCERS)
