"""What a lead does to a draft before it is stored, one step at a time. Pure.

A step is a JSON object with its name under `do`, so that an upload can keep the steps, show what
was changed by hand, and take the last one back by replaying the others. Positions are 1-based.

    {"do": "join", "at": 3}                        paragraph 3 and 4 become one
    {"do": "split", "at": 3, "offset": 120}        at a code point; spaces at the cut go
    {"do": "kind", "at": 3, "kind": "quote"}       and whether it is annotated follows the kind
    {"do": "use", "at": 3, "annotatable": true}    bring furniture back, or drop it
    {"do": "retype", "at": 3, "text": "..."}       another wording
    {"do": "facts", "facts": {"title": ...}}       title, outlet, byline, published and so on
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from workbench.core.errors import Invalid
from workbench.corpus.drafts import ANNOTATABLE_KINDS, KINDS, ArticleDraft, ParagraphDraft
from workbench.corpus.readers.bytes import MOST_CODE_POINTS, clean, is_visible
from workbench.corpus.readers.text import glue

Step = Mapping[str, Any]

#: The note of a paragraph that a person has changed.
BY_HAND = "by_hand"

#: Facts that can be corrected, with their greatest length in code points.
FACTS = {
    "title": 1000,
    "outlet": 120,
    "byline": 300,
    "section": 120,
    "url": 2000,
    "story": 200,
    "language": 12,
}


def replay(draft: ArticleDraft, steps: Iterable[Step]) -> ArticleDraft:
    """The draft after all steps. Raises Invalid for one that does not fit."""
    for step in steps:
        draft = apply(draft, step)
    return draft


def apply(draft: ArticleDraft, step: Step) -> ArticleDraft:
    """The draft after one step. Raises Invalid, with a sentence, for one that does not fit."""
    do = _STEPS.get(str(step.get("do")))
    if do is None:
        raise Invalid("There is no such correction.")
    return do(draft, step)


def _join(draft: ArticleDraft, step: Step) -> ArticleDraft:
    at = _at(draft, step)
    if at + 1 == len(draft.paragraphs):
        raise Invalid("The last paragraph has none after it to be joined with.")
    first, second = draft.paragraphs[at : at + 2]
    joined = replace(first, text=glue(first.text, second.text), note=BY_HAND)
    return _with(draft, at, 2, joined)


def _split(draft: ArticleDraft, step: Step) -> ArticleDraft:
    at = _at(draft, step)
    whole = draft.paragraphs[at]
    offset = step.get("offset")
    if not isinstance(offset, int) or isinstance(offset, bool):
        raise Invalid("Say where to split: put the cursor between two words.")
    first, second = whole.text[: max(0, offset)].rstrip(), whole.text[max(0, offset) :].lstrip()
    if not is_visible(first) or not is_visible(second):
        raise Invalid("Split inside the paragraph: each part needs some text.")
    kind = "body" if whole.kind == "title" else whole.kind
    parts = (
        replace(whole, text=first, note=BY_HAND),
        replace(whole, text=second, kind=kind, note=BY_HAND),
    )
    return _with(draft, at, 1, *parts)


def _kind(draft: ArticleDraft, step: Step) -> ArticleDraft:
    at, kind = _at(draft, step), step.get("kind")
    if kind not in KINDS:
        raise Invalid("There is no such kind of paragraph.")
    usable = kind in ANNOTATABLE_KINDS
    changed = replace(draft.paragraphs[at], kind=kind, annotatable=usable, note=BY_HAND)
    titled = replace(draft, title=changed.text[:1000]) if kind == "title" else draft
    return _with(titled, at, 1, changed)


def _use(draft: ArticleDraft, step: Step) -> ArticleDraft:
    """Furniture that is brought back is body text; dropped text is boilerplate from then on."""
    at, usable = _at(draft, step), bool(step.get("annotatable"))
    one = draft.paragraphs[at]
    kind = one.kind
    if usable and kind not in ANNOTATABLE_KINDS | {"caption"}:
        kind = "body"
    elif not usable and kind in ANNOTATABLE_KINDS:
        kind = "boilerplate"
    return _with(draft, at, 1, replace(one, kind=kind, annotatable=usable, note=BY_HAND))


def _retype(draft: ArticleDraft, step: Step) -> ArticleDraft:
    at, given = _at(draft, step), step.get("text")
    text = clean(given).strip() if isinstance(given, str) else ""
    if not is_visible(text):
        raise Invalid("A paragraph needs some text. To leave it out, drop it instead.")
    one = draft.paragraphs[at]
    if (
        len(draft.paragraphs)
        and sum(len(p.text) for p in draft.paragraphs) + len(text) - len(one.text)
        > MOST_CODE_POINTS
    ):
        raise Invalid(f"An article may have {MOST_CODE_POINTS:,} characters.")
    titled = replace(draft, title=text[:1000]) if one.kind == "title" else draft
    return _with(titled, at, 1, replace(one, text=text, note=BY_HAND))


def _facts(draft: ArticleDraft, step: Step) -> ArticleDraft:
    given = step.get("facts")
    if not isinstance(given, Mapping):
        raise Invalid("There is no such correction.")
    changes: dict[str, Any] = {}
    for name, longest in FACTS.items():
        if name in given:
            changes[name] = " ".join(clean(str(given[name] or "")).split())
            if len(changes[name]) > longest:
                raise Invalid(f"The {name} may have {longest} characters.")
    if "published" in given:
        changes["published"] = _date(given["published"])
    return replace(draft, **changes)


def _date(given: Any) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise Invalid("Write the date as year-month-day, such as 2019-03-09.") from None


def _at(draft: ArticleDraft, step: Step) -> int:
    at = step.get("at")
    if not isinstance(at, int) or isinstance(at, bool) or not 1 <= at <= len(draft.paragraphs):
        raise Invalid("There is no such paragraph in this draft. Reload the page.")
    return at - 1


def _with(draft: ArticleDraft, at: int, count: int, *parts: ParagraphDraft) -> ArticleDraft:
    before, after = draft.paragraphs[:at], draft.paragraphs[at + count :]
    return replace(draft, paragraphs=(*before, *parts, *after))


_STEPS: dict[str, Callable[[ArticleDraft, Step], ArticleDraft]] = {
    "join": _join,
    "split": _split,
    "kind": _kind,
    "use": _use,
    "retype": _retype,
    "facts": _facts,
}
