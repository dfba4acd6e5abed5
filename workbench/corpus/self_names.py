"""Patterns for the names of an outlet and of its people, as an article may write them. Pure.

A name that is also an ordinary word ("The Harbour", "Mirror") is taken for the outlet only where
the sentence treats it as one; a missed name is added by a lead in a moment, a false one would
hide a word that the annotator needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.corpus.self_scripts import (
    ARABIC_ARTICLE,
    CAPITAL,
    LEADING_ABROAD,
    caseless_name,
    is_caseless,
    without_article,
)

_PARTICLE = r"(?:de|del|della|da|di|du|la|le|van|von|der|den|bin|al|el)"
# Bounded, so that no text, however odd, takes more than one pass.
_WORD = rf"(?<!\w)[{CAPITAL}][\w-]{{0,40}}(?:['’](?!s\b)[\w-]{{1,40}}){{0,3}}\.?"
PERSON = rf"(?:{_WORD})(?:\s+(?:{_PARTICLE}\s+)*{_WORD}){{0,4}}"
PERSONS = rf"{PERSON}(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s+&\s+){PERSON}){{0,5}}"

#: Last words of newspapers' names that stand for the whole: "the Courier reported". Any other last
#: word needs a sentence that says who speaks.
PRESS = (
    "Advertiser|Argus|Chronicle|Courier|Dispatch|Echo|Examiner|Gazette|Guardian|Herald|Inquirer|"
    "Journal|Ledger|Messenger|Monitor|Observer|Post|Register|Telegraph|Times|Tribune"
)
#: Names of a single word that a capital does not tell from the word, above all in headlines.
_ORDINARY = (
    f"{PRESS}|Express|Fortune|Globe|Independent|Mail|Mirror|Nature|News|People|Press|Record|"
    "Review|Salon|Sentinel|Slate|Spectator|Standard|Star|Sun|Time|Today|Week|Wire|World"
)
#: Before these, a capitalised word belongs to no name of its own: "In Tidings", "A Tidings poll".
_LEADING = (
    "a|according|after|an|and|as|at|but|by|for|from|in|on|since|that|the|to|when|while|with|"
    f"{LEADING_ABROAD}"
)
#: From so many letters on, a name without capitals is rarely a part of another word.
_LONG_ENOUGH = 4
_BEFORE = (
    r"(?:told|tells?|telling|interview with|interviewed by|sp(?:eak|oke|eaking) (?:to|with)|"
    r"according to|obtained by|seen by|reviewed by|shared with|report(?:ed|er|ers)? (?:by|for|at)|"
    r"contribut(?:ed|or) to|editors? (?:of|at)|readers of|writes? for|statement to|"
    r"e-?mail to|poll for)"
)
_AFTER = (
    r"(?:has |had |have )?(?:report(?:s|ed|er|ers)?|understands?|learn(?:ed|t)|revealed|wrote|"
    r"writes|published|contacted|reached out|can reveal|seen|obtained|interviewed|asked)\b"
)


@dataclass(frozen=True)
class Name:
    """A way to name somebody, and the rule that says so."""

    rule: str
    #: Its group `name` is the name itself.
    pattern: re.Pattern[str]
    #: In small letters; a text without any of these need not be searched.
    words: tuple[str, ...]

    def places(self, text: str, small: str) -> Iterator[tuple[int, int]]:
        """Where the text names them, in code points; `small` is the text in small letters."""
        if not any(word in small for word in self.words):
            return
        for match in self.pattern.finditer(text):
            is_single = len(match["name"].split()) == 1
            if not (is_single and _is_part_of_longer_name(text, match.start("name"))):
                yield match.span("name")


def outlet_names(outlet: str, article: str) -> list[Name]:
    """Each way to name the outlet.

    `article` is the whole text: a word that it writes small, or an acronym that it explains
    otherwise, is no name here.
    """
    words = outlet.split()
    has_article = len(words) > 1 and words[0].lower() == "the"
    core = words[1:] if has_article else words
    if not core:
        return []
    last = core[-1].lower().removeprefix(ARABIC_ARTICLE)  # which may be written into another word
    needles = tuple(filter(None, (last, acronym(" ".join(core)).lower())))
    patterns = _outlet_patterns(core, has_article=has_article, article=article)
    return [Name(rule, re.compile(pattern), needles) for rule, pattern in patterns]


def _outlet_patterns(
    core: list[str], *, has_article: bool, article: str
) -> Iterator[tuple[str, str]]:
    the = r"(?:[Tt]he\s+|THE\s+)?" if has_article else ""
    name = " ".join(core)
    if is_caseless(name):
        is_long = sum(map(str.isalpha, name)) >= _LONG_ENOUGH
        yield "outlet name", caseless_name(name) if is_long else _in_brackets(name)
    elif len(core) > 1:
        yield "outlet name", _whole(the + _forms(name))
        bare = without_article(name)
        if " " in bare:
            yield "outlet name", _whole(_forms(bare))
        elif bare != name:  # "Die Zeit" is time too, but hardly in quotation marks
            yield "outlet name", rf"(?<=[„“«»‚‘\"])(?P<name>{re.escape(bare)})(?=[“”«»‘’\"])"
        yield from _short_forms(core, article)
    elif re.search(rf".[{CAPITAL}]|\d|\w\.\w", core[0]) and len(core[0]) > 2:
        yield "outlet name", _whole(the + re.escape(core[0]))
    elif len(core[0]) > 2:
        yield from _single_word(core[0], has_article=has_article, article=article)
    else:
        yield "outlet name", _in_brackets(core[0])


def acronym(outlet: str) -> str:
    """Initials of the capitalised words, "" for a single word: "Northskerry Sea Post" is NSP."""
    words = [word for word in outlet.split() if word[0].isupper() and word != "The"]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def squeezed(name: str) -> str:
    """As addresses write it: small letters and digits only."""
    return re.sub(r"[\W_]", "", name).lower()


def _short_forms(core: list[str], article: str) -> Iterator[tuple[str, str]]:
    first, last = core[0], core[-1]
    rivals = re.findall(rf"\b([{CAPITAL}][\w'’-]{{0,40}})\s+{re.escape(last)}\b", article)
    if not set(rivals) - {core[-2], "The"}:  # "the Post" may be the other paper's
        alone = rf"(?P<name>[Tt]he\s+{re.escape(last)})(?![\w-]|\s+(?:of\s+)?[{CAPITAL}])"
        if re.fullmatch(PRESS, last):
            yield "outlet short name", rf"\b{alone}"
        elif last[0].isupper():
            yield "outlet short name", rf"\b(?:{_BEFORE}\s+){alone}"
            yield "outlet short name", rf"\b{alone}(?=\s+{_AFTER})"
    if len(first) > 2 and last[0].isupper():
        starts = [re.escape(first[:length]) for length in range(len(first), 2, -1)]
        yield "outlet contraction", _whole(_any(starts) + re.escape(last))
    letters = acronym(" ".join(core))
    if len(letters) > 2 and not _stands_for_another(letters, core, article):
        yield "outlet acronym", _whole(letters)
    elif len(letters) == 2:
        yield "outlet acronym", _in_brackets(letters)


def _stands_for_another(letters: str, core: list[str], article: str) -> bool:
    explained = [match.start() for match in re.finditer(rf"\({letters}\)", article)]
    return any(core[-1] not in article[max(0, at - 60) : at] for at in explained)


def _single_word(word: str, *, has_article: bool, article: str) -> Iterator[tuple[str, str]]:
    name = re.escape(word)
    the = r"[Tt]he\s+" if has_article else ""
    alone = rf"(?P<name>{the}{name})(?![\w-]|\s+[{CAPITAL}])"
    yield "outlet name", rf"\b(?:{_BEFORE})\s+{alone}"
    yield "outlet name", rf"\b{alone}(?=\s+{_AFTER})"
    is_word = re.fullmatch(_ORDINARY, word) or re.search(rf"\b{name.lower()}\b", article)
    capital = alone.replace("[Tt]he", "The")
    if not is_word:
        yield "outlet name", rf"(?<![\w@./-]){capital}"
    elif has_article:  # in mid-sentence a capital on the article marks a title
        yield "outlet name", rf"(?<=[\w,;:—–]\s){capital}"


def _is_part_of_longer_name(text: str, start: int) -> bool:
    """Whether a capitalised word right before makes this the end of another name."""
    before = re.search(rf"\b([{CAPITAL}][\w'’-]*)\s+\Z", text[max(0, start - 60) : start])
    return before is not None and not re.fullmatch(_LEADING, before[1], re.IGNORECASE)


_AND = "and|und|et|en|og|och|и|і|та|και|և|და"


def person_names(byline: str, outlet: str) -> list[str]:
    """The people in a byline: two words at least, no role, no part of the outlet's name."""
    known = {word.lower() for word in outlet.split()} - {"the"}
    people = []
    for piece in re.split(rf"\s*(?:[,;|/&\n،؛、]|\b(?:{_AND})\b)\s*", byline):
        name = re.sub(
            r"^(?:(?:words|written|reported|story)\s+)?by\s+", "", piece, flags=re.I
        ).strip()
        words = name.split()
        is_name = re.fullmatch(PERSON, name) or is_caseless(name)
        is_other = bool(known & {word.lower() for word in words} or _ROLE.search(name))
        if len(words) > 1 and is_name and not is_other:
            people.append(name)
    return people


