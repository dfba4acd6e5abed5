"""The records of one file, gathered: articles, problems, and ids that meet twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Problem, Reading
from workbench.corpus.readers.limits import MOST_ARTICLES, refuse_too_many_articles

# Letters of other scripts that look like Latin ones: the usual means to fake a name.
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏɡαεικνορτυχγℓ01", "abekmhopctyxijsdqwhlgaeiknoptuxylol"
)


class Gathering:
    """Takes the records of a file one by one; a bad one becomes a problem, not the end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen = 0
        self._articles: list[ArticleDraft] = []
        self._problems: list[Problem] = []
        self._lines: dict[str, int | None] = {}  # by id
        self._ids: dict[str, str] = {}  # by skeleton

    def take(self, line: int | None, read: Callable[[], ArticleDraft]) -> None:
        """Read one record that begins at `line`. Raises Refused for one too many."""
        self._seen += 1
        if self._seen > MOST_ARTICLES:
            refuse_too_many_articles(line)
        try:
            self._articles.append(self._with_id_looked_at(read()))
        except Refused as error:
            place = line if error.line is None else error.line
            self._problems.append(Problem(error.code, error.message, place, self._name))

    def warn(self, *warnings: Problem) -> None:
        """Say something of the whole file, with its first article."""
        if self._articles and warnings:
            first = self._articles[0]
            self._articles[0] = replace(first, warnings=(*warnings, *first.warnings))

    def reading(self, format: str, encoding: str) -> Reading:
        """All of it. Raises Refused where the file holds no record at all."""
        if not self._seen:
            raise Refused("This file holds no article.", code="empty")
        return Reading(format, encoding, tuple(self._articles), tuple(self._problems))

    def _with_id_looked_at(self, draft: ArticleDraft) -> ArticleDraft:
        given = draft.source_id
        if not given:
            return draft
        if given in self._lines:
            first = _place(self._lines[given])
            raise Refused(
                f"The id “{given[:60]}” stands {first} already, and again here{_at(draft.line)}. "
                "Give each article an id of its own.",
                code="duplicate_id",
                line=draft.line,
            )
        self._lines[given] = draft.line
        twin = self._ids.setdefault(_skeleton(given), given)
        if twin == given:
            return draft
        said = Problem(
            "similar_id",
            f"The id “{given[:60]}” looks like the one {_place(self._lines[twin])}, but is "
            "written with other characters.",
            draft.line,
            self._name,
        )
        return replace(draft, warnings=(*draft.warnings, said))


def _place(line: int | None) -> str:
    return f"in line {line:,}" if line else "in this file"


def _at(line: int | None) -> str:
    return f" in line {line:,}" if line else ""


def _skeleton(given: str) -> str:
    """What an id looks like: equal for two that the eye cannot tell apart."""
    return unicodedata.normalize("NFKC", given).casefold().translate(_LOOKALIKES)
