"""Forms of the review room; choices are handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length

#: As long as an example in a codebook may be.
MOST_CHARACTERS = 2_000


class ExampleForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """Words of an article as an example of a value (`frames conflict`)."""

    about = SelectField("Value", validators=[InputRequired("Choose a value.")])
    kind = RadioField(
        "As",
        choices=[
            SelectChoice("positive", "an example of it"),
            SelectChoice("negative", "a counter-example: not this"),
        ],
        default="positive",
    )
    text = TextAreaField(
        "Words",
        description="Shorten or change them as you like: the article stays as it is.",
        validators=[
            InputRequired("Give the words of the example."),
            Length(
                max=MOST_CHARACTERS,
                message=f"An example has at most {MOST_CHARACTERS:,} characters. Shorten it.",
            ),
        ],
        render_kw={"dir": "auto", "rows": 6},
    )


def example_form(choices: Mapping[str, Sequence[tuple[str, str]]], text: str) -> ExampleForm:
    """`choices`: values as (about, title) by the title of their dimension."""
    form = ExampleForm(data={"text": text})
    form.about.choices = [
        SelectChoice(about, title, optgroup=group)
        for group, values in choices.items()
        for about, title in values
    ]
    return form
