"""Who may do what: one table, and a door that stays shut unless a view says who may pass.

A view names its verb with `@allow("annotate")`. A view without a verb keeps the application from
starting. A path that contains a project (`<slug>`) is entered first: for a stranger the project
does not exist (404); a member whose role lacks the verb is told so (403).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, g, request
from flask_login import current_user

from workbench.core.errors import Forbidden, NotFound, SignInNeeded
from workbench.core.wording import _, later

ANYONE = "anyone"
SIGNED_IN = "signed in"

#: Role in a project x verb. A verb that stands nowhere here can be done by nobody.
ROLE_VERBS: dict[str, frozenset[str]] = {
    "annotator": frozenset(
        {
            "enter project",
            "read codebook",
            "annotate",
            "tell about oneself",
            "discuss",
            "learn",
            "see own rulings",
        }
    ),
    "lead": frozenset(
        {
            "enter project",
            "read codebook",
            "edit codebook",
            "import articles",
            "manage rounds",
            "ask about background",
            "see progress",
            "see agreement",
            "compare answers",
            "rule",
            "discuss",
            "teach",
            "export judgments",
        }
    ),
}
VERBS = frozenset({ANYONE, SIGNED_IN}).union(*ROLE_VERBS.values())

#: How a refusal names them.
ROLE_WORDS = {"annotator": later("annotator"), "lead": later("lead")}
VERB_WORDS = {
    "annotate": later("annotate"),
    "edit codebook": later("edit codebook"),
    "import articles": later("import articles"),
    "manage rounds": later("manage rounds"),
    "ask about background": later("ask about background"),
    "tell about oneself": later("tell about oneself"),
    "see progress": later("see progress"),
    "see agreement": later("see agreement"),
    "compare answers": later("compare answers"),
    "rule": later("rule on disagreements"),
    "discuss": later("discuss"),
    "learn": later("work through a training set"),
    "teach": later("make training sets"),
    "see own rulings": later("see rulings on own answers"),
    "export judgments": later("export judgments"),
}

#: Files and fields of one upload: a folder of articles, chosen at once.
MOST_UPLOADED = 2_000

View = TypeVar("View", bound=Callable[..., Any])


class Place(Protocol):
    """A project as one person may enter it; `projects` makes it."""

    @property
    def role(self) -> str: ...


#: Finds the place for a person's id and a project's slug; None when the person is no member.
Enter = Callable[[int, str], Place | None]


def allow(verb: str, *, upload: bool = False) -> Callable[[View], View]:
    """Declare who may call a view. `upload` lifts the limits to those of article files."""
    if verb not in VERBS:
        raise ValueError(f"no role may {verb!r}: add it to the table or mend the spelling")

    def declare(view: View) -> View:
        declared = cast(Any, view)
        declared.workbench_verb = verb
        declared.workbench_upload = upload
        return view

    return declare


def may(role: str, verb: str) -> bool:
    """Whether the table lets the role do it."""
    return verb in ROLE_VERBS.get(role, frozenset())


def init_app(app: Flask, *, enter: Enter, upload_bytes: int) -> None:
    """Put the door in front of every request."""

    @app.before_request
    def guard() -> None:
        if request.endpoint is None or request.endpoint == "static":
            return
        if "\x00" in request.path:  # PostgreSQL cannot even be asked for it
            raise NotFound(_("There is nothing at this address."))
        _admit(verb_of(app, request.endpoint), enter)
        if getattr(app.view_functions[request.endpoint], "workbench_upload", False):
            request.max_content_length = upload_bytes
            request.max_form_memory_size = upload_bytes  # text may be pasted into a field
            request.max_form_parts = MOST_UPLOADED


def refuse_undeclared(app: Flask) -> None:
    """Raises RuntimeError at start-up when a view does not say who may call it."""
    missing = [e for e in app.view_functions if e != "static" and not verb_of(app, e)]
    if missing:
        raise RuntimeError(f"these views do not declare who may call them: {sorted(missing)}")


def verb_of(app: Flask, endpoint: str) -> str:
    """The declared verb of an endpoint, "" where none is."""
    return str(getattr(app.view_functions.get(endpoint), "workbench_verb", ""))


def _admit(verb: str, enter: Enter) -> None:
    g.place = None
    if verb == ANYONE:
        return
    if not current_user.is_authenticated:
        raise SignInNeeded(_("You are not signed in. Sign in, then go on where you were."))
    slug = (request.view_args or {}).get("slug")
    if slug is None:
        if verb != SIGNED_IN:
            raise Forbidden(_("This page belongs to a project; go there through your start page."))
        return
    g.place = enter(current_user.id, slug)
    if g.place is None:
        raise NotFound(_("There is no such project, or you are not a member of it."))
    if not may(g.place.role, verb):
        raise Forbidden(
            _(
                "As %(role)s in this project you may not %(verb)s.",
                role=str(ROLE_WORDS[g.place.role]),
                verb=str(VERB_WORDS.get(verb, verb)),
            )
        )
