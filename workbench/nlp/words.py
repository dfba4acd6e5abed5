"""Word lists for the English rules of `cues`, drawn up for this workbench.

Verbs are listed as they appear in text, because a blank pipeline knows no lemmas. Reporting verbs
are grouped by what they say about the reported words: neutral (speech), put forward by the source
(assertive), or taken for true by the writer (factive), after Hooper (1975).
"""

from __future__ import annotations


def _forms(text: str) -> frozenset[str]:
    return frozenset(text.split())


def all_forms(table: dict[str, frozenset[str]]) -> frozenset[str]:
    """The forms of all classes of a table of verbs."""
    return frozenset().union(*table.values())


# Forms that are hardly ever anything but a verb of reporting.
CUE_VERBS: dict[str, frozenset[str]] = {
    "speech": _forms(
        "said says told tells wrote writes replied replies tweeted testified testifies remarked "
        "remarks quipped recalled recalls explained explains announced joked reiterated retorted"
    ),
    "assertive": _forms(
        "argued argues insisted insists contended contends asserted asserts claimed alleges "
        "declared declares denied denies warned warns complained complains suggested suggests "
        "predicted predicts cautioned cautions countered boasted boasts lamented laments opined "
        "speculated vowed vows maintained stressed emphasised emphasized urged accused accuses"
    ),
    "factive": _forms(
        "acknowledged acknowledges admitted admits conceded concedes noted notes revealed reveals "
        "disclosed discloses confirmed confirms concluded concludes"
    ),
}

# Forms that are verbs of reporting only beside "that", a colon or a quotation mark.
OPEN_CUE_VERBS: dict[str, frozenset[str]] = {
    "speech": _forms(
        "added adds asked asks answered answers commented comments continued continues posted "
        "reported reports responded responds stated states exclaimed saying telling adding asking "
        "replying writing joking"
    ),
    "assertive": _forms(
        "alleged charged claims demanded demands maintains promised promises questioned "
        "arguing insisting claiming warning contending asserting declaring suggesting"
    ),
    "factive": _forms("observed observes found finds noting acknowledging admitting conceding"),
}

# Bare forms count after a pronoun or a group of people, or after "would".
BARE_CUE_VERBS: dict[str, frozenset[str]] = {
    "speech": _forms("say tell write reply explain"),
    "assertive": _forms("argue insist contend assert claim allege deny warn complain suggest"),
    "factive": _forms("acknowledge admit concede note reveal confirm conclude"),
}

# Verbs that need their particle: "pointed out" reports, "pointed" does not.
PARTICLE_VERBS: dict[str, str] = {"pointed": "out", "points": "out", "pointing": "out"}

# Read as verbs only after a name or a pronoun: "Lind claims that", not "rejected claims that".
NOUN_OR_VERB = _forms("claims comments answers demands promises reports remarks notes")

BEFORE_A_NOUN = _forms(
    "a an the this that these those my your his her its our their some any no each every such "
    "of in for with by from about on at new several many widely previously so recently"
)
FORMS_OF_BE = _forms("be is are was were been being am 's 're")
NEGATIONS = _forms("not n't n’t never cannot")
FORMS_OF_HAVE = _forms("has have had")
SUBJECT_PRONOUNS = _forms("he she they who it")
NOT_REPORTED_SPEECH = _forms("thanks sorry goodbye hello no yes upon")
OPENERS_OF_SPEECH = _forms('that whether why how : " “ « „')
QUOTE_MARKS = _forms('" “ ” « » „')

# Groups of people who speak without a name.
ANONYMOUS_GROUPS = _forms(
    "officials sources aides critics analysts experts observers insiders diplomats advisers "
    "advisors supporters opponents witnesses activists operatives strategists lawmakers residents "
    "relatives commentators researchers"
)
ANONYMOUS_PERSONS = _forms("official source aide diplomat adviser advisor insider witness")
ANONYMOUS_PRONOUNS = _forms("some others many")
ONE_PERSON = _forms("a an one another")
GROUP_DETERMINERS = _forms("the these those some several many most other two three four five six")
MODIFIERS = _forms(
    "senior top former current unnamed anonymous unidentified numerous multiple various other "
    "government military administration intelligence security defence defense state federal local "
    "campaign congressional party city law enforcement police medical political health industry "
    "labor labour union foreign western high-ranking high-level independent outside legal human "
    "rights diplomatic"
)
# Capitalised only because they begin a sentence.
SENTENCE_STARTERS = _forms(
    "but and or yet so as if when while after before although though since because in on at by "
    "for from with to that which who he she it they we i there here then now what why how not"
)
TITLE_INTRODUCERS = _forms(
    "article titled entitled headlined headline essay book song film paper op-ed column"
)
