"""Quotations: passages between marks, and paragraphs that announce one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from workbench.nlp import words

# One pattern for each pair of marks; a quotation never runs past the end of a line.
_PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        r"“[^“”\n]+”",
        r"„[^„“”\n]+[“”]",
        r"«[^«»\n]+»",
        r'(?<!\w)"(?=\S)[^"\n]+(?<=\S)"(?!\w)',
        r"(?<!\w)‘(?=\S)[^‘\n]+?(?<=\S)’(?!\w)",
    )
)
# The same mark on both sides, or guillemets that point inwards: as printed in these languages.
_TURNED = re.compile(r"»[^«»\n]+[«»]")
_SAME = re.compile(r"”[^“”\n]+”")
_PAIRS_OF = {
    **dict.fromkeys(("de", "da"), (*_PAIRS[:2], _TURNED, *_PAIRS[3:])),
    **dict.fromkeys(("fi", "sv"), (*_PAIRS, _TURNED, _SAME)),
}
_TURNS = re.compile("[«»]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPEN_END = re.compile(r'(?:“[^“”\n]+|(?<!\w)"(?=\S)[^"\n]+)\Z')
FEW_WORDS = 5  # up to here, marks enclose a term or a name as often as speech
_ATTRIBUTION_WORDS = 4  # before the colon; "gave three reasons, she said, for leaving:" is none
# A paper whose wording is spoken of: "His letter is short and plain:", "The note in full:". A list
# or an opinion follows upon "The letter makes three points:" and "The message was clear:".
_PAPER = r"(?:letter|e-?mail|note|memo|telegram|postcard|tweet|statement|reply|answer|text message)"
_WORDING = r"(?:short|brief|curt|terse|plain|blunt|laconic)"
_WORDING_SPOKEN_OF = re.compile(
    rf"\b(?:the|an?|this|my|our|his|her|its|their|\w+['’]s?)\s+(?:[\w-]+\s+){{0,2}}?{_PAPER}\b"
    r"(?:[^.!?:]{0,120}?\b(?:is|was)\s+(?:very\s+|rather\s+|both\s+)?"
    rf"{_WORDING}(?:(?:,|\s+and|\s+but)\s+{_WORDING})?"
    r"|\s+in\s+full|[^.!?:]{0,120}?\b(?:is|was|reads?|ran|runs)\s+as\s+follows):\Z",
    re.IGNORECASE,
)
# "The sign read:", whose form is that of "books to read:" too.
_READ = re.compile(r"([\w'’]+)\s+read:\Z", re.IGNORECASE)
_OPENS_SENTENCE = r"(?:\A|[.!?…][\"”’»]?\s+)"
_INSIDE = r"[^.!?:;,]"
# A source and no verb: "According to the indictment:"; with a comma a statement of the writer's
# may follow. German verbs part: "teilte am Montag mit:".
_SOURCE_NAMED = re.compile(
    rf"{_OPENS_SENTENCE}(?:(?:according\s+to|laut|nach\s+(?:den\s+)?(?:angaben|worten)|selon"
    rf"|d['’]après|según)\s{_INSIDE}{{1,80}}"
    rf"|in\s+(?:the|his|her|their|its)\s+(?:own\s+)?words{_INSIDE}{{0,80}}"
    rf"|as\s{_INSIDE}{{1,60}}\s(?:puts?|has)\s+it{_INSIDE}{{0,30}}):\Z"
    rf"|\b(?:teil(?:t|te|ten)\b{_INSIDE}{{0,100}}\bmit|füg(?:t|te|ten)\b{_INSIDE}{{0,100}}\bhinzu"
    rf"|g[ai]bt?\b{_INSIDE}{{0,100}}\b(?:bekannt|zu\s+protokoll)"
    rf"|(?:heißt|hieß|heisst|hiess)\s+es\b{_INSIDE}{{0,40}})\s?:\Z",
    re.IGNORECASE,
)
_INTRODUCTION = 300  # code points before the colon
_LEAD = 24  # code points before a quotation in which it may be called an article
_ENDS = ".!?"  # of the sentence before: "She read the headline. “Well, …”"
_TITLE_SHARE = 0.75  # of the words longer than three letters
_ANNOUNCING = ("speech", "assertive", "factive")


class Quotation(NamedTuple):
    """Code points [start, end), marks included; how many words; whether it names a work."""

    start: int
    end: int
    words: int
    is_title: bool


def quotations(text: str, language: str = "en") -> Iterator[Quotation]:
    """Yield what stands between marks, as the language (a bare code) pairs them."""
    for pattern in _pairs(text, language):
        for match in pattern.finditer(text):
            inside = _WORD.findall(match[0])
            lead = text[max(0, match.start() - _LEAD) : match.start()]
            lead = lead[max(map(lead.rfind, _ENDS)) + 1 :]
            yield Quotation(*match.span(), len(inside), _is_title(inside, lead))


def open_quotation(text: str, following: str) -> tuple[int, int] | None:
    """A quotation that runs on: opened here, not closed, and opened anew by the next paragraph."""
    match = _OPEN_END.search(text) if following[:1] in {"“", '"'} else None
    return match.span() if match and match[0][0] == following[0] else None


def introduces_quote(text: str) -> bool:
    """Whether a paragraph ends in an attribution and a colon, so that the next one is quoted.

    A paper may be announced without a word of attribution: "His letter is short and plain:".
    """
    if announcing_word(text) is not None:
        return True
    ending = text.rstrip()[-_INTRODUCTION:]
    if not ending.endswith(":"):
        return False
    if _WORDING_SPOKEN_OF.search(ending) or _SOURCE_NAMED.search(ending):
        return True
    return _is_read_out(ending) or _says_in_another_language(ending)


def _is_read_out(ending: str) -> bool:
    read = _READ.search(ending)
    if read is None or read[1].lower() in words.NOT_BEFORE_READ:
        return False
    sentence = ending[max(map(ending.rfind, _ENDS)) + 1 :]
    return words.QUESTION_WORDS.isdisjoint(sentence.lower().split())


def _says_in_another_language(ending: str) -> bool:
    """By a verb of saying among the last words; "écrit-il" counts as "écrit"."""
    said = [word.lower() for word in _WORD.findall(ending)[-_ATTRIBUTION_WORDS:]]
    heads = ["", *(word.partition("-")[0] for word in said)]
    says = [
        word
        for before, word in pairwise(heads)
        if before not in words.FOREIGN_IN_OTHER_WORDS
        and (word in words.FOREIGN_SAYING or word in words.FOREIGN_SAYING_LAST)
    ]
    is_last = says[-1:] == heads[-1:] and heads[-2] not in words.BEFORE_A_NOUN - {"a"}  # "a dit"
    return bool(says) and (is_last or not words.FOREIGN_SAYING.isdisjoint(says))


def announcing_word(text: str) -> tuple[int, int] | None:
    """Where the word of attribution stands that announces a quotation in the next paragraph."""
    stripped = text.rstrip()
    if not stripped.endswith(":"):
        return None
    ending = list(_WORD.finditer(stripped, max(0, len(stripped) - 200)))[-_ATTRIBUTION_WORDS:]
    anywhere = _forms_of(words.CUE_VERBS)
    only_last = anywhere | _forms_of(words.OPEN_CUE_VERBS) | _forms_of(words.BARE_CUE_VERBS)
    for place, match in enumerate(reversed(ending)):
        word = match[0].lower()
        if word in (anywhere if place else only_last) and not _is_noun(word, stripped, match):
            return match.span()
    return None


def _is_noun(word: str, text: str, match: re.Match[str]) -> bool:
    """ "It makes three demands:" announces a list."""
    before = _WORD.findall(text, max(0, match.start() - _LEAD), match.start())
    determiners = words.BEFORE_A_NOUN | words.GROUP_DETERMINERS
    return word in words.NOUN_OR_VERB and bool(before) and before[-1].lower() in determiners


def _forms_of(table: dict[str, frozenset[str]]) -> frozenset[str]:
    return words.all_forms({kind: table[kind] for kind in _ANNOUNCING})


def _pairs(text: str, language: str) -> tuple[re.Pattern[str], ...]:
    pairs = _PAIRS_OF.get(language, _PAIRS)
    first = _TURNS.search(text)
    return _PAIRS if language in {"de", "da"} and first and first[0] == "«" else pairs


def _is_title(inside: list[str], lead: str) -> bool:
    long_words = [word for word in inside if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    introduced = {word.lower() for word in _WORD.findall(lead)[-2:]}
    return capitals > _TITLE_SHARE * len(long_words) or bool(introduced & words.TITLE_INTRODUCERS)
