"""What the annotation page shows, as plain values. Pure: rows and documents in, a page out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.annotate.chips import chips
from workbench.annotate.document import Document
from workbench.annotate.mentions import named_targets
from workbench.annotate.proposing import NO_PROPOSALS, Proposals, propose
from workbench.annotate.queries import Stored
from workbench.annotate.queries_migrations import AskedAgain
from workbench.annotate.queries_places import WHOLE
from workbench.annotate.resuming import Place, resume_at
from workbench.annotate.seen import for_page, steps
from workbench.assign.masking import Mask
from workbench.assign.suggesting import suggested
from workbench.codebook.questions import Question, defaults
from workbench.core.clock import iso
from workbench.corpus.masked import MaskedText, apply_masks
from workbench.corpus.models import Paragraph


@dataclass(frozen=True)
class ParagraphView:
    """One paragraph, or the article as a whole, as its annotator may see it."""

    #: "paragraph" or "article".
    unit: str
    position: int
    number: int | None
    kind: str
    annotatable: bool
    hidden: bool
    text: str
    #: The gap before each token and its length, one after the other (see `seen.steps`).
    steps: Sequence[int]
    premarks: Sequence[Sequence[int | str]]
    #: Which premarks belong together (see `proposing.Proposals`).
    triples: Sequence[Mapping[str, Any]]
    judgment: Mapping[str, Any] | None
    revision: int
    saved_at: str
    done: bool
    chips: Sequence[Mapping[str, str]]
    #: Keys of the targets that the shown text names.
    named: Sequence[str]
    #: What a migration left to be answered again, and the keys of those questions.
    again: AskedAgain | None
    asks: Sequence[str]
    url: str
    save_url: str
    active: bool


@dataclass(frozen=True)
class Addresses:
    """How the page makes its addresses; the edge knows the routes."""

    page: Callable[[int], str]
    save: Callable[[int], str]


@dataclass(frozen=True)
class Setting:
    """What is the same for every paragraph of a page."""

    mask: Mask
    #: The position that is answered now, None without any to annotate.
    active: int | None
    has_premarks: bool
    has_hints: bool
    #: A closed article shows what was answered, and no proposals.
    is_open: bool
    #: Number of the codebook version that the questions come from.
    codebook: int
    #: By paragraph id, the article as a whole under None.
    again: Mapping[int | None, AskedAgain]
    addresses: Addresses


def paragraph_views(
    paragraphs: Sequence[Paragraph],
    stored: Mapping[int | None, Stored],
    questions: Sequence[Question],
    setting: Setting,
) -> list[ParagraphView]:
    """The article's paragraphs in order.

    The text of a masked paragraph is left out altogether, not hidden by style; so are the words
    that a mask replaces.
    """
    views = []
    number = 0
    for paragraph in paragraphs:
        usable = paragraph.is_annotatable
        number += usable
        hidden = setting.mask.hides(is_annotatable=usable)
        seen = setting.mask.over(paragraph.text, paragraph.masks)
        proposed = _proposals(paragraph, seen, setting) if usable else NO_PROPOSALS
        views.append(
            ParagraphView(
                unit="paragraph",
                position=paragraph.position,
                number=number if usable else None,
                kind=paragraph.kind,
                annotatable=usable,
                hidden=hidden,
                text="" if hidden else seen.text,
                steps=steps(seen.tokens(paragraph.tokens)) if usable else (),
                premarks=proposed.premarks,
                triples=proposed.triples,
                named=named_targets(questions, seen.text) if usable else (),
                **_about_judgment(paragraph.id, stored, questions, setting, seen, usable=usable),
                **_about_place(paragraph.position, setting),
            )
        )
    return views


def _proposals(paragraph: Paragraph, seen: MaskedText, setting: Setting) -> Proposals:
    if not setting.is_open:
        return NO_PROPOSALS
    offered = suggested(
        paragraph.premarks, has_premarks=setting.has_premarks, has_hints=setting.has_hints
    )
    return propose(paragraph.text, paragraph.tokens, offered, seen)


def whole_view(
    stored: Mapping[int | None, Stored], questions: Sequence[Question], setting: Setting
) -> ParagraphView | None:
    """The article as a whole; None when the codebook asks nothing of it."""
    if not questions:
        return None
    seen = apply_masks("", ())
    return ParagraphView(
        unit="article",
        position=WHOLE,
        number=None,
        kind="article",
        annotatable=True,
        hidden=False,
        text="",
        steps=(),
        premarks=(),
        triples=(),
        named=(),
        **_about_judgment(None, stored, questions, setting, seen, usable=True),
        **_about_place(WHOLE, setting),
    )


def _about_judgment(
    paragraph_id: int | None,
    stored: Mapping[int | None, Stored],
    questions: Sequence[Question],
    setting: Setting,
    seen: MaskedText,
    *,
    usable: bool,
) -> dict[str, Any]:
    work = stored.get(paragraph_id)
    document = work.document if work else Document()
    again = setting.again.get(paragraph_id)
    proposed = Document(labels=defaults(questions)) if setting.is_open and not work else document
    return {
        "judgment": for_page(proposed, seen, setting.codebook) if usable else None,
        "revision": work.revision if work else 0,
        "saved_at": iso(work.saved_at) if work else "",
        "done": document.is_done,
        "chips": chips(document, questions),
        "again": again,
        "asks": again.questions if again else (),
    }


def _about_place(position: int, setting: Setting) -> dict[str, Any]:
    return {
        "url": setting.addresses.page(position),
        "save_url": setting.addresses.save(position),
        "active": position == setting.active,
    }


def choose_active(
    paragraphs: Sequence[Paragraph],
    stored: Mapping[int | None, Stored],
    wanted: int | None,
    *,
    has_whole: bool = False,
) -> int | None:
    """The wanted position if it can be annotated, else where its annotator goes on.

    The article as a whole comes after its paragraphs.
    """
    usable = list_units(paragraphs, has_whole=has_whole)
    if wanted in usable:
        return wanted
    return resume_at([_place(at, stored.get(unit)) for at, unit in usable.items()])


def _place(position: int, work: Stored | None) -> Place:
    return Place(position, work.document.is_done, work.saved_at) if work else Place(position)


def list_units(paragraphs: Sequence[Paragraph], *, has_whole: bool) -> dict[int, int | None]:
    """What is to be answered of an article, in order: paragraph ids by position."""
    units: dict[int, int | None] = {p.position: p.id for p in paragraphs if p.is_annotatable}
    return units | ({WHOLE: None} if has_whole else {})


def list_undone(
    paragraphs: Sequence[Paragraph], stored: Mapping[int | None, Stored], *, has_whole: bool
) -> list[int]:
    """Positions that stand between the article and its submission."""
    units = list_units(paragraphs, has_whole=has_whole)
    return [p for p, paragraph_id in units.items() if not _is_done(paragraph_id, stored)]


def _is_done(paragraph_id: int | None, stored: Mapping[int | None, Stored]) -> bool:
    return paragraph_id in stored and stored[paragraph_id].document.is_done


def next_position(
    paragraphs: Sequence[Paragraph], position: int, *, has_whole: bool = False
) -> int:
    """What comes after this position; the same one at the end."""
    units = list(list_units(paragraphs, has_whole=has_whole))
    return units[min(units.index(position) + 1, len(units) - 1)]


def count_done(views: Sequence[ParagraphView]) -> tuple[int, int]:
    """(done, all) among what can be annotated."""
    usable = [view for view in views if view.annotatable]
    return sum(view.done for view in usable), len(usable)
