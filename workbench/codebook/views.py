"""Pages of the codebook room: a version as it is read, printed and downloaded."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workbench.codebook import queries
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries_inquiries import answers_since, by_place
from workbench.codebook.sheet import places, sheet_of
from workbench.codebook.writing import write_json, write_yaml
from workbench.core.access import allow, may
from workbench.core.errors import NotFound
from workbench.core.wording import _

blueprint = Blueprint("codebook", __name__, url_prefix="/projects/<slug>/codebook")


@blueprint.get("/")
@allow("read codebook")
def newest(slug: str) -> ResponseReturnValue:
    """The newest version, as annotators read it."""
    shown = queries.find_newest(g.place.project.id)
    if shown is None and may(g.place.role, "edit codebook"):
        return redirect(url_for("codebook_draft.outline", slug=slug))
    if shown is None:
        raise NotFound(_("This project has no codebook yet. Your lead publishes one."))
    return _page(shown)


@blueprint.get("/<int:number>")
@allow("read codebook")
def version(slug: str, number: int) -> ResponseReturnValue:
    """One version, as it was in force."""
    return _page(queries.get_version(g.place.project.id, number))


@blueprint.get("/<int:number>/file.<any(yaml, json):suffix>")
@allow("read codebook")
def file(slug: str, number: int, suffix: str) -> ResponseReturnValue:
    """The version as a file that `workbench codebook publish` takes again."""
    shown = queries.get_version(g.place.project.id, number)
    text = write_json(shown.codebook) if suffix == "json" else write_yaml(shown.codebook)
    name = f"{shown.codebook.id}-v{number}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=f"application/{suffix}; charset=utf-8", headers=headers)


@blueprint.get("/<int:number>/running.css")
@allow("read codebook")
def running(slug: str, number: int) -> ResponseReturnValue:
    """The foot of every printed page: only a style sheet can repeat it, and no inline one may."""
    shown = queries.get_version(g.place.project.id, number)
    words = (
        f"{shown.codebook.title} · {_('version %(number)s', number=number)} · {shown.sha256[:12]}"
    )
    # Every character as its number: nothing that is typed can end the string.
    escaped = "".join(f"\\{ord(character):06x}" for character in words)
    rule = f'@page {{ @bottom-left {{ content: "{escaped}"; font: 8pt sans-serif; }} }}\n'
    return Response(rule, content_type="text/css; charset=utf-8")


def _page(shown: CodebookVersion) -> str:
    project = g.place.project
    targets = tuple((target.key, target.title) for target in project.targets)
    sections = sheet_of(shown.sha256, shown.document, targets)
    answers = by_place(answers_since(project.id, shown.number))
    known = {place[:2] for place in places(sections)}
    codebook = shown.codebook
    return render_template(
        "codebook/version.html",
        version=shown,
        numbers=list(queries.version_numbers(project.id).values()),
        sections=sections,
        answers=answers,
        elsewhere=[one for place, some in answers.items() if place not in known for one in some],
        actors_title=_actors_title(bool(codebook.targets), bool(codebook.camps)),
        links=_links(shown.number),
    )


def _actors_title(has_targets: bool, has_camps: bool) -> str:
    if has_targets and has_camps:
        return _("Targets and camps")
    return _("Targets") if has_targets else _("Camps")


def _links(number: int) -> dict[str, str]:
    """Ways on from a version, each "" where there is none for this reader."""
    place = {"slug": g.place.project.slug}
    is_lead = may(g.place.role, "edit codebook")
    since = url_for("codebook_versions.difference", **place, number=number)
    return {
        "edit": url_for("codebook_draft.outline", **place) if is_lead else "",
        "questions": url_for("inquiries.questions", **place) if is_lead else "",
        "history": url_for("codebook_versions.history", **place),
        "difference": since if number > 1 else "",
    }
