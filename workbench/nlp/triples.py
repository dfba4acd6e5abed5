"""Which premarks belong together: the source, the cue and the content of one act of saying.

Computed from the premarks as they are stored, so that it serves articles imported at any time.
A source that no premark names is read off the subject of the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbench.nlp.reading import Find, Reading
from workbench.nlp.subjects import subject_of
from workbench.nlp.words import SENTENCE_STARTERS, forms

QuoteKind = Literal["direct", "mixed", ""]
#: Start, end and label of a passage.
Member = tuple[int, int, str]

_MOST_BETWEEN = 140  # code points between a quotation and its cue
_MOST_BEFORE_MORE = 90  # code points after which a quotation goes on in the next sentence
#: A fragment that begins so lacks its subject.
_NO_CLAUSE_OPENS_WITH = forms(
    "would will do does did is are was were has have had can could should must may might not to "
    "and or of in for with by as on at from into"
)
#: They tell where words come from beside another cue: "said in a statement".
_BESIDE = frozenset({"in_document", "unnamed_belief", "relay"})
_NOT_A_SOURCE = frozenset({"anonymity", "relayed_document"})
_STOP = re.compile(
    r"(?<!\bM[rs])(?<!\bMrs|\bSen|\bRep|\bGov|\bGen)(?<!\b[DSJ][rt])(?<!\b[A-Z])[.!?]"
)
_NEW_CLAUSE = re.compile(
    r"[;:“”\"«»]|\b(?:as|when|while|after|before|because|and|but|if)\b", re.IGNORECASE
)
_TWO_NAMES = re.compile(r"\b[A-Z][\w.’'-]*\s+and\s+(?=[A-Z])")
_ENDS_SPEECH = re.compile(r"[,?!—–-][”\"’»]\Z")
_ANNOUNCES = re.compile(r"(?:[,:—–]|\bthat)\s*\Z")
_MARKS = re.compile('[“”"«»„]')
_BLANK = re.compile(r"[\s,]*\Z")
_BESIDE_CUE = re.compile(
    r"\s*(?:(?:has|have|had|also|later|then|\w+ly)\s+)*\Z|,[^,.;:“”\"]{1,80},\s*\Z"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of saying: a cue, the pieces of its content, and its source where one is plain.

    `quoting` is how the words are given ("" where that is not plain), `stance` the class of the
    cue ("" where it has none).
    `inferred` is the source as a row of a premark, None where a premark names it or nothing does.
    """

    members: tuple[Member, ...]
    quoting: QuoteKind
    stance: str
    inferred: tuple[int, int, str, str, str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    label: str
    rule: str
    stance: str


def attributions(
    text: str, tokens: Iterable[Sequence[int]], premarks: Iterable[Sequence[Any]]
) -> list[Attribution]:
    """The acts of saying among the premarks of a paragraph, in the order of their first content.

    `premarks` are rows as `nlp.cues.Row`, older ones without class and flag included.
    """
    marks = [_mark(row) for row in premarks]
    cues = [one for one in marks if one.label == "cue" and one.rule not in _BESIDE]
    contents = [one for one in marks if one.label == "content"]
    if not cues or not contents:
        return []
    reading = Reading(text, tuple((start, end) for start, end in tokens))
    sources = [one for one in marks if one.label == "source" and one.rule not in _NOT_A_SOURCE]
    return [_attribution(reading, cue, own, sources) for cue, own in _grouped(text, contents, cues)]


def _mark(row: Sequence[Any]) -> _Mark:
    start, end, label, rule, *more = row
    return _Mark(start, end, label, rule, more[0] if more else "")


def _grouped(
    text: str, contents: Sequence[_Mark], cues: Sequence[_Mark]
) -> list[tuple[_Mark, list[_Mark]]]:
    """Each cue that has content, with the pieces of it."""
    groups: list[tuple[_Mark, list[_Mark]]] = []
    for content in contents:
        cue = _cue_of(text, content, contents, cues)
        known = next((pieces for other, pieces in groups if other is cue), None)
        if known is not None:
            known.append(content)
        elif cue is not None:
            groups.append((cue, [content]))
        elif groups and _goes_on(text, groups[-1], content, cues):
            groups[-1][1].append(content)
    return groups


def _cue_of(
    text: str, content: _Mark, contents: Sequence[_Mark], cues: Sequence[_Mark]
) -> _Mark | None:
    before = _cue_before(text, content, cues)
    if before is not None and text[before.end : content.start].rstrip().endswith(":"):
        return before
    return _cue_after(text, content, contents, cues) or before


def _cue_after(
    text: str, content: _Mark, contents: Sequence[_Mark], cues: Sequence[_Mark]
) -> _Mark | None:
    """Of “...,” she said: the next cue in the same clause."""
    cue = next((one for one in cues if one.start >= content.end), None)
    if cue is None or cue.start - content.end > _MOST_BETWEEN:
        return None
    between = text[content.end : cue.start]
    is_speech = _ENDS_SPEECH.search(text[content.start : content.end]) or between[:1] == ","
    if cue.rule == "according_to" and _BLANK.match(between):
        return cue
    is_apart = _STOP.search(between) or _opens_clause(between) or _opens_sentence(between)
    if not is_speech or is_apart or _any_within(contents, content.end, cue.start):
        return None
    return cue


def _opens_clause(between: str) -> bool:
    return bool(_NEW_CLAUSE.search(_TWO_NAMES.sub("", between)))


def _opens_sentence(between: str) -> bool:
    """Of “Is it?” Then she said: the mark of the question ends the sentence."""
    word = between.split(maxsplit=1)[:1]
    return bool(word) and word[0][0].isupper() and word[0].lower() in SENTENCE_STARTERS


def _cue_before(text: str, content: _Mark, cues: Sequence[_Mark]) -> _Mark | None:
    """Of: She said, “...”: the last cue before it in the same sentence."""
    cue = next((one for one in reversed(cues) if one.end <= content.start), None)
    if cue is None or content.start - cue.end > _MOST_BETWEEN:
        return None
    between = text[cue.end : content.start]
    if _STOP.search(between) or _MARKS.search(between):
        return None
    is_fragment = text[content.start + 1 : content.start + 2].islower()
    return cue if is_fragment or between.isspace() or _ANNOUNCES.search(between) else None


def _goes_on(
    text: str, group: tuple[_Mark, Sequence[_Mark]], content: _Mark, cues: Sequence[_Mark]
) -> bool:
    """“...,” she said. “...”: the same act of saying, in the next sentence."""
    cue, pieces = group
    end = max(cue.end, pieces[-1].end)
    between = _without_titles(text[end : content.start].strip())
    if len(between) > _MOST_BEFORE_MORE or _any_within(cues, end, content.start):
        return False
    is_next = between[-1:] in {".", ",", ";"} if end == cue.end else between == ""
    return is_next and not re.search(r"[“”\"]|[.!?]\s", between)


def _without_titles(words: str) -> str:
    return re.sub(r"\b(?:M[rs]|Mrs|Dr|St|Sen|Rep|Gov|Gen|[A-Z])\.", "", words)


def _any_within(marks: Iterable[_Mark], start: int, end: int) -> bool:
    return any(one.start >= start and one.end <= end for one in marks)


def _attribution(
    reading: Reading, cue: _Mark, contents: Sequence[_Mark], sources: Sequence[_Mark]
) -> Attribution:
    source = next((one for one in sources if _is_beside(reading.text, cue, one)), None)
    inferred = None
    if source is None:
        is_after_quote = any(
            one.end <= cue.start and _BLANK.match(reading.text[one.end : cue.start])
            for one in contents
        )
        passage = Find(cue.start, cue.end, cue.rule)
        found = subject_of(reading, passage, is_after_quote=is_after_quote)
        if found is not None and not _touches(contents, found):
            inferred = (found.start, found.end, "source", found.rule, "", 0)
    first = source or (inferred and _mark(inferred))
    marks = [*([first] if first else []), cue, *contents]
    return Attribution(
        members=tuple((one.start, one.end, one.label) for one in marks),
        quoting=_quoting(reading.text, contents),
        stance=cue.stance,
        inferred=inferred,
    )


def _is_beside(text: str, cue: _Mark, source: _Mark) -> bool:
    if source.start >= cue.end:
        return not text[cue.end : source.start].strip()
    return source.end <= cue.start and bool(_BESIDE_CUE.match(text[source.end : cue.start]))


def _touches(marks: Iterable[_Mark], find: Find) -> bool:
    return any(one.start < find.end and find.start < one.end for one in marks)


def _quoting(text: str, contents: Sequence[_Mark]) -> QuoteKind:
    """A whole clause word for word is direct, a fragment within the writer's sentence mixed."""
    kinds = {_kind_of(text, one) for one in contents}
    return "direct" if "direct" in kinds else "mixed" if kinds == {"mixed"} else ""


def _kind_of(text: str, content: _Mark) -> QuoteKind:
    """The kind of one quotation, "" where only its reader can tell a clause from a fragment."""
    inside = text[content.start : content.end].strip('“”"‘’«»„ ')
    if content.rule != "direct_quote" or inside[:1].isupper():
        return "direct"
    return "mixed" if inside.split(maxsplit=1)[0].lower() in _NO_CLAUSE_OPENS_WITH else ""
