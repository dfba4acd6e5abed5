"""The challenge file of a unit, or of all units behind a number: to print, and for programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import orjson
from flask import Blueprint, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.assign.models import Round
from workbench.assign.queries import get_round
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import as_asked, list_versions
from workbench.codebook.queries_inquiries import by_place, list_answers
from workbench.codebook.sheet import DimensionEntry, sheet_of
from workbench.core.access import allow
from workbench.core.clock import iso, utc_now
from workbench.core.errors import NotFound
from workbench.core.languages import direction
from workbench.core.web import asked_number
from workbench.review.challenge import MOST_UNITS, Part, Sheet
from workbench.review.challenge_json import OFFSETS, as_json
from workbench.review.challenge_parts import Binder
from workbench.review.places import Place
from workbench.review.queries_challenge_texts import ArticleFacts
from workbench.review.queries_places import find_places

blueprint = Blueprint("challenge", __name__, url_prefix="/projects/<slug>/disagreements")

#: As long as the sentence that names a number may be.
LONGEST_ABOUT = 300
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@blueprint.get("/<int:round_id>/<any(paragraphs, articles):kind>/<int:unit_id>/file")
@allow("compare answers")
def unit(slug: str, round_id: int, kind: str, unit_id: int) -> ResponseReturnValue:
    """All about one unit (`?all=1` with the whole codebook, `?format=json` for a program)."""
    chosen = get_round(g.place.project.id, round_id)
    return _file([chosen], find_places([round_id], kind, [unit_id]))


@blueprint.get("/<int:round_id>/file")
@allow("compare answers")
def several(slug: str, round_id: int) -> ResponseReturnValue:
    """All about the units behind a number (`?unit=12&unit=13&about=…`, `?kind=articles`).

    At most `MOST_UNITS`, those of several rounds (`?also=3`) counted in each; the file says so
    where more were asked for, or where the number counts more (`?of=`). `?question=` is what the
    number is about: the codebook's words on it are there, whatever else is disputed.
    """
    ids = dict.fromkeys([round_id, *map(_id, request.args.getlist("also")[:MOST_UNITS])])
    chosen = [get_round(g.place.project.id, one) for one in ids]
    kind = "articles" if request.args.get("kind") == "articles" else "paragraphs"
    wanted = list(dict.fromkeys(request.args.getlist("unit")))
    if not wanted:
        raise NotFound("Say which paragraphs the file should hold: open it from a list of them.")
    most = max(1, MOST_UNITS // len(chosen))
    places = find_places(list(ids), kind, [_id(one) for one in wanted[:most]])
    return _file(chosen, places, n_asked=max(len(wanted), asked_number("of") or 0))


def _file(
    chosen: Sequence[Round], places: Sequence[Place], n_asked: int = 1
) -> ResponseReturnValue:
    project = g.place.project
    versions = {one.id: one for one in list_versions(project.id)}
    binder = Binder(project, {one.id: one for one in chosen}, versions, _addresses)
    binder.ask_about(request.args.get("question", ""))
    parts = binder.bind(places)
    sheets = binder.sheets(everything=bool(request.args.get("all")))
    head = _head(chosen, n_asked)
    codebooks = [(one, as_asked(project.id, version.codebook)) for one, version in sheets]
    document = as_json(head, parts, codebooks)
    if request.args.get("format") == "json":
        return _download(document, places)
    return render_template(
        "review/challenge.html",
        head=head,
        parts=parts,
        sheets=[(one, _entries(one, version)) for one, version in sheets],
        answers=by_place(list_answers(project.id)),
        checksum=document["checksum"],
        offsets=OFFSETS,
        n_units=_n_units(parts),
        direction=direction,
        same={**request.args.to_dict(flat=False), **(request.view_args or {})},
        is_whole=bool(request.args.get("all")),
        title=_title(parts),
    )


def _head(chosen: Sequence[Round], n_asked: int) -> dict[str, Any]:
    """What the file is about, and under which conditions its answers were given."""
    project = g.place.project
    about = _CONTROLS.sub(" ", request.args.get("about", "")).strip()[:LONGEST_ABOUT]
    return {
        "about": about,
        "asked_for": n_asked,
        "made_at": iso(utc_now()),
        "made_by": g.place.membership.seat,
        "project": {"slug": project.slug, "title": project.title},
        "round": _conditions(chosen[0]),
        "other_rounds": [_conditions(one) for one in chosen[1:]],
    }


def _conditions(one: Round) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "codebook_version": one.codebook_version.number,
        "mask_outlet": one.mask_outlet,
        "mask_byline": one.mask_byline,
        "has_premarks": one.has_premarks,
        "shows_others": one.shows_others,
        "shows_precedents": one.shows_precedents,
        "unsealed_at": iso(one.unsealed_at) if one.unsealed_at else None,
    }


def _entries(sheet: Sheet, version: CodebookVersion) -> list[DimensionEntry]:
    """The questions concerned as that version words them."""
    targets = tuple((target.key, target.title) for target in g.place.project.targets)
    return [
        one
        for section in sheet_of(version.sha256, version.document, targets)
        for one in section.dimensions
        if one.id in sheet.dimensions
    ]


def _addresses(place: Place, article: ArticleFacts, position: int) -> tuple[str, str]:
    told: dict[str, Any] = {"slug": g.place.project.slug, "_external": True}
    anchor = f"p{position}" if position else None
    of_article = url_for("corpus.article", key=article.key, _anchor=anchor, **told)
    told |= {"round_id": place.round_id}
    if place.paragraph_id is None:
        return url_for("ruling.article", article_id=place.article_id, **told), of_article
    return url_for("ruling.paragraph", paragraph_id=place.paragraph_id, **told), of_article


def _id(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) <= 9):
        raise NotFound("There is nothing at this address.")
    return int(given)


def _n_units(parts: Sequence[Part]) -> int:
    """Each counted once, whatever rounds it stands in."""
    return len({(one.article.key, one.position) for one in parts})


def _title(parts: Sequence[Part]) -> str:
    if _n_units(parts) > 1:
        return f"{_n_units(parts)} units"
    one = parts[0]
    where = f"paragraph {one.number}" if one.number else "as a whole"
    return f"{one.article.title}, {where}"


def _download(document: dict[str, Any], places: Sequence[Place]) -> Response:
    content = orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n"
    unit_id = places[0].paragraph_id or places[0].article_id
    name = f"challenge-{g.place.project.slug}-{places[0].round_id}-{unit_id}.json"
    response = Response(content, mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
