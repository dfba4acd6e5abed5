"""The annotation form: made from the codebook version, for pages with and without scripts.

Names of fields: a question by its key, `mark.<question>.<value>` for a passage by its words,
`attribute.<span>.<question>` and `unmark` for the spans listed, `link-attribute.<link>.<question>`
and `unlink` for the links listed, `link.<question>.member.<value>` and
`link.<question>.attribute.<question>` for one new link over the spans listed. Lists count from 0.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
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

from workbench.annotate import plain
from workbench.annotate.checking import LONGEST_NOTE
from workbench.annotate.checking_spans import MOST_SPANS, attributes_of
from workbench.codebook.questions import Question
from workbench.core.errors import Invalid
from workbench.core.wording import later

BLANK: Mapping[str, Any] = {"labels": {}, "spans": [], "note": "", "flag": False}


class JudgmentForm(FlaskForm):  # type: ignore[misc]  # flask-wtf is shipped without types
    """The fields every judgment has; `judgment_form` adds those of the questions."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0)])
    idempotency_key = HiddenField(validators=[InputRequired(), Length(max=64)])
    #: What the page listed, as JSON.
    spans = HiddenField()
    links = HiddenField()
    unmark = SelectMultipleField("Remove", validate_choice=False)
    unlink = SelectMultipleField("Remove", validate_choice=False)
    #: Fingerprint of what was hidden when the page was made (see `seen`).
    masks = HiddenField(validators=[Length(max=64)])
    note = TextAreaField("Note", validators=[Optional(), Length(max=LONGEST_NOTE)])
    flag = BooleanField(later("Ask the lead"))
    #: The questions that it asks, set by `judgment_form`.
    questions: Sequence[Question] = ()

    def errors_for(self, question_key: str) -> list[str]:
        """Sentences about one question."""
        return [p["message"] for p in self.reported if p["question"] == question_key]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Key, title and sentence of every fault; "" twice where it is about the whole judgment."""
        titles = {question.key: question.title for question in self.questions}
        asked = [(p["question"] if p["question"] in titles else "", p) for p in self.reported]
        return [(key, titles.get(key, ""), p["message"]) for key, p in asked]

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
        spans, links = self._listed("spans"), self._listed("links")
        gone, cut = plain.numbers(self.unmark.data), plain.numbers(self.unlink.data)
        removed = [one for number, one in enumerate(spans) if number in gone]
        kept = [one for number, one in enumerate(spans) if number not in gone]
        uncut = [one for number, one in enumerate(links) if number not in cut]
        return self._typed() | {
            "spans": kept + self._copied(text),
            "links": plain.untied(uncut, removed, self.questions) + self._tied(spans),
            "done": is_done,
            "masks": self.masks.data or "",
        }

    def typed_over(self, judgment: Mapping[str, Any]) -> dict[str, Any]:
        """The judgment as the page shows it, with what stands in the form, unchecked."""
        shown = dict(judgment) | self._typed()
        for part in ("spans", "links"):
            if shown.get(part):
                shown[part] = plain.overlaid(shown[part], self._listed(part, strict=False))
        return shown

    def _typed(self) -> dict[str, Any]:
        labels = self._answers("answer", [one for one in self.questions if one.is_answered])
        return {"labels": labels, "note": self.note.data or "", "flag": bool(self.flag.data)}

    def _answers(self, prefix: str, questions: Sequence[Question]) -> dict[str, Any]:
        given = {}
        for question in questions:
            data = self[f"{prefix}.{question.key}"].data
            if data:
                given[question.key] = "yes" if question.is_flag else data
        return given

    def _listed(self, part: str, *, strict: bool = True) -> list[dict[str, Any]]:
        """The spans or links of the page, with the answers typed about each."""
        known = {question.key: question for question in self.questions}
        prefix = "attribute" if part == "spans" else "link-attribute"
        try:
            items = plain.listed(self[part].data)
        except Invalid:
            if strict:
                raise
            return []
        return [
            plain.described(item, self._answers(f"{prefix}.{number}", _attributes(item, known)))
            for number, item in enumerate(items[:MOST_SPANS])
        ]

    def _copied(self, text: str) -> list[dict[str, Any]]:
        spans = []
        for question in self.questions:
            for value in question.values if question.is_spans else ():
                words = (self[f"mark.{question.key}.{value.id}"].data or "").strip()
                if words:
                    spans.append(plain.copied(question, value.id, words, text))
        return spans

    def _tied(self, spans: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        links: list[dict[str, Any]] = []
        for question in self.questions:
            if question.is_links:
                prefix = f"link.{question.key}"
                chosen = {
                    member.value: plain.numbers(self[f"{prefix}.member.{member.value}"].data)
                    for member in question.dimension.members
                }
                answers = self._answers(f"{prefix}.attribute", question.attributes)
                links += plain.tied(question, chosen, answers, spans)
        return links


def judgment_form(
    questions: Sequence[Question],
    stored: Mapping[str, Any] | None = None,
    revision: int = 0,
    sent: Mapping[str, str] | None = None,
    *,
    is_fresh: bool = False,
) -> JudgmentForm:
    """The bound form for one unit; from the request when there is one, else from `stored`.

    `sent` is the request's form: which spans and links it listed decides which fields there are.
    With `is_fresh` it is made from `stored` even where there is a request.
    """
    document = {**BLANK, **(stored or {})}
    spans, links = (
        sent.get(part, "[]") if sent is not None else _as_json(document.get(part, []))
        for part in ("spans", "links")
    )
    fields: dict[str, Any] = {"questions": tuple(questions)}
    for question in questions:
        fields |= _question_fields(question)
    fields |= _listed_fields(questions, spans, "attribute")
    fields |= _listed_fields(questions, links, "link-attribute")
    bound = type("BoundJudgmentForm", (JudgmentForm,), fields)
    request_form = {"formdata": None} if is_fresh else {}
    form: JudgmentForm = bound(
        **request_form,
        data={
            **{f"answer.{key}": answer for key, answer in document["labels"].items()},
            **_listed_answers(spans, "attribute"),
            **_listed_answers(links, "link-attribute"),
            "note": document["note"],
            "flag": document["flag"],
            "spans": spans,
            "links": links,
            "revision": revision,
            "idempotency_key": str(uuid.uuid4()),
        },
    )
    return form


def _question_fields(question: Question) -> dict[str, Any]:
    """Named `answer.<key>` here, so that no dimension can take the place of a form's own part."""
    if question.is_spans:
        return {
            f"mark.{question.key}.{value.id}": StringField(
                value.title, validators=[Optional(), Length(max=5_000)]
            )
            for value in question.values
        }
    if not question.is_links:
        return {f"answer.{question.key}": _answer_field(question, name=question.key)}
    prefix = f"link.{question.key}"
    fields: dict[str, Any] = {
        f"{prefix}.member.{member.value}": SelectMultipleField(member.value, validate_choice=False)
        for member in question.dimension.members
    }
    for one in question.attributes:
        fields[f"{prefix}.attribute.{one.key}"] = _answer_field(one)
    return fields


