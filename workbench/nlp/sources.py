"""Rules for sources: people without a name, and papers that are relayed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from workbench.nlp import words
from workbench.nlp.reading import Find, Phrase, Reading
from workbench.nlp.reporting import verb_rule

_MOST_MODIFIERS = 3
_NAME = (
    r"(?-i:[A-Z])[\w.&'’-]*\w(?:\s+(?:(?:of|and|for)\s+)?(?:the\s+)?(?-i:[A-Z])[\w.&'’-]*\w){0,5}"
)
_UNNAMED = (
    Phrase(
        "anonymity",
        "anonymity not",
        r"\bon (?:the )?condition of anonymity\b"
        r"|\b(?:asked|declined) not to be (?:named|identified)\b",
    ),
    Phrase(
        "insider",
        "familiar briefed knowledge close",
        r"\b(?:(?:a|one|another|two|three|four|five|six|several|multiple|some)\s+)?"
        r"(?:people|person|officials?|sources?)\s+"
        r"(?:familiar\s+with|briefed\s+on|with\s+knowledge\s+of|close\s+to)\s+"
        r"(?:(?:the|his|her|their)\s+)?\w+",
    ),
    Phrase(
        "relayed_document",
        "released published issued obtained provided posted conducted circulated compiled reviewed "
        "leaked",
        r"\b(?:comments|remarks|documents?|e-?mails?|records|figures|data|statements?|reports?|"
        r"transcripts?|excerpts?|memos?|letters?|surveys?|polls?|stud(?:y|ies)|video|recordings?)\s+"
        r"(?:released|published|issued|obtained|provided|posted|conducted|circulated|compiled|"
        r"reviewed|leaked)\s+(?:\w+\s+){0,2}?by\s+(?:the\s+|an?\s+)?" + rf"(?:{_NAME}|\w+)",
    ),
)
_RELAYING = (
    Phrase(
        "in_document",
        "report statement letter memo mail tweet interview speech article essay column op-ed "
        "comments remarks affidavit filing briefing testimony release post editorial",
        r"\bin\s+(?:an?|its|his|her|their|the|this|one)\s+(?:[\w-]+\s+){0,2}?"
        r"(?:report|statement|letter|memo|memorandum|memoir|e-?mail|tweet|interview|speech|article|"
        r"essay|column|op-ed|comments|remarks|affidavit|filing|briefing|testimony|release|"
        r"(?:blog|facebook|twitter|instagram)\s+post|editorial)\b",
    ),
    Phrase(
        "relay",
        "reported documented detailed described put shown",
        r"(?:(?<=[,.;:—–(“\"]\s)|(?<=[—–(“\"])|^)as\s+(?:[\w.'’-]+\s+){1,6}?"
        r"((?:(?:has|have|had)\s+)?(?:first\s+|previously\s+|also\s+)?"
        r"(?:reported|documented|detailed|described|put\s+it|shown))\b",
    ),
)


def sources(reading: Reading) -> Iterator[Find]:
    """Yield the sources that are given without a name, and papers that speak."""
    for index, word in enumerate(reading.lower):
        if word in _HEADS and _reports_next(reading, index):
            first = _HEADS[word](reading, index)
            if first is not None:
                rule = "document" if word in words.DOCUMENTS else "anonymous_source"
                yield reading.find(first, index, rule)
    for phrase in _UNNAMED:
        yield from phrase.finds(reading)


def relays(reading: Reading) -> Iterator[Find]:
    """Yield the cues of relayed words: "in its report", "as the Wire has reported"."""
    for phrase in _RELAYING:
        yield from phrase.finds(reading, "neutral")


def _pronoun(reading: Reading, index: int) -> int | None:
    return index


def _group(reading: Reading, index: int) -> int | None:
    return _with_modifiers(reading, index, words.MODIFIERS, words.GROUP_DETERMINERS)


def _person(reading: Reading, index: int) -> int | None:
    articles = words.ONE_PERSON
    if reading.word(index) in words.ANONYMOUS_WHEN_DEFINITE:
        articles = articles | {"the"}
    first = _with_modifiers(reading, index, words.MODIFIERS, articles)
    return first if reading.word(first) in articles else None


def _document(reading: Reading, index: int) -> int | None:
    known = words.DOCUMENT_DETERMINERS
    first = _with_modifiers(reading, index, words.DOCUMENT_MODIFIERS, known)
    is_plural = reading.word(index) in {"polls", "documents", "records", "emails", "e-mails"}
    return first if is_plural or reading.word(first) in known else None


_HEADS = (
    dict.fromkeys(words.DOCUMENTS, _document)
    | dict.fromkeys(words.ANONYMOUS_PERSONS, _person)
    | dict.fromkeys(words.ANONYMOUS_GROUPS, _group)
    | dict.fromkeys(words.ANONYMOUS_PRONOUNS, _pronoun)
)


def _reports_next(reading: Reading, index: int) -> bool:
    """A verb of reporting follows, perhaps after "have" or an adverb; or "according to" precedes
    within the reach of the modifiers."""
    for step in (1, 2, 3):
        word = reading.word(index + step)
        if verb_rule(reading, index + step):
            return True
        if word not in words.FORMS_OF_HAVE and word != "also" and not word.endswith("ly"):
            break
    preceding = [reading.word(i) for i in range(index - _MOST_MODIFIERS - 3, index)]
    return any(pair == ("according", "to") for pair in pairwise(preceding))


def _with_modifiers(
    reading: Reading, index: int, modifiers: frozenset[str], determiners: frozenset[str]
) -> int:
    first = index
    while (
        first > 0
        and index - first < _MOST_MODIFIERS
        and _is_modifier(reading, first - 1, modifiers)
    ):
        first -= 1
    return first - 1 if reading.word(first - 1) in determiners else first


def _is_modifier(reading: Reading, index: int, modifiers: frozenset[str]) -> bool:
    start, end = reading.tokens[index]
    surface = reading.text[start:end]
    is_name = surface[0].isupper() and surface.replace(".", "").isalpha()
    starts_sentence = reading.word(index) in (
        words.SENTENCE_STARTERS | words.GROUP_DETERMINERS | words.ONE_PERSON
    )
    return reading.word(index) in modifiers or (is_name and not starts_sentence)
