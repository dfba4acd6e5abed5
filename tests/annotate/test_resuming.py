"""Where an annotator goes on in an article."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.make import NOW
from workbench.annotate.resuming import Place, resume_at


def places(article: str) -> list[Place]:
    """A sign for each paragraph: `-` untouched, `d` a draft, `D` done; the time is its digit."""
    made = []
    for position, word in enumerate(article.split(), start=1):
        saved = NOW + timedelta(minutes=int(word[1:])) if word[1:] else None
        made.append(Place(position, word[0] == "D", saved))
    return made


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("", None),
        ("- - -", 1),
        ("D1 D2 - -", 3),
        ("- D2 - -", 3),  # not back to what was left out before
        ("D1 d2 -", 2),  # a draft that was begun last is where one was
        ("d1 D2 -", 3),
        ("- D1 D2", 1),  # round the article
        ("D3 D1 D2", 1),
    ],
)
def test_going_on(article: str, expected: int | None) -> None:
    assert resume_at(places(article)) == expected
