"""The form of one value, and of what is done to it as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from workbench.codebook.format import (
    MOST_CLARIFICATIONS,
    MOST_EXAMPLES,
    Clarification,
    Dimension,
    Value,
)
from workbench.codebook.forms import ANY_SCRIPT, BRIEF, DraftForm, choices, one_line, tidy

#: Rows for what is to be added, beside those that are filled.
SPARE_ROWS = 1
TEXTS = ("definition", "include", "exclude")
SHORT = ("title", "key", "group", "export")


class ClarificationForm(Form):
    question = TextAreaField("Question", render_kw={"dir": "auto", "rows": 2})
    answer = TextAreaField("Answer", render_kw={"dir": "auto", "rows": 2})


class NewValueForm(DraftForm):
    """A new value: a title is enough to begin with."""

    title = StringField(
        "Title",
        validators=[InputRequired("Give it a title."), Length(max=120)],
        render_kw=ANY_SCRIPT,
    )


class SplitForm(NewValueForm):
    """The title of the part that is taken out of a value."""


class MergeForm(DraftForm):
    """Which value takes it over."""

    into = SelectField("Merge into")

    def offer(self, dimension: Dimension, value: Value) -> None:
        """All the others."""
        others = [(v.id, v.title) for v in dimension.values if v.id != value.id]
        self.into.choices = choices(others)


class ValueForm(DraftForm):
    """All that annotators read of a value, and its names in data."""

    title = StringField(
        "Title", validators=[InputRequired("Give it a title.")], render_kw=ANY_SCRIPT
    )
    id = StringField("Id", validators=[InputRequired("Give it an id.")])
    key = StringField("Key", validators=[Optional()], render_kw={"autocomplete": "off"})
    group = StringField("Under the heading", render_kw=ANY_SCRIPT)
    definition = TextAreaField("Definition", render_kw=BRIEF)
    include = TextAreaField("Include", render_kw=BRIEF)
    exclude = TextAreaField("Exclude", render_kw=BRIEF)
    positive = FieldList(TextAreaField("Example", render_kw=BRIEF), max_entries=MOST_EXAMPLES)
    negative = FieldList(
        TextAreaField("Counter-example", render_kw=BRIEF), max_entries=MOST_EXAMPLES
    )
    clarifications = FieldList(FormField(ClarificationForm), max_entries=MOST_CLARIFICATIONS)
    export = StringField("Called, where this follows a published dataset")
    maps_to = TextAreaField("Near to labels of other datasets", render_kw={"rows": 3})

    def fill(self, value: Value) -> None:
        """Show what the draft holds, with room for more."""
        for name in ("id", *SHORT, *TEXTS):
            self[name].data = getattr(value, name)
        for name in ("positive", "negative"):
            for text in getattr(value, name):
                self[name].append_entry(text)
        fill_clarifications(self.clarifications, value.clarifications)
        lines = (f"{data} = {'; '.join(names)}" for data, names in value.maps_to.items())
        self.maps_to.data = "\n".join(lines)
        self.make_room()

    def make_room(self) -> None:
        """An empty row for each list."""
        for name in ("positive", "negative"):
            field = self[name]
            if len(field) < MOST_EXAMPLES and (not len(field) or field.entries[-1].data):
                field.append_entry("")
        make_room_for_clarification(self.clarifications)

    def fields(self) -> dict[str, Any]:
        """What was typed, as the format has it; rows that were emptied are left out."""
        found: dict[str, Any] = {name: one_line(self[name].data) for name in SHORT}
        found |= {name: tidy(self[name].data) for name in TEXTS}
        for name in ("positive", "negative"):
            texts = [tidy(entry.data) for entry in self[name].entries]
            found[name] = [text for text in texts if text]
        found["clarifications"] = typed_clarifications(self.clarifications)
        found["maps_to"] = {
            name: [n for n in map(str.strip, names.split(";")) if n]
            for name, names in typed_pairs(self.maps_to.data).items()
        }
        return found


def fill_clarifications(field: FieldList[Any], known: tuple[Clarification, ...]) -> None:
    for one in known:
        field.append_entry(one.model_dump())


def make_room_for_clarification(field: FieldList[Any]) -> None:
    """An empty row at the end."""
    if len(field) < 50 and (not len(field) or field.entries[-1].form.question.data):
        field.append_entry({})


def typed_clarifications(field: FieldList[Any]) -> list[Mapping[str, str]]:
    """Rows with a question or an answer."""
    rows = [
        {name: tidy(entry.form[name].data) for name in ("question", "answer")}
        for entry in field.entries
    ]
    return [row for row in rows if row["question"] or row["answer"]]


def typed_pairs(text: str | None) -> dict[str, str]:
    """Lines of `name = text`. A line without a sign is kept, so that its fault is named."""
    lines = [line for line in tidy(text).split("\n") if line.strip()]
    pairs = (line.partition("=") for line in lines)
    return {name.strip(): given.strip() for name, _, given in pairs}
