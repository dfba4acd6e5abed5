"""Which targets a paragraph names. Pure.

A hint beside the question, never an answer: a pronoun or a nickname that nobody listed is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from workbench.codebook.questions import Question
from workbench.corpus.self_scripts import caseless_name, is_caseless

#: Up to this length an alias in capitals is an abbreviation: "US" is not "us".
LONGEST_ABBREVIATION = 5


def named_targets(questions: Iterable[Question], text: str) -> list[str]:
    """Keys of the targets of whom the title or an alias stands in the text, each once."""
    aliases = {q.target_key: q.aliases for q in questions if q.target_key}
    folded = text.casefold()
    return [key for key, names in aliases.items() if any(is_named(n, text, folded) for n in names)]


def is_named(name: str, text: str, folded: str) -> bool:
    """Whether the name stands in the text as words; `folded` is the text casefolded.

    Abbreviations count as they are written, other names in any case, with any space between words.
    """
    pattern, is_exact = _pattern(name)
    return pattern.search(text if is_exact else folded) is not None


@lru_cache(maxsize=1_000)
def _pattern(name: str) -> tuple[re.Pattern[str], bool]:
    if is_caseless(name):
        return re.compile(caseless_name(name)), True
    is_exact = len(name) <= LONGEST_ABBREVIATION and name.isupper()
    words = (name if is_exact else name.casefold()).split()
    exact = r"\s+".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){exact}(?!\w)"), is_exact
