"""Rulings and a training set over them: a finished round whose articles learners do not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests import make
from tests.make import NOW, Study, make_draft, make_study
from workbench.assign.actions import open_round, submit
from workbench.assign.models import Round
from workbench.codebook.format import Codebook
from workbench.core.db import db, writing
from workbench.corpus.actions import add_article
from workbench.corpus.preparing import prepare
from workbench.training import actions
from workbench.training.models import TrainingItem, TrainingSet
from workbench.training.queries_rulings import can_be_added

#: Three paragraphs to learn from, in an article that was coded before.
TAUGHT = (
    "Pilots and port quarrel over the night watch",
    "The pilots called the plan reckless; the port said it would stand.",
    "Two boats lay at the quay. Nobody was hurt.",
)


@dataclass
class Lesson:
    """A study whose first article was coded and ruled on, with a set over its three paragraphs."""

    study: Study
    set: TrainingSet
    items: list[TrainingItem]
    #: A further round, of articles that nothing is taught about.
    work: Round


def make_ruling(
    study: Study,
    paragraph: int = 1,
    *,
    document: Mapping[str, Any] | None = None,
    left_open: Sequence[str] = (),
    sentence: str = "A quarrel between two sides.",
    reason: str = "rule_misapplied",
    base: int = 0,
) -> int:
    """A lead's ruling on a paragraph of the study's first article; 0 is the article as a whole."""
    return make.make_ruling(
        study,
        paragraph=paragraph,
        document=document,
        left_open=left_open,
        reason=reason,
        sentence=sentence,
        base_number=base,
    )


def make_set(
    study: Study,
    rulings: Sequence[int],
    *,
    test: Sequence[int] = (),
    thresholds: Mapping[str, float] | None = None,
    title: str = "First steps",
    is_open: bool = True,
) -> TrainingSet:
    """A set of these rulings; those whose places (from 1) `test` names are its test."""
    with writing():
        made = actions.make_set(
            study.project.id,
            actions.About(title, "Read each paragraph twice."),
            version_id=study.round.codebook_version_id,
            membership_id=study.lead.id,
            now=NOW,
        )
        found = can_be_added(made, rulings, study.questions, study.whole)
        actions.add_items(study.project.id, made.id, found)
        written = {
            item.id: actions.Written(item.explanation, number in test)
            for number, item in enumerate(items_in(made), start=1)
        }
        about = actions.About(made.title, made.introduction)
        actions.revise(study.project.id, made.id, about, written, thresholds or {})
        if is_open:
            actions.open_set(study.project.id, made.id, now=NOW)
    return made


def items_in(made: TrainingSet) -> list[TrainingItem]:
    """Its items, practice before test."""
    order = (TrainingItem.is_test, TrainingItem.position)
    wanted = db.select(TrainingItem).where(TrainingItem.set_id == made.id).order_by(*order)
    return list(db.session.scalars(wanted))


def make_lesson(
    *,
    texts: Sequence[str] = TAUGHT,
    codebook: Codebook | None = None,
    test: Sequence[int] = (3,),
    thresholds: Mapping[str, float] | None = None,
    is_open: bool = True,
) -> Lesson:
    """Two practised paragraphs and a tested one, of an article that everybody handed in; the
    annotators have a further article before them."""
    study = make_study(texts=(list(texts),), codebook=codebook, round_name="Pilot")
    with writing():
        for number in range(len(study.annotators)):
            submit(study.assignment(number), now=NOW)
    rulings = [make_ruling(study, number) for number in (1, 2, 3)]
    needed = {"frames": 1.0} if thresholds is None and test else thresholds
    made = make_set(study, rulings, test=test, thresholds=needed, is_open=is_open)
    return Lesson(study, made, items_in(made), further_round(study))


def further_round(study: Study, name: str = "Round 2", texts: Sequence[str] | None = None) -> Round:
    """A round of one more article."""
    draft = make_draft(texts or ("Ferry fares rise", "They rise in May."), name=f"{name}.txt")
    with writing():
        line = add_article(study.project.id, prepare(draft), story="Fares", now=NOW)
        assert line.article is not None
        return open_round(
            study.project.id,
            name,
            version=study.round.codebook_version,
            annotators=study.annotators,
            articles=[line.article],
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            now=NOW,
        )
