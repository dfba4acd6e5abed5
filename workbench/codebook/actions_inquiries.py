"""Writes of the annotators' questions and the lead's answers; the edge commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workbench.codebook.models import CodebookVersion, Inquiry
from workbench.codebook.queries import find_newest
from workbench.codebook.sheet import places, sheet_of
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.wording import _
from workbench.projects.actions import take_turn

#: As long as a text of the codebook may be: an answer becomes a part of it.
MOST_CHARACTERS = 2_000


@dataclass(frozen=True)
class Asking:
    """A question before it is stored; `value` is "" for the dimension as a whole."""

    project_id: int
    membership_id: int
    version_id: int
    dimension: str
    value: str
    paragraph_id: int | None
    text: str


def ask(asking: Asking, *, now: datetime) -> Inquiry:
    """Store a question; the same open question asked again is the one that is there.

    Raises Invalid for an empty or very long text and for what the version does not hold.
    """
    text = checked_text(asking.text, _("your question"))
    _check_place(asking)
    take_turn(asking.project_id)
    there = db.session.scalar(
        select(Inquiry).where(
            Inquiry.project_id == asking.project_id,
            Inquiry.membership_id == asking.membership_id,
            Inquiry.dimension == asking.dimension,
            Inquiry.value == asking.value,
            Inquiry.paragraph_id == asking.paragraph_id,
            Inquiry.text == text,
            Inquiry.state == "open",
        )
    )
    if there is not None:
        return there
    inquiry = Inquiry(
        project_id=asking.project_id,
        membership_id=asking.membership_id,
        version_id=asking.version_id,
        dimension=asking.dimension,
        value=asking.value,
        paragraph_id=asking.paragraph_id,
        text=text,
        wording="",
        asked_at=now,
        state="open",
    )
    db.session.add(inquiry)
    db.session.flush()  # the page needs its id
    return inquiry


def answer(
    project_id: int, inquiry_id: int, *, question: str, text: str, by: int, now: datetime
) -> Inquiry:
    """Answer a question for everybody, in the wording that everybody may read.

    Raises Invalid for an empty text, Conflict when it is not open any more.
    """
    question = checked_text(question, "the question")
    text = checked_text(text, "the answer")
    inquiry = _open_one(project_id, inquiry_id)
    inquiry.wording = question
    _settle(inquiry, "answered", text, by=by, now=now)
    return inquiry


def close(project_id: int, inquiry_id: int, *, reason: str, by: int, now: datetime) -> Inquiry:
    """Close a question without an answer; who asked it reads the reason.

    Raises Invalid without a reason, Conflict when it is not open any more.
    """
    reason = checked_text(reason, "the reason")
    inquiry = _open_one(project_id, inquiry_id)
    _settle(inquiry, "closed", reason, by=by, now=now)
    return inquiry


def reopen(project_id: int, inquiry_id: int) -> Inquiry:
    """Take an answer or a closing back; the words of the answer stay, to be mended.

    Raises Conflict for an answer that a version of the codebook holds.
    """
    inquiry = _locked(project_id, inquiry_id)
    if inquiry.in_version_id is not None:
        raise Conflict(
            "This answer has become a part of a published version. Change it in the draft of the "
            "codebook."
        )
    inquiry.state = "open"
    inquiry.answered_at = None
    inquiry.answered_by_id = None
    return inquiry


def take_in(project_id: int, inquiry_id: int) -> Inquiry:
    """Say that the newest version holds an answer in words of its own: it stands there alone now.

    Raises Conflict for what is not answered, or was after that version had been published.
    """
    inquiry = _locked(project_id, inquiry_id)
    newest = find_newest(project_id)
    moment = inquiry.answered_at if inquiry.state == "answered" else None
    if newest is None or moment is None or newest.published_at <= moment:
        raise Conflict(
            "No version has been published since this answer. Put it into the draft, publish it, "
            "then say so here."
        )
    inquiry.in_version_id = newest.id
    return inquiry


def checked_text(text: str, what: str) -> str:
    """The text without blanks around it. Raises Invalid."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid(_("Write %(what)s: it is empty.", what=what))
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            _(
                "Shorten %(what)s: it has %(count)s characters, and %(most)s fit here.",
                what=what,
                count=f"{len(text):,}",
                most=f"{MOST_CHARACTERS:,}",
            )
        )
    if "\x00" in text:
        raise Invalid(
            _("Leave out the control characters in %(what)s: they cannot be stored.", what=what)
        )
    return text


def _check_place(asking: Asking) -> None:
    version = db.session.get(CodebookVersion, asking.version_id)
    sheet = sheet_of(version.sha256, version.document) if version else ()
    if (asking.dimension, asking.value) not in {place[:2] for place in places(sheet)}:
        raise Invalid(
            _(
                "The codebook of this round has nothing of that name. Choose from the list what "
                "you ask about."
            )
        )


def _locked(project_id: int, inquiry_id: int) -> Inquiry:
    take_turn(project_id)
    inquiry = db.session.scalar(
        select(Inquiry).where(Inquiry.project_id == project_id, Inquiry.id == inquiry_id)
    )
    if inquiry is None:
        raise NotFound("This project has no such question.")
    return inquiry


def _open_one(project_id: int, inquiry_id: int) -> Inquiry:
    inquiry = _locked(project_id, inquiry_id)
    if inquiry.state != "open":
        raise Conflict(
            f"This question is {inquiry.state} already, by another lead or in another tab. "
            "Reopen it to change that."
        )
    return inquiry


def _settle(inquiry: Inquiry, state: str, text: str, *, by: int, now: datetime) -> None:
    inquiry.state = state
    inquiry.answer = text
    inquiry.answered_by_id = by
    inquiry.answered_at = now
