"""The answers beside a discussion: numbers for seats, and nothing that says who wrote it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.annotate.document import Document
from workbench.annotate.queries import Judged
from workbench.annotate.sheet import number_marks
from workbench.codebook.questions import Question
from workbench.review.cells import Place as Shown
from workbench.review.cells import kind_of, make_cells
from workbench.review.comparison import Comparison, Line, Text, compare
from workbench.review.differences import Disagreement, is_disputed
from workbench.review.places import Place
from workbench.review.rulings import closed_with


def answers_beside(
    judged: Sequence[Judged],
    place: Place,
    text: Text,
    questions: Sequence[Question],
    names: Mapping[str, str],
) -> Comparison:
    """The answers as a table whose columns go by `names` (by seat, in the order of the columns).

    Answers in words are left out, as are notes and flags: words tell who wrote them.
    """
    asked = [one for one in questions if not one.is_text]
    differing = tuple(one.key for one in asked if is_disputed(one, judged))
    found = Disagreement(place.article_id, place.paragraph_id or 0, tuple(judged), differing)
    table = compare(found, text, asked, round_id=place.round_id)
    columns = [table.seats.index(seat) for seat in names if seat in table.seats]
    return replace(
        table,
        seats=tuple(names[table.seats[at]] for at in columns),
        lines=tuple(
            replace(line, cells=tuple(line.cells[at] for at in columns)) for line in table.lines
        ),
        notes=("",) * len(columns),
        flags=(False,) * len(columns),
        versions=(),
    )


def lines_of(
    document: Document, left_open: Sequence[str], text: str, questions: Sequence[Question]
) -> list[Line]:
    """One document alone, question by question, as a ruling or somebody's answer is shown."""
    shown = Shown(text, number_marks(questions), {one.key: one for one in questions})
    away = closed_with(document, questions, left_open)
    lines = []
    for one in questions:
        if one.key in away:
            continue
        cells = make_cells(one, [document], shown, shared=None, is_disputed=False)
        if cells[0].is_asked or cells[0].choices:
            lines.append(Line(one.key, one.title, kind_of(one), is_disputed=False, cells=cells))
    return lines
