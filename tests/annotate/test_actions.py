"""Saving: exactly once, nothing overwritten unseen, everything in the log."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.make import (
    NOW,
    Study,
    make_document,
    make_judgment,
    make_order,
    make_span,
    make_study,
)
from workbench.annotate.actions import Saved, SaveOrder, record_judgment
from workbench.annotate.models import Judgment, Label, Revision, Span
from workbench.annotate.queries import judgments_of
from workbench.assign.actions import submit
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, NotFound


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def stored(study: Study, annotator: int = 0, paragraph: int = 1) -> Any:
    assignment = study.assignment(annotator)
    return judgments_of(assignment.id, study.questions)[study.paragraph(paragraph).id]


def test_what_is_saved_is_what_is_read(app: Flask) -> None:
    study = make_study()
    text = study.paragraph(2).text
    labels = {
        "frames": ["economy", "conflict"],
        "primary_frame": "economy",
        "tone.government": "not_mentioned",
        "attributed": "yes",
    }
    spans = [make_span(text, "claimed", "cue"), make_span(text, "Two aides")]
    document = make_document(labels=labels, spans=spans, note="Who?\nReally?", flag=True)
    assert make_judgment(study, paragraph=2, document=document).revision == 1
    kept = stored(study, paragraph=2).document.as_json(text)
    assert kept["labels"] == labels | {"frames": ["conflict", "economy"]}
    assert [span["text"] for span in kept["spans"]] == ["Two aides", "claimed"]
    assert (kept["note"], kept["flag"], kept["done"]) == ("Who?\nReally?", True, True)


def test_a_second_save_replaces_the_answer_and_keeps_the_log(app: Flask) -> None:
    study = make_study()
    text = study.paragraph(1).text
    spans = [make_span(text, "old enemy")]
    answers = make_document()["labels"] | {"attributed": "yes"}
    make_judgment(study, document=make_document(labels=answers, spans=spans))
    saved = make_judgment(study, base_revision=1, document=make_document(done=False))
    assert saved.revision == 2
    assert (count(Judgment), count(Span), count(Revision)) == (1, 0, 2)
    assert count(Label) == 4
    assert not stored(study).document.is_done


def test_the_same_key_gets_the_same_answer_once(app: Flask) -> None:
    study, key = make_study(), str(uuid.uuid4())
    first = make_judgment(study, key=key)
    again = make_judgment(study, key=key)
    assert again == first
    assert count(Revision) == 1
    later = make_judgment(study, base_revision=1, document=make_document(done=False))
    assert later.revision == 2
    assert make_judgment(study, key=key).revision == 1  # an old answer stays what it was
    assert not stored(study).document.is_done


def test_a_key_cannot_carry_another_judgment(app: Flask) -> None:
    study, key = make_study(), str(uuid.uuid4())
    make_judgment(study, key=key)
    for other in ({"document": make_document(note="x")}, {"paragraph": 2}, {"annotator": 1}):
        with pytest.raises(Conflict) as caught:
            make_judgment(study, key=key, **other)
        assert caught.value.code == "key_reused"
    assert count(Revision) == 1


def test_a_stale_save_changes_nothing_and_is_parked(app: Flask) -> None:
    study = make_study()
    make_judgment(study)
    make_judgment(study, base_revision=1, document=make_document(note="theirs"))
    late = make_judgment(study, base_revision=1, document=make_document(note="mine"))
    assert late.outcome == "stale"
    assert late.revision == 2
    assert stored(study).document.note == "theirs"
    parked = db.session.scalars(select(Revision).where(Revision.is_parked)).all()
    assert ["mine" in revision.document for revision in parked] == [True]


def test_a_revision_that_never_was_is_refused(app: Flask) -> None:
    late = make_judgment(make_study(), base_revision=3)
    assert (late.outcome, late.revision) == ("stale", 0)
    assert count(Judgment) == 0


def test_somebody_elses_assignment_does_not_exist(app: Flask) -> None:
    study = make_study()
    forged = replace(make_order(study), assignment_id=study.assignment(1).id)
    with pytest.raises(NotFound), writing():
        record_judgment(forged, now=NOW)
    assert count(Judgment) == 0


def test_a_submitted_article_takes_no_more_saves(app: Flask) -> None:
    study, key = make_study(), str(uuid.uuid4())
    first = make_judgment(study, key=key)
    with writing():
        submit(study.assignment(0), now=first.saved_at)
    late = make_judgment(study, base_revision=1, document=make_document(note="late"))
    assert late.outcome == "submitted"
    assert stored(study).document.note == ""
    parked = db.session.scalars(select(Revision.document).where(Revision.is_parked)).all()
    assert ["late" in document for document in parked] == [True]
    assert make_judgment(study, key=key).revision == 1  # a repeated save still gets its answer


def test_two_tabs_racing_never_overwrite_each_other(app: Flask) -> None:
    """Of two simultaneous saves one wins, the other is parked; both texts are in the log."""
    study, races = make_study(), 12
    for base in range(races):
        results = _race(app, study, base)
        assert sorted(result.outcome for result in results) == ["saved", "stale"]
    assert stored(study).revision == races
    assert count(Revision) == 2 * races


def _race(app: Flask, study: Study, base: int) -> list[Saved]:
    barrier = threading.Barrier(2)
    results: list[Saved] = []

    def tab(order: SaveOrder) -> None:
        with app.app_context():
            barrier.wait()
            with writing():
                results.append(record_judgment(order, now=NOW))

    threads = [
        threading.Thread(
            target=tab,
            args=(make_order(study, base_revision=base, document=make_document(note=name)),),
        )
        for name in ("left", "right")
    ]
    db.session.commit()  # ends the test's own snapshot
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_an_annotator_who_races_another_annotator_keeps_both(app: Flask) -> None:
    study = make_study()
    make_judgment(study, annotator=0, document=make_document(note="a"))
    make_judgment(study, annotator=1, document=make_document(note="b"))
    assert (stored(study, 0).document.note, stored(study, 1).document.note) == ("a", "b")
