"""Whether a text is in letters that its language is written in; no language is guessed."""

from __future__ import annotations

import re
import string

from workbench.corpus.drafts import ArticleDraft, Problem

_LETTERS = {
    "Latin": "\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff",
    "Arabic": "\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff"
    "\ufe70-\ufefc",
    "Hebrew": "\u05d0-\u05f2",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armenian": "\u0531-\u0588",
    "Georgian": "\u10a0-\u10ff",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Tamil": "\u0b80-\u0bff",
    "Thai": "\u0e00-\u0e7f",
    "Ethiopic": "\u1200-\u137f",
    "Korean": "\u1100-\u11ff\uac00-\ud7af",
    "Japanese": "\u3041-\u30ff",
    "Chinese": "\u3400-\u4dbf\u4e00-\u9fff",
}
_ASCII = re.compile("[\x00-\x7f]+")
_PATTERNS = {script: re.compile(f"[{letters}]") for script, letters in _LETTERS.items()}
# The scripts of a language's newspapers; a language that is not here gets no warning.
_LANGUAGES = {
    "Latin": "af ca cs cy da de en es et eu fi fo fr fy ga gl hr hu id is it lb lt lv ms mt nb nl "
    "nn no pl pt ro sk sl so sq sv sw tl tr vi zu az bs ku sr uz",
    "Arabic": "ar fa ur ps sd ug ckb ku az",
    "Hebrew": "he yi",
    "Cyrillic": "ru uk be bg mk sr mn kk ky tg tt bs uz az",
    "Greek": "el",
    "Armenian": "hy",
    "Georgian": "ka",
    "Devanagari": "hi mr ne",
    "Bengali": "bn as",
    "Tamil": "ta",
    "Thai": "th",
    "Ethiopic": "am ti",
    "Korean": "ko",
    "Japanese": "ja",
    "Chinese": "zh yue ja ko",
}
_SCRIPTS: dict[str, set[str]] = {}
for _script, _codes in _LANGUAGES.items():
    for _code in _codes.split():
        _SCRIPTS.setdefault(_code, set()).add(_script)


def notice_script(draft: ArticleDraft) -> tuple[Problem, ...]:
    """A warning where most letters of the text to annotate are not those of its language."""
    known = _SCRIPTS.get(draft.language.casefold().split("-")[0])
    script = _main_script("\n".join(p.text for p in draft.paragraphs if p.annotatable))
    if known is None or not script or script in known:
        return ()
    said = (
        f"The text is mostly in {script} letters, but its language is given as "
        f"“{draft.language}”. Correct the language."
    )
    return (Problem("script", said),)


def _main_script(text: str) -> str:
    """The script of more than half of the letters; "" where there is none."""
    foreign = _ASCII.sub("", text)  # most texts have next to none: quickly searched
    counts = {script: len(pattern.findall(foreign)) for script, pattern in _PATTERNS.items()}
    counts["Latin"] += sum(map(text.count, string.ascii_letters))
    if counts["Japanese"]:  # it is written in Chinese letters too
        counts["Japanese"] += counts.pop("Chinese")
    most = max(counts, key=lambda script: counts[script])
    return most if 2 * counts[most] > sum(counts.values()) else ""
