"""Where a lineage is silent: which added part may be a removed one under another id. Pure.

A proposal is only shown; the lead decides when judgments are moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from workbench.codebook.format import Camp, Codebook, Dimension, Target, Value
from workbench.codebook.lineage import Lineage
from workbench.codebook.mapping import can_carry, pair_dimensions, value_takers

#: Common words of two descriptions from which on they may describe one thing.
NEARLY_EQUAL = 0.75
#: Words times words in all closer looks; 200 values may meet 200 others.
_MOST_PAIRS = 4_000_000
#: Descriptions with fewer words are alike by chance.
FEWEST_WORDS = 4
#: More than any likeness of words.
SAME_TITLE = 2.0


@dataclass(frozen=True)
class Proposals:
    """Old ids by new ones, as a lineage would name them."""

    dimensions: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    camps: Mapping[str, str] = field(default_factory=dict)

    def added_to(self, lineage: Lineage) -> Lineage:
        """The lineage as if every proposal were true."""
        values = {key: dict(own) for key, own in lineage.values.items()}
        for dimension, found in self.values.items():
            values.setdefault(dimension, {}).update({new: (old,) for new, old in found.items()})
        return Lineage(dimensions={**lineage.dimensions, **self.dimensions}, values=values)


@dataclass(frozen=True)
class _Part:
    id: str
    title: str
    words: tuple[str, ...]
    counts: Counter[str]


def propose(lineage: Lineage, old: Codebook, new: Codebook) -> Proposals:
    """Added parts that resemble removed ones: by title, or nearly by description."""
    pairs = pair_dimensions(lineage, old, new)
    gone = [d for d in old.dimensions if not pairs[d.id]]
    come = [d for d in new.dimensions if d.id not in pairs.values()]
    dimensions: dict[str, str] = {}
    for one in come:
        kin = [d for d in gone if can_carry(d, one) and d.id not in dimensions.values()]
        dimensions |= _match([_of_dimension(d) for d in kin], [_of_dimension(one)])
    paired = [(o, n) for o, n in pairs.items() if n] + [(o, n) for n, o in dimensions.items()]
    values = {n: found for o, n in paired if (found := _values(lineage, old, new, o, n))}
    return Proposals(
        dimensions=dimensions,
        values=values,
        targets=_by_title(old.targets, new.targets),
        camps=_by_title(old.camps, new.camps),
    )


def _values(
    lineage: Lineage, old: Codebook, new: Codebook, old_id: str, new_id: str
) -> dict[str, str]:
    before, after = old.dimension(old_id), new.dimension(new_id)
    if not before.values or not after.values:
        return {}
    taken = value_takers(lineage, old, new, old_id, new_id)
    used = {value for values in taken.values() for value in values}
    gone = [_of_named(v) for v in before.values if not taken[v.id]]
    come = [_of_named(v) for v in after.values if v.id not in used]
    return _match(gone, come)


def _by_title(old: Sequence[Target | Camp], new: Sequence[Target | Camp]) -> dict[str, str]:
    before, after = ([_of_named(one) for one in parts] for parts in (old, new))
    gone = [one for one in before if one.id not in {other.id for other in after}]
    come = [one for one in after if one.id not in {other.id for other in before}]
    return _match(gone, come)


def _match(gone: Sequence[_Part], come: Sequence[_Part]) -> dict[str, str]:
    """Each old part once, the best resemblance first; equal titles come before all."""
    hopes = [
        (hope, x, y)
        for x, before in enumerate(gone)
        for y, after in enumerate(come)
        if (hope := _hope(before, after)) >= NEARLY_EQUAL
    ]
    scored, spent = [], 0
    for hope, x, y in sorted(hopes, key=lambda one: (-one[0], one[1], one[2])):
        spent += len(gone[x].words) * len(come[y].words)
        if hope < SAME_TITLE and spent <= _MOST_PAIRS:
            hope = SequenceMatcher(None, gone[x].words, come[y].words, autojunk=False).ratio()
        if hope >= NEARLY_EQUAL:
            scored.append((hope, x, y))
    found: dict[str, str] = {}
    for _, x, y in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if come[y].id not in found and gone[x].id not in found.values():
            found[come[y].id] = gone[x].id
    return found


def _hope(a: _Part, b: _Part) -> float:
    """At most so alike: by the words that they have in common, in whatever order."""
    if a.title.casefold() == b.title.casefold():
        return SAME_TITLE
    if min(len(a.words), len(b.words)) < FEWEST_WORDS:
        return 0.0
    common = sum((a.counts & b.counts).values())
    return 2 * common / (len(a.words) + len(b.words))


def _of_dimension(dimension: Dimension) -> _Part:
    said = f"{dimension.question} {dimension.rule}"
    return _part(dimension.id, dimension.title, said)


def _of_named(part: Value | Camp | Target) -> _Part:
    said = "" if isinstance(part, Target) else part.definition
    return _part(part.id, part.title, said)


def _part(key: str, title: str, said: str) -> _Part:
    words = tuple(said.casefold().split())
    return _Part(key, title, words, Counter(words))
