"""The annotation form: made from the codebook version, for pages with and without scripts."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from workbench.annotate.checking import LONGEST_NOTE
from workbench.codebook.questions import Question
from workbench.core.errors import Invalid


class JudgmentForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """The fields every judgment has; `judgment_form` adds those of the questions."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0)])
    idempotency_key = HiddenField(validators=[InputRequired(), Length(max=64)])
    spans = HiddenField()
    #: Fingerprint of what was hidden when the page was made (see `seen`).
    masks = HiddenField(validators=[Length(max=64)])
    note = TextAreaField("Note", validators=[Optional(), Length(max=LONGEST_NOTE)])
    flag = BooleanField("Ask the lead")
    #: Kinds of fields by question, filled by `judgment_form`.
    questions: Sequence[Question] = ()

    def errors_for(self, question_key: str) -> list[str]:
        """Sentences about one question."""
        return [p["message"] for p in self.reported if p["question"] == question_key]

    @property
    def problems(self) -> list[str]:
        """Sentences about the judgment as a whole."""
        asked = {question.key for question in self.questions}
        return [p["message"] for p in self.reported if p["question"] not in asked]

    @property
    def reported(self) -> list[dict[str, str]]:
        return getattr(self, "_reported", [])

    def start_over_from(self, revision: int) -> None:
        """Keep what was typed, but base the next save on this newer revision."""
        self.revision.data, self.revision.raw_data = revision, None
        self.idempotency_key.data = str(uuid.uuid4())

    def report(self, problems: Sequence[Mapping[str, str]]) -> None:
        """Show what the check of the document found."""
        self._reported = [dict(problem) for problem in problems]

    def document(self, text: str, *, is_done: bool) -> dict[str, Any]:
        """The judgment as sent, in the shape that `checking.check` takes.

        Raises Invalid when copied words cannot be found in the paragraph.
        """
        spans = _kept_spans(self) + _copied_spans(self, text)
        return self.typed() | {"spans": spans, "done": is_done, "masks": self.masks.data or ""}

    def typed(self) -> dict[str, Any]:
        """What stands in the form, unchecked, for showing it again; passages as they were."""
        labels: dict[str, Any] = {}
        for question in self.questions:
            if not question.is_spans and self[question.key].data:
                labels[question.key] = self[question.key].data
        return {"labels": labels, "note": self.note.data or "", "flag": bool(self.flag.data)}


def judgment_form(
    questions: Sequence[Question], stored: Mapping[str, Any] | None = None, revision: int = 0
) -> JudgmentForm:
    """The bound form for one paragraph; from the request when there is one, else from `stored`."""
    fields: dict[str, Any] = {"questions": tuple(questions)}
    for question in questions:
        choices = [SelectChoice(value.id, value.title) for value in question.values]
        if question.is_spans:
            for value in question.values:
                name = f"mark.{question.key}.{value.id}"
                fields[name] = StringField(value.title, validators=[Optional(), Length(max=5_000)])
        elif question.is_set:
            fields[question.key] = SelectMultipleField(question.title, choices=choices)
        else:
            fields[question.key] = RadioField(
                question.title, choices=choices, validators=[Optional()]
            )
    fields["unmark"] = SelectMultipleField("Remove", validate_choice=False)
    bound = type("BoundJudgmentForm", (JudgmentForm,), fields)
    document = stored or {"labels": {}, "spans": [], "note": "", "flag": False}
    form: JudgmentForm = bound(
        data={
            **document["labels"],
            "note": document["note"],
            "flag": document["flag"],
            "spans": json.dumps(document["spans"], ensure_ascii=False),
            "revision": revision,
            "idempotency_key": str(uuid.uuid4()),
        }
    )
    return form


def _kept_spans(form: JudgmentForm) -> list[Any]:
    try:
        spans = json.loads(form.spans.data or "[]")
    except ValueError:
        raise Invalid("The marked passages could not be read. Reload the page.") from None
    removed = {int(n) for n in form["unmark"].data or () if str(n).isdecimal()}
    return [s for n, s in enumerate(spans) if n not in removed] if isinstance(spans, list) else []


def _copied_spans(form: JudgmentForm, text: str) -> list[dict[str, Any]]:
    """Passages given by their words: the way to mark one without scripts."""
    spans = []
    for question in form.questions:
        if not question.is_spans:
            continue
        for value in question.values:
            words = (form[f"mark.{question.key}.{value.id}"].data or "").strip()
            if words:
                start = _find_once(words, text, question.key)
                spans.append(
                    {
                        "dimension": question.key,
                        "value": value.id,
                        "start": start,
                        "end": start + len(words),
                        "text": words,
                    }
                )
    return spans


def _find_once(words: str, text: str, question_key: str) -> int:
    count = text.count(words)
    if count == 1:
        return text.index(words)
    reason = "do not stand in this paragraph" if count == 0 else f"stand here {count} times"
    advice = "copy them exactly" if count == 0 else "copy some more words around them"
    message = f"The words “{words[:60]}” {reason}: {advice}."
    raise Invalid(message, details={"problems": [{"question": question_key, "message": message}]})
