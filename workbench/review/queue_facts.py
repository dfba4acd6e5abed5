"""What is known of the units of a round beside the answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.annotate.layout import Flags, Integers

#: The article as a whole comes after its paragraphs.
_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Some:
    """Some units of a round: paragraphs by their ids, articles as a whole by theirs."""

    paragraphs: Integers
    articles: Integers

    def holds(self, article: Integers, paragraph: Integers) -> Flags:
        """Of each unit whether it is one of them; `paragraph` is 0 for an article as a whole."""
        whole = np.isin(article, self.articles)
        return np.where(paragraph == 0, whole, np.isin(paragraph, self.paragraphs))


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of a round beside the answers.

    `positions` are (paragraph id, position in its article) and `articles` (id, outlet id, story id;
    0 for none), with one entry each, in the order of their ids.
    """

    positions: Integers
    articles: Integers
    ruled: Some
    legitimate: Some
    discussed: Some
    flagged: Some

    def position_of(self, paragraph: Integers) -> Integers:
        """Of each paragraph; an article as a whole stands behind all."""
        ids, position = self.positions
        at = np.searchsorted(ids, paragraph).clip(max=max(len(ids) - 1, 0))
        return np.where(paragraph == 0, _LAST, np.append(position, 0)[at])

    def of_article(self, article: Integers) -> tuple[Integers, Integers]:
        """The outlet and the story of each."""
        ids, outlet, story = self.articles
        at = np.searchsorted(ids, article)
        return outlet[at], story[at]
