"""Forms of the corpus room."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import StringField
from wtforms.validators import Length, Optional, Regexp

#: PostgreSQL cannot store a NUL, and a line end has no place in a name.
PRINTED = Regexp(r"[^\x00-\x1f\x7f]*\Z", message="Use letters, digits, signs and spaces only.")


class ImportForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """One or several article files, with what the text may not say itself."""

    files = MultipleFileField(
        "Article files", validators=[FileRequired("Choose one or more files first.")]
    )
    outlet = StringField("Outlet", validators=[Optional(), Length(max=120), PRINTED])
    story = StringField("Story", validators=[Optional(), Length(max=200), PRINTED])
