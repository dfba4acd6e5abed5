"""How the queue of disagreements is asked for: what an address says, and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.errors import NotFound

SORTS = {"matters": "What matters most", "rare": "Rarest value first", "reading": "Reading order"}
STATES = {
    "open": "Without a ruling",
    "ruled": "Ruled",
    "legitimate": "Left open as legitimate",
    "discussed": "In open discussion",
    "all": "All",
}
NOTHING_THERE = "There is nothing at this address. Choose from the list above the queue."
#: Row numbers have at most so many digits.
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Filters:
    """Which units are shown, all of it together, and in which order.

    `between` are two values of `question` that somebody and somebody else gave, `annotator` is a
    seat; "", () and None are for what does not matter.
    """

    sort: str = "matters"
    question: str = ""
    between: tuple[str, ...] = ()
    annotator: str = ""
    outlet: int | None = None
    story: int | None = None
    is_flagged: bool = False
    state: str = "open"

    @property
    def as_query(self) -> dict[str, str]:
        """What an address says to ask for the same; what is usual is left out."""
        told = {
            "sort": "" if self.sort == "matters" else self.sort,
            "question": self.question,
            "between": "|".join(self.between),
            "annotator": self.annotator,
            "outlet": str(self.outlet or ""),
            "story": str(self.story or ""),
            "flag": "1" if self.is_flagged else "",
            "state": "" if self.state == "open" else self.state,
        }
        return {name: value for name, value in told.items() if value}

    @property
    def are_narrow(self) -> bool:
        """Whether any of them takes something away, the state apart."""
        return bool(self.as_query.keys() - {"sort", "state"})


def read_filters(told: Mapping[str, str]) -> Filters:
    """The filters that an address asks for; whether the round knows them is seen later.

    Raises NotFound for an order, a state or a number that there is not.
    """
    sort, state = told.get("sort") or "matters", told.get("state") or "open"
    if sort not in SORTS or state not in STATES:
        raise NotFound(NOTHING_THERE)
    question = told.get("question", "")
    pair = tuple(value for value in told.get("between", "").split("|") if value)
    return Filters(
        sort=sort,
        question=question,
        between=pair if question and len(pair) == 2 else (),
        annotator=told.get("annotator", ""),
        outlet=_number(told.get("outlet", "")),
        story=_number(told.get("story", "")),
        is_flagged=told.get("flag", "") not in ("", "0"),
        state=state,
    )


def _number(told: str) -> int | None:
    if not told:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= _MOST_DIGITS):
        raise NotFound(NOTHING_THERE)
    return int(told)
