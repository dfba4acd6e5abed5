"""Forms of the questions to the lead; choices are handed in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from workbench.codebook.actions_inquiries import MOST_CHARACTERS
from workbench.codebook.sheet import Section
from workbench.core.wording import _, later

FITS = Length(
    max=MOST_CHARACTERS,
    message=later("At most %(most)s characters fit here.", most=f"{MOST_CHARACTERS:,}"),
)


class AskForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """A question about a dimension (`frames`) or a value (`frames conflict`)."""

    about = SelectField(later("About"), validate_choice=True)
    text = TextAreaField(
        later("Your question"),
        validators=[InputRequired(later("Write your question.")), FITS],
        render_kw={"dir": "auto", "rows": 4, "maxlength": MOST_CHARACTERS},
    )
    position = IntegerField(
        validators=[Optional(), NumberRange(0)], widget=HiddenInput(), default=0
    )


class AnswerForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """An answer for everybody, and the question as everybody may read it."""

    question = TextAreaField(
        "The question, as everybody will read it",
        validators=[InputRequired("Write the question."), FITS],
        render_kw={"dir": "auto", "rows": 2, "maxlength": MOST_CHARACTERS},
    )
    answer = TextAreaField(
        "Your answer",
        validators=[InputRequired("Write your answer."), FITS],
        render_kw={"dir": "auto", "rows": 4, "maxlength": MOST_CHARACTERS},
    )
    add_to_draft = BooleanField("Add both to the draft of the codebook", default=True)


class CloseForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """The reason for closing a question without an answer."""

    reason = TextAreaField(
        "Why it needs no answer",
        validators=[InputRequired("Write the reason: who asked will read it."), FITS],
        render_kw={"dir": "auto", "rows": 2, "maxlength": MOST_CHARACTERS},
    )


def ask_form(choices: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]) -> AskForm:
    """`choices`: (about, title, values as (about, title)) for each dimension."""
    form = AskForm()
    form.about.choices = [
        SelectChoice(value, name, optgroup=title)
        for about, title, values in choices
        for value, name in [(about, _("%(title)s as a whole", title=title)), *values]
    ]
    return form


def about_choices(
    sections: Sequence[Section],
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Everything of a codebook that a question can be about, as `ask_form` takes it."""
    return [
        (
            dimension.id,
            dimension.title,
            [(f"{dimension.id} {one.value.id}", one.value.title) for one in dimension.entries],
        )
        for section in sections
        for dimension in section.dimensions
    ]
