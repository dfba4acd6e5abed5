"""What a lead wants to see of the corpus, as an address says it. Pure.

Whatever an address can name comes from the fixed lists below: a name of a column or of another
table never reaches the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from workbench.core.errors import NotFound

PER_PAGE = 50

#: How articles can be ordered, each with the words for it.
SORTS = {
    "imported": "Imported, newest first",
    "published": "Published, newest first",
    "title": "Title",
    "outlet": "Outlet",
}
#: Which articles can be chosen by how far they are.
STATES = {
    "": "Any",
    "free": "Not assigned",
    "assigned": "Assigned, nothing saved yet",
    "judged": "With judgments",
    "replaced": "Old versions",
}
_NAMES = frozenset({"q", "outlet", "story", "from", "to", "state", "sort", "page"})

#: The story filter's word for articles that belong to none; no story is searched by it.
NO_STORY = "-"


@dataclass(frozen=True)
class Wanted:
    """One page of the list: what was searched and chosen, "" and None for what was not.

    `outlet_id` is the id of an outlet, `story` words of a story's title or NO_STORY; both days
    are inclusive. `wrong` holds a sentence by the name of a field that could not be read.
    """

    query: str = ""
    outlet_id: int | None = None
    story: str = ""
    first_day: date | None = None
    last_day: date | None = None
    state: str = ""
    sort: str = "imported"
    page: int = 1
    wrong: Mapping[str, str] | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return replace(self, sort="imported", page=1, wrong=None) != Wanted()

    def address(self, **changes: object) -> dict[str, object]:
        """The parameters of the address of this page, or of another one, without empty ones."""
        said = {
            "q": self.query,
            "outlet": self.outlet_id,
            "story": self.story,
            "from": self.first_day,
            "to": self.last_day,
            "state": self.state,
            "sort": "" if self.sort == "imported" else self.sort,
            "page": None if self.page == 1 else self.page,
        }
        return {name: value for name, value in (said | changes).items() if value not in (None, "")}


def read_wanted(given: Mapping[str, str]) -> Wanted:
    """What the parameters of an address ask for.

    Raises NotFound for a parameter, an order, a state or a number that does not exist.
    """
    if not given.keys() <= _NAMES:
        raise NotFound("There is no such filter. Open the list from the bar above.")
    wrong: dict[str, str] = {}
    return Wanted(
        query=" ".join(given.get("q", "").split())[:200],
        outlet_id=_number(given.get("outlet", "")),
        story=" ".join(given.get("story", "").split())[:200],
        first_day=_day(given, "from", wrong),
        last_day=_day(given, "to", wrong),
        state=_one_of(STATES, given.get("state", "")),
        sort=_one_of(SORTS, given.get("sort", "") or "imported"),
        page=_number(given.get("page", "")) or 1,
        wrong=wrong or None,
    )


def _one_of(known: Mapping[str, str], given: str) -> str:
    if given not in known:
        raise NotFound("There is no such choice. Open the list from the bar above.")
    return given


def _number(given: str) -> int | None:
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= 9):
        raise NotFound("There is nothing at this address.")
    return int(given)


def _day(given: Mapping[str, str], name: str, wrong: dict[str, str]) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong[name] = "Write the date as year-month-day, such as 2019-03-09."
        return None
