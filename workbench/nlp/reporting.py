"""Rules over tokens and their neighbours: verbs of reporting, and sources without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.nlp import words

Find = tuple[int, int, str]  # code points [start, end) and the name of the rule

_MOST_MODIFIERS = 3
_ACCORDING_TO = re.compile(r"\baccording\s+to\b", re.IGNORECASE)
_ANONYMITY = re.compile(
    r"\bon (?:the )?condition of anonymity\b|\b(?:asked|declined) not to be (?:named|identified)\b",
    re.IGNORECASE,
)
_INSIDER = re.compile(
    r"\b(?:(?:a|one|another|two|three|four|five|six|several|multiple|some)\s+)?"
    r"(?:people|person|officials?|sources?)\s+"
    r"(?:familiar\s+with|briefed\s+on|with\s+knowledge\s+of|close\s+to)\s+"
    r"(?:(?:the|his|her|their)\s+)?\w+",
    re.IGNORECASE,
)


class Reading:
    """A text with its tokens (code-point offsets, in order) and their lower-case forms."""

    def __init__(self, text: str, tokens: tuple[tuple[int, int], ...]) -> None:
        self.text = text
        self.tokens = tokens
        self.lower = [text[start:end].lower() for start, end in tokens]

    def word(self, index: int) -> str:
        """The lower-case token at `index`; "" beyond either end."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""


def cues(reading: Reading) -> Iterator[Find]:
    """Yield the cues: verbs of reporting by their class, and "according to"."""
    for index, word in enumerate(reading.lower):
        kind = _verb_class(reading, index)
        if kind:
            last = index + 1 if word in words.PARTICLE_VERBS else index
            yield reading.tokens[index][0], reading.tokens[last][1], kind
    for match in _ACCORDING_TO.finditer(reading.text):
        yield *match.span(), "according_to"


def sources(reading: Reading) -> Iterator[Find]:
    """Yield the sources that are given without a name."""
    for index, word in enumerate(reading.lower):
        first = _group_start(reading, index, word)
        if first is not None:
            yield reading.tokens[first][0], reading.tokens[index][1], "anonymous_source"
    for pattern, rule in ((_ANONYMITY, "anonymity"), (_INSIDER, "insider")):
        for match in pattern.finditer(reading.text):
            yield *match.span(), rule


def _verb_class(reading: Reading, index: int) -> str:
    """The class of a verb of reporting ("assertive_verb"), or "" where there is none."""
    word = reading.word(index)
    if words.PARTICLE_VERBS.get(word) == reading.word(index + 1) != "":
        return "factive_verb"
    for table, reads_as_verb in (
        (words.CUE_VERBS, _is_finite),
        (words.OPEN_CUE_VERBS, _opens_speech),
        (words.BARE_CUE_VERBS, _has_group_subject),
    ):
        for kind, forms in table.items():
            if word in forms and _is_active(reading, index) and reads_as_verb(reading, index):
                return f"{kind}_verb"
    return ""


def _is_active(reading: Reading, index: int) -> bool:
    """Neither a noun after its determiner, nor a passive, nor denied, nor "said thanks"."""
    before = reading.word(index - 1)
    if reading.word(index) in words.NOUN_OR_VERB and not _is_name_or_pronoun(reading, index - 1):
        return False
    if before.endswith("ly") and reading.word(index - 2) in words.BEFORE_A_NOUN:
        return False  # "a publicly declared aim"
    return (
        before not in words.BEFORE_A_NOUN | words.FORMS_OF_BE | words.NEGATIONS
        and reading.word(index + 1) != "by"
        and reading.word(index + 1) not in words.NOT_REPORTED_SPEECH
    )


def _is_name_or_pronoun(reading: Reading, index: int) -> bool:
    if index < 0:
        return False
    start, _ = reading.tokens[index]
    return reading.word(index) in words.SUBJECT_PRONOUNS or reading.text[start].isupper()


def _is_finite(reading: Reading, index: int) -> bool:
    return reading.word(index - 1) != "to"


def _opens_speech(reading: Reading, index: int) -> bool:
    """Speech follows at once, or a quotation has just ended (`,” Ms. Lind added`)."""
    after = reading.word(index + 1)
    if after in words.OPENERS_OF_SPEECH:
        return True
    if after == ",":
        return (
            reading.word(index + 2) in words.QUOTE_MARKS
            or reading.word(index - 1) in words.FORMS_OF_HAVE
        )
    just_ended = range(max(0, index - 4), index)
    return any(
        reading.word(i) in words.QUOTE_MARKS and reading.word(i - 1) in {",", "?", "!"}
        for i in just_ended
    )


def _has_group_subject(reading: Reading, index: int) -> bool:
    before = reading.word(index - 1)
    return before == "would" or before in (
        words.SUBJECT_PRONOUNS | words.ANONYMOUS_GROUPS | words.ANONYMOUS_PRONOUNS
    )


def _group_start(reading: Reading, index: int, word: str) -> int | None:
    """The first token of the unnamed source whose head noun stands at `index`."""
    if not _reports_next(reading, index):
        return None
    if word in words.ANONYMOUS_PRONOUNS:
        return index
    if word in words.ANONYMOUS_GROUPS:
        return _with_modifiers(reading, index, words.GROUP_DETERMINERS)
    if word in words.ANONYMOUS_PERSONS:
        first = _with_modifiers(reading, index, words.ONE_PERSON)
        return first if reading.word(first) in words.ONE_PERSON else None
    return None


def _reports_next(reading: Reading, index: int) -> bool:
    """A verb of reporting follows, perhaps after "have" or an adverb; or "according to" precedes
    within the reach of the modifiers."""
    for step in (1, 2, 3):
        word = reading.word(index + step)
        if _verb_class(reading, index + step):
            return True
        if word not in words.FORMS_OF_HAVE and word != "also" and not word.endswith("ly"):
            break
    preceding = [reading.word(i) for i in range(index - _MOST_MODIFIERS - 3, index)]
    return any(pair == ("according", "to") for pair in pairwise(preceding))


def _with_modifiers(reading: Reading, index: int, determiners: frozenset[str]) -> int:
    first = index
    while first > 0 and index - first < _MOST_MODIFIERS and _is_modifier(reading, first - 1):
        first -= 1
    return first - 1 if reading.word(first - 1) in determiners else first


def _is_modifier(reading: Reading, index: int) -> bool:
    start, end = reading.tokens[index]
    surface = reading.text[start:end]
    is_name = surface[0].isupper() and surface.replace(".", "").isalpha()
    starts_sentence = reading.word(index) in (
        words.SENTENCE_STARTERS | words.GROUP_DETERMINERS | words.ONE_PERSON
    )
    return reading.word(index) in words.MODIFIERS or (is_name and not starts_sentence)
