"""Forms of the assign room; choices are handed in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import DataRequired, InputRequired, Length, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

Choices = Sequence[tuple[int, str]]


class MultiCheckboxField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RoundForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """A new round."""

    name = StringField(
        "Name",
        validators=[
            DataRequired("Give the round a name."),
            Length(max=60),
            # PostgreSQL cannot store a NUL, and a line end has no place in a name.
            Regexp(r"[^\x00-\x1f\x7f]*\Z", message="Use letters, digits, signs and spaces only."),
        ],
    )
    version = SelectField("Codebook version", coerce=int)
    annotators = MultiCheckboxField(
        "Annotators", coerce=int, validators=[InputRequired("Choose at least one annotator.")]
    )
    articles = MultiCheckboxField(
        "Articles", coerce=int, validators=[InputRequired("Choose at least one article.")]
    )
    mask_outlet = BooleanField("Hide the outlet until an article is submitted", default=True)
    mask_byline = BooleanField("Hide the byline until an article is submitted", default=True)
    has_premarks = BooleanField("Show premarks (suggested passages) to annotators")

    def offer(self, *, versions: Choices, annotators: Choices, articles: Choices) -> None:
        """Set what can be chosen."""
        self.version.choices = _options(versions)
        self.annotators.choices = _options(annotators)
        self.articles.choices = _options(articles)


def _options(choices: Choices) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]
