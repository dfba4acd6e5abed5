"""The challenge file: all that stands behind what was said about a text, laid open. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from workbench.annotate.document import Document
from workbench.codebook.format import Codebook
from workbench.codebook.questions import Question
from workbench.review.comparison import Line
from workbench.review.queries_challenge import Given
from workbench.review.queries_challenge_said import Remark
from workbench.review.queries_challenge_texts import ArticleFacts
from workbench.review.queries_rulings import Ruled
from workbench.review.rulings import REASON_TITLES

#: More than this nobody reads on paper, and nobody should have to wait for.
MOST_UNITS = 50


@dataclass(frozen=True)
class Step:
    """One entry of a judgment's log in short."""

    number: int
    version: int
    saved_at: datetime
    #: `saved`, `came too late`, or `moved` by a lead to another version of the codebook.
    what: str
    sha256: str
    #: What differs from the entry before, by the titles of the questions.
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """An annotator's part: the answer, laid out in the terms of the version it stands in."""

    given: Given
    answered_version: int
    version: int
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Decision:
    """A ruling of the log; `method` and `reason` in words."""

    ruled: Ruled
    state: str
    version: int
    method: str
    withdrawn_by: str
    bulk_rule: str
    lines: tuple[Line, ...]
    left_open: tuple[str, ...]

    @property
    def reason(self) -> str:
        return str(REASON_TITLES.get(self.ruled.reason or "", ""))


@dataclass(frozen=True)
class Part:
    """One unit of the file."""

    unit: str
    #: The name of the round, in a file of several rounds; else "".
    round: str
    #: Of the unit in the workbench: its own page.
    url: str
    article_url: str
    article: ArticleFacts
    #: Numbered among those that are annotated; None for the article as a whole.
    number: int | None
    position: int
    kind: str
    before: str
    text: str
    after: str
    sha256: str
    disputed: tuple[Question, ...]
    people: tuple[Person, ...]
    decisions: tuple[Decision, ...]
    discussion: tuple[Remark, ...]
    discussion_state: str


@dataclass(frozen=True)
class Sheet:
    """A codebook version that was answered or ruled in, with the questions concerned."""

    id: int
    number: int
    sha256: str
    title: str
    published_at: datetime
    language: str
    #: Who answered and which rulings stand in its terms.
    used: tuple[str, ...]
    rules: tuple[str, ...]
    dimensions: tuple[str, ...]
    #: Questions concerned that it does not have under their name.
    missing: tuple[str, ...]


def steps_of(
    given: Given, numbers: Mapping[int, int], titles: Mapping[str, str]
) -> tuple[Step, ...]:
    """The log of a judgment in short."""
    steps, before = [], Document()
    for one in given.log:
        what = "came too late" if one.is_parked else "moved" if one.by_move else "saved"
        steps.append(
            Step(
                one.number,
                numbers.get(one.version_id, 0),
                one.saved_at,
                what,
                one.sha256,
                tuple(_changes(before, one.document, titles)),
            )
        )
        before = before if one.is_parked else one.document
    return tuple(steps)


def _changes(old: Document, new: Document, titles: Mapping[str, str]) -> Iterable[str]:
    for key in dict.fromkeys((*old.labels, *new.labels)):
        if old.labels.get(key) != new.labels.get(key):
            yield titles.get(key, key)
    marked = {span.dimension for span in set(old.spans) ^ set(new.spans)}
    tied = {link.dimension for link in set(old.links) ^ set(new.links)}
    yield from (titles.get(key, key) for key in sorted(marked | tied))
    if old.note != new.note:
        yield "note"
    if old.is_flagged != new.is_flagged:
        yield "flag"
    if old.is_done != new.is_done:
        yield "done" if new.is_done else "done taken back"


def concerned(codebook: Codebook, keys: Collection[str]) -> tuple[str, ...]:
    """Ids of the dimensions behind these questions, with all that they cannot be read without.

    The questions that they rest on or take their values from, and those about their passages.
    """
    wanted = {key.partition(".")[0] for key in keys}
    by_id = {one.id: one for one in codebook.dimensions}
    for one in reversed(codebook.dimensions):  # what a question rests on stands before it
        if one.id in wanted:
            rests_on = {one.when.dimension if one.when else "", one.values_from or "", one.of or ""}
            wanted |= rests_on & set(by_id)
    return tuple(one.id for one in codebook.dimensions if one.id in wanted or one.of in wanted)
