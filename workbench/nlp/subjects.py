"""Who says it: the words that stand as the subject of a cue, found by their form alone.

Precision first: a phrase counts only where a clause opens before it, so that "the friend of the
man in the hat said" is left to a person rather than answered with "the hat".
"""

from __future__ import annotations

from workbench.nlp import words
from workbench.nlp.reading import Find, Reading

_PRONOUNS = words.forms("he she they it")
_DAYS = words.forms(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december yesterday today"
)
_DETERMINERS = words.forms("the a an one another his her their its my our this that")
_DEFINITE = words.forms("’s 's ’ '")
_JOINS_A_NAME = words.forms("of the de da di del della du la le van von der den al el bin ibn y")
#: What may come before the subject of a new clause.
_OPENERS = words.forms(
    "and but or so yet that as when while because although though if where after before since "
    "than until whereas which what"
) | words.forms('. ! ? , ; : — – - ( “ ” " « » ‘ ’ …')
_ENDS_A_PHRASE = words.forms(
    "in on at by to from with about after before during as when while who whom whose which that "
    "and but or than because if in into over under against through via"
) | words.forms('. ! ? , ; : — – - ( ) “ ” " « » …')
_ENDS_A_SENTENCE = words.forms('. ! ? ; : ( ) “ ” " « » …')
_BELONGS = words.forms("of for")
_BELONGS_BEFORE = _BELONGS | words.forms("at with from in to")
_OPENS_APPOSITION = _DETERMINERS | words.forms("who whose which")
_ADVERBS = words.forms(
    "also later then once still even again often first soon just ever never indeed"
)
#: "told Ms. Lind", "accused the council": who stands after these is spoken to, or of.
_TAKE_AN_OBJECT = words.forms("told tells telling accused accuses urged asked asks")
# One ending stands for most of the words for people who speak for something.
_ROLE_ENDINGS = ("man", "men", "woman", "women", "person", "er", "ers", "or", "ors", "ist", "ian")
_ROLES = words.forms(
    "president chief secretary professor deputy judge attorney lawyer premier head sheriff general "
    "captain aide analyst expert spokespeople chair co-chair candidate activist critic dean coach "
    "diplomat prime first-lady nominee justice resident student veteran official client"
)
_PEOPLE = words.forms(
    "police prosecutors lawyers attorneys scientists doctors investigators authorities democrats "
    "republicans organizers organisers protesters parents neighbors neighbours teachers workers "
    "leaders ministers spokesmen spokeswomen"
)
_MOST_LOWER = 4  # words of a description between its determiner and its last word
_MOST_APPOSITION = 16  # tokens between its commas
_MOST_NAMED_AFTER = 12  # tokens of "according to the report released by ..."


def subject_of(reading: Reading, cue: Find, *, is_after_quote: bool) -> Find | None:
    """The passage that stands as the subject of a cue, None where its form is not plain.

    `is_after_quote` says that a quotation ends right before the cue, so that the subject follows
    it: “...,” said Ms. Lind.
    """
    first, after = _tokens_of(reading, cue)
    if cue.rule == "according_to":
        return _named_after(reading, after)
    if not is_after_quote:
        return _before(reading, first)
    if reading.word(first) in _TAKE_AN_OBJECT:
        return None
    return _after(reading, after)


def _tokens_of(reading: Reading, cue: Find) -> tuple[int, int]:
    touched = [
        index
        for index, (start, end) in enumerate(reading.tokens)
        if start < cue.end and end > cue.start
    ]
    return touched[0], touched[-1] + 1


def _before(reading: Reading, index: int) -> Find | None:
    last = index - 1
    while reading.word(last) in _ADVERBS or reading.word(last).endswith("ly"):
        last -= 1
    if reading.word(last) == ",":
        return _with_apposition(reading, last)
    first = _opening(reading, last)
    return None if first is None else reading.find(first, last, _rule(reading, first, last))


def _with_apposition(reading: Reading, comma: int) -> Find | None:
    """ "Ana Lind, the harbour master, said", from its second comma."""
    for other in range(comma - 2, max(0, comma - _MOST_APPOSITION), -1):
        word = reading.word(other)
        if word in _ENDS_A_SENTENCE or word in words.CUES:
            return None
        if word == "," and _opens_apposition(reading, other + 1):
            first = _opening(reading, other - 1)
            if first is not None:
                return reading.find(first, comma - 1, _rule(reading, first, comma - 1))
    return None


def _opens_apposition(reading: Reading, index: int) -> bool:
    word = reading.word(index)
    return word in _OPENS_APPOSITION or word.isdigit() or _is_name(reading, index) or _is_role(word)


def _opening(reading: Reading, last: int) -> int | None:
    """Where the phrase that ends with the token `last` begins, None where that is not plain."""
    first = _phrase_start(reading, last)
    if first is None:
        return None
    before = reading.word(first - 1)
    if before in _BELONGS_BEFORE and (reading.word(last) not in _PRONOUNS):
        return _opening(reading, first - 2)
    if before == "and" and first >= 2 and _may_end_a_phrase(reading, first - 2):
        return _opening(reading, first - 2)
    is_open = first == 0 or before in _OPENERS or before in _DAYS or before.isdigit()
    return first if is_open else None


def _may_end_a_phrase(reading: Reading, index: int) -> bool:
    return _is_name(reading, index) or _is_role(reading.word(index))


