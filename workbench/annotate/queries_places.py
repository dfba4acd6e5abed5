"""What a save has to know, read without loading the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, literal, not_, or_, select
from sqlalchemy.orm import aliased

from workbench.annotate.models import Judgment
from workbench.assign.masking import mask
from workbench.assign.models import Assignment, Round
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.core.wording import _
from workbench.corpus.masked import MaskedText
from workbench.corpus.models import Paragraph

#: Where the page and its save find the article as a whole; paragraphs count from 1.
WHOLE = 0


@dataclass(frozen=True)
class SavePlace:
    """What a save has to know about the paragraph, or the article as a whole, that it judges."""

    codebook_version_id: int
    codebook_number: int
    codebook_sha256: str
    #: Whether the annotator sees the outlet, or has seen it before the article was reopened.
    saw_outlet: bool
    #: Whether a round has shown them how others answered on this article.
    saw_others: bool
    has_premarks: bool
    #: None for the article as a whole, which has no text of its own.
    paragraph_id: int | None
    text: str
    #: As the annotator reads it before submitting, which is when they save.
    seen: MaskedText
    #: Of the assignment: open, submitted or skipped.
    state: str


_submitted, _showing = aliased(Assignment), aliased(Round)
#: Not only in this round: with one article in two, what one of them showed is known in the other.
#: An unsealed one may have shown it in a discussion or a ruling.
_SAW_OTHERS = (
    exists()
    .where(
        _submitted.membership_id == Assignment.membership_id,
        _submitted.article_id == Assignment.article_id,
        _submitted.submitted_at.is_not(None),
        _showing.id == _submitted.round_id,
        or_(
            _showing.shows_others,
            and_(_showing.unsealed_at.is_not(None), _submitted.state == "submitted"),
        ),
    )
    .correlate(Assignment)
)


def _find_place(paragraph_id: Any, text: Any, masks: Any) -> Select[Any]:
    return (
        select(
            Round.codebook_version_id,
            CodebookVersion.number,
            CodebookVersion.sha256,
            or_(not_(Round.mask_outlet), Assignment.submitted_at.is_not(None)),
            _SAW_OTHERS,
            Round.has_premarks,
            Round.mask_outlet,
            Round.mask_byline,
            Assignment.state,
            paragraph_id,
            text,
            masks,
        )
        .select_from(Assignment)
        .join(Round, Round.id == Assignment.round_id)
        .join(CodebookVersion, CodebookVersion.id == Round.codebook_version_id)
        .where(
            Assignment.id == bindparam("assignment"),
            Assignment.membership_id == bindparam("membership"),
        )
    )


_FIND_PARAGRAPH = (
    _find_place(Paragraph.id, Paragraph.text, Paragraph.masks)
    .join(Paragraph, Paragraph.article_id == Assignment.article_id)
    .where(Paragraph.position == bindparam("position"), Paragraph.is_annotatable)
)
_FIND_WHOLE = _find_place(literal(None), literal(""), literal(None))
_COUNT_DONE = (
    select(func.count())
    .select_from(Judgment)
    .where(Judgment.assignment_id == bindparam("assignment"), Judgment.is_done)
)


def get_save_place(membership_id: int, assignment_id: int, position: int) -> SavePlace:
    """One paragraph of an annotator's own assignment, or at `WHOLE` the article as a whole.

    Raises NotFound for work that is not theirs and for paragraphs that are not annotated. Whether
    anything is asked of the article as a whole, its codebook says.
    """
    values = {"assignment": assignment_id, "membership": membership_id}
    connection = db.session.connection()
    if position == WHOLE:
        row = connection.execute(_FIND_WHOLE, values).first()
    else:
        row = connection.execute(_FIND_PARAGRAPH, values | {"position": position}).first()
    if row is None:
        raise NotFound(_("There is no such paragraph among your work. Nothing was stored."))
    version_id, number, sha256, saw_outlet, saw_others, has_premarks, *policy = row[:-3]
    mask_outlet, mask_byline, state = policy
    paragraph_id, text, masks = row[-3:]
    hidden = mask(mask_outlet=mask_outlet, mask_byline=mask_byline, is_submitted=False)
    return SavePlace(
        version_id,
        number,
        sha256,
        bool(saw_outlet),
        bool(saw_others),
        has_premarks,
        paragraph_id,
        text,
        hidden.over(text, masks or ()),
        state,
    )


def count_done(assignment_id: int) -> int:
    """How many units of an assignment are done: paragraphs, and the article as a whole."""
    counted = db.session.connection().execute(_COUNT_DONE, {"assignment": assignment_id})
    return int(counted.scalar_one())
