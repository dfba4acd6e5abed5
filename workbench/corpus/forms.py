"""Forms of the corpus room; choices are handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    DateField,
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
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional, Regexp
from wtforms.validators import ValidationError as Wrong
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from workbench.core.errors import Invalid
from workbench.corpus.correcting import FACTS
from workbench.corpus.drafts import KINDS, ArticleDraft
from workbench.corpus.readers.encodings import choose

#: Characters of a story's content warning: a sentence or two.
MOST_WARNING = 300
#: PostgreSQL cannot store a NUL, and a line end has no place in a name.
PRINTED = Regexp(r"[^\x00-\x1f\x7f]*\Z", message="Use letters, digits, signs and spaces only.")
LANGUAGE = Regexp(
    r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", message="Write a language code, such as en or pt-BR."
)
#: A browser opens other kinds of address as a program or a file of its own.
WEB_ADDRESS = Regexp(
    r"https?://[^\s\x00-\x1f]+\Z", message="Write the whole address, beginning with https://."
)

#: Names are written in any direction, whatever the page's.
ANY_SCRIPT = {"dir": "auto"}

#: Offered where a language is typed; any other code is taken as well.
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "he", "zh")

#: What a column of a table can be taken for (`readers.fields`), in words.
COLUMN_FIELDS = {
    "text": "Text",
    "paragraphs": "Paragraphs",
    "title": "Title",
    "standfirst": "Standfirst",
    "outlet": "Outlet",
    "published": "Date",
    "byline": "Byline",
    "section": "Section",
    "url": "Address",
    "language": "Language",
    "story": "Story",
    "id": "Own id",
}


class MultiCheckboxField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ImportForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """Article files or pasted text, with what the text may not say itself."""

    files = MultipleFileField("Article files")
    folder = MultipleFileField("Or a whole folder", render_kw={"webkitdirectory": True})
    pasted = TextAreaField("Or paste the text of one article")
    outlet = StringField("Outlet", validators=[Optional(), Length(max=120), PRINTED])
    story = StringField("Story", validators=[Optional(), Length(max=200), PRINTED])
    language = StringField(
        "Language", default="en", validators=[InputRequired("Name the language."), LANGUAGE]
    )
    captions = BooleanField("Captions are annotated in this project")
    rules_off = MultiCheckboxField("Rules that shall not be applied")
    skips_bad = RadioField(
        "When something cannot be read",
        choices=[
            SelectChoice("no", "All or nothing: store no article until it is mended"),
            SelectChoice("yes", "Skip the bad ones and store the rest"),
        ],
        default="no",
    )

    def offer(self, rules: Mapping[str, str]) -> None:
        """Set the rules that can be switched off."""
        self.rules_off.choices = [SelectChoice(name, words) for name, words in rules.items()]

    def sources(self) -> list[tuple[str, bytes]]:
        """What was handed in, as names and bytes; a browser sends an empty field as a nameless one.

        Pasted text counts as a file of its own.
        """
        chosen = [*(self.files.data or ()), *(self.folder.data or ())]
        found = [(one.filename, one.read()) for one in chosen if one and one.filename]
        pasted = self.pasted.data or ""
        return [*found, ("pasted text.txt", pasted.encode())] if pasted.strip() else found


class FileForm(FlaskForm):  # type: ignore[misc]  # as above
    """How one file is to be read, where it was recognised wrongly or not at all."""

    format = SelectField("Read it as")
    encoding = StringField("Encoding", validators=[Optional(), Length(max=40), PRINTED])

    def offer(self, formats: Mapping[str, str], columns: Sequence[str]) -> None:
        """Set the formats, and the columns of a table that each field can be taken from."""
        self.format.choices = [
            SelectChoice("", "as recognised"),
            *(SelectChoice(name, words) for name, words in formats.items()),
        ]
        self.columns = columns

    def choices(self, given: Mapping[str, str]) -> dict[str, Any]:
        """The file's options as an upload keeps them; empty where nothing was chosen."""
        encoding = (self.encoding.data or "").strip()
        if encoding and not choose(encoding):
            raise Invalid(f"No text is read as “{encoding}”. Choose one of the list.")
        chosen = {name: given.get(f"column-{name}", "") for name in COLUMN_FIELDS}
        columns = {name: column for name, column in chosen.items() if column in self.columns}
        return {"format": self.format.data or "", "encoding": encoding, "columns": columns}


