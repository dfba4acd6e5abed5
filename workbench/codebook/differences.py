"""What changed between two codebook versions: each part with its class of change. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeVar

from workbench.codebook import describing
from workbench.codebook.alike import propose
from workbench.codebook.describing import Field, FieldKind
from workbench.codebook.format import Camp, Codebook, Dimension, Target, Value
from workbench.codebook.lineage import Lineage
from workbench.codebook.mapping import pair_dimensions, value_takers
from workbench.core.word_changes import Piece, as_whole, compare_words, effort

Kind = Literal["added", "removed", "merged", "split", "moved"] | FieldKind
What = Literal["codebook", "question", "value", "target", "camp"]

#: Each class of change in words, the weightiest first.
KIND_WORDS: Mapping[Kind, str] = {
    "removed": "removed",
    "split": "split",
    "merged": "merged",
    "added": "added",
    "renamed": "renamed",
    "asked": "asked differently",
    "wording": "wording",
    "moved": "moved",
    "keys": "keys",
    "measured": "agreement measured differently",
    "exported": "dataset names",
}

#: Words times words in all fields of a difference; what exceeds it is shown without marks.
_MOST_PAIRS = 6_000_000

Part = TypeVar("Part", Value, Target, Camp)


@dataclass(frozen=True)
class Named:
    """A question, value, target or camp by its id and title."""

    id: str
    title: str


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, and both as one text with the changed words."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Change:
    """A part that changed: of a merge there are several before, of a split several after.

    `values` are the changed values of a question. `maybe` is the removed part that an added one may
    be under another id; nobody has said so yet.
    """

    what: What
    kinds: tuple[Kind, ...]
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    fields: tuple[FieldChange, ...] = ()
    values: tuple[Change, ...] = ()
    maybe: Named | None = None

    @property
    def title(self) -> str:
        return " + ".join(part.title for part in self.after or self.before)


@dataclass(frozen=True)
class Difference:
    """All that changed, in the order of the newer version; parts that went come last."""

    changes: tuple[Change, ...]

    def counts(self) -> dict[Kind, int]:
        """How many parts changed in which way."""
        parts = chain(self.changes, *(change.values for change in self.changes))
        counted = Counter(kind for part in parts for kind in part.kinds)
        return {kind: counted[kind] for kind in KIND_WORDS if counted[kind]}


def compare(old: Codebook, new: Codebook, lineage: Lineage) -> Difference:
    """The difference; `lineage` leads from the old codebook to the new one."""
    return Difference(tuple(_Comparison(old, new, lineage).changes()))


class _Comparison:
    def __init__(self, old: Codebook, new: Codebook, lineage: Lineage) -> None:
        self.old, self.new, self.lineage = old, new, lineage
        self.pairs = pair_dimensions(lineage, old, new)
        self.proposals = propose(lineage, old, new)
        self.taken = {
            before: value_takers(lineage, old, new, before, after)
            for before, after in self.pairs.items()
            if after
        }
        self.spent = 0

    def changes(self) -> Iterable[Change]:
        book = self._fields(describing.of_book(self.old), describing.of_book(self.new))
        if book[0]:
            yield Change("codebook", book[0], (_named(self.old),), (_named(self.new),), book[1])
        yield from self._dimensions()
        yield from self._listed("target", self.old.targets, self.new.targets, describing.of_target)
        yield from self._listed("camp", self.old.camps, self.new.camps, describing.of_camp)

    def _dimensions(self) -> Iterable[Change]:
        origins = {after: before for before, after in self.pairs.items() if after}
        moved = _moved([origins[d.id] for d in self.new.dimensions if d.id in origins], self.pairs)
        for dimension in self.new.dimensions:
            if dimension.id not in origins:
                maybe = self.proposals.dimensions.get(dimension.id)
                guess = _named(self.old.dimension(maybe)) if maybe else None
                yield Change("question", ("added",), (), (_named(dimension),), maybe=guess)
                continue
            before = self.old.dimension(origins[dimension.id])
            kinds, fields = self._fields(
                describing.of_dimension(self.old, before, self._rename),
                describing.of_dimension(self.new, dimension, lambda _, value: value or _),
            )
            if before.id in moved:
                kinds = (*kinds, "moved")
            values = tuple(self._values(before, dimension))
            if kinds or values:
                yield Change(
                    "question", kinds, (_named(before),), (_named(dimension),), fields, values
                )
        for before_id, after in self.pairs.items():
            if not after:
                yield Change("question", ("removed",), (_named(self.old.dimension(before_id)),), ())

    def _rename(self, dimension_id: str, value_id: str) -> str:
        """An old id as the new version calls it; without a value, the dimension's own."""
        if not value_id:
            return self.pairs.get(dimension_id) or dimension_id
        found = self.taken.get(dimension_id, {}).get(value_id, ())
        return found[0] if len(found) == 1 else value_id

    def _values(self, before: Dimension, after: Dimension) -> Iterable[Change]:
        if not before.values and not after.values:
            return
        taken = self.taken[before.id]
        maybe = self.proposals.values.get(after.id, {})
        parts = {value.id: value for value in before.values}
        yield from self._parts("value", parts, after.values, taken, maybe, describing.of_value)

    def _listed(
        self,
        what: What,
        before: Sequence[Part],
        after: Sequence[Part],
        describe: Callable[[Part], list[Field]],
    ) -> Iterable[Change]:
        there = {part.id for part in after}
        taken = {part.id: (part.id,) if part.id in there else () for part in before}
        maybe = self.proposals.targets if what == "target" else self.proposals.camps
        parts = {part.id: part for part in before}
        yield from self._parts(what, parts, after, taken, maybe, describe)

    def _parts(
        self,
        what: What,
        before: Mapping[str, Part],
        after: Sequence[Part],
        taken: Mapping[str, tuple[str, ...]],
        maybe: Mapping[str, str],
        describe: Callable[[Part], list[Field]],
    ) -> Iterable[Change]:
        named = {part.id: part for part in after}
        groups = list(_groups(before, named, taken))
        going_on = [olds[0] for olds, news in groups if len(olds) == len(news) == 1]
        moved = _moved(going_on, before)
        for olds, news in groups:
            was = tuple(_named(before[one]) for one in olds)
            now = tuple(_named(named[one]) for one in news)
            if not news:
                yield Change(what, ("removed",), was, ())
            elif not olds:
                guess = maybe.get(news[0])
                yield Change(
                    what, ("added",), (), now, maybe=_named(before[guess]) if guess else None
                )
            else:
                base = next((one for one in olds if one in news), olds[0])
                same = base if base in news else news[0]
                kinds, fields = self._fields(describe(before[base]), describe(named[same]))
                if len(olds) > 1 or len(news) > 1:  # names differ: that is what merging says
                    fields = tuple(one for one in fields if one.name not in ("Title", "Id"))
                kinds = _weigh(kinds, len(olds), len(news), base in moved)
                if kinds:
                    yield Change(what, kinds, was, now, fields)

    def _fields(
        self, before: Iterable[Field], after: Iterable[Field]
    ) -> tuple[tuple[Kind, ...], tuple[FieldChange, ...]]:
        found = [(a, b) for a, b in zip(before, after, strict=True) if a.raw != b.raw]
        kinds: tuple[Kind, ...] = tuple(dict.fromkeys(b.kind for _, b in found))
        return kinds, tuple(
            FieldChange(b.name, a.text, b.text, self._pieces(a.text, b.text)) for a, b in found
        )

    def _pieces(self, old: str, new: str) -> tuple[Piece, ...]:
        self.spent += effort(old, new)
        compared = compare_words if self.spent <= _MOST_PAIRS else as_whole
        return compared(old, new)


