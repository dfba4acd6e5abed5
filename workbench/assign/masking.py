"""What a round hides from its annotators until they submit an article. Pure.

Everything that is not annotated may name the outlet or the author (a plea, a copyright line, a
photo credit, a biography), so all of it is hidden with either switch. Names inside the running
text stay: changing the words would move the offsets of every span.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mask:
    """What is hidden at this moment."""

    outlet: bool
    byline: bool

    def hides(self, *, is_annotatable: bool) -> bool:
        """Whether a paragraph is shown as a quiet block instead of its text."""
        return (self.outlet or self.byline) and not is_annotatable

    @property
    def sentence(self) -> str:
        """For the annotator, "" when nothing is hidden."""
        parts = [n for n, hidden in (("outlet", self.outlet), ("byline", self.byline)) if hidden]
        return f"{' and '.join(parts).capitalize()} hidden until you submit" if parts else ""


def mask(*, mask_outlet: bool, mask_byline: bool, is_submitted: bool) -> Mask:
    """The mask of a round for one assignment: lifted once the article is submitted."""
    return Mask(mask_outlet and not is_submitted, mask_byline and not is_submitted)
