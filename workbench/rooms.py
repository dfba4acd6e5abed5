"""Registration as a table: the rooms' pages and commands, and the bar above every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click
from flask import Blueprint, g, request, url_for
from flask_login import current_user

from workbench.core.access import may


@dataclass(frozen=True)
class Link:
    """An entry in the bar."""

    label: str
    url: str
    current: bool


#: Label, endpoint, and the verb that makes it worth showing.
BAR = (
    ("My articles", "home.work", "annotate"),
    ("Progress", "home.progress", "see progress"),
    ("Articles", "corpus.articles", "import articles"),
    ("Stories", "stories.stories", "import articles"),
    ("Codebook", "codebook.newest", "read codebook"),
    ("Agreement", "agreement.report", "see agreement"),
    ("Disagreements", "review.disagreements", "compare answers"),
    ("Export", "export.page", "export judgments"),
)


def blueprints() -> list[Blueprint]:
    """The pages of every room."""
    from workbench.accounts import views as accounts
    from workbench.agreement import views as agreement
    from workbench.annotate import views as annotate
    from workbench.assign import views as assign
    from workbench.codebook import views as codebook
    from workbench.corpus import views as corpus
    from workbench.corpus import views_article as corpus_article
    from workbench.corpus import views_draft as corpus_draft
    from workbench.corpus import views_import as corpus_import
    from workbench.corpus import views_masks as corpus_masks
    from workbench.corpus import views_stories as corpus_stories
    from workbench.corpus import views_upload as corpus_upload
    from workbench.export import views as export
    from workbench.home import views as home
    from workbench.review import views as review

    rooms = (home, accounts, corpus, codebook, assign, annotate, review, agreement, export)
    # A room's pages may fill several modules.
    pages = (
        *rooms,
        corpus_import,
        corpus_upload,
        corpus_draft,
        corpus_article,
        corpus_stories,
        corpus_masks,
    )
    return list(dict.fromkeys(module.blueprint for module in pages))


def connect() -> None:
    """Hand rooms below what only those above them know."""
    from workbench.annotate.queries import select_judged
    from workbench.assign.queries import select_assigned
    from workbench.corpus import queries_usage

    queries_usage.register(assigned=select_assigned(), judged=select_judged())


def commands() -> list[click.Command]:
    """The commands of every room."""
    from workbench.agreement.cli import agreement
    from workbench.assign.cli import assign
    from workbench.codebook.cli import codebook, project
    from workbench.corpus.cli import corpus
    from workbench.export.cli import export
    from workbench.home.cli import migrations, serve_command, up, work
    from workbench.projects.cli import accounts

    return [
        up,
        serve_command,
        work,
        project,
        accounts,
        codebook,
        corpus,
        assign,
        agreement,
        export,
        migrations,
    ]


def page_context() -> dict[str, Any]:
    """What base.html shows: the person, the project entered, the bar."""
    place = g.get("place")
    return {
        "person": current_user if current_user.is_authenticated else None,
        "project": place.project if place else None,
        "nav": _bar(place) if place else [],
    }


def _bar(place: Any) -> list[Link]:
    room = (request.endpoint or "").split(".")[0]
    return [
        Link(
            label,
            url_for(endpoint, slug=place.project.slug),
            current=endpoint == request.endpoint or (endpoint.split(".")[0] == room != "home"),
        )
        for label, endpoint, verb in BAR
        if may(place.role, verb)
    ]
