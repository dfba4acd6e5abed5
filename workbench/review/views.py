"""The queue of disagreements."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.annotate.queries import newest_comparable
from workbench.assign.models import Round
from workbench.assign.queries import get_round, list_rounds
from workbench.core.access import allow
from workbench.core.languages import direction
from workbench.core.web import asked_number
from workbench.review.queries_queue import read_round
from workbench.review.queries_queue_page import list_groups, load_choices
from workbench.review.queue import make_queue
from workbench.review.queue_filters import SORTS, Filters, read_filters
from workbench.review.queue_page import find_page

blueprint = Blueprint("review", __name__, url_prefix="/projects/<slug>/disagreements")


@blueprint.get("/")
@allow("compare answers")
def disagreements(slug: str) -> ResponseReturnValue:
    """Units on which people differ, in an order, narrowed by filters (see `queue_filters`)."""
    project = g.place.project
    rounds = list_rounds(project.id)
    wanted = asked_number("round")
    chosen = newest_comparable(rounds) if wanted is None else get_round(project.id, wanted)
    if chosen is None:
        return render_template("review/disagreements.html", rounds=rounds, chosen=None)
    filters = read_filters(request.args)
    read = read_round(project, chosen)
    queue = make_queue(read.units, chosen.id, filters)
    page = find_page(queue, asked_number("page") or 1)
    choices = load_choices(read, queue)
    return render_template(
        "review/disagreements.html",
        rounds=rounds,
        chosen=chosen,
        filters=filters,
        queue=queue,
        page=page,
        groups=list_groups(read, queue, page),
        choices=choices,
        pair=_pair(filters, {one.value for one in choices.pairs}),
        sorts=SORTS,
        has_whole=bool(read.wholes.questions),
        address=_addresses(chosen, filters),
        unit_address=unit_addresses(chosen, filters),
        direction=direction,
    )


def _pair(filters: Filters, listed: set[str]) -> str:
    """The pair of values that is chosen, in the order in which it is listed."""
    pair = "|".join(filters.between)
    return pair if pair in listed else "|".join(filters.between[::-1])


def _addresses(chosen: Round, filters: Filters) -> Callable[..., str]:
    """The queue with one thing changed; None takes it out."""

    def address(**changes: str | int | None) -> str:
        return url_for(
            "review.disagreements",
            **{"slug": g.place.project.slug, "round": chosen.id, **filters.as_query, **changes},
        )

    return address


def unit_addresses(chosen: Round, filters: Filters) -> Callable[[int | None, int], str]:
    """The page of a paragraph, or without one of an article as a whole, in this queue.

    A strip has hundreds of them: the address is built once.
    """
    here = {"slug": g.place.project.slug, "round_id": chosen.id, **filters.as_query}
    # The id of nobody holds the place of those that come.
    paragraph = url_for("ruling.paragraph", paragraph_id=0, **here).partition("/paragraphs/0")
    article = url_for("ruling.article", article_id=0, **here).partition("/articles/0")

    def address(paragraph_id: int | None, article_id: int) -> str:
        if paragraph_id:
            return f"{paragraph[0]}/paragraphs/{paragraph_id}{paragraph[2]}"
        return f"{article[0]}/articles/{article_id}{article[2]}"

    return address
