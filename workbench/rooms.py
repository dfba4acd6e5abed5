"""Registration as a table: the rooms' pages and commands, and the bar above every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from flask import Blueprint, current_app, g, request, url_for
from flask_login import current_user

from workbench.core.access import may, verb_of
from workbench.core.wording import ENGLISH, _, later


@dataclass(frozen=True)
class Link:
    """An entry in the bar."""

    label: str
    url: str
    current: bool
    #: How many things wait there, and what they are, to screen readers.
    count: int = 0
    counted: str = ""


@dataclass(frozen=True)
class Bar:
    """The entries for a member; read only by pages that show them, as not all do."""

    place: Any

    def __iter__(self) -> Iterator[Link]:
        return iter(_links(self.place))


#: Label, endpoint, and the verb that makes it worth showing.
BAR = (
    (later("My articles"), "home.work", "annotate"),
    (later("Progress"), "home.progress", "see progress"),
    (later("Articles"), "corpus.articles", "import articles"),
    (later("Stories"), "stories.stories", "import articles"),
    (later("Codebook"), "codebook.newest", "read codebook"),
    (later("Questions"), "inquiries.questions", "edit codebook"),
    (later("Agreement"), "agreement.report", "see agreement"),
    (later("Disagreements"), "review.disagreements", "compare answers"),
    (later("Discussions"), "discussions.listing", "discuss"),
    (later("Export"), "export.page", "export judgments"),
)

#: Pages that belong to an entry of the bar under another name.
ROOM_OF = {
    "calculator": "agreement",
    "ruling": "review",
    "challenge": "review",
    "bulk": "review",
    "using": "review",
    "accuracy": "review",
}

#: The modules that have pages; those of a room may fill several.
PAGES = (
    "home.views",
    "accounts.views",
    "projects.views",
    "corpus.views",
    "corpus.views_import",
    "corpus.views_upload",
    "corpus.views_draft",
    "corpus.views_article",
    "corpus.views_stories",
    "corpus.views_masks",
    "codebook.views",
    "codebook.views_draft_values",
    "codebook.views_draft_file",
    "codebook.views_versions",
    "assign.views",
    "assign.views_opening",
    "annotate.views",
    "annotate.views_preview",
    "annotate.views_inquiries",
    "annotate.views_flags",
    "annotate.views_queue",
    "annotate.views_migrations",
    "review.views",
    "review.views_examples",
    "review.views_bulk",
    "review.views_discussions",
    "review.views_challenge",
    "review.views_precedents",
    "review.views_ruling",
    "review.views_using",
    "review.views_accuracy",
    "review.views_calibration",
    "training.views",
    "training.views_choosing",
    "training.views_opened",
    "training.views_learning",
    "training.views_test",
    "agreement.views",
    "agreement.views_question",
    "agreement.views_report_files",
    "agreement.views_table",
    "export.views",
)

#: Open to annotators too, and in no other language yet.
ENGLISH_ONLY = frozenset(
    {
        "codebook_versions.history",
        "codebook_versions.difference",
        "calculator.table",
        "calculator.calculated",
        "calculator.examples",
    }
)


def blueprints() -> list[Blueprint]:
    """The pages of every room."""
    modules = (import_module(f"workbench.{name}") for name in PAGES)
    return list(dict.fromkeys(module.blueprint for module in modules))


def connect() -> None:
    """Hand rooms below what only those above them know."""
    from workbench.annotate import onward
    from workbench.annotate.queries import select_judged
    from workbench.assign import queries_gating
    from workbench.assign.queries import select_assigned, select_rounds
    from workbench.codebook import queries_versions
    from workbench.corpus import queries_usage
    from workbench.review.views_discussion_page import discuss_url
    from workbench.training.queries_gates import ask_closed, given_away

    onward.register(discuss=discuss_url)
    queries_gating.register(ask=ask_closed, given_away=given_away)
    queries_usage.register(assigned=select_assigned(), judged=select_judged())
    queries_versions.register(rounds=select_rounds())


def commands() -> list[click.Command]:
    """The commands of every room."""
    from workbench.agreement.cli import agreement
    from workbench.assign.cli import assign
    from workbench.codebook.cli import codebook, project
    from workbench.corpus.cli import corpus
    from workbench.export.cli import export, labels
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
        labels,
        migrations,
    ]


def wished_language() -> str | None:
    """What the person chose; None leaves it to the browser.

    Pages that only leads can open have no other language than English yet: they are English as a
    whole.
    """
    place = g.get("place")
    verb = verb_of(current_app, request.endpoint) if request.endpoint else ""
    is_for_leads = place and may(place.role, verb) and not may("annotator", verb)
    if is_for_leads or request.endpoint in ENGLISH_ONLY:
        return ENGLISH
    return current_user.language if current_user.is_authenticated else None


def page_context() -> dict[str, Any]:
    """What base.html shows: the person, the project entered, the bar."""
    place = g.get("place")
    return {
        "person": current_user if current_user.is_authenticated else None,
        "project": place.project if place else None,
        "nav": Bar(place) if place else [],
    }


def _links(place: Any) -> list[Link]:
    from workbench.codebook.queries_inquiries import count_open
    from workbench.review.queries_discussions import waiting_for

    # The draft and its versions (`codebook_draft`) belong to the codebook.
    room = (request.endpoint or "").split(".")[0].split("_")[0]
    room = ROOM_OF.get(room, room)
    talks = waiting_for(place.membership)
    counts = {"discussions.listing": (talks.unread, _("unread"))}
    if may(place.role, "edit codebook"):
        counts["inquiries.questions"] = (count_open(place.project.id), _("open"))
    # To an annotator there is no such page before they have anything to discuss.
    hidden = set() if talks.has_any else {"discussions.listing"}
    return [
        Link(
            str(label),
            url_for(endpoint, slug=place.project.slug),
            current=endpoint == request.endpoint or (endpoint.split(".")[0] == room != "home"),
            count=counts.get(endpoint, (0, ""))[0],
            counted=counts.get(endpoint, (0, ""))[1],
        )
        for label, endpoint, verb in BAR
        if may(place.role, verb) and endpoint not in hidden
    ]
