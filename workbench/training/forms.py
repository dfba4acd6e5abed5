"""Forms of leads who make training sets; choices are handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import DataRequired, Length

from workbench.core.errors import Invalid
from workbench.training.actions import Written
from workbench.training.rules import LONGEST_INTRODUCTION, LONGEST_TITLE


class SetForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """A new training set."""

    title = StringField(
        "Title",
        validators=[DataRequired("Give the training set a title."), Length(max=LONGEST_TITLE)],
    )
    introduction = TextAreaField(
        "Introduction for learners", validators=[Length(max=LONGEST_INTRODUCTION)]
    )
    version = SelectField("Codebook version", coerce=int)

    def offer(self, versions: Sequence[tuple[int, str]]) -> None:
        """Set which versions can be chosen."""
        self.version.choices = [SelectChoice(value, label) for value, label in versions]


def read_items(sent: Mapping[str, str], item_ids: Sequence[int]) -> dict[int, Written]:
    """What stands in the form about each item that it names."""
    return {
        one: Written(sent[f"explanation.{one}"], sent.get(f"kind.{one}") == "test")
        for one in item_ids
        if f"explanation.{one}" in sent
    }


def read_thresholds(sent: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, float]:
    """Shares from 0 to 1 by question; a blank field leaves its question out.

    Raises Invalid for what is no whole number from 0 to 100.
    """
    found = {}
    for key, title in titles.items():
        given: Any = sent.get(f"threshold.{key}", "").strip().removesuffix("%").strip()
        if not given:
            continue
        if not (given.isascii() and given.isdecimal() and int(given[:4]) <= 100):
            raise Invalid(
                f"The threshold of “{title}” is a whole number from 0 to 100, or blank where the "
                "question does not count."
            )
        found[key] = int(given) / 100
    return found


def shown_thresholds(sent: Mapping[str, str], standing: Mapping[str, float]) -> dict[str, str]:
    """What stands in the fields of a form, by question: as it was sent, where anything was, else
    in percent what is standing."""
    mark = "threshold."
    typed = {key.removeprefix(mark): sent[key] for key in sent if key.startswith(mark)}
    if any(one.strip() for one in typed.values()):
        return typed
    return {key: str(round(share * 100)) for key, share in standing.items()}
