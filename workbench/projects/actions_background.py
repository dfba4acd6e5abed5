"""Writes of what is asked of annotators about themselves and what they say; the edge commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.core.wording import _
from workbench.projects.actions import take_turn
from workbench.projects.background import MOST_QUESTIONS, has_room
from workbench.projects.models_background import (
    BackgroundAnswer,
    BackgroundChoice,
    BackgroundQuestion,
)
from workbench.projects.queries_background import get_background, list_background


def add_background(
    project_id: int, title: str, choices: Sequence[str], *, now: datetime
) -> BackgroundQuestion:
    """Ask one more thing. Raises Conflict for a question that is asked already, and Invalid where
    the project asks as many as it may."""
    take_turn(project_id)
    asked = list_background(project_id)
    if any(one.title == title for one in asked):
        raise Conflict("This is asked already. Remove the old question first, with its answers.")
    if not has_room(asked):
        raise Invalid(f"A project asks at most {MOST_QUESTIONS} such questions.")
    question = BackgroundQuestion(project_id=project_id, title=title, created_at=now)
    question.choices = [
        BackgroundChoice(position=position, title=choice)
        for position, choice in enumerate(choices, start=1)
    ]
    db.session.add(question)
    db.session.flush()
    return question


def remove_background(project_id: int, background_id: int) -> None:
    """Ask it no more; all answers to it are gone. Raises NotFound."""
    take_turn(project_id)
    found = get_background(project_id, background_id)
    db.session.execute(delete(BackgroundQuestion).where(BackgroundQuestion.id == found.id))


def answer_background(
    person_id: int, project_id: int, chosen: Mapping[int, int], *, now: datetime
) -> None:
    """What the person says about themselves from now on, with consent; nothing else is kept.

    `chosen` are positions by question. Raises Invalid for what is not, or no longer, offered.
    """
    take_turn(project_id)  # a question may not go meanwhile
    offered = {
        (question.id, choice.position)
        for question in list_background(project_id)
        for choice in question.choices
    }
    if not offered.issuperset(chosen.items()):
        raise Invalid(_("One of the questions has changed. Look at the page again."))
    withdraw_background(person_id, project_id)
    db.session.add_all(
        BackgroundAnswer(
            question_id=question_id, person_id=person_id, position=position, consented_at=now
        )
        for question_id, position in chosen.items()
    )
    db.session.flush()


def withdraw_background(person_id: int, project_id: int) -> None:
    """Forget all that the person said about themselves in this project."""
    asked = select(BackgroundQuestion.id).where(BackgroundQuestion.project_id == project_id)
    db.session.execute(
        delete(BackgroundAnswer)
        .where(BackgroundAnswer.person_id == person_id, BackgroundAnswer.question_id.in_(asked))
        .execution_options(synchronize_session=False)
    )