def _named(part: Value | Target | Camp | Dimension | Codebook) -> Named:
    return Named(part.id, part.title)


def _weigh(kinds: Sequence[Kind], olds: int, news: int, is_moved: bool) -> tuple[Kind, ...]:
    if olds > 1 or news > 1:
        found: list[Kind] = ["split"] if news > 1 else []
        found += ["merged"] if olds > 1 else []
        return (*found, *(kind for kind in kinds if kind != "renamed"))
    return (*kinds, "moved") if is_moved else tuple(kinds)


def _groups(
    before: Iterable[str], after: Iterable[str], taken: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[list[str], list[str]]]:
    """Old and new ids that hang together: in the order of the new ones, then what is gone."""
    sources: dict[str, list[str]] = {}
    for old, takers in taken.items():
        for one in takers:
            sources.setdefault(one, []).append(old)
    seen: set[str] = set()
    for new in after:
        if new in seen:
            continue
        olds: list[str] = []
        news = [new]
        for one in news:  # grows while it is walked
            for old in sources.get(one, ()):
                if old not in olds:
                    olds.append(old)
                    news.extend(other for other in taken[old] if other not in news)
        seen.update(news)
        yield olds, news
    yield from (([old], []) for old in before if not taken.get(old))


def _moved(now: Sequence[str], before: Iterable[str]) -> set[str]:
    """Ids that left their order: those outside the longest run that kept it."""
    place = {one: number for number, one in enumerate(before)}
    tails: list[int] = []  # the smallest end of a run of each length
    ends: list[str] = []
    previous: dict[str, str | None] = {}
    for one in now:
        at = bisect_left(tails, place[one])
        previous[one] = ends[at - 1] if at else None
        tails[at : at + 1], ends[at : at + 1] = [place[one]], [one]
    kept: set[str] = set()
    last: str | None = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = previous[last]
    return set(now) - kept
