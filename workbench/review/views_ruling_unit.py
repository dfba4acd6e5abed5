"""A unit as a request names it, what its form begins with, and the addresses around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from flask import g, request, url_for

from workbench.annotate.document import Document
from workbench.assign.models import Round
from workbench.assign.queries import get_round
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.core.errors import NotFound
from workbench.review.forms_ruling import Choice, first_choice, new_key
from workbench.review.places import Place
from workbench.review.queries_places import find_places
from workbench.review.queries_queue import Read, read_round
from workbench.review.queries_queue_page import load_strips
from workbench.review.queries_rulings import rulings_at
from workbench.review.queries_unit import (
    get_around,
    get_setting,
    judged_on,
    saved_on,
)
from workbench.review.queue import make_queue, neighbours
from workbench.review.queue_filters import read_filters
from workbench.review.queue_page import page_of
from workbench.review.ruling_page import Unit, columns_of
from workbench.review.taking import start
from workbench.review.views import unit_addresses


def load_unit(round_id: int, *, paragraph_id: int | None = None, article_id: int = 0) -> Unit:
    """Raises NotFound for what is no unit of a round of the project."""
    setting = get_setting(g.place.project.id, round_id)
    if paragraph_id is None:
        (place,) = find_places([round_id], "articles", [article_id])
    else:
        (place,) = find_places([round_id], "paragraphs", [paragraph_id])
    questions = questions_on(place, setting.sha256)
    if not questions:
        raise NotFound("This round asks nothing of this.")
    return Unit(
        place=place,
        setting=setting,
        around=get_around(place.article_id),
        questions=questions,
        judged=columns_of(judged_on(place, questions), place),
        saved=saved_on(place),
        log=tuple(rulings_at(place)),
    )


def questions_on(place: Place, sha256: str) -> tuple[Question, ...]:
    """What a codebook version asks of it."""
    unit: Literal["paragraph", "article"] = "paragraph" if place.paragraph_id else "article"
    return questions_for(g.place.project, sha256, unit)


def first_document(unit: Unit) -> Document:
    """What stands in the form at first: the ruling in force, or what everybody answered alike."""
    current = unit.current
    if current is not None and current.codebook_version_id == unit.setting.version_id:
        return current.document
    return start(unit.answers, unit.questions)


def usual_choice(unit: Unit) -> Choice:
    """What is chosen beside it at first: as in the ruling in force."""
    usual = first_choice(unit.last_number, unit.setting.version_id, unit.differing)
    current = unit.current
    if current is None:
        return usual
    return Choice(
        current.outcome,
        current.left_open or usual.left_open,
        current.reason or "",
        current.sentence,
        unit.last_number,
        unit.setting.version_id,
        usual.key,
    )


def renewed(choice: Choice, unit: Unit) -> Choice:
    """The same choice for a new attempt, which follows what there is by now."""
    now = {"number": unit.last_number, "version": unit.setting.version_id, "key": new_key()}
    return Choice(**vars(choice) | now)


def address(place: Place, endpoint: str = "", **more: Any) -> str:
    """Where a unit's page is, within the queue that one came from; or another of its addresses."""
    told = _asked() | {"slug": g.place.project.slug, "round_id": place.round_id} | more
    if endpoint:
        kind = "paragraphs" if place.paragraph_id else "articles"
        return url_for(endpoint, kind=kind, unit_id=place.paragraph_id or place.article_id, **told)
    if place.paragraph_id is None:
        return url_for("ruling.article", article_id=place.article_id, **told)
    return url_for("ruling.paragraph", paragraph_id=place.paragraph_id, **told)


def queue_url(place: Place, stands: int = 1) -> str:
    """The queue that one came from, where the unit with this number stands."""
    told = _asked() | {"slug": g.place.project.slug, "round": place.round_id}
    if page_of(stands) > 1:
        told["page"] = page_of(stands)
    row = f"p{place.paragraph_id}" if place.paragraph_id else f"a{place.article_id}"
    return url_for("review.disagreements", **told, _anchor=row)


@dataclass(frozen=True)
class Around:
    """The addresses of the units before and after one in its queue, "" where there is none.

    `number` counts from 1 among the `total` that the queue shows; None where it does not show this.
    """

    previous: str
    next: str
    number: int | None
    total: int
    #: The number that it has, or would have if the queue showed it.
    stands: int


def neighbours_of(place: Place) -> Around:
    """What stands around a unit in the queue that one came from. Raises NotFound as the queue."""
    return _around(place, read_round(g.place.project, _round(place)))


def in_queue(place: Place) -> dict[str, Any]:
    """The same for the page, with how far people are apart in each paragraph of the article."""
    chosen = _round(place)
    read = read_round(g.place.project, chosen)
    around = _around(place, read)
    return {
        "around": around,
        "queue_url": queue_url(place, around.stands),
        "strip": load_strips(read.units, [place.article_id])[place.article_id],
        "strip_address": unit_addresses(chosen, read_filters(request.args)),
    }


def _around(place: Place, read: Read) -> Around:
    queue = make_queue(read.units, place.round_id, read_filters(request.args))
    found = neighbours(queue, place)
    return Around(
        previous=address(found.previous) if found.previous else "",
        next=address(found.next) if found.next else "",
        number=found.number,
        total=found.total,
        stands=found.stands,
    )


def _round(place: Place) -> Round:
    return get_round(g.place.project.id, place.round_id)


def _asked() -> dict[str, Any]:
    """What the address says of the queue."""
    return dict(read_filters(request.args).as_query)