class _OfArticle(FlaskForm):  # type: ignore[misc]  # as above
    """What is known of an article besides its text."""

    outlet = StringField(
        "Outlet", validators=[Length(max=FACTS["outlet"]), PRINTED], render_kw=ANY_SCRIPT
    )
    byline = StringField(
        "Byline", validators=[Length(max=FACTS["byline"]), PRINTED], render_kw=ANY_SCRIPT
    )
    published = DateField("Published", validators=[Optional()])
    story = StringField(
        "Story", validators=[Length(max=FACTS["story"]), PRINTED], render_kw=ANY_SCRIPT
    )
    section = StringField(
        "Section", validators=[Length(max=FACTS["section"]), PRINTED], render_kw=ANY_SCRIPT
    )
    url = StringField("Address", validators=[Optional(), Length(max=FACTS["url"]), WEB_ADDRESS])
    language = StringField(
        "Language",
        validators=[InputRequired("Name the language."), Length(max=FACTS["language"]), LANGUAGE],
    )


class FactsForm(_OfArticle):
    """The facts of a draft; `seen` says how many corrections the page knew of."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    title = StringField(
        "Title", validators=[Length(max=FACTS["title"]), PRINTED], render_kw=ANY_SCRIPT
    )

    def changes(self, draft: ArticleDraft) -> dict[str, str]:
        """The facts that differ from the draft's."""
        given = {name: " ".join((self[name].data or "").split()) for name in FACTS}
        found = {name: text for name, text in given.items() if text != getattr(draft, name)}
        if self.published.data != draft.published:
            day = self.published.data
            found["published"] = day.isoformat() if day else ""
        return found


class StepForm(FlaskForm):  # type: ignore[misc]  # as above
    """One correction of one paragraph, made without scripts."""

    seen = IntegerField(validators=[InputRequired()])
    at = IntegerField(validators=[Optional()])
    do = StringField(
        validators=[Optional(), AnyOf(("join", "split", "drop", "bring_back", "retype", "undo"))]
    )
    kind = StringField(validators=[Optional(), AnyOf(KINDS)])
    offset = IntegerField(validators=[Optional()])
    text = TextAreaField()

    def validate_at(self, field: IntegerField) -> None:
        if field.data is None and self.do.data != "undo":
            raise Wrong("Say which paragraph.")


class MaskForm(FlaskForm):  # type: ignore[misc]  # as above
    """Words to hide where a round masks the outlet or the byline."""

    paragraph = IntegerField("Paragraph", validators=[InputRequired("Say which paragraph.")])
    words = StringField("Words", validators=[DataRequired("Give the words."), Length(max=500)])
    kind = RadioField(
        "They name",
        choices=[
            SelectChoice("outlet", "the outlet: [OUTLET]"),
            SelectChoice("author", "one of its people: [AUTHOR]"),
        ],
        default="outlet",
    )
    everywhere = BooleanField("All occurrences in the article")


class UnmaskForm(FlaskForm):  # type: ignore[misc]  # as above
    """A mask to take back, by its place in code points."""

    paragraph = IntegerField(validators=[InputRequired()])
    start = IntegerField(validators=[InputRequired()])
    end = IntegerField(validators=[InputRequired()])


class ArticleForm(_OfArticle):
    """The facts of a stored article; `seen` says what the page showed."""

    seen = HiddenField(validators=[InputRequired()])

    def facts(self) -> dict[str, Any]:
        """What was entered, spaces tidied; the date as a date or None."""
        names = ("outlet", "byline", "story", "section", "url", "language")
        tidied = {name: " ".join((self[name].data or "").split()) for name in names}
        return tidied | {"published": self.published.data}


class StoryForm(FlaskForm):  # type: ignore[misc]  # as above
    """Another title for a story; `seen` is the one that the page showed."""

    seen = HiddenField()
    title = StringField(
        "Title",
        validators=[InputRequired("A story needs a title."), Length(max=FACTS["story"]), PRINTED],
    )


class WarningForm(FlaskForm):  # type: ignore[misc]  # as above
    """What annotators read before an article of the story; `seen` is what the page showed."""

    seen = HiddenField()
    warning = StringField(
        "What may distress its readers",
        description="Annotators read this before an article of the story opens, and may skip it. "
        "Do not name the outlet. Left empty, there is no warning.",
        validators=[Length(max=MOST_WARNING), PRINTED],
        render_kw=ANY_SCRIPT | {"maxlength": MOST_WARNING},
    )


class MoveForm(FlaskForm):  # type: ignore[misc]  # as above
    """An article to put into a story or to take out; `seen` is the story that it was in."""

    key = StringField(validators=[InputRequired(), Length(max=64)])
    seen = IntegerField(validators=[Optional()])
    into = BooleanField()
