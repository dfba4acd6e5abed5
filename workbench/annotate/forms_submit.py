"""What is asked when an article is handed in."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp

from workbench.assign.recognising import LONGEST_NAME, Recognition
from workbench.core.wording import later


def _name(label: str) -> StringField:
    return StringField(
        label,
        validators=[
            Optional(),
            Length(max=LONGEST_NAME),
            # PostgreSQL cannot store a NUL, and a line end has no place in a name.
            Regexp(r"[^\x00-\x1f\x7f]*\Z", message=later("Write the name on one line.")),
        ],
    )


class OutletForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """Which outlet it was, where the codebook itself asks whether it was recognised."""

    recognised_as = _name(later("Which outlet did you have in mind?"))

    @property
    def outlet(self) -> str:
        """What a valid form says, "" for nothing."""
        return (self.recognised_as.data or "").strip()


class SubmitForm(OutletForm):
    """Whether the annotator recognised the outlet that was hidden from them."""

    recognised = RadioField(
        later("Did you recognise the outlet?"),
        choices=[
            SelectChoice("no", later("No")),
            SelectChoice("guess", later("I had a guess")),
            SelectChoice("yes", later("Yes")),
        ],
        validators=[
            InputRequired(
                later("Not submitted yet: say whether you recognised the outlet, then submit.")
            )
        ],
    )
    recognised_as = _name(later("Which one?"))

    @property
    def recognition(self) -> Recognition:
        """What a valid form says; who recognised nothing names nothing."""
        answer = self.recognised.data
        return Recognition(answer, "" if answer == "no" else self.outlet)
