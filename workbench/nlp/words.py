"""Word lists for the English rules of reporting, drawn up for this workbench.

Verbs are listed as they appear in text, because a blank pipeline knows no lemmas. Reporting verbs
are grouped by what they say about the reported words: neutral (speech), put forward by the source
(assertive), taken for true by the writer (factive), after Hooper (1975); evidence and attitude
verbs, of papers that show and people who believe, stand beside them.
"""

from __future__ import annotations


def forms(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


def all_forms(table: dict[str, frozenset[str]]) -> frozenset[str]:
    """The forms of all classes of a table of verbs."""
    return frozenset().union(*table.values())


# Forms that are hardly ever anything but a verb of reporting.
CUE_VERBS: dict[str, frozenset[str]] = {
    "speech": forms(
        "said says told tells wrote writes replied replies tweeted testified testifies remarked "
        "remarks quipped recalled recalls explained explains announced joked reiterated retorted"
    ),
    "assertive": forms(
        "argued argues insisted insists contended contends asserted asserts claimed alleges "
        "declared declares denied denies warned warns complained complains suggested suggests "
        "predicted predicts cautioned cautions countered boasted boasts lamented laments opined "
        "speculated vowed vows maintained stressed emphasised emphasized urged accused accuses"
    ),
    "factive": forms(
        "acknowledged acknowledges admitted admits conceded concedes noted notes revealed reveals "
        "disclosed discloses confirmed confirms concluded concludes"
    ),
}

# Forms that are verbs of reporting only beside "that", a colon or a quotation mark.
OPEN_CUE_VERBS: dict[str, frozenset[str]] = {
    "speech": forms(
        "added adds asked asks answered answers commented comments continued continues posted "
        "reported reports responded responds stated states exclaimed saying telling adding asking "
        "replying writing joking reads clarified clarifies announcing signaled signalled signals "
        "indicated indicates hinted hints explaining agreed agrees"
    ),
    "assertive": forms(
        "alleged charged claims demanded demands maintains promised promises questioned pledged "
        "arguing insisting claiming warning contending asserting declaring suggesting alleging "
        "charging predicting complaining denying stressing implied implies estimates estimated"
    ),
    "factive": forms(
        "observed observes found finds noting acknowledging admitting conceding revealing "
        "confirming"
    ),
    "attitude": forms(
        "believes believed believing thinks thought hopes hoped fears feared expects expected "
        "doubts doubted worries worried feels felt"
    ),
}

# Bare forms count after a pronoun or a group of people, or after "would".
BARE_CUE_VERBS: dict[str, frozenset[str]] = {
    "speech": forms("say tell write reply explain"),
    "assertive": forms("argue insist contend assert claim allege deny warn complain suggest"),
    "factive": forms("acknowledge admit concede note reveal confirm conclude"),
    "attitude": forms("believe think hope fear expect doubt"),
}

# Verbs of a paper: "the poll shows".
PAPER_CUE_VERBS = {"evidence": forms("show shows showed")}

# Reporting verbs that leave the truth of what is said to the speaker, or hint at a doubt.
DOUBTING = forms(
    "claim claims claimed claiming allege alleges alleged alleging insist insists insisted "
    "insisting contend contends contended contending assert asserts asserted asserting maintains "
    "maintained boasted boasts opined speculated charged charging implied implies"
)

# Verbs that need their particle: "pointed out" reports, "pointed" does not.
PARTICLE_VERBS: dict[str, str] = {"pointed": "out", "points": "out", "pointing": "out"}

# Phrases that name or rate something in another's words: "called the plan “a trap”".
NAMING_VERBS = forms(
    "called calls calling described describes describing dismissed dismisses dismissing denounced "
    "denounces denouncing praised praises praising criticized criticised criticizes branded "
    "labeled labelled dubbed characterized characterised referred hailed likened condemned"
)

# Read as verbs only after a name or a pronoun: "Lind claims that", not "rejected claims that".
NOUN_OR_VERB = forms(
    "claims comments answers demands promises reports remarks notes signals hints estimates "
    "doubts fears hopes shows finds worries"
)

BEFORE_A_NOUN = forms(
    "a an the this that these those my your his her its our their some any no each every such "
    "of in for with by from about on at new several many widely previously so recently"
)
# After a comma these report, whatever follows: "he left, saying he would be back".
SAYING = forms("saying insisting arguing claiming alleging contending asserting")
FORMS_OF_BE = forms("be is are was were been being am 's 're")
NEGATIONS = forms("not n't n’t never cannot")
FORMS_OF_HAVE = forms("has have had")
SUBJECT_PRONOUNS = forms("he she they who it")
NOT_REPORTED_SPEECH = forms("thanks sorry goodbye hello no yes upon")
OPENERS_OF_SPEECH = forms('that whether why how : " “ « „')
QUOTE_MARKS = forms('" “ ” « » „')

NO_VERB_BEFORE = BEFORE_A_NOUN | FORMS_OF_BE | NEGATIONS

# Groups of people who speak without a name.
ANONYMOUS_GROUPS = forms(
    "officials sources aides critics analysts experts observers insiders diplomats advisers "
    "advisors supporters opponents witnesses activists operatives strategists lawmakers residents "
    "relatives commentators researchers"
)
ANONYMOUS_PERSONS = forms("official source aide diplomat adviser advisor insider witness")
ANONYMOUS_PRONOUNS = forms("some others many")
ONE_PERSON = forms("a an one another")
# "The official said" goes back to somebody without a name; "the witness" may have had one.
ANONYMOUS_WHEN_DEFINITE = forms("official source diplomat")
GROUP_DETERMINERS = forms("the these those some several many most other two three four five six")
MODIFIERS = forms(
    "senior top former current unnamed anonymous unidentified numerous multiple various other "
    "government military administration intelligence security defence defense state federal local "
    "campaign congressional party city law enforcement police medical political health industry "
    "labor labour union foreign western high-ranking high-level independent outside legal human "
    "rights diplomatic"
)
# Papers that speak: "the new report found".
DOCUMENTS = forms(
    "report study survey poll polls document documents letter memo statement complaint lawsuit "
    "indictment filing affidavit records emails e-mails figures transcript audit article editorial"
)
DOCUMENT_DETERMINERS = forms("the a an one another its his her their this that these those")
DOCUMENT_MODIFIERS = MODIFIERS | forms(
    "new recent latest first second draft leaked internal final official public written court "
    "annual joint news press separate"
)
FINDINGS = forms("data research evidence statistics estimates results")
SUBJECT_NOUNS = ANONYMOUS_GROUPS | ANONYMOUS_PRONOUNS | DOCUMENTS
# Capitalised only because they begin a sentence.
SENTENCE_STARTERS = forms(
    "but and or yet so as if when while after before although though since because in on at by "
    "for from with to that which who he she it they we i there here then now what why how not"
)
TITLE_INTRODUCERS = forms(
    "article titled entitled headlined headline essay book song film paper op-ed column"
)

CUES: dict[str, tuple[str, str]] = {
    form: (how, kind)
    for how, table in (
        ("paper", PAPER_CUE_VERBS),
        ("bare", BARE_CUE_VERBS),
        ("open", OPEN_CUE_VERBS),
        ("finite", CUE_VERBS),
    )
    for kind, listed in table.items()
    for form in listed
}
# Words that make a short quotation near them the words of somebody.
SPEECH = (
    frozenset(CUES)
    | NAMING_VERBS
    | forms(
        "according urging warning accusing pointed quoted quoting comments comment remarks remark "
        "statement suggestion claim criticism tweet speech interview considered referring mocked "
        "attacked accusations urge citing cited"
    )
)

# Before a colon alone: the commonest verbs of saying in German, French and Spanish, which introduce
# a quotation. The first may have their subject behind them ("sagte der Zeitung:"), the others end.
FOREIGN_SAYING = forms(
    "sagt sagte sagten schreibt schrieb schrieben meint meinte dit disait déclare déclaré écrit "
    "dijo dijeron escribió declaró"
)
FOREIGN_SAYING_LAST = forms(
    "gesagt erklärt erklärte erklärten geschrieben betont betonte antwortet antwortete berichtet "
    "berichtete ergänzt ergänzte fragt fragte ruft rief warnt warnte zitiert wörtlich mitgeteilt "
    "ajoute ajouté affirme affirmé explique expliqué répond répondu précise précisé poursuit "
    "raconte raconté conclut conclu lancé dice dicen afirma afirmó explica explicó "
    "señala señaló añade añadió escribe respondió aseguró sostuvo agregó concluyó preguntó"
)
# "Autrement dit :", "kurz gesagt:": the writer's own words once more.
FOREIGN_IN_OTHER_WORDS = forms(
    "autrement cela ceci proprement anders genauer kurz besser offen ehrlich einfach"
)
QUESTION_WORDS = forms("what which who whom how whatever")
# "The sign read:" quotes; "the book I read:" and "three books to read:" do not.
NOT_BEFORE_READ = forms(
    "to i we you he she they who must should can could will would may might has have had is are "
    "was were be been being not never people a an the good best"
)
