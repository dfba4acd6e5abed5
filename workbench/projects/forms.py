"""Forms of the projects room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)

from workbench.core.errors import Invalid
from workbench.core.wording import _
from workbench.projects.background import (
    LONGEST_CHOICE,
    LONGEST_TITLE,
    MOST_CHOICES,
    read_choices,
    tidy_title,
)
from workbench.projects.models_background import BackgroundQuestion


class BackgroundForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """One more question about the annotators themselves."""

    title = StringField(
        "Question",
        description="In the annotators' language, such as “Political self-placement”.",
        render_kw={"maxlength": LONGEST_TITLE, "dir": "auto"},
    )
    choices = TextAreaField(
        "Answers",
        description=f"2 to {MOST_CHOICES}, each on a line of its own. Few answers make large "
        "groups: only groups of five or more people are ever shown.",
        render_kw={"rows": 4, "maxlength": MOST_CHOICES * (LONGEST_CHOICE + 1), "dir": "auto"},
    )

    def validate_title(self, field: StringField) -> None:
        """Raises at the field."""
        _hold(tidy_title, field)

    def validate_choices(self, field: TextAreaField) -> None:
        """Raises at the field."""
        _hold(read_choices, field)


class AboutForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """What one person says about themselves; the questions are added by `about_form`."""

    consent = BooleanField()

    def chosen(self) -> dict[int, int]:
        """Positions by question; what was left open is not among them."""
        return {
            int(name.removeprefix("q")): int(field.data)
            for name, field in self._fields.items()
            if name.startswith("q") and field.data
        }

    def validate_consent(self, field: BooleanField) -> None:
        """Raises at the field where something is answered without it."""
        if self.chosen() and not field.data:
            raise ValidationError(
                _("Nothing is stored without your consent. Tick the box, or leave all open.")
            )


def about_form(questions: Sequence[BackgroundQuestion], given: Mapping[int, int]) -> AboutForm:
    """The form for these questions, filled in with the positions given by question."""

    class Form(AboutForm):
        pass

    for question in questions:
        setattr(Form, f"q{question.id}", _question(question))
    data: dict[str, Any] = {f"q{key}": str(position) for key, position in given.items()}
    return Form(data=data | {"consent": bool(given)})


def _question(question: BackgroundQuestion) -> RadioField:
    chosen = [SelectChoice(str(one.position), one.title) for one in question.choices]
    return RadioField(
        question.title, choices=[*chosen, SelectChoice("", _("I leave this open"))], default=""
    )


def _hold(rule: Any, field: Field) -> None:
    try:
        rule(field.data or "")
    except Invalid as error:
        raise ValidationError(error.message) from None
