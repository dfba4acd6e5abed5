"""Who took a picture, as against what it shows."""

from __future__ import annotations

import re

from workbench.corpus.readers.phrases import PHOTO_CREDIT, PICTURE

_LABEL = re.compile(
    rf"(?:featured|cover|header|lead)?\s*{PICTURE}(?:\s+(?:credits?|source))?"
    r"(?:\s+(?:is\s+from|by|courtesy\s+of|from|via))?\s*[:|©]?\s+",
    re.IGNORECASE,
)
_SMALL_WORDS = {"by", "via", "and", "und", "et", "y", "the", "of", "for", "courtesy", "is", "from"}
_SMALL_WORDS |= {"de", "del", "della", "da", "di", "du", "la", "le", "van", "von", "der", "den"}
_MOST_WORDS = 8
_FEWEST_WORDS_OF_A_CAPTION = 3


def photo_credit(text: str) -> re.Match[str] | None:
    """The credit of a photograph at the end of a text; it begins where the match does."""
    # No credit ends as a sentence does, which is told without a search.
    is_sentence = text.endswith((".", "!", "?")) and not text.endswith(").")
    return None if is_sentence else PHOTO_CREDIT.search(text)


def is_credit_only(text: str) -> bool:
    """Whether a caption names photographer or agency, and nothing of the picture.

    >>> is_credit_only("Photo: Jo Roe/AFP"), is_credit_only("Boats at dawn. Photo: Jo Roe/AFP")
    (True, False)
    """
    label = _LABEL.match(text)
    if label:
        words = re.findall(r"[^\W\d_][\w'’.-]*", text[label.end() :])
        named = all(word[0].isupper() or word in _SMALL_WORDS for word in words)
        return named and len(words) <= _MOST_WORDS
    credit = photo_credit(text)
    if credit is None:
        return False
    return len(text[: credit.start()].split()) < _FEWEST_WORDS_OF_A_CAPTION
