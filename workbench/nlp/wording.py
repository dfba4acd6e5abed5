"""Wording: words that keep a distance, loaded words and boosters. English, drawn up for this work.

Never more than hints. On text that they were not fitted to they find few of the passages which
raters call biased, and hedges do not point to them at all: hedges are therefore not listed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from workbench.nlp import words
from workbench.nlp.quotes import FEW_WORDS, Quotation
from workbench.nlp.reading import Find, Phrase, Reading
from workbench.nlp.reporting import verb_rule

_DISTANCING = Phrase(
    "distancing_word",
    "so-called self- would-be ostensibl alleged purported supposed reputed",
    r"\b(?:so-called|self-(?:proclaimed|styled|appointed|declared|described)|would-be|"
    r"ostensibl[ey]|allegedly|purported(?:ly)?|supposedly|reputed(?:ly)?|"
    r"(?:is|are|was|were)\s+alleged\s+to|supposed(?!\s+to))\b",
)
_NAMED_AS = re.compile(
    r"(?:\bso-called|\b(?:referred\s+to|known)\s+as)\s+(?:an?\s+|the\s+)?\Z", re.IGNORECASE
)
_NEAR = 60  # code points in which a verb of speech makes a short quotation the words of somebody
_NEAR_QUOTE = 120  # and in which another quotation makes it the other half of that
_SPOKEN_END = (",”", "?”", "!”", ',"', '?"', '!"')
_STOPS = words.forms(". ! ?")
_AFTER_QUOTE = 4  # tokens after a short quotation in which "she said" follows
_NEW_CLAUSE = words.forms("as when while after before because and but")

BOOSTERS = words.forms(
    "clearly obviously undoubtedly undeniably unquestionably certainly indeed absolutely utterly "
    "totally completely extremely incredibly hugely vastly massively truly surely definitely "
    "blatantly plainly overwhelmingly wildly deeply downright outright profoundly insanely "
    "ridiculously shockingly woefully hopelessly inevitably"
)
_BOOSTING = Phrase(
    "booster",
    "course doubt needless far",
    r"\b(?:of\s+course|no\s+doubt|without\s+a\s+doubt|needless\s+to\s+say|by\s+far)\b",
)
LOADED = words.forms(
    # verbs
    "slammed slams slamming blasted blasts blasting ripped rips lambasted lambasts lambasting "
    "skewered torched trashed bashed bashing railed railing ranted raged gushed crowed sneered "
    "smeared smearing peddled peddling spewed spewing pandering pandered cowered caved gutted "
    "demonized demonised demonizing vilified vilifying weaponized weaponised hijacked whined fumed "
    "lashed gloated lied lying bullied bullying parroted cratered eviscerated decimated "
    # qualities
    "radical draconian disgraceful shameful outrageous egregious heinous despicable disgusting "
    "vile ridiculous absurd laughable ludicrous insane crazy bogus phony sham corrupt crooked "
    "dishonest hypocritical toxic reckless brazen blatant notorious infamous rabid unhinged "
    "deranged hateful bigoted cowardly cruel barbaric savage sinister evil ruthless disastrous "
    "catastrophic devastating abysmal pathetic shocking horrifying appalling vicious rampant "
    # things and people
    "thugs thug mob mobs cronies crony regime propaganda hoax witch-hunt hysteria rant tirade lies "
    "liar liars debacle fiasco farce goons henchmen stooge zealots fanatics onslaught carnage "
    "hypocrisy bigotry lunacy lunatics scare-mongering fearmongering fear-mongering tyranny "
    "indoctrination cesspool tyrannical"
)
#: A neutral word after it: "regime change".
_NOT_LOADED_BEFORE = {"regime": "change"}
#: Families that are shown faintly, and only where a round asks for them.
Hint = Literal["loaded", "booster"]
HINTS = frozenset({"loaded", "booster"})


def distancing(reading: Reading, quoted: Sequence[Quotation]) -> Iterator[Find]:
    """Yield words of distance, and short quotations by which the writer keeps one.

    A short quotation counts after "so-called" and the like, or where neither its sentence nor what
    stands near it speaks of speech, and no longer quotation is near whose other half it may be.
    """
    yield from _DISTANCING.finds(reading)
    for index, word in enumerate(reading.lower):
        if word == "alleged" and _is_adjective(reading, index):
            yield reading.find(index, index, "distancing_word")
    short = [q for q in quoted if 0 < q.words <= FEW_WORDS and not q.is_title]
    if not short:
        return
    speech = [reading.starts[i] for i, word in enumerate(reading.lower) if word in words.SPEECH]
    stops = [reading.starts[i] for i, word in enumerate(reading.lower) if word in _STOPS]
    said = [edge for q in quoted if q.words > FEW_WORDS for edge in (q.start, q.end)]
    for quote in short:
        low, high = _sentence(stops, quote)
        is_said = (
            reading.text[quote.end - 2] == "?"
            or _any_between(speech, min(low, quote.start - _NEAR), max(high, quote.end + _NEAR))
            or _any_between(said, quote.start - _NEAR_QUOTE, quote.end + _NEAR_QUOTE)
        )
        if not is_said or _NAMED_AS.search(reading.text, max(0, quote.start - 24), quote.start):
            yield Find(quote.start, quote.end, "short_quote")


def _sentence(stops: Sequence[int], quote: Quotation) -> tuple[int, int]:
    """Where the sentence around a quotation begins and ends, as far as its full stops tell."""
    before, after = bisect_left(stops, quote.start), bisect_left(stops, quote.end - 2)
    return (
        stops[before - 1] if before else 0,
        stops[after] if after < len(stops) else quote.end + _NEAR,
    )


def spoken(reading: Reading, quoted: Sequence[Quotation]) -> Iterator[Find]:
    """Yield short quotations that are plainly speech: “Not now,” she said."""
    for quote in quoted:
        if quote.words > FEW_WORDS or quote.is_title:
            continue
        if reading.text[quote.end - 2 : quote.end] in _SPOKEN_END and _is_said(reading, quote.end):
            yield Find(quote.start, quote.end, "short_speech")


def _is_said(reading: Reading, end: int) -> bool:
    """Whether "she said" follows at once: a verb of reporting in the same clause."""
    first = bisect_left(reading.starts, end)
    for index in range(first, first + _AFTER_QUOTE):
        if reading.word(index) in _NEW_CLAUSE:
            return False
        if verb_rule(reading, index):
            return not reading.word(index).endswith("ing")
    return False


def hints(reading: Reading) -> Iterator[tuple[Hint, Find]]:
    """Yield ("loaded" or "booster", find)."""
    for index, word in enumerate(reading.lower):
        if word in BOOSTERS:
            yield "booster", reading.find(index, index, "booster")
        elif word in LOADED and _NOT_LOADED_BEFORE.get(word) != reading.word(index + 1):
            yield "loaded", reading.find(index, index, "loaded_word")
    for find in _BOOSTING.finds(reading):
        yield "booster", find


def _any_between(places: Sequence[int], low: int, high: int) -> bool:
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


def _is_adjective(reading: Reading, index: int) -> bool:
    """ "The alleged plan", not "they alleged fraud"."""
    after = reading.word(index + 1)
    return reading.word(index - 1) in words.BEFORE_A_NOUN and after.isalpha() and after != "that"
