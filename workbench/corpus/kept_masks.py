"""What a person decided about masks, carried over to a corrected text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
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


def keep_masks(before: Sequence[MaskedParagraph], prepared: PreparedArticle) -> PreparedArticle:
    """The corrected article, with the masks of its unchanged paragraphs as a person left them.

    Masks made by hand stay, masks taken away by hand stay away; what the rules find anew, such as
    a name that stands in the corrected part, is added.
    """
    matcher = SequenceMatcher(
        None, [one.text for one in before], [one.draft.text for one in prepared.paragraphs], False
    )
    paragraphs = list(prepared.paragraphs)
    for first, second, count in matcher.get_matching_blocks():
        for old, at in zip(
            before[first : first + count], range(second, second + count), strict=True
        ):
            paragraphs[at] = replace(paragraphs[at], masks=merge_masks(old, paragraphs[at].masks))
    return replace(prepared, paragraphs=tuple(paragraphs))


def merge_masks(old: MaskedParagraph, found: Sequence[Mask]) -> tuple[Mask, ...]:
    """Masks that the rules found now, without those a person took away, with those they made."""
    by_hand = [mask for mask in old.masks if not mask[3].startswith(_RULE)]
    there = {mask[:3] for mask in old.masks}
    removed = {mask[:3] for mask in old.by_rule} - there
    added = [
        mask
        for mask in found
        if mask[:3] not in removed
        and not any(mask[0] < other[1] and other[0] < mask[1] for other in by_hand)
    ]
    return tuple(sorted([*by_hand, *added]))
