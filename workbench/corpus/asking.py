"""What a lead asks for on the page of a draft, as steps of `correcting`, and said back. Pure."""

from __future__ import annotations

import re

from workbench.corpus.correcting import Step
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.readers.bytes import clean

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def steps_for(
    do: str,
    at: int,
    draft: ArticleDraft,
    *,
    kind: str = "",
    text: str = "",
    offset: int | None = None,
) -> list[Step]:
    """The steps of one button for paragraph `at`, 1-based; `kind` goes before any other.

    `offset` is in code points. A blank line in `text` splits the paragraph there; no steps where
    nothing changes.
    """
    if kind:
        return [{"do": "kind", "at": at, "kind": kind}]
    if do in {"drop", "bring_back"}:
        return [{"do": "use", "at": at, "annotatable": do == "bring_back"}]
    if do == "split":
        return [{"do": "split", "at": at, "offset": offset}]
    return _retyped(at, draft, text) if do == "retype" else [{"do": do, "at": at}]


def place_after(step: Step) -> int:
    """The paragraph to go on with after a step; the first after one that concerns no paragraph."""
    return int(step.get("at", 1)) + int(step["do"] == "split")


def said_of(step: Step, draft: ArticleDraft) -> str:
    """What was done, for the lead; `draft` is what came of it."""
    at = place_after(step)
    if step["do"] == "join":
        return f"Joined into paragraph {at}."
    if step["do"] == "split":
        return f"Split: paragraph {at - 1} and {at}."
    if step["do"] == "retype":
        return f"Paragraph {at} has its new wording."
    now = draft.paragraphs[at - 1]
    return f"Paragraph {at} is {now.kind}{'' if now.annotatable else ', left out'}."


def _retyped(at: int, draft: ArticleDraft, text: str) -> list[Step]:
    pieces = [piece.strip() for piece in _BLANK_LINE.split(clean(text).strip())]
    whole = " ".join(pieces)
    is_there = 1 <= at <= len(draft.paragraphs)
    same = is_there and draft.paragraphs[at - 1].text == whole
    steps: list[Step] = [] if same else [{"do": "retype", "at": at, "text": whole}]
    cuts = ({"do": "split", "at": n, "offset": len(p)} for n, p in enumerate(pieces[:-1], at))
    return [*steps, *cuts]
