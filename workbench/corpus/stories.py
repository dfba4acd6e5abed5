"""Which story an article may belong to, from the names and dates it shares with others. Pure.

A suggestion for a lead to take or leave, made of rules that can be said in a sentence. Names are
told by their capitals, so scripts without them (Arabic, Chinese) get no suggestion, and German,
which capitalises every noun, a weaker one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

#: Articles of one event lie within a week of each other.
MOST_DAYS = 7

#: Suggestions made at most, and names said of each.
MOST_SUGGESTED = 3
_MOST_SAID = 3

#: The least weight of shared names; 1.0 is a full name that no other story has. Chosen on BASIL:
#: of 90 articles, each against the 30 stories with two other articles each, the right story came
#: first for 84 and a wrong one for 2; where the right one was not there yet, a wrong one for 8.
ENOUGH = 1.5
#: Where one of the two dates is not known, names alone have to be enough.
ENOUGH_UNDATED = 3.0

#: A paragraph with capitals on more of its words is a headline.
_HEADLINE = 0.7

#: A single word says less than a full name.
_SINGLE = 0.5

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SENTENCE_END = re.compile(r"[.!?:…]")
_POSSESSIVE = re.compile(r"[’']s$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Capitalised for their place in the sentence; a name does not begin with them.
_OPENERS = _set(
    "a after all an and as at before but by even every for from he her here his how i if in it its "
    "many more most my no not now of on one or our she since so some still such that the their "
    "then there these they this those though to under until we what when where which while who "
    "why with yet you your"
)
#: A name follows them, even after a full stop.
_HONORIFICS = _set("mr mrs ms dr prof sir lady lord rep sen gov gen president")
#: Capitalised by themselves, and in every story.
_DAYS_AND_MONTHS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)


@dataclass(frozen=True, slots=True)
class KnownStory:
    """A story that there is: the names in its articles, and the days they appeared on."""

    id: int
    title: str
    names: frozenset[str]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SuggestedStory:
    """A story an article may belong to, and why, as words for the lead."""

    id: int
    title: str
    reason: str


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Names in paragraphs: several capitalised words in a row, or one that comes back.

    Headlines with a capital on most words are passed over: there capitals tell nothing.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_runs(text))
    return frozenset(name for name, count in counts.items() if " " in name or count > 1)


def suggest_stories(
    names: frozenset[str], published: date | None, stories: Sequence[KnownStory]
) -> list[SuggestedStory]:
    """The stories an article with these names and this day may belong to, the likeliest first.

    `stories` are those to choose from; a name weighs the less, the more of them have it. Stories
    more than a week away are left out; without a day on either side more names must be shared.
    """
    having = Counter(name for story in stories for name in story.names)
    ranked = []
    for story in stories:
        apart = days_apart(published, story.days)
        if apart is not None and apart > MOST_DAYS:
            continue
        weights = {name: _weight(name, having[name], len(stories)) for name in names & story.names}
        total = sum(weights.values())
        if total >= (ENOUGH_UNDATED if apart is None else ENOUGH):
            ranked.append((-total, apart or 0, story.id, story, weights, apart))
    ranked.sort(key=lambda entry: entry[:3])
    return [
        SuggestedStory(story.id, story.title, _reason(weights, apart))
        for *_, story, weights, apart in ranked[:MOST_SUGGESTED]
    ]


def days_apart(published: date | None, days: Iterable[date]) -> int | None:
    """Days to the nearest of the others; None where either side has none."""
    if published is None:
        return None
    return min((abs((published - day).days) for day in days), default=None)


def _runs(text: str) -> list[str]:
    """Runs of capitalised words; a single word at the start of a sentence is none."""
    words = list(_WORD.finditer(text))
    if sum(word[0][0].isupper() for word in words) > _HEADLINE * len(words):
        return []
    found: list[str] = []
    run: list[str] = []
    begins, before = False, ""
    end = 0
    for word in words:
        gap, plain = text[end : word.start()], word[0].casefold()
        is_name = word[0][0].isupper() and plain not in _HONORIFICS
        if run and not (is_name and _goes_on(run, gap)):
            found.extend(_name(run, begins))
            run = []
        if is_name and not run:
            begins = before not in _HONORIFICS and (not before or bool(_SENTENCE_END.search(gap)))
        if is_name and (run or plain not in _OPENERS):
            run.append(_POSSESSIVE.sub("", word[0]))
        before, end = plain, word.end()
    return found + _name(run, begins)


def _goes_on(run: Sequence[str], gap: str) -> bool:
    """Whether a name continues after the gap; the full stop after an initial does not end it."""
    return gap == " " or (gap == ". " and len(run) > 1 and len(run[-1]) == 1)


def _name(run: Sequence[str], begins: bool) -> list[str]:
    if len(run) > 1:
        return [" ".join(run)]
    is_name = run and not begins and len(run[0]) > 1
    return list(run) if is_name and run[0].casefold() not in _DAYS_AND_MONTHS else []


def _weight(name: str, having: int, stories: int) -> float:
    """1 for a full name that one story has, towards 0 for one that all of many have."""
    rarity = math.log1p(stories / having) / math.log1p(stories)
    return rarity if " " in name else rarity * _SINGLE


def _reason(weights: dict[str, float], apart: int | None) -> str:
    said = sorted(weights, key=lambda name: (-weights[name], name))[:_MOST_SAID]
    return f"shares {', '.join(said)}; {_distance(apart)}"


def _distance(apart: int | None) -> str:
    if apart is None:
        return "dates not known"
    return {0: "the same day", 1: "1 day apart"}.get(apart, f"{apart} days apart")
