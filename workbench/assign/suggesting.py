"""What a round suggests to its annotators or shows them of others, by its kind. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.wording import _
from workbench.nlp.wording import HINTS

Rows = Sequence[Sequence[int | str]]

ROUND_KINDS = ("training", "pilot", "reliability", "production")
#: What these rounds measure is whether people agree by themselves: nothing may suggest an answer.
WITHOUT_PREMARKS = frozenset({"pilot", "reliability"})


def fault_of_suggestions(kind: str, *, has_premarks: bool, has_hints: bool) -> str:
    """What is wrong with the suggestions asked for in a round of this kind; "" when nothing is."""
    if has_premarks and kind in WITHOUT_PREMARKS:
        return (
            f"A {kind} round has no premarks: shared suggestions raise agreement by themselves. "
            "Leave them off, or open a training or production round."
        )
    if has_hints and not has_premarks:
        return "Hints are shown only beside premarks. Switch premarks on too, or hints off."
    return ""


def fault_of_showing(kind: str, *, shows_others: bool) -> str:
    """What is wrong with showing others' answers in a round of this kind; "" when nothing is.

    Who has seen them on one article has learnt from them for the next.
    """
    if shows_others and kind == "reliability":
        return _(
            "A reliability round shows nobody the answers of others: it measures whether people "
            "agree by themselves. Leave it off, or open another kind of round."
        )
    return ""


def suggested(premarks: Rows, *, has_premarks: bool, has_hints: bool) -> Rows:
    """The stored premarks that a round shows: none, all, or all but the faint hints."""
    if not has_premarks:
        return ()
    return premarks if has_hints else [mark for mark in premarks if mark[2] not in HINTS]
