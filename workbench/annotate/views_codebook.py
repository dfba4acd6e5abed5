"""What the annotation page shows of its codebook: definitions, answers, own questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from flask import g, url_for

from workbench.annotate.lateness import later_answers
from workbench.annotate.page import ParagraphView
from workbench.assign.models import Assignment
from workbench.codebook.queries_inquiries import (
    Answered,
    Asked,
    Place,
    by_place,
    list_answers,
    own_inquiries,
)
from workbench.codebook.sheet import Section, places, sheet_of


def sheet_facts(assignment: Assignment, active: ParagraphView | None) -> dict[str, Any]:
    """The parts of the page's model that speak of the codebook: where it is, what is new in it."""
    sections, answers = _read(assignment)
    titles = {place[:2]: place[2] for place in places(sections)}
    judgment, saved_at = (active.judgment, active.saved_at) if active else (None, "")
    place = {"slug": g.place.project.slug, "assignment_id": assignment.id}
    return {
        "answered": [
            {
                "dimension": one.dimension,
                "title": titles[one.dimension, one.value],
                "at": one.answered_at.isoformat(),
            }
            for one in answers
            if (one.dimension, one.value) in titles
        ],
        "titles": titles,
        "book": assignment.round.codebook_version.codebook,
        "later": later_answers(judgment or {}, saved_at, answers),
        "ask_url": url_for("inquiries.own", **place),
        "codebook_url": url_for("annotate.codebook", **place),
        "precedents_url": url_for("precedents.at_label", **place)
        if assignment.round.shows_precedents
        else "",
    }


def codebook_facts(assignment: Assignment) -> dict[str, Any]:
    """What the codebook says, with the lead's answers and one's own questions at their places."""
    version = assignment.round.codebook_version
    sections, answers = _read(assignment)
    known = {place[:2] for place in places(sections)}
    own: dict[Place, list[Asked]] = defaultdict(list)
    for one in reversed(own_inquiries(g.place.membership.id)):
        if one.state != "answered":  # the answer stands there for everybody
            own[one.dimension, one.value].append(one)
    place = {"slug": g.place.project.slug, "assignment_id": assignment.id}
    return {
        "codebook": version.number,
        "sheet": sections,
        "book": version.codebook,
        "answers": by_place(answers),
        "elsewhere": [
            one
            for one in answers
            if (one.dimension, one.value) not in known and not one.is_held(version.number)
        ],
        "own_questions": dict(own),
        "ask_url": url_for("inquiries.own", **place),
        "page_url": url_for("annotate.page", **place),
    }


def _read(assignment: Assignment) -> tuple[Sequence[Section], list[Answered]]:
    """The sheet of the assignment's version, and the lead's answers with their places in it."""
    project = g.place.project
    version = assignment.round.codebook_version
    targets = tuple((target.key, target.title) for target in project.targets)
    sections = sheet_of(version.sha256, version.document, targets)
    known = {place[:2] for place in places(sections)}
    return sections, [_placed(one, version.number, known) for one in list_answers(project.id)]


def _placed(answer: Answered, number: int, known: Collection[Place]) -> Answered:
    """The answer; of one that is in the version already, where its value is gone, at its question.

    It is no more than a mark then: a judgment from before it may stand there all the same.
    """
    is_there = (answer.dimension, answer.value) in known
    return answer if is_there or not answer.is_held(number) else replace(answer, value="")
