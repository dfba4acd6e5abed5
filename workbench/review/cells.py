"""One person's answer to one question, as it stands beside those of others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workbench.annotate.document import Attributes, Document
from workbench.annotate.sheet import Marks, number_marks
from workbench.codebook.questions import Question, as_values
from workbench.core.wording import _
from workbench.review.differences import Part, answer_parts, link_part, span_part
from workbench.review.painting import Passage, Segment, paint

Kind = Literal["values", "words", "spans", "links"]


@dataclass(frozen=True)
class Choice:
    """One part of an answer. `is_odd`: not everybody gave it.

    A passage has words, a mark and the place where it stands, a link has words; `about` are the
    answers about either.
    """

    title: str
    is_odd: bool
    words: str = ""
    mark: int = 0
    about: tuple[str, ...] = ()
    value: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Cell:
    """One person's answer; `painted` is the text with their passages, where these are disputed.

    An answer that was not asked but follows from another one has choices all the same.
    """

    is_asked: bool
    choices: tuple[Choice, ...]
    painted: tuple[Segment, ...] = ()

    @property
    def titles(self) -> str:
        """All of it in one line."""
        return ", ".join(choice.title for choice in self.choices)


@dataclass(frozen=True)
class Place:
    """The text that was judged, how its passages are painted, and all that was asked of it."""

    text: str
    marks: Marks
    questions: Mapping[str, Question]


def mark_key(questions: Sequence[Question]) -> list[tuple[str, int]]:
    """The title and style of each value that can be marked, to be explained above the texts."""
    marks = number_marks(questions)
    return [
        (q.value_title(v), marks[q.key, v]) for q in questions if q.is_spans for v in q.value_ids()
    ]


def kind_of(question: Question) -> Kind:
    """How its answers are shown."""
    if question.is_spans or question.is_links:
        return "spans" if question.is_spans else "links"
    return "words" if question.is_text else "values"


def make_cells(
    question: Question,
    documents: Sequence[Document],
    place: Place,
    *,
    shared: frozenset[Part] | None,
    is_disputed: bool,
) -> tuple[Cell, ...]:
    """A cell for each document; `shared` is what everybody who was asked answered, None where an
    answer stands alone and nothing is odd."""
    if question.is_flag:
        return tuple(_flag_cell(question, one, is_odd=is_disputed) for one in documents)
    if question.is_links:
        return tuple(_links_cell(question, one, shared, place) for one in documents)
    if question.is_spans:
        cells = tuple(_passages_cell(question, one, shared, place) for one in documents)
        return tuple(_painted(cell, place.text) for cell in cells) if is_disputed else cells
    return tuple(_values_cell(question, one, shared) for one in documents)


def _values_cell(question: Question, document: Document, shared: frozenset[Part] | None) -> Cell:
    is_asked = answer_parts(question, document) is not None
    if not is_asked and not question.source:
        return Cell(is_asked, ())  # answered before the condition was taken back: no answer now
    values = as_values(document.labels.get(question.key))
    beside = shared if is_asked and not question.is_text else None
    return Cell(
        is_asked,
        tuple(
            Choice(question.value_title(value), beside is not None and value not in beside)
            for value in values
        ),
    )


def _flag_cell(question: Question, document: Document, *, is_odd: bool) -> Cell:
    given = answer_parts(question, document)
    if given is None:
        return Cell(is_asked=False, choices=())
    return Cell(is_asked=True, choices=(Choice(_("yes") if given else _("no"), is_odd),))


def _passages_cell(
    question: Question, document: Document, shared: frozenset[Part] | None, place: Place
) -> Cell:
    text, marks = place.text, place.marks
    if answer_parts(question, document) is None:
        return Cell(is_asked=False, choices=())
    spans = sorted(span for span in document.spans if span.dimension == question.key)
    return Cell(
        is_asked=True,
        choices=tuple(
            Choice(
                question.value_title(span.value),
                is_odd=shared is not None and span_part(question, span) not in shared,
                words=text[span.start : span.end],
                mark=marks[question.key, span.value],
                about=tuple(_about(question, span.attributes)),
                value=span.value,
                start=span.start,
                end=span.end,
            )
            for span in spans
        ),
    )


def _painted(cell: Cell, text: str) -> Cell:
    passages = [Passage(one.start, one.end, one.mark) for one in cell.choices]
    return replace(cell, painted=paint(text, passages)) if cell.is_asked else cell


def _links_cell(
    question: Question, document: Document, shared: frozenset[Part] | None, place: Place
) -> Cell:
    """Links as “Source → Content”, with the words of their passages."""
    if answer_parts(question, document) is None:
        return Cell(is_asked=False, choices=())
    marked = place.questions[question.dimension.of or ""]
    links = sorted(link for link in document.links if link.dimension == question.key)
    return Cell(
        is_asked=True,
        choices=tuple(
            Choice(
                " → ".join(marked.value_title(role.value) for role in link.members),
                is_odd=shared is not None and link_part(question, link) not in shared,
                words=" → ".join(place.text[role.start : role.end] for role in link.members),
                about=tuple(_about(question, link.attributes)),
            )
            for link in links
        ),
    )


def _about(question: Question, given: Attributes) -> Iterable[str]:
    """The answers about a passage or link, each as `Naming: by role`."""
    answers = dict(given)
    for attribute in question.attributes:
        values = as_values(answers.get(attribute.key))
        if values:
            titles = (_("yes"),) if attribute.is_flag else map(attribute.value_title, values)
            yield f"{attribute.title}: {', '.join(titles)}"