def _phrase_start(reading: Reading, last: int) -> int | None:
    word = reading.word(last)
    if last < 0:
        return None
    if word in _PRONOUNS or word in _PEOPLE:
        return last
    if _is_name(reading, last):
        first = _title_start(reading, _name_start(reading, last))
        return first - 1 if reading.word(first - 1) in {"the", "a", "an"} else first
    return _description_start(reading, last)


def _name_start(reading: Reading, last: int) -> int:
    first = last
    while True:
        before = first - 1
        while reading.word(before) in _JOINS_A_NAME and before > first - 3:
            before -= 1
        if not _is_name(reading, before):
            return first
        first = before


def _title_start(reading: Reading, first: int) -> int:
    """With "former mayor" or "the company spokesman" before a name."""
    if not _is_role(reading.word(first - 1)):
        return first
    described = _description_start(reading, first - 1)
    if described is not None:
        return described
    start = first - 1
    while reading.word(start - 1) in words.MODIFIERS or _is_role(reading.word(start - 1)):
        start -= 1
    before = reading.word(start - 1)
    is_lone = before.isalpha() and before not in _OPENERS and reading.word(start - 2) in _OPENERS
    return start - 1 if is_lone else start


def _description_start(reading: Reading, last: int) -> int | None:
    """ "the mayor", "her lawyer", "the mayor's office": a determiner and a few words."""
    for index in range(last, max(-1, last - _MOST_LOWER - 1), -1):
        word = reading.word(index)
        if index < last and word in _DEFINITE:
            return _phrase_start(reading, index - 1)
        if index < last and word in _DETERMINERS:
            return index
        if not word.replace("-", "").replace(".", "").isalpha() or word in _ENDS_A_PHRASE:
            return None
        if word in words.FORMS_OF_BE or word in words.CUES:
            return None
    return None


def _after(reading: Reading, first: int) -> Find | None:
    if reading.word(first) in _PRONOUNS:
        return reading.find(first, first, "pronoun_source")
    last = _phrase_end(reading, first)
    if last is None:
        return None
    last = _through_apposition(reading, last)
    return reading.find(first, last, _rule(reading, first, last))


def _named_after(reading: Reading, first: int) -> Find | None:
    """What "according to" is followed by, up to the next mark."""
    stops = words.forms('. , ; : “ ” " — – (') | words.forms("who which and but")
    for index in range(first, first + _MOST_NAMED_AFTER):
        word = reading.word(index)
        if word in stops or word == "":
            return reading.find(first, index - 1, "named_source") if index > first else None
    return None


def _phrase_end(reading: Reading, first: int) -> int | None:
    """Of "Ana Lind of the harbour union", "the mayor" or "harbour master Ana Lind"."""
    index, has_name = first, False
    is_described = reading.word(first) in _DETERMINERS
    while index - first <= _MOST_LOWER + 4:
        if _is_name(reading, index):
            has_name = True
        elif _stops(reading, index) or (
            has_name and not is_described and not _goes_on(reading, index)
        ):
            break
        index += 1
    last = index - 1
    if last < first or not (has_name or (is_described and last > first)):
        return None
    if reading.word(index) in _BELONGS and not has_name:
        return _phrase_end(reading, index + 1) or last
    return last


def _stops(reading: Reading, index: int) -> bool:
    word = reading.word(index)
    is_adverb = word in _ADVERBS or word.endswith("ly")
    return word == "" or is_adverb or word in _ENDS_A_PHRASE or word in _DAYS


def _goes_on(reading: Reading, index: int) -> bool:
    """ "Lind of the harbour union", "Bank of Mora", "Lind’s lawyer"."""
    word = reading.word(index)
    if word in _DEFINITE or (word in _JOINS_A_NAME and word not in _ENDS_A_PHRASE):
        return True
    return reading.word(index - 1) in _JOINS_A_NAME | _DEFINITE and word.isalpha()


def _through_apposition(reading: Reading, last: int) -> int:
    """To the end of ", the mayor of Brackwater" where a mark closes it."""
    if reading.word(last + 1) != "," or reading.word(last + 2) not in _DETERMINERS:
        return last
    for index in range(last + 3, last + _MOST_APPOSITION):
        word = reading.word(index)
        if word in {".", ",", ";", ""} or word in words.QUOTE_MARKS:
            return index - 1
        if word in words.CUES or word in _PRONOUNS:
            return last
    return last


def _is_name(reading: Reading, index: int) -> bool:
    if not 0 <= index < len(reading.tokens):
        return False
    start, end = reading.tokens[index]
    surface = reading.text[start:end]
    word = reading.lower[index]
    return (
        surface[0].isupper()
        and surface[-1] not in '”’"'
        and word not in _DAYS
        and word not in _PRONOUNS
        and word not in _DETERMINERS
        and word not in words.SENTENCE_STARTERS
        and word not in {"you", "your", "these", "those", "some", "many", "most", "all", "no"}
        and not (word.endswith("ly") and reading.word(index - 1) in {"", "."})
    )


def _is_role(word: str) -> bool:
    return (
        word in _ROLES
        or word in words.ANONYMOUS_PERSONS
        or (len(word) > 4 and word.endswith(_ROLE_ENDINGS) and word not in _ENDS_A_PHRASE)
    )


def _rule(reading: Reading, first: int, last: int) -> str:
    if first == last and reading.word(first) in _PRONOUNS:
        return "pronoun_source"
    has_name = any(_is_name(reading, index) for index in range(first, last + 1))
    return "named_source" if has_name else "described_source"
