"""The form of a ruling beside the questions: what it is, why people differed, in a sentence.

Its fields are named `ruling-…`, as no question of a codebook can be.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from workbench.codebook.questions import Question
from workbench.review.actions_rulings import MOST_CHARACTERS
from workbench.review.rulings import REASON_TITLES

OUTCOME_TITLES = {
    "answer": "This answer stands",
    "legitimate": "Legitimate disagreement",
}
NO_REASON = "Choose why the answers differ."
NOTHING_OPEN = "Choose on which questions the disagreement is legitimate, or say that this stands."


@dataclass(frozen=True)
class Choice:
    """What a lead chose besides the answers; nothing of it is checked yet."""

    outcome: str
    left_open: tuple[str, ...]
    reason: str
    sentence: str
    #: The number of the last ruling that they had before them.
    number: int
    #: The codebook version in whose terms they had the questions before them, by its id.
    version: int
    key: str

    @property
    def open_questions(self) -> tuple[str, ...]:
        """The questions left open; none, where the answer stands."""
        return self.left_open if self.outcome == "legitimate" else ()

    @property
    def faults(self) -> list[dict[str, str]]:
        """What is missing before anything of it can be a ruling."""
        found = []
        if self.outcome not in OUTCOME_TITLES:
            found.append("Say whether this answer stands or the disagreement is legitimate.")
        if self.outcome == "legitimate" and not self.left_open:
            found.append(NOTHING_OPEN)
        if self.reason not in REASON_TITLES:
            found.append(NO_REASON)
        if len(self.sentence) > MOST_CHARACTERS:
            found.append(f"Shorten the sentence: at most {MOST_CHARACTERS:,} characters fit here.")
        return [{"question": "", "message": message} for message in found]


class RulingForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """What stands under the questions of a unit."""

    outcome = RadioField(
        "Outcome",
        choices=[SelectChoice(name, title) for name, title in OUTCOME_TITLES.items()],
        validators=[InputRequired()],
    )
    left_open = SelectMultipleField("Left open", validate_choice=False)
    reason = RadioField(
        "Why do the answers differ?",
        choices=[SelectChoice(name, title) for name, title in REASON_TITLES.items()],
        validators=[InputRequired(NO_REASON)],
        validate_choice=False,
    )
    sentence = TextAreaField(
        "In a sentence",
        validators=[Length(max=MOST_CHARACTERS)],
        render_kw={"maxlength": MOST_CHARACTERS},
    )
    number = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0)])
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0)])
    key = HiddenField(validators=[InputRequired(), Length(max=64)])

    @property
    def choice(self) -> Choice:
        """What stands in it, checked or not."""
        return Choice(
            outcome=self.outcome.data or "",
            left_open=tuple(self.left_open.data or ()),
            reason=self.reason.data or "",
            sentence=_words(self.sentence.data),
            number=-1 if self.number.data is None else self.number.data,
            version=-1 if self.version.data is None else self.version.data,
            key=self.key.data or "",
        )


def ruling_form(choice: Choice | None = None) -> RulingForm:
    """The form as it was sent, or with `choice` filled with that."""
    if choice is None:
        return RulingForm(prefix="ruling-")
    return RulingForm(formdata=None, prefix="ruling-", data=vars(choice))


def first_choice(number: int, version: int, differing: Sequence[str]) -> Choice:
    """What is chosen before the lead has chosen anything; `differing` are questions by key."""
    return Choice("answer", tuple(differing), "", "", number, version, new_key())


def read_choice(sent: Any, key: str) -> Choice:
    """The same from what a script sends; what has another shape counts as missing."""
    given = sent if isinstance(sent, Mapping) else {}
    left_open = given.get("left_open")
    listed = left_open if isinstance(left_open, list) else []
    return Choice(
        outcome=_words(given.get("outcome")),
        left_open=tuple(one for one in listed if isinstance(one, str)),
        reason=_words(given.get("reason")),
        sentence=_words(given.get("sentence")),
        number=_count(given.get("number")),
        version=_count(given.get("version")),
        key=key,
    )


def new_key() -> str:
    """The name of one ruling on its way here."""
    return str(uuid.uuid4())


def titles_of(questions: Sequence[Question], keys: Sequence[str]) -> list[tuple[str, str]]:
    """These questions as (key, title), in the order of asking."""
    return [(question.key, question.title) for question in questions if question.key in keys]


def _count(sent: Any) -> int:
    """A whole number, -1 for anything else; true is none."""
    return sent if type(sent) is int and sent >= 0 else -1


def _words(sent: Any) -> str:
    """Plain words: forms end their lines otherwise than scripts do."""
    return sent.replace("\r\n", "\n").strip() if isinstance(sent, str) else ""
