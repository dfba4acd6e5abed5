"""Writes of the draft: begun, changed step by step, taken back, thrown away. The edge commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from workbench.codebook.drafting import Changed, Operation, accept
from workbench.codebook.drafting import sheet as drafting_sheet
from workbench.codebook.format import Codebook, canonical_json
from workbench.codebook.lineage import Lineage
from workbench.codebook.models import CodebookDraft, CodebookStep
from workbench.codebook.queries import find_newest, with_settings
from workbench.codebook.queries_drafts import (
    codebook_of,
    find_draft,
    get_draft,
    last_step,
    lineage_of,
)
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.projects.actions import take_turn

#: So many changes can be taken back.
MOST_STEPS = 50


def start_draft(
    project_id: int, codebook: Codebook | None = None, *, now: datetime
) -> CodebookDraft:
    """Begin the draft: from the newest version, or from `codebook`.

    It takes over the project's targets and camps where it names none. Raises Conflict where there
    is a draft already, Invalid for a codebook that contradicts itself or where there is no version.
    """
    take_turn(project_id)
    if find_draft(project_id) is not None:
        raise Conflict("There is a draft already. Go on with it, or discard it first.")
    newest = find_newest(project_id)
    if codebook is None and newest is None:
        raise Invalid("This project has no codebook yet. Begin with a preset or an empty sheet.")
    base = newest if codebook is None else None
    begun = newest.codebook if codebook is None and newest is not None else codebook
    assert begun is not None  # one of the two was there
    settled = accept(with_settings(project_id, begun), Lineage(), "")
    draft = CodebookDraft(
        project_id=project_id,
        base_id=base.id if base else None,
        revision=1,
        document=canonical_json(settled.codebook),
        lineage={},
        saved_at=now,
    )
    db.session.add(draft)
    db.session.flush()  # its steps refer to it
    return draft


def change_draft(
    project_id: int, based_on: int | None, operation: Operation, *, now: datetime
) -> Changed:
    """Apply one operation to the draft and keep the step, so that it can be taken back.

    `based_on` is the revision that the person saw; None for what fits any. Raises Conflict where
    somebody was faster, NotFound without a draft, and what the operation raises.
    """
    draft = _held(project_id, based_on)
    before = codebook_of(draft)
    changed = operation(before, lineage_of(draft))
    lineage = changed.lineage.model_dump(mode="json", exclude_defaults=True)
    document = canonical_json(changed.codebook)
    if document == draft.document and lineage == draft.lineage:
        return changed
    step = CodebookStep(
        project_id=project_id,
        revision=draft.revision,
        document=draft.document,
        lineage=draft.lineage,
        said=changed.said,
    )
    db.session.add(step)
    _write(draft, document, lineage, now)
    _forget_old_steps(project_id)
    return changed


def undo(project_id: int, based_on: int | None, *, now: datetime) -> str:
    """Take the last change back; what it was, in words.

    Raises Conflict where somebody was faster, Invalid where there is nothing to take back.
    """
    draft = _held(project_id, based_on)
    step = last_step(project_id)
    if step is None:
        raise Invalid("There is no change that could be taken back.")
    _write(draft, step.document, step.lineage, now)
    db.session.delete(step)
    db.session.flush()
    return step.said


def discard_draft(project_id: int, based_on: int | None) -> None:
    """Throw the draft away with all its steps. Raises Conflict where somebody was faster."""
    draft = _held(project_id, based_on)
    db.session.execute(delete(CodebookStep).where(CodebookStep.project_id == project_id))
    db.session.delete(draft)
    db.session.flush()


def add_example(
    project_id: int,
    dimension: str,
    value: str,
    kind: drafting_sheet.Kind,
    text: str,
    *,
    now: datetime,
) -> str:
    """Put words from an article beside a value of the draft, which is begun where there is none.

    What was done, in words. Raises NotFound for a value that the draft does not have, Invalid for
    an example that it cannot take.
    """
    if kind not in ("positive", "negative"):
        raise Invalid("Say whether it is an example or a counter-example.")
    operation = drafting_sheet.add_example(dimension, value, kind, text)
    return _changed_anyhow(project_id, operation, now)


def add_clarification(
    project_id: int, dimension: str, value: str, question: str, answer: str, *, now: datetime
) -> str:
    """Put an annotator's question and its answer into the draft; like `add_example`.

    `value` is "" for the dimension as a whole.
    """
    operation = drafting_sheet.add_clarification(dimension, value, question, answer)
    return _changed_anyhow(project_id, operation, now)


def _changed_anyhow(project_id: int, operation: Operation, now: datetime) -> str:
    if find_draft(project_id) is None:
        start_draft(project_id, now=now)
    return change_draft(project_id, None, operation, now=now).said


def _held(project_id: int, based_on: int | None) -> CodebookDraft:
    """The draft, not to be changed by anybody else until the transaction ends."""
    take_turn(project_id)
    draft = get_draft(project_id)
    if based_on is not None and based_on != draft.revision:
        step = last_step(project_id)
        last = f" The last change was: {step.said}" if step else ""
        raise Conflict(
            f"The draft was changed meanwhile, by somebody else or in another tab.{last}",
            code="draft_changed",
            details={"revision": draft.revision},
        )
    return draft


def _write(draft: CodebookDraft, document: str, lineage: dict[str, object], now: datetime) -> None:
    draft.document, draft.lineage, draft.saved_at = document, lineage, now
    draft.revision += 1
    db.session.flush()


def _forget_old_steps(project_id: int) -> None:
    kept = (
        select(CodebookStep.revision)
        .where(CodebookStep.project_id == project_id)
        .order_by(CodebookStep.revision.desc())
        .limit(MOST_STEPS)
    )
    oldest = min(db.session.scalars(kept), default=0)
    db.session.execute(
        delete(CodebookStep).where(
            CodebookStep.project_id == project_id, CodebookStep.revision < oldest
        )
    )
