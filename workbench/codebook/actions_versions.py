"""Publishing the draft; the edge commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from workbench.codebook.actions import publish
from workbench.codebook.actions_drafts import discard_draft
from workbench.codebook.drafting.lineage import tidied
from workbench.codebook.lineage import Lineage
from workbench.codebook.models import CodebookDraft, CodebookVersion, Inquiry
from workbench.codebook.queries import find_newest
from workbench.codebook.queries_drafts import codebook_of, find_draft, lineage_of
from workbench.codebook.queries_inquiries import held_answers
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.projects.actions import take_turn

#: Characters of the lead's words on what changed and why.
LONGEST_REMARK = 2_000


def publish_draft(
    project_id: int, based_on: int, *, against: int, remark: str, by: int | None, now: datetime
) -> CodebookVersion:
    """Freeze the draft as the next version, with its lineage, and end it.

    Answers to annotators' questions that it holds belong to it from now on.
    `based_on` is the draft's revision and `against` the number of the newest version (0: none) that
    the lead saw. Raises Conflict where either has changed meanwhile, Invalid for a draft that is
    not finished or changes nothing.
    """
    take_turn(project_id)
    newest = find_newest(project_id)
    draft = _still_the_same(find_draft(project_id), newest, based_on=based_on, against=against)
    if len(remark) > LONGEST_REMARK:
        raise Invalid(f"The remark is longer than {LONGEST_REMARK:,} characters. Cut it.")
    codebook = codebook_of(draft)
    base = newest if newest is not None and draft.base_id == newest.id else None
    version = publish(
        project_id,
        codebook,
        now=now,
        lineage=tidied(lineage_of(draft), base.codebook, codebook) if base else Lineage(),
        remark=remark.strip(),
        by=by,
        has_settings=True,
    )
    if newest is not None and version.id == newest.id:
        raise Invalid(
            f"The draft says the same as version {newest.number}: there is nothing to publish."
        )
    db.session.execute(
        update(Inquiry)
        .where(Inquiry.id.in_(held_answers(project_id, version.codebook)))
        .values(in_version_id=version.id)
    )
    discard_draft(project_id, based_on)
    return version


def _still_the_same(
    draft: CodebookDraft | None, newest: CodebookVersion | None, *, based_on: int, against: int
) -> CodebookDraft:
    """The draft, where it and the newest version are those that the lead saw."""
    number = newest.number if newest else 0
    if draft is None:
        said = f"published as version {number}" if number != against else "discarded"
        raise Conflict(f"The draft was {said} meanwhile.", code="draft_ended")
    if draft.revision != based_on:
        raise Conflict(
            "The draft was changed meanwhile, by somebody else or in another tab. Look at what is "
            "to be published again.",
            code="draft_changed",
        )
    if number != against:
        raise Conflict(
            "Another version was published meanwhile. Look at what is to be published again.",
            code="version_published",
        )
    return draft
