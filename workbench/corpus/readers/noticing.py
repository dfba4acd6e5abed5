"""What a person should know of a text that is taken in all the same: warnings, never refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbench.corpus.drafts import ArticleDraft, Problem
from workbench.corpus.readers.bytes import CONTROLS, compose, has_stacked_marks
from workbench.corpus.readers.scripts import notice_script

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\uffa0"
    "\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
# Joiners spell words in Persian or Hindi and build emoji; between Latin letters they hide.
_LATIN = "[A-Za-z0-9\u00c0-\u024f]"
_HIDING_JOINERS = re.compile(f"(?<={_LATIN})[\u200c\u200d]|[\u200c\u200d](?={_LATIN})")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def notice_in_source(source: str) -> tuple[Problem, ...]:
    """Warnings on what `clean` takes out or changes; `source` is the text as decoded."""
    found = []
    controls = _count(CONTROLS, source)
    if controls:
        found.append(Problem("controls", f"Control characters were taken out: {controls:,}."))
    if not source.isascii() and compose(source) != source:
        found.append(
            Problem(
                "nfc",
                "Letters and their accents were put together (Unicode NFC), so the text is not "
                "stored byte for byte as given.",
            )
        )
    return tuple(found)


def notice_in_draft(draft: ArticleDraft) -> tuple[Problem, ...]:
    """Warnings on what stays in the paragraphs but misleads the eye, or on what is missing."""
    texts = [paragraph.text for paragraph in draft.paragraphs]
    foreign = "\n".join(text for text in texts if not text.isascii())
    found = []
    if invisible := _count(_INVISIBLE, foreign) + _count(_HIDING_JOINERS, foreign):
        found.append(
            Problem(
                "invisible",
                "The text holds characters that cannot be seen (zero-width, soft hyphens, tags): "
                f"{invisible:,}. They are kept.",
            )
        )
    if bidi := _count(_BIDI, foreign):
        found.append(
            Problem(
                "bidi",
                f"The text holds marks that change the direction of writing: {bidi:,}. "
                "They are kept.",
            )
        )
    if lost := foreign.count("\ufffd"):
        found.append(
            Problem(
                "lost_letters",
                f"The text holds the sign \ufffd, which stands for a lost letter: {lost:,}. "
                "Look for a better copy.",
            )
        )
    if has_stacked_marks(foreign):
        found.append(
            Problem(
                "stacked_marks",
                "A letter carries more than a hundred marks. They are kept; "
                "the pages clip what stands out of the line.",
            )
        )
    if not _has_letter(texts):
        found.append(Problem("no_letters", "This text has no letter at all."))
    return (*found, *notice_script(draft))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _has_letter(texts: Iterable[str]) -> bool:
    return any(character.isalpha() for text in texts for character in text)
