"""The form of the calculator."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)

LEVELS = {
    "": "As the file says",
    "nominal": "Nominal: categories",
    "ordinal": "Ordinal: grades in an order",
    "interval": "Interval: numbers",
    "ratio": "Ratio: numbers from zero on",
    "set": "Sets of labels",
    "spans": "Passages (JSON only)",
}


CHOICES = [SelectChoice(value, label) for value, label in LEVELS.items()]


class TableForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """A table, as a file or pasted."""

    file = FileField("File", description="CSV or JSON, UTF-8.")
    pasted = TextAreaField("or paste it", render_kw={"rows": 6, "spellcheck": "false"})
    level = SelectField("How the values are measured", choices=CHOICES)

    def content(self) -> bytes:
        """What was handed in, the file first; empty where nothing was."""
        file = self.file.data
        handed_in: bytes = file.read() if file else b""
        return handed_in or (self.pasted.data or "").encode()
