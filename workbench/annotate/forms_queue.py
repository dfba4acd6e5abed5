"""The form that lays an article aside."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length, ValidationError

from workbench.assign.skipping import MOST_CHARACTERS, NEEDS_NOTE, REASONS
from workbench.core.wording import _, later


class SkipForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """Why an article is skipped; the lead reads both."""

    reason = RadioField(
        later("Why?"),
        choices=[SelectChoice(reason, words) for reason, words in REASONS.items()],
        validators=[InputRequired(later("Choose a reason."))],
    )
    note = TextAreaField(
        later("Note"),
        description=later("Only “Another reason” needs one."),
        validators=[Length(max=MOST_CHARACTERS, message=later("At most 500 characters fit here."))],
        render_kw={"dir": "auto", "rows": 3, "maxlength": MOST_CHARACTERS},
    )

    def validate_note(self, field: TextAreaField) -> None:
        """Another reason says nothing by itself."""
        if self.reason.data == NEEDS_NOTE and not (field.data or "").strip():
            raise ValidationError(_("Say in a few words what the reason is."))
        if "\x00" in (field.data or ""):
            raise ValidationError(_("The note has a character that cannot be stored."))
