"""From a sent judgment to a stored one, and the answers to one that comes too late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import g

from workbench.annotate import queries
from workbench.annotate.actions import Saved, SaveOrder, record_judgment
from workbench.annotate.checking import check
from workbench.annotate.document import Document
from workbench.annotate.queries_migrations import was_ever_moved
from workbench.annotate.queries_places import WHOLE, SavePlace, get_save_place
from workbench.annotate.seen import as_stored, for_page, refuse_other_masks
from workbench.codebook.queries import get_version, questions_for
from workbench.codebook.questions import Question
from workbench.core.clock import iso, utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.wording import _, later

CODEBOOK_CHANGED = later(
    "Your lead moved this round to another version of the codebook while you had this page open. "
    "Reload the page: your answers are kept in this browser."
)
#: What a save is told by the state of its article: without and with the log keeping what was sent.
CLOSED = {
    "submitted": (
        later(
            "You have submitted this article: it takes no more changes. Ask your lead to reopen "
            "the article."
        ),
        later(
            "You have submitted this article: it takes no more changes. What you sent is kept in "
            "the log; ask your lead to reopen the article."
        ),
    ),
    "skipped": (
        later(
            "You have skipped this article: it takes no changes meanwhile. Take it back on “My "
            "articles”, then send this again."
        ),
        later(
            "You have skipped this article: it takes no changes meanwhile. What you sent is kept "
            "in the log; take the article back on “My articles”, then send it again."
        ),
    ),
}


@dataclass(frozen=True)
class Unit:
    """What is judged, as a save finds it: the place and its questions in the round's version."""

    assignment_id: int
    position: int
    place: SavePlace
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Version:
    """The codebook version that a judgment was made on, and what it asks of the unit."""

    id: int
    questions: tuple[Question, ...]


#: Gives the judgment in the shape that `checking.check` takes.
Reader = Callable[[Version], Mapping[str, Any]]


def find_unit(assignment_id: int, position: int) -> Unit:
    """Raises NotFound for what is not the annotator's to judge."""
    place = get_save_place(g.place.membership.id, assignment_id, position)
    return Unit(assignment_id, position, place, _questions(place.codebook_sha256, position))


def store(
    unit: Unit,
    made_on: Any,
    read: Reader,
    *,
    base_revision: int,
    key: str,
    active_ms: int | None = None,
) -> tuple[Document, Saved]:
    """Store what `read` makes of the sent judgment; the document as it is stored, and the receipt.

    `made_on` is the number of the codebook version that the page was made with, None where it does
    not say, which will do as long as the round was never moved. Raises Invalid, and Conflict with
    the code `submitted`, `skipped`, `codebook_changed`, `masks_changed`, `key_reused` or
    `conflict`. A judgment that only came too late is in the log.
    """
    with _refusing_as_closed(unit):
        version = _version(unit, made_on)
        document = _document(unit, version, read)
    order = SaveOrder(
        assignment_id=unit.assignment_id,
        membership_id=g.place.membership.id,
        paragraph_id=unit.place.paragraph_id,
        codebook_version_id=version.id,
        questions=version.questions,
        text=unit.place.text,
        document=document,
        base_revision=base_revision,
        key=key,
        saw_outlet=unit.place.saw_outlet,
        saw_premarks=unit.place.has_premarks,
        saw_others=unit.place.saw_others,
        active_ms=active_ms,
    )
    with writing():
        saved = record_judgment(order, now=utc_now())
    if saved.outcome != "saved":
        raise _too_late(unit, saved)
    return document, saved


def stale(unit: Unit) -> str:
    """What to say to a save that knew an older judgment."""
    if unit.position == WHOLE:
        return _(
            "Another tab or device saved the article as a whole in the meantime. Both versions are "
            "kept: choose which one counts."
        )
    return _(
        "Another tab or device saved this paragraph in the meantime. Both versions are kept: "
        "choose which one counts."
    )


def standing(unit: Unit) -> dict[str, Any]:
    """The stored judgment as it is by now, for a page that knew an older one."""
    now = find_unit(unit.assignment_id, unit.position)
    units = ((), now.questions) if unit.position == WHOLE else (now.questions, ())
    stored = queries.judgments_of(unit.assignment_id, *units).get(now.place.paragraph_id)
    document = stored.document if stored else Document()
    return {
        "revision": stored.revision if stored else 0,
        "saved_at": iso(stored.saved_at) if stored else "",
        "document": for_page(document, now.place.seen, now.place.codebook_number),
    }


def _questions(sha256: str, position: int) -> tuple[Question, ...]:
    return questions_for(g.place.project, sha256, "article" if position == WHOLE else "paragraph")


def _version(unit: Unit, made_on: Any) -> Version:
    place = unit.place
    if made_on is None and was_ever_moved(unit.assignment_id):
        raise _codebook_changed(unit, is_kept=False)
    if made_on is None or made_on == place.codebook_number:
        if unit.position == WHOLE and not unit.questions:
            raise NotFound(_("Nothing is asked about the article as a whole. Nothing was stored."))
        return Version(place.codebook_version_id, unit.questions)
    try:
        version = get_version(g.place.project.id, made_on if type(made_on) is int else 0)
    except NotFound:
        raise _codebook_changed(unit, is_kept=False) from None
    return Version(version.id, _questions(version.sha256, unit.position))


def _document(unit: Unit, version: Version, read: Reader) -> Document:
    """Checked against what its annotator sees, with passages on the true text."""
    seen = unit.place.seen
    try:
        sent = read(version)
        refuse_other_masks(sent, seen)
        return as_stored(check(sent, version.questions, seen.text), seen)
    except (Conflict, Invalid):
        if version.id == unit.place.codebook_version_id:
            raise
        raise _codebook_changed(unit, is_kept=False) from None


@contextmanager
def _refusing_as_closed(unit: Unit) -> Iterator[None]:
    """After submitting, the page shows the true text: old words cannot match, and this is why."""
    try:
        yield
    except (Conflict, Invalid):
        if unit.place.state in CLOSED:
            raise _closed(unit.place.state, is_kept=False) from None
        raise


def _closed(state: str, *, is_kept: bool) -> Conflict:
    return Conflict(str(CLOSED[state][is_kept]), code=state)


def _too_late(unit: Unit, saved: Saved) -> Conflict:
    if saved.outcome in CLOSED:
        return _closed(saved.outcome, is_kept=saved.is_kept)
    if saved.outcome == "outdated":
        return _codebook_changed(unit, is_kept=saved.is_kept)
    return Conflict(stale(unit), details=standing(unit))


def _codebook_changed(unit: Unit, *, is_kept: bool) -> Conflict:
    """`kept`: whether the log has what was sent; the browser keeps it in any case."""
    details = standing(unit) | {"kept": is_kept}
    return Conflict(str(CODEBOOK_CHANGED), code="codebook_changed", details=details)
