"""A page of units with what everybody answered. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from workbench.agreement.finding import Found
from workbench.agreement.material import Material, texts_marked
from workbench.agreement.tied import Extents
from workbench.annotate.queries_units import UnitFacts, UnitText
from workbench.codebook.questions import Question
from workbench.stats.passages import Marked, Span

ON_A_PAGE = 20
#: As many as are opened at once to be read in full.
IN_A_FILE = 50
LINKED = "linked"


@dataclass(frozen=True)
class Said:
    """A value that somebody gave, as the codebook calls it, or a passage with its words."""

    title: str
    words: str = ""


@dataclass(frozen=True)
class Answer:
    """What one annotator answered; nothing where they chose, or marked, none.

    `extents` are those of the passage or link that it is about, and `words` what stands there.
    """

    seat: str
    said: tuple[Said, ...]
    extents: Extents = ()
    words: str = ""


@dataclass(frozen=True)
class Listed:
    """One unit; `position` is 0 for an article as a whole, which has no text here.

    `number` counts the paragraphs that are annotated. `key` is the key of its article. `differs`
    where not everybody answered the same. `rounds` are the two of what was answered twice, by id.
    """

    unit_id: int
    key: str
    article: str
    outlet: str
    kind: str
    position: int
    differs: bool
    answers: tuple[Answer, ...]
    spans: tuple[tuple[Span, ...], ...] = ()
    text: str = ""
    language: str = ""
    number: int | None = None
    rounds: tuple[int, ...] = ()

    def reading(self, text: UnitText | None) -> Listed:
        """The same with its words, and those of the passages."""
        if text is None:
            return self
        answers = (
            tuple(
                replace(
                    one,
                    said=tuple(
                        _words(said, span, text.text)
                        for said, span in zip(one.said, spans, strict=True)
                    ),
                )
                for one, spans in zip(self.answers, self.spans, strict=True)
            )
            if self.spans
            else tuple(_about(one, text.text) for one in self.answers)
        )
        return replace(
            self, text=text.text, language=text.language, number=text.number, answers=answers
        )


@dataclass(frozen=True)
class Page:
    """Which page of how many, and how many units there are in all.

    `first` are the ids of the first paragraphs, or articles, that all of them stand in, and
    `n_places` how many these are: several links or passages may stand in one. `rounds` are those
    of the units where they were answered twice, by id.
    """

    number: int
    of: int
    n_units: int
    first: tuple[int, ...] = ()
    n_places: int = 0
    rounds: tuple[int, ...] = ()


def list_page(
    material: Material,
    found: Found,
    facts: Mapping[int, UnitFacts],
    number: int,
    extents: Mapping[tuple[int, str], Extents] | None = None,
) -> tuple[Page, list[Listed]]:
    """One page of what was found, in reading order; the last one for a number beyond it.

    `facts` are those of the paragraph or article of each unit; `extents` say by unit and seat which
    passage or link an answer is about.
    """
    part = found.part
    known = [(facts[unit], row) for row in found.rows if isinstance(unit := part.units[row], int)]
    known.sort(key=lambda one: (one[0].article, one[0].article_key, one[0].position))
    n_pages = max(1, -(-len(known) // ON_A_PAGE))
    number = min(max(1, number), n_pages)
    shown = known[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    marked = _passages(material, [unit.unit_id for unit, _ in shown])
    listed = [_listed(material, found, unit, row, marked) for unit, row in shown]
    if extents:
        units = [part.units[row] for _, row in shown]
        listed = [_placed(one, unit, extents) for one, unit in zip(listed, units, strict=True)]
    places = tuple(dict.fromkeys(unit.unit_id for unit, _ in known))
    return Page(number, n_pages, len(known), places[:IN_A_FILE], len(places)), listed


def from_rounds(
    page: Page, listed: Sequence[Listed], rounds: Mapping[int, tuple[int, ...]]
) -> tuple[Page, list[Listed]]:
    """A page of what was answered twice with the rounds of each unit; a file has it in each."""
    together = tuple(sorted({one for some in rounds.values() for one in some}))
    first = page.first[: max(1, IN_A_FILE // len(together))]
    return (
        replace(page, first=first, rounds=together),
        [replace(one, rounds=rounds[one.unit_id]) for one in listed],
    )


def _placed(listed: Listed, unit: Any, extents: Mapping[tuple[int, str], Extents]) -> Listed:
    answers = (replace(one, extents=extents[unit, one.seat]) for one in listed.answers)
    return replace(listed, answers=tuple(answers))


def _about(answer: Answer, text: str) -> Answer:
    return replace(answer, words=" … ".join(text[start:end] for start, end in answer.extents))


def _passages(material: Material, unit_ids: Collection[int]) -> Mapping[int, Marked]:
    if material.marking is None:
        return {}
    wanted = np.isin(np.array(material.marking.texts), list(unit_ids))
    return texts_marked(material.marking.only(wanted))


def _listed(
    material: Material, found: Found, unit: UnitFacts, row: int, marked: Mapping[int, Marked]
) -> Listed:
    part, codes = found.part, found.part.codes[row].tolist()
    seats = [str(seat) for seat, code in zip(part.annotators, codes, strict=True) if code >= 0]
    spans: tuple[tuple[Span, ...], ...] = ()
    if material.marking is not None:
        own = marked[unit.unit_id].annotators
        spans = tuple(tuple(sorted(own[seat])) for seat in seats)
        said = [tuple(_said(material.question, span.label) for span in some) for some in spans]
        differs = len(set(spans)) > 1
    else:
        said = [_values(material, code) for code in codes if code >= 0]
        differs = len({code for code in codes if code >= 0}) > 1
    return Listed(
        unit_id=unit.unit_id,
        key=unit.article_key,
        article=unit.article,
        outlet=unit.outlet,
        kind=unit.kind,
        position=unit.position,
        differs=differs,
        answers=tuple(Answer(seat, one) for seat, one in zip(seats, said, strict=True)),
        spans=spans,
    )


def _values(material: Material, code: int) -> tuple[Said, ...]:
    value = material.ratings.values[code]
    if not isinstance(value, frozenset):
        return (_said(material.question, material.value_ids[code]),)
    if material.question.is_links:
        return (Said(LINKED),) if value else ()
    chosen = [one for one in material.question.value_ids() if one in value]
    return tuple(_said(material.question, one) for one in chosen)


def _said(question: Question, value_id: str) -> Said:
    return Said(value_id if question.is_flag else question.value_title(value_id))


def _words(said: Said, span: Span, text: str) -> Said:
    return replace(said, words=text[span.start : span.end])
