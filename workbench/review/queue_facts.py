"""What is known of the units of a round beside the answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.annotate.layout import Flags, Integers


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
    """What leads do to it: `articles` are (id, outlet id, story id; 0 for none) in the order of the
    ids, shape (3, articles); and what is ruled, left open by a ruling, and in open discussion."""

    articles: Integers
    ruled: Some
    legitimate: Some
    discussed: Some

    def of_article(self, article: Integers) -> tuple[Integers, Integers]:
        """The outlet and the story of each."""
        ids, outlet, story = self.articles
        at = np.searchsorted(ids, article)
        return outlet[at], story[at]