def _answer_field(question: Question, name: str | None = None) -> Field:
    choices = [SelectChoice(value.id, value.title) for value in question.values]
    if question.is_flag:
        return BooleanField(question.title, name=name)
    if question.is_text:
        return TextAreaField(question.title, name=name)
    if question.is_set:
        return SelectMultipleField(question.title, choices=choices, name=name)
    return RadioField(question.title, choices=choices, validators=[Optional()], name=name)


def _listed_fields(questions: Sequence[Question], listed: str, prefix: str) -> dict[str, Any]:
    """A field for each question on each of the spans or links that the page lists."""
    known = {question.key: question for question in questions}
    return {
        f"{prefix}.{number}.{one.key}": _answer_field(one)
        for number, item in enumerate(_read(listed))
        for one in _attributes(item, known)
    }


def _listed_answers(listed: str, prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}.{number}.{key}": answer
        for number, item in enumerate(_read(listed))
        for key, answer in plain.attributes_in(item).items()
    }


def _attributes(item: Mapping[str, Any], known: Mapping[str, Question]) -> list[Question]:
    question = known.get(str(item.get("dimension")))
    return attributes_of(question, str(item.get("value", ""))) if question else []


def _read(listed: str) -> list[dict[str, Any]]:
    """What cannot be read has no fields; the save says so."""
    try:
        return plain.listed(listed)[:MOST_SPANS]
    except Invalid:
        return []


def _as_json(items: Any) -> str:
    return json.dumps(items, ensure_ascii=False)
