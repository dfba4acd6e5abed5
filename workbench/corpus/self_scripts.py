"""What the search for names has to know of scripts and languages. Pure."""

from __future__ import annotations

import re
from itertools import groupby

#: Where the last letter with a capital form stands (Adlam).
_LAST_WITH_CASE = 0x1E943


def _capitals() -> str:
    """Every capital of Unicode, as the inside of a character class."""
    codes = (code for code in range(_LAST_WITH_CASE + 1) if chr(code).isupper())
    runs = [list(run) for _, run in groupby(enumerate(codes), lambda one: one[1] - one[0])]
    ends = [(chr(run[0][1]), chr(run[-1][1])) for run in runs]
    return "".join(first if first == last else f"{first}-{last}" for first, last in ends)


CAPITAL = _capitals()

#: English, German, Dutch, French, Spanish, Italian, Portuguese, Greek.
_ARTICLES = "the|der|die|das|de|het|le|la|les|el|los|las|il|lo|gli|i|o|os|a|as|ο|η|το|οι|τα"
_ARTICLE = re.compile(rf"\A(?:(?:{_ARTICLES})\s+|l['’]\s?)(?=\S)", re.IGNORECASE)
#: What a capital at the beginning of a sentence makes look like a part of the name after it.
LEADING_ABROAD = (
    f"{_ARTICLES}|dem|den|des|im|am|beim|vom|zum|laut|nach|bei|von|in|op|van|du|au|selon|dans|pour|"
    "del|al|en|según|para|no|na|do|da|em|nel|su|dal|"
    "в|во|на|по|от|для|с|со|из|о|об|к|и|у|з|та|й|στο|στη|στον|στην|του|της|τον|την|και|από|με"
)

#: Scripts that write no space between words, or (Korean) endings in one with them, so that a name
#: has no edge to be known by.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
#: Letters and vowel signs of the scripts of India and its neighbours, their full stops aside: the
#: signs belong to the word, but `\w` does not know them.
_SIGNS = "\u0900-\u0963\u0966-\u109f"
#: Conjunctions and prepositions that are written in one with the word after them.
_ATTACHED = (
    (re.compile("[\u0590-\u05ff]"), "\u05d5?(?:\u05db?\u05e9)?[\u05d4\u05d1\u05dc\u05de\u05db]?"),
    (re.compile("[\u0600-\u06ff]"), "[\u0648\u0641]?[\u0628\u0644\u0643]?"),
)
ARABIC_ARTICLE, _L = "\u0627\u0644", "\u0644"


def without_article(name: str) -> str:
    """The name without an article before it: "Le Phare du Nord" is "Phare du Nord"."""
    return _ARTICLE.sub("", name)


def is_caseless(name: str) -> bool:
    """Whether its script tells no name from a word by a capital (Georgian has some for titles)."""
    return name == name.lower() == name.title() and any(map(str.isalpha, name))


def caseless_name(name: str) -> str:
    """A pattern with the group `name`: the exact name, also after what is attached to a word.

    In Arabic the "l" of a preposition swallows the "a" of the article: what is left is the name.
    """
    words = [re.escape(word) for word in name.split()]
    exact = r"\s+".join(words)
    if _UNSPACED.search(name):
        return f"(?P<name>{exact})"
    before = next((prefix for script, prefix in _ATTACHED if script.match(name)), "")
    if before and name.startswith(ARABIC_ARTICLE):
        exact = f"(?:{exact}|(?<={_L}){exact.removeprefix(ARABIC_ARTICLE[0])})"
    return rf"(?<![\w@.-]){before}(?P<name>{exact})(?![\w{_SIGNS}])"
