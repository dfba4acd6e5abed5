"""What a round hides from its annotators until they submit an article. Pure.

Everything that is not annotated may name the outlet or the author (a plea, a copyright line, a
photo credit, a biography), so all of it is hidden with either switch. Names inside the running
text are replaced by [OUTLET] and [AUTHOR]; what is stored keeps the true words and offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.core.wording import _
from workbench.corpus.masked import MaskedText, apply_masks


@dataclass(frozen=True)
class Mask:
    """What is hidden at this moment."""

    outlet: bool
    byline: bool

    def hides(self, *, is_annotatable: bool) -> bool:
        """Whether a paragraph is shown as a quiet block instead of its text."""
        return (self.outlet or self.byline) and not is_annotatable

    @property
    def kinds(self) -> frozenset[str]:
        """Which masks of a text are in force."""
        switches = (("outlet", self.outlet), ("author", self.byline))
        return frozenset(kind for kind, is_hidden in switches if is_hidden)

    def over(self, text: str, masks: Iterable[Sequence[Any]]) -> MaskedText:
        """The text as the annotator may read it; `masks` as `Paragraph.masks` holds them."""
        return apply_masks(text, masks, self.kinds)

    @property
    def sentence(self) -> str:
        """For the annotator, "" when nothing is hidden."""
        if self.outlet and self.byline:
            return _("Outlet and byline hidden until you submit")
        if self.outlet:
            return _("Outlet hidden until you submit")
        return _("Byline hidden until you submit") if self.byline else ""


def mask(*, mask_outlet: bool, mask_byline: bool, is_submitted: bool) -> Mask:
    """The mask of a round for one assignment: lifted once the article is submitted."""
    return Mask(mask_outlet and not is_submitted, mask_byline and not is_submitted)
