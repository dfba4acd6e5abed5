"""What changed between two versions of an article, by paragraph and by word. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from workbench.core.word_changes import Piece, as_whole, compare_words, effort

#: From this share of common words on, two paragraphs are one that was changed.
_ALIKE = 0.4

#: How far down a paragraph is looked for when others were put in before it.
_LOOK_AHEAD = 10

#: Words of the old paragraph times words of the new one, summed up over an article. What exceeds
#: it (half a second) is shown as wholly removed and added.
_MOST_PAIRS = 3_000_000


@dataclass(frozen=True, slots=True)
class Version:
    """A paragraph of one version; `position` from 1, `usable` whether it is annotated."""

    position: int
    kind: str
    usable: bool
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph before and after; None where it was not there or is not there any more."""

    before: Version | None
    after: Version | None
    pieces: tuple[Piece, ...]

    @property
    def what(self) -> str:
        """`same`, `kind` (only the kind or the use changed), `changed`, `added` or `removed`."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if self.before.text != self.after.text:
            return "changed"
        is_same = (self.before.kind, self.before.usable) == (self.after.kind, self.after.usable)
        return "same" if is_same else "kind"


def compare(before: Sequence[Version], after: Sequence[Version]) -> list[Change]:
    """All paragraphs of both versions in reading order, those that belong together as one."""
    pairs = list(_align(before, after))
    texts = [(old.text if old else "", new.text if new else "") for old, new in pairs]
    spent = accumulate(effort(old, new) for old, new in texts)
    return [
        Change(old, new, compare_words(*text) if total <= _MOST_PAIRS else as_whole(*text))
        for (old, new), text, total in zip(pairs, texts, spent, strict=True)
    ]


Pair = tuple[Version | None, Version | None]


def _align(before: Sequence[Version], after: Sequence[Version]) -> Iterator[Pair]:
    old, new = [one.text for one in before], [one.text for one in after]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            yield from zip(before[start:end], after[new_start:new_end], strict=True)
        else:
            yield from _pair(before[start:end], after[new_start:new_end])


def _pair(before: Sequence[Version], after: Sequence[Version]) -> Iterator[Pair]:
    """Paragraphs between two that stayed: changed, removed or added, in reading order."""
    done = 0
    for old in before:
        ahead = range(done, min(done + _LOOK_AHEAD, len(after)))
        at = next((place for place in ahead if _is_alike(old.text, after[place].text)), None)
        if at is None:
            yield old, None
            continue
        yield from ((None, new) for new in after[done:at])
        yield old, after[at]
        done = at + 1
    yield from ((None, new) for new in after[done:])


def _is_alike(old: str, new: str) -> bool:
    """Whether they share enough of the words of the shorter one: a cut or a joint is a change."""
    first, second = set(old.split()), set(new.split())
    return len(first & second) >= _ALIKE * min(len(first), len(second))
