"""How a dimension is asked, answered and measured, in a few words each. Pure."""

from __future__ import annotations

from typing import Final

from workbench.codebook.format import Codebook, Condition, Dimension
from workbench.codebook.phrases import condition_met, either, listed
from workbench.core.wording import _, counted, later

MEASURES: Final = {
    "krippendorff_alpha": later("Krippendorff’s alpha"),
    "unitized_alpha": later("unitized alpha"),
    "gamma": later("gamma"),
    "span_f1": later("F1 of passages"),
    "link_f1": later("F1 of links"),
    "percent_agreement": later("percent agreement"),
    "none": later("not measured"),
}
DISTANCES: Final = {
    "nominal": later("nominal"),
    "ordinal": later("ordinal"),
    "interval": later("interval"),
    "masi": "MASI",
    "jaccard": "Jaccard",
}
#: What is measured where the file names nothing.
MEASURE_OF: Final = {"spans": "unitized_alpha", "links": "link_f1", "text": "none"}
#: What the agreement report does not know.
NOT_COMPUTED: Final = frozenset({"gamma"})
_TYPES: Final = {
    "single": later("one answer"),
    "ordinal": later("one step of a scale, the lowest first"),
    "flag": later("ticked or not"),
    "text": later("answered in words"),
    "spans": later("passages marked in the text"),
    "links": later("ties between marked passages"),
}


def facts(codebook: Codebook, dimension: Dimension) -> tuple[str, ...]:
    """How a dimension is asked and answered."""
    found = [_type(dimension)]
    if dimension.per == "target":
        targets = listed([one.title for one in codebook.targets])
        found.append(_("once for each target: %(targets)s", targets=targets))
    if dimension.is_attribute or dimension.type == "links":
        found.append(_subject(codebook, dimension))
    if dimension.values_from:
        found.append(_source(codebook, dimension))
    if dimension.when:
        found.append(condition(codebook, dimension.when))
    if dimension.optional:
        found.append(_("may be left open"))
    if dimension.exclusive:
        alone = [value_title(codebook, dimension, one) for one in dimension.exclusive]
        found.append(
            counted(
                "%(names)s stands alone", "%(names)s stand alone", len(alone), names=listed(alone)
            )
        )
    found.extend(
        _member(codebook, dimension, one.value, one.min, one.max) for one in dimension.members
    )
    return tuple(found)


def condition(codebook: Codebook, when: Condition) -> str:
    """`asked when Attributed is Yes`."""
    other = codebook.dimension(when.dimension)
    is_flag = other.type == "flag"
    values = codebook.values_of(other)
    met = condition_met(when, other.title, values, is_flag=is_flag)
    return _("asked when %(condition)s", condition=met)


def dataset_names(export: str, maps_to: dict[str, tuple[str, ...]]) -> str:
    """`exported as x · near a, b of mfc`."""
    parts = [_("exported as %(name)s", name=export)] if export else []
    parts += [
        _("near %(names)s of %(dataset)s", names=", ".join(names), dataset=dataset)
        for dataset, names in maps_to.items()
        if names
    ]
    return " · ".join(parts)


def agreement(dimension: Dimension) -> str:
    """How its reliability is measured."""
    measure = dimension.agreement.measure or MEASURE_OF.get(dimension.type, "krippendorff_alpha")
    name = str(MEASURES[measure])
    if measure == "none":
        return name
    if measure in NOT_COMPUTED:
        return _("%(measure)s (not computed here yet)", measure=name)
    if measure != "krippendorff_alpha":
        return name
    distances = [str(DISTANCES[one]) for one in dimension.agreement.distances]
    return counted(
        "%(measure)s, %(distances)s distance",
        "%(measure)s, %(distances)s distances",
        len(distances),
        measure=name,
        distances=listed(distances),
    )


def value_title(codebook: Codebook, dimension: Dimension, value_id: str) -> str:
    """As it stands on the button; the id where the dimension has no such value."""
    return next(
        (one.title for one in codebook.values_of(dimension) if one.id == value_id), value_id
    )


def _type(dimension: Dimension) -> str:
    if dimension.type == "multi":
        return _how_many(dimension.min, dimension.max)
    return str(_TYPES[dimension.type])


def _how_many(least: int, most: int) -> str:
    if least == most and most:
        return counted("exactly one answer", "exactly %(num)s answers", most)
    if least and most:
        return counted(
            "%(least)s to %(num)s answer", "%(least)s to %(num)s answers", most, least=least
        )
    if most:
        return counted("one answer at most", "up to %(num)s answers", most)
    if least > 1:
        return counted("at least %(num)s answer", "at least %(num)s answers", least)
    return _("all that apply")


def _subject(codebook: Codebook, dimension: Dimension) -> str:
    if dimension.of is None:
        return _("on marked passages")
    other = codebook.dimension(dimension.of)
    if dimension.type == "links":
        return _("between passages of %(question)s", question=other.title)
    if not dimension.of_values:
        if dimension.unit == "link":
            return _("asked of each link of %(question)s", question=other.title)
        return _("asked of each passage of %(question)s", question=other.title)
    only = either([value_title(codebook, other, one) for one in dimension.of_values])
    return _(
        "asked of each passage of %(question)s marked as %(values)s",
        question=other.title,
        values=only,
    )


def _source(codebook: Codebook, dimension: Dimension) -> str:
    name = dimension.values_from or ""
    if name == "project.camps":
        return _("chosen among the project’s camps")
    if name == "project.targets":
        return _("chosen among the project’s targets")
    other = codebook.dimension(name)
    if other.unit != dimension.unit:
        return _("chosen among the values of %(question)s", question=other.title)
    return _("chosen among the answers given to %(question)s", question=other.title)


def _member(codebook: Codebook, dimension: Dimension, value: str, least: int, most: int) -> str:
    other = codebook.dimension(dimension.of) if dimension.of else dimension
    title = value_title(codebook, other, value)
    if least == most and most:
        return f"{most} {title}"
    if most:
        return _("%(least)s to %(most)s %(title)s", least=least, most=most, title=title)
    if least:
        return _("at least %(least)s %(title)s", least=least, title=title)
    return _("any number of %(title)s", title=title)
