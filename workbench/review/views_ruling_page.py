"""How the page of one unit is put together from answers, rulings and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from flask import g, render_template, url_for

from workbench.annotate.forms import BLANK, JudgmentForm, judgment_form
from workbench.annotate.mentions import named_targets
from workbench.annotate.seen import steps
from workbench.annotate.sheet import for_scripts, question_views
from workbench.codebook.queries import list_versions, version_numbers
from workbench.codebook.queries_inquiries import list_answers
from workbench.codebook.reading import parse_stored
from workbench.core.languages import direction
from workbench.review import ruling_page as pages
from workbench.review.cells import mark_key
from workbench.review.forms_ruling import Choice, ruling_form, titles_of
from workbench.review.lateness import Later, later_by_seat
from workbench.review.layers import layers_of
from workbench.review.queries_rulings import Ruled
from workbench.review.queries_unit import tokens_of
from workbench.review.queries_using import get_source
from workbench.review.ruling_page import Unit
from workbench.review.using import titles_of_dimensions, uses_of
from workbench.review.views_discussion_page import discussion_part
from workbench.review.views_ruling_unit import (
    address,
    in_queue,
    questions_on,
)


def render_unit(
    unit: Unit,
    shown: Mapping[str, Any],
    choice: Choice,
    *,
    form: JudgmentForm | None = None,
    problems: Sequence[Mapping[str, str]] = (),
    notice: str = "",
    is_ruled: bool = False,
) -> str:
    """The page with `shown`, a document as JSON, and `choice` in its form.

    `form` is the one that was sent, where words stand in it that are no part of the document;
    `is_ruled` says that `shown` is what a ruling said.
    """
    judgment = dict(BLANK) | dict(shown)
    if form is None:
        form = judgment_form(unit.questions, judgment, is_fresh=True)
    form.report(problems)
    versions = version_numbers(g.place.project.id)
    page = SimpleNamespace(
        unit=unit,
        title=unit.around.title,
        language=unit.around.language,
        direction=direction(unit.around.language),
        notice=notice,
        open_choices=titles_of(unit.questions, (*unit.differing, *choice.left_open)),
        **_asked(unit, judgment),
        **_answered(unit, versions, is_ruled=is_ruled or unit.current is not None),
        **_ruled(unit, versions),
        **_addresses(unit),
    )
    return render_template(
        "review/ruling.html",
        page=page,
        form=form,
        ruling=ruling_form(choice),
        back="unit",
        **discussion_part(unit.place),
    )


def _asked(unit: Unit, judgment: dict[str, Any]) -> dict[str, Any]:
    """The unit and its questions, as the annotation panel and its modules read them."""
    line = unit.line
    kind = "paragraph" if line else "article"
    asked = question_views(unit.questions)
    active = SimpleNamespace(
        unit=kind,
        position=line.position if line else 0,
        number=unit.number,
        steps=steps(tokens_of(line.id)) if line else (),
        named=named_targets(unit.questions, unit.text) if line else (),
        judgment=judgment,
        asks=(),
        revision=unit.last_number,
        url=address(unit.place),
        save_url=address(unit.place, "ruling.rule"),
    )
    return {
        "active": active,
        "book": parse_stored(unit.setting.sha256, unit.setting.document),
        "questions": asked,
        "scripted": {"paragraph": [], "article": []} | {kind: for_scripts(asked)},
        "near": {one.id for one in unit.around.lines if pages.is_near(one, unit)},
    }


def _answered(unit: Unit, versions: Mapping[int, int], *, is_ruled: bool) -> dict[str, Any]:
    """What stands beside each other, and what can be taken over from it."""
    return {
        "comparison": pages.comparison_of(unit, versions),
        "marks": mark_key(unit.questions),
        "layers": layers_of(unit.text, unit.judged, unit.questions),
        "later": _later(unit),
        "no_majority": [
            title for _, title in titles_of(unit.questions, pages.without_majority(unit))
        ],
        "taking": pages.for_scripts(unit, is_ruled=is_ruled),
    }


def _ruled(unit: Unit, versions: Mapping[int, int]) -> dict[str, Any]:
    log = [_entry(one, unit, versions) for one in reversed(unit.log)]
    return {
        "log": log,
        "current": next((one for one in log if one.ruled.is_current), None),
        "changed": pages.changed_since(unit),
        "using": _using(unit),
        "own_parked": pages.parked_of(unit, g.place.membership.seat),
    }


def _using(unit: Unit) -> SimpleNamespace | None:
    """What the codebook can take from the ruling in force; None without one."""
    if unit.current is None:
        return None
    source = get_source(g.place.project, unit.current.id)
    place = {"slug": g.place.project.slug, "ruling_id": unit.current.id}
    uses = uses_of(source.ruling, source.pairs, source.questions, source.seen)
    return SimpleNamespace(
        uses=[(use, use.words_in(source.seen.text)) for use in uses],
        dimensions=titles_of_dimensions(source.pairs, source.questions),
        example_url=url_for("using.example", **place),
        question_url=url_for("using.question", **place),
    )


def _addresses(unit: Unit) -> dict[str, Any]:
    slug, version = g.place.project.slug, unit.setting.version
    return {
        "rule_url": address(unit.place, "ruling.rule"),
        "withdraw_url": address(unit.place, "ruling.withdraw"),
        "codebook_url": url_for("codebook.version", slug=slug, number=version),
        "file_url": address(unit.place, "challenge.unit"),
        "precedents_url": address(unit.place, "using.precedents"),
        **in_queue(unit.place),
    }


def _entry(ruled: Ruled, unit: Unit, versions: Mapping[int, int]) -> pages.Entry:
    """Laid out in the terms of its own version."""
    if ruled.codebook_version_id == unit.setting.version_id:
        return pages.entry_of(ruled, unit, unit.questions, 0)
    all_versions = list_versions(g.place.project.id)
    version = next(one for one in all_versions if one.id == ruled.codebook_version_id)
    questions = questions_on(unit.place, version.sha256)
    return pages.entry_of(ruled, unit, questions, versions[version.id])


def _later(unit: Unit) -> list[Later]:
    """The lead's answers that came after somebody had judged."""
    answers = list_answers(g.place.project.id)
    if not answers:
        return []
    found = pages.disagreement_of(unit)
    times = {(found.paragraph_id, seat): saved_at for seat, saved_at in unit.saved.items()}
    return later_by_seat(found, unit.questions, answers, times)