_ROLE = re.compile(
    r"\b(?:agency|board|bureau|contributor|correspondent|desk|editor|editorial|newsroom|press|"
    r"reporter|service|staff|team|writer|guest)s?\b",
    re.IGNORECASE,
)


def full_name(name: str, rule: str) -> Name:
    """A person's full name, with or without initials between first and last."""
    words = [word for word in name.split() if not re.fullmatch(r"\w\.?", word)] or name.split()
    forms = {tuple(words), tuple(w.title() for w in words), tuple(w.upper() for w in words)}
    joint = r"\s+(?:\w\.?\s+)*"
    pattern = _whole(_any(joint.join(map(re.escape, form)) for form in sorted(forms)))
    if is_caseless(name):
        pattern = caseless_name(" ".join(words))
    return Name(rule, re.compile(pattern), (words[-1].lower(),))


def surnames(names: Iterable[str]) -> list[Name]:
    """Surnames where the sentence says that this is one of the outlet's own."""
    last = sorted({name.split()[-1] for name in names if len(name.split()[-1]) > 1})
    if not last:
        return []
    one = rf"(?P<name>{_any(map(re.escape, last))})\b"
    wrote = r"(?:reported|reports|written|wrote|writes|noted|argued|explained|revealed|documented)"
    role = r"(?:reporter|editor|correspondent|columnist|writer|journalist|critic)"
    places = (
        rf"\b[Aa]s\s+{one}\s+(?:has\s+|have\s+)?{wrote}\b",
        rf"\b{one}\s+(?:has\s+)?(?:contributed\s+(?:to\s+this|reporting)|reported\s+from)\b",
        rf"\b{one}\s+is\s+(?:an?|the)\s+[^.]{{0,60}}\b{role}\b",
        rf"\b(?:[Ff]ollow|[Cc]ontact|[Ee]-?mail|[Ww]rite\s+to)\s+{one}",
    )
    needles = tuple(name.lower() for name in last)
    return [Name("author surname", re.compile(place), needles) for place in places]


def _forms(name: str) -> str:
    return _any(_spaced(form) for form in sorted({name, name.title(), name.upper()}))


def _in_brackets(name: str) -> str:
    return rf"\((?P<name>{_spaced(name)})\)"


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _spaced(form: str) -> str:
    return r"\s+".join(re.escape(word) for word in form.split())


def _whole(pattern: str) -> str:
    """Not inside a word, and not the first half of a hyphenated name ("Courier-Mail")."""
    return rf"(?<![\w@.-])(?P<name>{pattern})(?!\w|-[{CAPITAL}])"
