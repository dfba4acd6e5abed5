"""Forms of the assign room; choices are handed in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from workbench.assign.opening import Opening, fault_of_opening
from workbench.assign.suggesting import fault_of_showing, fault_of_suggestions
from workbench.core.wording import later

Choices = Sequence[tuple[int, str]]

KINDS = [
    SelectChoice("training", "Training: to learn the codebook"),
    SelectChoice("pilot", "Pilot: to try the codebook, without premarks"),
    SelectChoice("reliability", "Reliability: to measure agreement, without premarks"),
    SelectChoice("production", "Production: the coding itself"),
]


#: What each switch of an opening does, in a sentence.
OPENING_HELP = {
    "has_discussion": (
        "Annotators read and write what is said about the paragraphs of articles that they have "
        "submitted, with everybody’s answers beside it, under numbers instead of names."
    ),
    "shows_rulings": (
        "In articles that they have submitted, annotators see the rulings that differ from their "
        "answers, with the reason."
    ),
    "shows_precedents": (
        "While they answer, annotators can look up how leads ruled earlier on similar paragraphs, "
        "never on those of their own open work."
    ),
}


class MultiCheckboxField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class OpeningForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """What a round opens to its annotators."""

    has_discussion = BooleanField(
        "Open the discussions", description=OPENING_HELP["has_discussion"]
    )
    shows_rulings = BooleanField("Show rulings", description=OPENING_HELP["shows_rulings"])
    shows_precedents = BooleanField(
        "Show earlier rulings at the label", description=OPENING_HELP["shows_precedents"]
    )

    @property
    def opening(self) -> Opening:
        """The switches as they were sent."""
        return Opening(
            self.has_discussion.data, self.shows_rulings.data, self.shows_precedents.data
        )


class RoundForm(OpeningForm):
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
    kind = RadioField(
        "Kind of round",
        choices=KINDS,
        default="production",
        validators=[InputRequired("Choose the kind of round.")],
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
    has_hints = BooleanField("Show hints too: loaded words and boosters, faintly")
    shows_others = BooleanField(later("Show how the others saw an article, once it is submitted"))

    def offer(self, *, versions: Choices, annotators: Choices, articles: Choices) -> None:
        """Set what can be chosen."""
        self.version.choices = _options(versions)
        self.annotators.choices = _options(annotators)
        self.articles.choices = _options(articles)

    def validate_has_premarks(self, field: BooleanField) -> None:
        """Raises at the field for suggestions that the kind of round rules out."""
        fault = fault_of_suggestions(self.kind.data, has_premarks=field.data, has_hints=False)
        if fault:
            raise ValidationError(fault)

    def validate_has_hints(self, field: BooleanField) -> None:
        """Raises at the field for hints without premarks."""
        given = self.has_premarks.data
        fault = fault_of_suggestions("production", has_premarks=given, has_hints=field.data)
        if fault:
            raise ValidationError(fault)

    def validate_shows_others(self, field: BooleanField) -> None:
        """Raises at the field where the kind of round rules it out."""
        fault = fault_of_showing(self.kind.data, shows_others=field.data)
        if fault:
            raise ValidationError(fault)

    def validate_has_discussion(self, field: BooleanField) -> None:
        """Raises at the field where the kind of round rules it out from the start."""
        _refuse_opening(self.kind.data, Opening(has_discussion=field.data))

    def validate_shows_rulings(self, field: BooleanField) -> None:
        """Raises at the field where the kind of round rules it out from the start."""
        _refuse_opening(self.kind.data, Opening(shows_rulings=field.data))

    def validate_shows_precedents(self, field: BooleanField) -> None:
        """Raises at the field where the kind of round rules it out."""
        _refuse_opening(self.kind.data, Opening(shows_precedents=field.data))


def _refuse_opening(kind: str, opening: Opening) -> None:
    # Nothing is submitted in a round that is about to be opened.
    if fault := fault_of_opening(kind, opening, still_open=1):
        raise ValidationError(fault)


def _options(choices: Choices) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]
