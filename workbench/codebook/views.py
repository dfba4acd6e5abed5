"""Pages of the codebook room."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from workbench.codebook import queries
from workbench.core.access import allow
from workbench.core.errors import NotFound

blueprint = Blueprint("codebook", __name__, url_prefix="/projects/<slug>/codebook")


@blueprint.get("/")
@allow("read codebook")
def newest(slug: str) -> ResponseReturnValue:
    """The newest version, as annotators read it."""
    versions = queries.list_versions(g.place.project.id)
    if not versions:
        raise NotFound("This project has no codebook yet. Your lead publishes one.")
    return render_template("codebook/version.html", version=versions[0], versions=versions)


@blueprint.get("/<int:number>")
@allow("read codebook")
def version(slug: str, number: int) -> ResponseReturnValue:
    """One version, as it was in force."""
    shown = queries.get_version(g.place.project.id, number)
    versions = queries.list_versions(g.place.project.id)
    return render_template("codebook/version.html", version=shown, versions=versions)
