"""Where passages differ: found by one, other ends, another label. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.agreement.material import Material
from workbench.stats.span_differences import KINDS, Kind, Tallies, span_differences_of

#: Of the ways to differ, in words.
KIND_WORDS: dict[Kind, str] = {
    "same": "Alike",
    "boundary": "Other ends",
    "label": "Another label",
    "boundary and label": "Other ends and label",
    "found by one": "Found by one only",
}


@dataclass(frozen=True)
class PassageDifferences:
    """How often each kind of difference occurs, in the order of `KINDS`: in all, for each label,
    for each pair of annotators. `labels` are the couples of labels that partners carry, with how
    often; two times the same one where they agree."""

    overall: tuple[tuple[Kind, int], ...]
    by_label: tuple[tuple[str, tuple[tuple[Kind, int], ...]], ...]
    by_pair: tuple[tuple[tuple[str, str], tuple[tuple[Kind, int], ...]], ...]
    labels: tuple[tuple[str, str, int], ...]


def passage_differences(material: Material) -> PassageDifferences:
    """The differences between every two annotators of a paragraph."""
    assert material.marking is not None
    found, labels = span_differences_of(material.marking), material.marking.labels
    rank = {label: place for place, label in enumerate(labels)}
    return PassageDifferences(
        overall=_counts(found.overall),
        by_label=tuple((label, _counts(found.by_label[label])) for label in labels),
        by_pair=tuple(
            ((str(pair[0]), str(pair[1])), _counts(tallies))
            for pair, tallies in found.by_pair.items()
        ),
        labels=tuple(
            (first, second, tally.total())
            for (first, second), tally in sorted(
                found.confusion.items(), key=lambda one: (rank[one[0][0]], rank[one[0][1]])
            )
        ),
    )


def _counts(tallies: Tallies) -> tuple[tuple[Kind, int], ...]:
    return tuple((kind, tallies[kind].total()) for kind in KINDS)
