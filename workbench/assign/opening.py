"""What a round opens to its annotators beside their own work. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.wording import later

#: Said where a submitted article of an opened round should be changed after all.
UNSEALED = later(
    "This round has been opened to discussion or rulings: its answers count as they were before, "
    "so nothing that was submitted is opened again. Rule on the paragraph instead."
)


@dataclass(frozen=True)
class Opening:
    """Three switches, each for articles that an annotator has submitted but the last."""

    has_discussion: bool = False
    shows_rulings: bool = False
    #: Earlier rulings, beside the label while one answers.
    shows_precedents: bool = False

    @property
    def unseals(self) -> bool:
        """Whether annotators can see what others answered, once their own is submitted."""
        return self.has_discussion or self.shows_rulings

    @property
    def in_words(self) -> str:
        """For a lead's list: `discussion, rulings`."""
        switches = {
            "discussion": self.has_discussion,
            "rulings": self.shows_rulings,
            "earlier rulings": self.shows_precedents,
        }
        return ", ".join(name for name, is_on in switches.items() if is_on) or "nothing"


CLOSED = Opening()


def fault_of_opening(kind: str, opening: Opening, *, still_open: int) -> str:
    """What is wrong with opening so much in a round of this kind; "" when nothing is.

    `still_open` counts the assignments that are neither submitted nor skipped. Who has seen on one
    article how others answered has learnt from them for the next.
    """
    if kind != "reliability":
        return ""
    if opening.shows_precedents:
        return (
            "A reliability round shows no earlier rulings at the label: it measures whether people "
            "agree by themselves. Leave them off."
        )
    if opening.unseals and still_open:
        return (
            "A reliability round measures whether people agree by themselves: discussion and "
            "rulings can be opened later, once everything in it is submitted or skipped."
        )
    return ""
