"""The text of a record to paragraphs: what its maker decided stands, the rules do the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.drafts import (
    ANNOTATABLE_KINDS,
    KINDS,
    ArticleDraft,
    Options,
    ParagraphDraft,
    Problem,
)
from workbench.corpus.readers import text as plain_text
from workbench.corpus.readers.blocks import Block, refuse_wrong_size
from workbench.corpus.readers.bytes import clean, is_visible, normalise
from workbench.corpus.readers.structure import assemble

# Paragraphs that a file gives one by one stay apart and keep their letters: labels made
# elsewhere count them.
_TOUCHING_TEXT = frozenset({"joined", "footnote_marks"})


def article_of(
    paragraphs: Any,
    text: Any,
    *,
    title: str,
    standfirst: str,
    format: str,
    name: str,
    options: Options,
) -> ArticleDraft:
    """The article of a list of paragraphs or, where there is none, of one text.

    :raise Refused: if neither holds any, or if one is of the wrong type or size.
    """
    if paragraphs is not None:
        given, warnings = _given(paragraphs, options)
    else:
        given, warnings = _cut(text), ()
    blocks = tuple(Block(one.text, number) for number, one in enumerate(given, 1))
    refuse_wrong_size(blocks)
    if paragraphs is not None:
        options = replace(options, rules_off=options.rules_off | _TOUCHING_TEXT)
    if all(one.kind for one in given):
        own = next((one.text for one in given if one.kind == "title"), title)
        draft = ArticleDraft(own, tuple(given), format=format, name=name, language=options.language)
    else:
        draft = assemble(blocks, format=format, name=name, options=options, title=title)
        draft = _with_trusted(draft, [one for one in given if one.kind])
    draft = _with_head(draft, title, standfirst)
    return replace(draft, warnings=(*draft.warnings, *warnings))


def _cut(text: Any) -> list[ParagraphDraft]:
    if text is None or (isinstance(text, str) and not is_visible(text)):
        raise Refused("This record has no text.", code="no_text")
    if not isinstance(text, str):
        raise Refused("“text” must be text, in quotation marks.", code="wrong_type")
    blocks = plain_text.blocks(normalise(text))
    return [ParagraphDraft(block.text, "", False, "") for block in blocks]


def _given(paragraphs: Any, options: Options) -> tuple[list[ParagraphDraft], tuple[Problem, ...]]:
    if not isinstance(paragraphs, list):
        raise Refused("“paragraphs” must be a list.", code="wrong_type")
    made = [_one(number, one, options) for number, one in enumerate(paragraphs, 1)]
    kept = [one for one in made if is_visible(one.text)]
    if not kept:
        raise Refused("This record has no text.", code="no_text")
    empty = len(made) - len(kept)
    said = Problem("empty_paragraphs", f"Empty paragraphs are left out: {empty:,} of them.")
    return kept, (said,) if empty else ()


def _one(number: int, one: Any, options: Options) -> ParagraphDraft:
    fields = {"text": one} if isinstance(one, str) else one
    text = fields.get("text") if isinstance(fields, dict) else None
    if not isinstance(text, str):
        raise Refused(f"Paragraph {number:,} has no “text”.", code="wrong_type")
    kind, usable = fields.get("kind") or "", fields.get("annotatable")
    if kind and kind not in KINDS:
        raise Refused(
            f"Paragraph {number:,} has a kind that is none of: {', '.join(KINDS)}.", code="bad_kind"
        )
    if not isinstance(usable, bool):
        usable = kind in ANNOTATABLE_KINDS or (options.captions and kind == "caption")
    return ParagraphDraft(clean(text).strip(), kind, usable, "")


def _with_trusted(draft: ArticleDraft, trusted: list[ParagraphDraft]) -> ArticleDraft:
    """The rules saw all paragraphs; where the record gives a kind, it stands."""
    made = []
    for paragraph in draft.paragraphs:
        is_trusted = trusted and paragraph.text == trusted[0].text
        made.append(trusted.pop(0) if is_trusted else paragraph)
    return replace(draft, paragraphs=tuple(made))


def _with_head(draft: ArticleDraft, title: str, standfirst: str) -> ArticleDraft:
    """Title and standfirst that the record names are paragraphs too, and have that kind."""
    paragraphs = list(draft.paragraphs)
    for place, (text, kind) in enumerate(((title, "title"), (standfirst, "standfirst"))):
        if not text or any(one.kind == kind for one in paragraphs):
            continue
        said = ParagraphDraft(text, kind, True, "")
        same = next((i for i, one in enumerate(paragraphs) if one.text == text), None)
        if same is None:
            paragraphs.insert(min(place, len(paragraphs)), said)
        else:
            paragraphs[same] = said
    return replace(draft, paragraphs=tuple(paragraphs))
