"""What a person decided about masks, carried over to a corrected text. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from workbench.corpus.preparing import PreparedArticle
from workbench.corpus.self_references import Mask

#: How the origin of a mask begins that the rules made; any other was made by a person.
_RULE = "rule:"


@dataclass(frozen=True)
class MaskedParagraph:
    """A paragraph before its correction: its masks, and those that the rules had made of it."""

    text: str
    masks: tuple[Mask, ...]
    by_rule: tuple[Mask, ...]


#: A text with the masks that it has so far.
Masked = tuple[str, tuple[Mask, ...]]


def keep_masks(
    before: Sequence[MaskedParagraph], prepared: PreparedArticle
) -> tuple[PreparedArticle, tuple[str, ...]]:
    """The corrected article with its masks as a person left them, and words that were lost.

    In unchanged paragraphs, masks made by hand stay and masks taken away by hand stay away. In
    reworded, joined or split ones the words masked by hand are looked for again; those that stand
    there less often than they were masked are returned. What the rules find anew, such as a name
    that stands in the corrected part, is added.
    """
    now: list[Masked] = [(one.draft.text, one.masks) for one in prepared.paragraphs]
    matcher = SequenceMatcher(None, [one.text for one in before], [one[0] for one in now], False)
    changed: list[tuple[slice, slice]] = []
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            for old, at in zip(before[start:end], range(new_start, new_end), strict=True):
                now[at] = (old.text, merge_masks(old, now[at][1]))
        else:
            changed.append((slice(start, end), slice(new_start, new_end)))
    wanted: Counter[_ByHand] = Counter()
    for old_part, new_part in changed:
        now[new_part], missing = _carry_over(before[old_part], now[new_part])
        wanted += missing
    for _, new_part in changed:  # a paragraph may have been moved away from the others
        for words in list(wanted):
            places = _places(now[new_part], words)
            now[new_part] = _mask_all(now[new_part], words, places)
    paragraphs = [
        replace(one, masks=masks) for one, (_, masks) in zip(prepared.paragraphs, now, strict=True)
    ]
    lost = _lost(before, now, changed)
    return replace(prepared, paragraphs=tuple(paragraphs)), lost


def lost_in_words(lost: Sequence[str]) -> str:
    """For the lead: which words are no longer masked; "" when there are none."""
    if not lost:
        return ""
    listed = ", ".join(f"“{words[:60]}”" for words in lost[:10])
    more = f" and {len(lost) - 10} more" if len(lost) > 10 else ""
    return (
        f"Masked by hand before, but not found in the corrected text: {listed}{more}. Look at the "
        "masks of the article, and mask what gives away the outlet or the author now."
    )


def merge_masks(old: MaskedParagraph, found: Sequence[Mask]) -> tuple[Mask, ...]:
    """Masks that the rules found now, without those a person took away, with those they made."""
    by_hand = [mask for mask in old.masks if _is_by_hand(mask)]
    there = {mask[:3] for mask in old.masks}
    removed = {mask[:3] for mask in old.by_rule} - there
    return _with(by_hand, [mask for mask in found if mask[:3] not in removed])


@dataclass(frozen=True)
class _ByHand:
    """Words that a person masked, and how they are found again."""

    words: str
    kind: str
    origin: str
    pattern: str


def _carry_over(
    before: Sequence[MaskedParagraph], now: Sequence[Masked]
) -> tuple[list[Masked], Counter[_ByHand]]:
    """Changed paragraphs with the masks that they keep, and what is not found in them as often.

    Words that stand as often as before are masked where they were; otherwise wherever they stand,
    for a mask too many gives nothing away.
    """
    removed = _taken_away(before)
    kept: list[Masked] = [
        (text, tuple(mask for mask in masks if (text[mask[0] : mask[1]], mask[2]) not in removed))
        for text, masks in now
    ]
    missing: Counter[_ByHand] = Counter()
    for words, count in _by_hand(before).items():
        old_places = _places([(one.text, one.masks) for one in before], words)
        places = _places(kept, words)
        if len(places) < count:
            missing[words] = count - len(places)
        elif len(places) == len(old_places):
            was_masked = [
                any(mask[:2] == (start, end) and _is_by_hand(mask) for mask in before[at].masks)
                for at, start, end in old_places
            ]
            places = [one for one, was in zip(places, was_masked, strict=True) if was]
        kept = _mask_all(kept, words, places)
    return kept, missing


def _lost(
    before: Sequence[MaskedParagraph],
    now: Sequence[Masked],
    changed: Sequence[tuple[slice, slice]],
) -> tuple[str, ...]:
    """Words that stand in all changed paragraphs together less often than they were masked."""
    old = [one for part, _ in changed for one in before[part]]
    new = [one for _, part in changed for one in now[part]]
    lost = (one.words for one, count in _by_hand(old).items() if len(_places(new, one)) < count)
    return tuple(dict.fromkeys(lost))


def _taken_away(before: Sequence[MaskedParagraph]) -> set[tuple[str, str]]:
    """Words, with their kind, that the rules mask and a person left masked nowhere."""
    by_rule = {(one.text[m[0] : m[1]], m[2]) for one in before for m in one.by_rule}
    return by_rule - {(one.text[m[0] : m[1]], m[2]) for one in before for m in one.masks}


def _by_hand(before: Iterable[MaskedParagraph]) -> dict[_ByHand, int]:
    """How often which words were masked; longer ones first, for they hide names inside them."""
    found = Counter(
        _as_words(one.text, mask) for one in before for mask in one.masks if _is_by_hand(mask)
    )
    return dict(sorted(found.items(), key=lambda one: -len(one[0].words)))


def _as_words(text: str, mask: Mask) -> _ByHand:
    """Whole words stay whole; what was masked within a word is looked for within words."""
    start, end, kind, origin = mask
    words = text[start:end]
    first = "" if re.match(r"\w\w", text[max(0, start - 1) : start + 1]) else r"(?<!\w)"
    last = "" if re.match(r"\w\w", text[end - 1 : end + 1]) else r"(?!\w)"
    return _ByHand(words, kind, origin, first + r"\s+".join(map(re.escape, words.split())) + last)


def _places(texts: Sequence[Masked], words: _ByHand) -> list[tuple[int, int, int]]:
    """Number of the text, start and end, in reading order."""
    return [
        (at, *one.span())
        for at, (text, _) in enumerate(texts)
        for one in re.finditer(words.pattern, text)
    ]


def _mask_all(
    texts: Sequence[Masked], words: _ByHand, places: Iterable[tuple[int, int, int]]
) -> list[Masked]:
    """The texts with these places masked, where they are not hidden by a person or with more."""
    masked = list(texts)
    for at, start, end in places:
        text, masks = masked[at]
        over = [mask for mask in masks if mask[0] < end and start < mask[1]]
        is_hidden = any(
            _is_by_hand(one) or (one[0] <= start and end <= one[1] and one[2] == words.kind)
            for one in over
        )
        if not is_hidden:
            masked[at] = (text, _with([(start, end, words.kind, words.origin)], masks))
    return masked


def _with(by_hand: Sequence[Mask], others: Iterable[Mask]) -> tuple[Mask, ...]:
    """All of them in order; where they overlap, the person's count."""
    free = [
        mask
        for mask in others
        if not any(mask[0] < other[1] and other[0] < mask[1] for other in by_hand)
    ]
    return tuple(sorted([*by_hand, *free]))


def _is_by_hand(mask: Mask) -> bool:
    return not mask[3].startswith(_RULE)
