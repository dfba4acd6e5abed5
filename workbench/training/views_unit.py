"""One item as its learner sees it: put together for the page, and read from what the page sends."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import Response, g, make_response, render_template, request, url_for

from workbench.annotate.checking import check
from workbench.annotate.document import Document, canonical
from workbench.annotate.forms import JudgmentForm, judgment_form
from workbench.annotate.mentions import named_targets
from workbench.annotate.seen import as_seen, as_stored, for_page, refuse_other_masks, steps
from workbench.annotate.sheet import for_scripts, question_views
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question, defaults
from workbench.core.errors import Invalid
from workbench.core.languages import direction
from workbench.core.wording import _
from workbench.training.feedback import Line, lay_beside
from workbench.training.hiding import without_names
from workbench.training.measured import Measured, measured_in
from workbench.training.models import TrainingSet
from workbench.training.queries import Item
from workbench.training.queries_texts import UnitText, unit_texts
from workbench.training.scores import Given


@dataclass(frozen=True)
class Asked:
    """An item with its text and its questions, in the terms of its set's codebook version."""

    item: Item
    text: UnitText
    questions: tuple[Question, ...]
    version: CodebookVersion

    @property
    def unit(self) -> str:
        return "article" if self.item.ruled.place.paragraph_id is None else "paragraph"

    @property
    def ruled(self) -> Document:
        """The ruling on the text that learners read."""
        return as_seen(self.item.ruled.document, self.text.seen)


def ask(items: Collection[Item], version: CodebookVersion) -> dict[int, Asked]:
    """The items by their ids, ready to be shown."""
    texts = unit_texts([item.ruled.place for item in items])
    by_unit = {
        unit: questions_for(g.place.project, version.sha256, unit)
        for unit in ("paragraph", "article")
    }
    return {
        item.id: Asked(
            item,
            texts[item.ruled.place],
            by_unit["article" if item.ruled.place.paragraph_id is None else "paragraph"],
            version,
        )
        for item in items
    }


def measured_of(found: TrainingSet) -> list[Measured]:
    """What the test of a set can be judged by."""
    sha256 = found.codebook_version.sha256
    both = (questions_for(g.place.project, sha256, unit) for unit in ("paragraph", "article"))
    return [one for questions in both for one in measured_in(questions)]


@dataclass(frozen=True)
class Around:
    """What a page of questions says around them, and where it leads; `draft` tells apart what a
    browser keeps of an answer that was not sent."""

    title: str
    where: str
    hint: str
    done_words: str
    back_url: str
    action_url: str
    draft: str


def asking_page(asked: Asked, around: Around, document: Document | None = None) -> str:
    """The page of an item with its questions, empty or with an earlier answer."""
    form = judgment_form(asked.questions, _shown(asked, document))
    return _with_form(asked, around, form, document)


def refusing_page(asked: Asked, around: Around, error: Invalid) -> Response:
    """The same with what was sent, as far as it can stand, and what it lacks."""
    page = _with_form(asked, around, _sent_form(asked, error), _unfinished(asked))
    return make_response(page, 422)


def _with_form(asked: Asked, around: Around, form: JudgmentForm, document: Document | None) -> str:
    page = unit_page(asked, document, **vars(around))
    return render_template("training/unit.html", page=page, form=form)


def unit_page(asked: Asked, document: Document | None = None, **more: Any) -> SimpleNamespace:
    """What the page of one item shows; with a `document` that was answered before."""
    text, views = asked.text, question_views(asked.questions)
    active = SimpleNamespace(
        unit=asked.unit,
        number=text.number,
        position=text.number or 0,
        steps=steps(text.tokens),
        judgment=_shown(asked, document),
        named=named_targets(asked.questions, text.seen.text),
        asks=(),
    )
    return SimpleNamespace(
        item=asked.item,
        text=text,
        active=active,
        questions=views,
        scripted={"paragraph": [], "article": [], asked.unit: for_scripts(views)},
        book=asked.version.codebook,
        version=asked.version.number,
        language=text.language,
        direction=direction(text.language),
        #: There is nobody to ask from here; the codebook is that of the set's version.
        ask_url="",
        codebook_url=url_for(
            "codebook.version", slug=g.place.project.slug, number=asked.version.number
        ),
        **more,
    )


def _shown(asked: Asked, document: Document | None) -> dict[str, Any]:
    given = document or Document(labels=defaults(asked.questions))
    return for_page(given, asked.text.seen, asked.version.number)


def read_answer(asked: Asked) -> Document:
    """The complete answer that the page sent, on the true text.

    Raises Invalid with its faults, Conflict where other words were hidden on the page.
    """
    document = check(_sent(asked) | {"done": True}, asked.questions, asked.text.seen.text)
    return as_stored(document, asked.text.seen)


def _unfinished(asked: Asked) -> Document | None:
    try:
        draft = check(_sent(asked) | {"done": False}, asked.questions, asked.text.seen.text)
    except Invalid:
        return None
    return as_stored(draft, asked.text.seen)


def _sent_form(asked: Asked, error: Invalid) -> JudgmentForm:
    form = judgment_form(asked.questions, sent=request.form)
    listed = error.details.get("problems")
    if not isinstance(listed, list):
        listed = [{"question": "", "message": error.message}]
    form.report(listed)
    return form


def canonical_of(asked: Asked, document: Document) -> str:
    """As it is stored."""
    return canonical(document, asked.item.text)


def _sent(asked: Asked) -> dict[str, Any]:
    """From scripts one document, else the fields of the form. A learner has no note and no flag."""
    form = judgment_form(asked.questions, sent=request.form)
    if not form.validate():
        raise Invalid(_("Some answers could not be read: reload the page and try again."))
    if request.form.get("document"):
        sent = _parsed(request.form["document"])
    else:
        refuse_other_masks({"masks": form.masks.data or ""}, asked.text.seen)
        sent = form.document(asked.text.seen.text, is_done=True)
    refuse_other_masks(sent, asked.text.seen)
    return {**sent, "note": "", "flag": False}


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        sent = json.loads(text)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        raise Invalid(_("Some answers could not be read: reload the page and try again."))
    return sent


def key_of_form() -> str:
    """The idempotency key that the page was made with."""
    return request.form.get("idempotency_key", "")[:64]


def lines_of(asked: Asked, document: Document) -> list[Line]:
    """The stored answer beside the ruling."""
    own = as_seen(document, asked.text.seen)
    text = asked.text.seen.text
    return lay_beside(own, asked.ruled, asked.questions, text, asked.item.ruled.left_open)


def given_of(asked: Asked, document: Document) -> Given:
    """The stored answer, to be judged."""
    return Given(
        asked.questions,
        as_seen(document, asked.text.seen),
        asked.ruled,
        asked.item.ruled.left_open,
        len(asked.text.seen.text),
        asked.text.tokens,
    )


def explanation_of(asked: Asked) -> str:
    """Why it is ruled so, without a name that learners must not read."""
    return without_names(asked.item.explanation, asked.text.names)
