"""What a rule would rule on, and what it leaves out and why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.annotate.columns import Columns
from workbench.annotate.document import Document, canonical
from workbench.annotate.layout import Flags, Integers
from workbench.codebook.questions import Question
from workbench.core.errors import Invalid
from workbench.review.bulk import Agreed, Rule
from workbench.review.bulk_documents import put_together
from workbench.review.rulings import check_ruling

#: Reasons to leave a unit out, beside those that a ruling is in force on.
FEW, DIFFER, UNFIT = "few", "differ", "unfit"
REASONS = (FEW, DIFFER, UNFIT)
_DIGEST = 16

#: The words of paragraphs by their ids.
TextsOf = Callable[[Collection[int]], Mapping[int, str]]


class Standing(NamedTuple):
    """What a ruling would lay down: its document as it is stored, and whether all agree on it."""

    unit: int
    article: int
    document: str
    is_unanimous: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """A rule on all units of one kind that somebody finished, by the units' ids; (units,) each.

    `reason` is the place in `REASONS` of why a unit is left out, -1 where it is not; `digest` is
    that of the document which would stand, (units, bytes).
    """

    rule: Rule
    agreed: Agreed
    reason: NDArray[np.int8]
    digest: NDArray[np.uint8]

    @property
    def is_agreed(self) -> Flags:
        """What would be ruled on if no ruling were in force."""
        return np.asarray(self.reason < 0)


def list_standing(
    plan: Plan,
    places: Integers,
    columns: Columns,
    questions: Sequence[Question],
    texts_of: TextsOf,
) -> list[Standing]:
    """What would stand on some of the units that a plan agrees on."""
    agreed = plan.agreed
    settled = _settle(columns, questions, agreed, places, texts_of)
    unanimous = agreed.is_unanimous
    return [
        Standing(int(agreed.unit[at]), int(agreed.article[at]), document, bool(unanimous[at]))
        for at, (document, _) in zip(places.tolist(), settled, strict=True)
    ]


def make_plan(
    rule: Rule,
    columns: Columns,
    questions: Sequence[Question],
    agreed: Agreed,
    texts_of: TextsOf,
) -> Plan:
    """Weigh every unit; `texts_of` is asked for the paragraphs in which something is marked."""
    reason = np.full(len(agreed.unit), -1, dtype=np.int8)
    reason[~agreed.meets(rule).all(axis=0)] = REASONS.index(DIFFER)
    reason[agreed.n_seats < rule.at_least] = REASONS.index(FEW)
    digest = np.zeros((len(agreed.unit), _DIGEST), dtype=np.uint8)
    places = np.flatnonzero(reason < 0)
    settled = _settle(columns, questions, agreed, places, texts_of)
    for at, (document, why) in zip(places.tolist(), settled, strict=True):
        if why:
            reason[at] = REASONS.index(why)
        else:
            own = blake2b(document.encode(), digest_size=_DIGEST).digest()
            digest[at] = np.frombuffer(own, dtype=np.uint8)
    return Plan(rule, agreed, reason, digest)


def _settle(
    columns: Columns,
    questions: Sequence[Question],
    agreed: Agreed,
    places: Integers,
    texts_of: TextsOf,
) -> list[tuple[str, str]]:
    """Of each unit the stored form of what would stand, or why it cannot."""
    wanted = [
        {key: row for key, row, is_asked in zip(agreed.keys, rows, asked, strict=True) if is_asked}
        for rows, asked in zip(
            agreed.row[:, places].T.tolist(), agreed.is_asked[:, places].T.tolist(), strict=True
        )
    ]
    documents = put_together(columns, questions, wanted)
    units = agreed.unit[places].tolist()
    marked = [unit for unit, one in zip(units, documents, strict=True) if one.spans]
    texts = texts_of(marked) if marked else {}
    settler = _Settler(questions)
    return [
        settler.settle(one, texts.get(unit, "")) for unit, one in zip(units, documents, strict=True)
    ]


class _Settler:
    """Checks documents; the many without a passage are few different ones."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._known: dict[object, tuple[str, str]] = {}

    def settle(self, document: Document, text: str) -> tuple[str, str]:
        """(stored form, ""), or ("", reason)."""
        if document.spans or document.links:
            return self._check(document, text)
        key = tuple(document.labels.items())
        if key not in self._known:
            self._known[key] = self._check(document, text)
        return self._known[key]

    def _check(self, document: Document, text: str) -> tuple[str, str]:
        try:
            checked = check_ruling(document.as_json(text), self._questions, text)
        except Invalid:
            return "", UNFIT
        return canonical(checked, text), ""
