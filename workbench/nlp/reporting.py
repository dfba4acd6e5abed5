"""Rules over tokens and their neighbours: the verbs and phrases that ascribe words to a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from workbench.nlp import words
from workbench.nlp.reading import Find, Phrase, Reading

_NAMED_WITHIN = 8  # tokens from "called" to the quotation mark or to "as"
_PHRASES = (
    Phrase("according_to", "according", r"\baccording\s+to\b"),
    Phrase("cue_phrase", "called calls calling", r"\b(?:called|calls|calling)\s+(?:for|on)\b"),
    Phrase(
        "cue_phrase",
        "clear",
        r"\b(?:(?:has|have|had)\s+)?(?:made|makes|making)\s+(?:it\s+)?clear"
        r"(?=\s+(?:that|whether|how))",
    ),
    Phrase(
        "cue_phrase",
        "express voiced voicing",
        r"\b(?:expressed|expresses|expressing|voiced|voicing)\s+(?:\w+\s+){0,2}?"
        r"(?:desire|concerns?|doubts?|hopes?|confidence|determination|regret|fears?|support|"
        r"opposition|outrage|frustration|disappointment|skepticism|scepticism|gratitude)\b",
    ),
    Phrase(
        "unnamed_belief",
        "believed thought understood rumored rumoured",
        r"\b(?:is|are|was|were)\s+(?:widely\s+)?(?:believed|thought|understood|rumou?red)\s+to\b",
    ),
)
Stance = Literal["neutral", "doubting", "endorsing"]


def cues(reading: Reading) -> Iterator[Find]:
    """Yield the cues, each with its class: neutral, doubting or endorsing."""
    for index, word in enumerate(reading.lower):
        if word in words.CUES or word in words.PARTICLE_VERBS:
            rule = verb_rule(reading, index)
            if rule:
                last = index + 1 if word in words.PARTICLE_VERBS else index
                first = _with_auxiliary(reading, index)
                yield reading.find(first, last, rule, stance_of(word))
        elif word in words.NAMING_VERBS and _names(reading, index):
            last = index + (reading.word(index + 1) == "to")  # "referred to"
            yield reading.find(_with_auxiliary(reading, index), last, "naming_verb", "neutral")
    for phrase in _PHRASES:
        yield from phrase.finds(reading, "neutral")


def verb_rule(reading: Reading, index: int) -> str:
    """The rule behind a verb of reporting ("assertive_verb"), or "" where there is none."""
    word = reading.word(index)
    if words.PARTICLE_VERBS.get(word) == reading.word(index + 1) != "":
        return "factive_verb"
    if word not in words.CUES or not _is_active(reading, index):
        return ""
    how, kind = words.CUES[word]
    return f"{kind}_verb" if _READS_AS_VERB[how](reading, index) else ""


def stance_of(word: str) -> Stance:
    """The class of a verb: what the writer's choice of it says about what is reported."""
    if word in words.DOUBTING:
        return "doubting"
    kind = words.CUES.get(word, ("", "factive" if word in words.PARTICLE_VERBS else ""))[1]
    return "endorsing" if kind in {"factive", "evidence"} else "neutral"


def _with_auxiliary(reading: Reading, index: int) -> int:
    """Where "has", "had long" or "would" before a verb begins; the verb itself elsewhere."""
    before = reading.word(index - 1)
    if before in words.FORMS_OF_HAVE or before == "would":
        return index - 1
    is_between = before in {"also", "long", "since"} or before.endswith("ly")
    return index - 2 if is_between and reading.word(index - 2) in words.FORMS_OF_HAVE else index


def _is_active(reading: Reading, index: int) -> bool:
    """Neither a noun after its determiner, nor a passive, nor denied, nor "said thanks"."""
    before = reading.word(index - 1)
    if reading.word(index) in words.NOUN_OR_VERB and not _is_subject(reading, index - 1):
        return False
    if before.endswith("ly") and reading.word(index - 2) in words.NO_VERB_BEFORE:
        return False  # "a publicly declared aim", "is widely expected"
    after = reading.word(index + 1)
    return (
        before not in words.NO_VERB_BEFORE
        and after != "by"
        and after not in words.NOT_REPORTED_SPEECH
    )


def _is_subject(reading: Reading, index: int) -> bool:
    """A name, a pronoun, or a group or paper that speaks."""
    if index < 0:
        return False
    word = reading.word(index)
    return (
        word in words.SUBJECT_PRONOUNS
        or word in words.SUBJECT_NOUNS
        or reading.text[reading.starts[index]].isupper()
    )


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
    if reading.word(index) in words.SAYING and reading.word(index - 1) == ",":
        return True
    just_ended = range(max(0, index - 4), index)
    return any(
        reading.word(i) in words.QUOTE_MARKS and reading.word(i - 1) in {",", "?", "!"}
        for i in just_ended
    )


def _has_group_subject(reading: Reading, index: int) -> bool:
    before = reading.word(index - 1)
    return before == "would" or before in words.SUBJECT_PRONOUNS or before in words.SUBJECT_NOUNS


def _has_paper_subject(reading: Reading, index: int) -> bool:
    return reading.word(index - 1) in words.DOCUMENTS | words.FINDINGS


_READS_AS_VERB = {
    "paper": _has_paper_subject,
    "finite": _is_finite,
    "open": _opens_speech,
    "bare": _has_group_subject,
}


def _names(reading: Reading, index: int) -> bool:
    """Whether "called" and the like is followed by a quotation or by "as", in one clause."""
    if reading.word(index - 1) in words.NO_VERB_BEFORE | {"to", "so", "-"}:  # "so-called"
        return False
    for step in range(1, _NAMED_WITHIN):
        word = reading.word(index + step)
        if word in words.QUOTE_MARKS or (word == "as" and step > 1):
            return True
        if word in {"", ".", ",", ";", ":", "by", "and", "but"}:
            return False
    return False
