"""Forms of the draft: begin it, bring a file in, the sheet as a whole, a new question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from workbench.codebook.format import MOST_CAMPS, MOST_TARGETS, Codebook
from workbench.codebook.phrases import UNITS
from workbench.core.errors import Invalid

#: Names and texts are written in any direction, whatever the page's.
ANY_SCRIPT = {"dir": "auto"}
BRIEF = {"dir": "auto", "rows": 3}

#: What a question can be, in words: unit and type at once, as a lead thinks of it.
KINDS: Mapping[str, str] = {
    "single": "One of several values",
    "multi": "Any number of values",
    "ordinal": "One step of a scale",
    "flag": "Yes or not: a box to tick",
    "text": "Words that the annotator writes",
    "spans": "Passages marked in the text",
    "links": "Passages tied to each other",
}


class MultiCheckboxField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices(named: Iterable[tuple[str, str]]) -> list[Any]:
    """Pairs of value and label as WTForms wants them."""
    return [SelectChoice(value, label) for value, label in named]


def tidy(text: str | None) -> str:
    """A text as stored: without the line ends of forms, or characters that nobody sees."""
    clean = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in clean if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127)).strip()


def one_line(text: str | None) -> str:
    """The same without breaks."""
    return " ".join(tidy(text).split())


class DraftForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """What every change of the draft says: the revision that the page showed."""

    revision = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def renew(self, revision: int) -> None:
        """Keep what was typed, but base the next try on this revision."""
        self.revision.data, self.revision.raw_data = revision, None

    def report(self, problems: Sequence[Mapping[str, str]]) -> list[str]:
        """Show each problem beside its field; those without a field are given back."""
        homeless = []
        for problem in problems:
            parts = str(problem.get("place", "")).split(".")
            name = next((self.field_of(part) for part in parts if self.field_of(part)), "")
            if name:
                field = self[name]
                field.errors = [*field.errors, _as_sentence(problem["message"])]
            else:
                homeless.append(_as_sentence(problem["message"]))
        return homeless

    def field_of(self, part: str) -> str:
        """The field that shows what is wrong with this part of the codebook, "" without one."""
        return part if part in self._fields else ""


class StartForm(FlaskForm):  # type: ignore[misc]  # as above
    """Where the draft begins."""

    source = RadioField("Begin with", validators=[InputRequired("Choose where to begin.")])
    preset = SelectField("Codebook", validators=[Optional()])

    def offer(self, newest: str, presets: Sequence[tuple[str, str]]) -> None:
        """`newest` names the version in force, "" without one."""
        found = [("newest", newest)] if newest else []
        found += [("preset", "A codebook that comes with the workbench"), ("empty", "Empty paper")]
        self.source.choices = choices(found)
        self.preset.choices = choices(presets)


class FileForm(FlaskForm):  # type: ignore[misc]  # as above
    """A codebook as a file or as pasted text."""

    revision = IntegerField(validators=[Optional()], widget=HiddenInput())
    file = FileField("A YAML or JSON file")
    text = TextAreaField("Or its text", render_kw={"rows": 12, "spellcheck": "false"})

    def read(self) -> str:
        """The text of either. Raises Invalid for nothing, or for what is no text."""
        sent = self.file.data
        if sent and sent.filename:
            try:
                text: str = sent.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise Invalid("This file cannot be read as UTF-8 text.") from None
            return text
        if not (self.text.data or "").strip():
            raise Invalid("Choose a file, or paste its text.")
        return str(self.text.data)


class NewDimensionForm(DraftForm):
    """A new question: only what decides which fields it has."""

    title = StringField(
        "Title",
        validators=[InputRequired("Give it a title."), Length(max=120)],
        render_kw=ANY_SCRIPT,
    )
    type = SelectField("Answered by", choices=choices(KINDS.items()))
    unit = SelectField("Asked", choices=choices(UNITS.items()), default="paragraph")
    of = SelectField("About", validators=[Optional()])

    def offer(self, codebook: Codebook) -> None:
        """Set the dimensions whose passages or links can be asked about."""
        marked = [(d.id, d.title) for d in codebook.dimensions if d.type in {"spans", "links"}]
        self.of.choices = choices([("", "–"), *marked])


class _TargetForm(Form):
    id = StringField("Id", validators=[Optional(), Length(max=60)])
    title = StringField("Name", validators=[Optional(), Length(max=120)], render_kw=ANY_SCRIPT)
    aliases = StringField("Also called", validators=[Optional()], render_kw=ANY_SCRIPT)


class _CampForm(Form):
    id = StringField("Id", validators=[Optional(), Length(max=64)])
    title = StringField("Name", validators=[Optional(), Length(max=120)], render_kw=ANY_SCRIPT)
    definition = StringField("Definition", validators=[Optional()], render_kw=ANY_SCRIPT)


class SheetForm(DraftForm):
    """The sheet as a whole."""

    title = StringField("Title", validators=[InputRequired("Give it a title.")])
    id = StringField("Id", validators=[InputRequired("Give it an id.")])
    language = StringField("Language", validators=[InputRequired("Name the language.")])
    purpose = TextAreaField("Purpose", render_kw=BRIEF)
    source = TextAreaField("Where the design comes from", render_kw=BRIEF)
    general_rules = TextAreaField("Rules for everything", render_kw={"rows": 8, "dir": "auto"})
    targets = FieldList(FormField(_TargetForm), max_entries=MOST_TARGETS)
    camps = FieldList(FormField(_CampForm), max_entries=MOST_CAMPS)

    def fill(self, codebook: Codebook) -> None:
        """Show what the draft holds, with room for more."""
        for name in ("title", "id", "language", "purpose", "source"):
            self[name].data = getattr(codebook, name)
        self.general_rules.data = "\n\n".join(codebook.general_rules)
        for target in codebook.targets:
            aliases = "; ".join(target.aliases)
            self.targets.append_entry({"id": target.id, "title": target.title, "aliases": aliases})
        for camp in codebook.camps:
            self.camps.append_entry(camp.model_dump())
        self.make_room()

    def make_room(self) -> None:
        """Empty rows for what is to be added."""
        while len(self.targets) < MOST_TARGETS:
            self.targets.append_entry({})
        while len(self.camps) < MOST_CAMPS and (
            len(self.camps) < 4 or self.camps.entries[-1].form.title.data
        ):
            self.camps.append_entry({})

    def fields(self) -> dict[str, Any]:
        """What was typed, as the format has it; rows that were emptied are left out."""
        rules = [one_line(rule) for rule in tidy(self.general_rules.data).split("\n\n")]
        found: dict[str, Any] = {"general_rules": [rule for rule in rules if rule]}
        for name in ("title", "id", "language"):
            found[name] = one_line(self[name].data)
        for name in ("purpose", "source"):
            found[name] = tidy(self[name].data)
        found["targets"] = [
            row | {"aliases": [a for a in map(one_line, row["aliases"].split(";")) if a]}
            for row in _rows(self.targets)
        ]
        found["camps"] = _rows(self.camps)
        return found


class FileTakenForm(DraftForm):
    """Yes, bring in the file that was shown."""

    text = HiddenField()


def _rows(field: FieldList[Any]) -> list[dict[str, str]]:
    rows = [
        {name: one_line(text) for name, text in entry.data.items() if name != "csrf_token"}
        for entry in field.entries
    ]
    return [row for row in rows if row["title"] or row["id"]]


def _as_sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}."
