"""Which of several texts share the most telling words with another one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import log, sqrt
from typing import TypeVar

from workbench.corpus.shingles import words_of

Name = TypeVar("Name")


def by_nearness(text: str, others: Mapping[Name, str]) -> list[Name]:
    """The names of the other texts, the nearest to this one first; of equal ones, the later first.

    Near is who shares many words that few of the others have, for its own length: the cosine of
    binary vectors of words weighted by inverse document frequency (G. Salton, C. Buckley,
    Term-weighting approaches in automatic text retrieval, 1988), with a text's length in words in
    place of its weighted length.
    """
    wanted = _words(text)
    words = {name: _words(other) for name, other in others.items()}
    shared = {name: wanted & own for name, own in words.items()}
    having = Counter(word for some in shared.values() for word in some)
    weight = {word: log(1 + len(others) / count) for word, count in having.items()}
    score = {
        name: sum(weight[word] for word in some) / sqrt(max(len(words[name]), 1))
        for name, some in shared.items()
    }
    latest_first = list(others)[::-1]
    return sorted(latest_first, key=lambda name: -score[name])


@lru_cache(maxsize=5_000)  # some 25 MB; the same paragraphs are looked through again and again
def _words(text: str) -> frozenset[str]:
    return frozenset(words_of(text))
