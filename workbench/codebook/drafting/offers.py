"""What the form of a dimension offers: what it can wait for, and the fields that it has. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.codebook.checks import CHOICES, key_scope
from workbench.codebook.format import Codebook, Dimension, Value


def gates(codebook: Codebook, dimension: Dimension) -> Sequence[Dimension]:
    """Earlier dimensions that it can wait for."""
    place = codebook.dimensions.index(dimension)
    return [
        d
        for d in codebook.dimensions[:place]
        if key_scope(d) == key_scope(dimension)
        and d.type in {*CHOICES, "flag"}
        and codebook.values_of(d)
    ]


def described(codebook: Codebook, dimension: Dimension) -> tuple[Value, ...]:
    """The labels of the passages that it is about, or that it ties."""
    if not dimension.of:
        return ()
    return codebook.dimension(dimension.of).values


def sources(codebook: Codebook, dimension: Dimension) -> list[tuple[str, str]]:
    """Where its values can come from."""
    place = codebook.dimensions.index(dimension)
    found = [("", "its own, listed here")]
    if dimension.values:
        return found
    for other in codebook.dimensions[:place]:
        if other.values and not other.per and other.values_from is None:
            chosen = other.unit == dimension.unit and not other.is_attribute
            if not chosen or other.type == "multi":
                words = "those chosen in" if chosen else "all those of"
                found.append((other.id, f"{words} “{other.title}”"))
    return [*found, ("project.camps", "the camps"), ("project.targets", "the targets")]


def not_applying(
    dimension: Dimension, has_values: bool, has_labels: bool, n_distances: int
) -> list[str]:
    """The fields that this dimension does not have."""
    kind, found = dimension.type, []
    if kind != "flag":
        found += ["key"]
    if kind != "multi":
        found += ["min", "max"]
    if kind != "multi" or not dimension.values:
        found += ["exclusive"]
    if kind != "ordinal" or not dimension.values:
        found += ["off_scale"]
    if kind in {"text", "spans", "links"} or not has_values:
        found += ["default"]
    if kind not in {*CHOICES, "spans"} or not dimension.values:
        found += ["tie_break"]
    if kind not in {"single", "multi"} or dimension.values:
        found += ["values_from"]
    if not dimension.values_from:
        found += ["exports"]
    if dimension.unit != "span" or not has_labels:
        found += ["of_values"]
    if kind in {"spans", "links"} or dimension.is_attribute:
        found += ["per_target"]
    if n_distances < 2:
        found += ["distance", "distances"]
    return found
