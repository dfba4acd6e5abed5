"""What the annotation page shows, as plain values. Pure: rows and documents in, a page out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.annotate.document import Document
from workbench.annotate.queries import Stored
from workbench.annotate.seen import for_page, shown_premarks
from workbench.assign.masking import Mask
from workbench.assign.suggesting import suggested
from workbench.codebook.questions import Question, as_values
from workbench.core.clock import iso
from workbench.corpus.models import Paragraph


@dataclass(frozen=True)
class ParagraphView:
    """One paragraph as its annotator may see it."""

    position: int
    number: int | None
    kind: str
    annotatable: bool
    hidden: bool
    text: str
    tokens: Sequence[Sequence[int]]
    premarks: Sequence[Sequence[int | str]]
    judgment: Mapping[str, Any] | None
    revision: int
    saved_at: str
    done: bool
    chips: Sequence[Mapping[str, str]]
    url: str
    save_url: str
    active: bool


@dataclass(frozen=True)
class Addresses:
    """How the page makes its addresses; the edge knows the routes."""

    page: Callable[[int], str]
    save: Callable[[int], str]


def paragraph_views(
    paragraphs: Sequence[Paragraph],
    stored: Mapping[int, Stored],
    questions: Sequence[Question],
    *,
    mask: Mask,
    active: int | None,
    has_premarks: bool,
    has_hints: bool,
    addresses: Addresses,
) -> list[ParagraphView]:
    """The article's paragraphs in order; `active` is a position, None without any to annotate.

    The text of a masked paragraph is left out altogether, not hidden by style; so are the words
    that a mask replaces.
    """
    views = []
    number = 0
    for paragraph in paragraphs:
        number += paragraph.is_annotatable
        work = stored.get(paragraph.id)
        document = work.document if work else Document()
        hidden = mask.hides(is_annotatable=paragraph.is_annotatable)
        usable = paragraph.is_annotatable
        seen = mask.over(paragraph.text, paragraph.masks)
        offered = suggested(paragraph.premarks, has_premarks=has_premarks, has_hints=has_hints)
        views.append(
            ParagraphView(
                position=paragraph.position,
                number=number if usable else None,
                kind=paragraph.kind,
                annotatable=usable,
                hidden=hidden,
                text="" if hidden else seen.text,
                tokens=seen.tokens(paragraph.tokens) if usable else (),
                premarks=shown_premarks(offered, seen) if usable else (),
                judgment=for_page(document, seen) if usable else None,
                revision=work.revision if work else 0,
                saved_at=iso(work.saved_at) if work else "",
                done=document.is_done,
                chips=chips(document, questions),
                url=addresses.page(paragraph.position),
                save_url=addresses.save(paragraph.position),
                active=paragraph.position == active,
            )
        )
    return views


def choose_active(
    paragraphs: Sequence[Paragraph], stored: Mapping[int, Stored], wanted: int | None
) -> int | None:
    """The wanted position if it can be annotated, else the first undone one, else the first."""
    usable = [p for p in paragraphs if p.is_annotatable]
    if any(p.position == wanted for p in usable):
        return wanted
    undone = (p for p in usable if p.id not in stored or not stored[p.id].document.is_done)
    first = next(undone, usable[0] if usable else None)
    return None if first is None else first.position


def next_position(paragraphs: Sequence[Paragraph], position: int) -> int:
    """The annotatable paragraph after this one; the same one at the article's end."""
    later = [p.position for p in paragraphs if p.is_annotatable and p.position > position]
    return later[0] if later else position


def chips(document: Document, questions: Sequence[Question]) -> list[dict[str, str]]:
    """What was chosen, in a few words beside the paragraph."""
    shown: list[dict[str, str]] = []
    for question in questions:
        values = as_values(document.labels.get(question.key))
        if question.is_set:
            main = _main_value(question, questions, document)
            shown.extend(
                {
                    "text": question.value_title(v) + (" ★" if v == main else ""),
                    "style": "frame",
                }
                for v in values
            )
        elif question.is_spans:
            count = sum(span.dimension == question.key for span in document.spans)
            if count:
                passages = "passage" if count == 1 else "passages"
                shown.append({"text": f"{count} {passages} marked", "style": "plain"})
        elif values and question.dimension.values_from is None:
            title = question.value_title(values[0]).lower()
            shown.append({"text": f"{question.title.lower()}: {title}", "style": "plain"})
    return shown


def _main_value(
    question: Question, questions: Sequence[Question], document: Document
) -> str | None:
    for other in questions:
        if other.dimension.values_from == question.dimension.id and not other.is_spans:
            return next(iter(as_values(document.labels.get(other.key))), None)
    return None


def question_views(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The questions as the page and its scripts need them."""
    marks = 0
    views = []
    for question in questions:
        dimension = question.dimension
        values = []
        for value in question.values:
            shown = value.model_dump()
            if dimension.values_from:  # offered again: the key belongs to the first place
                shown["key"] = ""
            if question.is_spans:
                marks += 1
                shown["mark"] = (marks - 1) % 8 + 1
            values.append(shown)
        condition = dimension.when
        views.append(
            {
                "key": question.key,
                "title": question.title,
                "question": dimension.question,
                "rule": dimension.rule,
                "type": dimension.type,
                "min": dimension.min,
                "max": dimension.max,
                "exclusive": list(dimension.exclusive),
                "off_scale": list(dimension.off_scale),
                "values_from": dimension.values_from or "",
                "when": None
                if condition is None
                else {
                    "question": condition.dimension,
                    "is": list(condition.is_),
                    "at_least": condition.at_least,
                },
                "values": values,
            }
        )
    return views


def count_done(views: Sequence[ParagraphView]) -> tuple[int, int]:
    """(done, all) among the paragraphs that can be annotated."""
    usable = [view for view in views if view.annotatable]
    return sum(view.done for view in usable), len(usable)
