"""The codebook file format: YAML or JSON, one document, validated before anything is stored.

A codebook is a list of dimensions in the order in which they are asked; a dimension is one
question, a value one answer. Unknown keys are refused, because a misspelt key would otherwise
change a study without a word.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Identifier = Annotated[
    str, StringConstraints(pattern=r"^-?[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)
]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Title = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]?$")]

#: Keys the annotation page needs for itself; a value may not claim them (see static/annotate).
PAGE_KEYS = frozenset("adgjkpz")

DimensionType = Literal["single", "multi", "ordinal", "spans"]
Distance = Literal["nominal", "ordinal", "interval", "masi", "jaccard"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Value(_Part):
    """One answer, with what an annotator needs to decide for or against it."""

    id: Identifier
    title: Title
    key: Key = ""
    definition: Sentence = ""
    include: Sentence = ""
    exclude: Sentence = ""
    positive: Sentence = ""
    negative: Sentence = ""


class Condition(_Part):
    """Ask only after an earlier answer: `is` any of these, or `at_least` so many values."""

    dimension: Identifier
    is_: tuple[Identifier, ...] = Field(default=(), alias="is")
    at_least: int = Field(default=0, ge=0, le=20)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if bool(self.is_) == bool(self.at_least):
            raise ValueError("give either `is` or `at_least`, and only one of them")
        return self


class Agreement(_Part):
    """Which distance the reliability of a dimension is measured with, the headline one first."""

    distances: tuple[Distance, ...] = ("nominal",)


class Dimension(_Part):
    """One question on a paragraph.

    `per` = "target" asks it once for each of the project's targets. `values_from` offers only the
    values chosen in an earlier multi dimension. `exclusive` values stand alone. `off_scale` values
    of an ordinal dimension are answers that are no grade (they count as missing for its alpha).
    """

    id: Identifier
    title: Title
    question: Sentence = ""
    rule: Sentence = ""
    unit: Literal["paragraph"] = "paragraph"
    type: DimensionType
    per: Literal["target"] | None = None
    min: int = Field(default=0, ge=0, le=20)
    max: int = Field(default=0, ge=0, le=200)
    exclusive: tuple[Identifier, ...] = ()
    off_scale: tuple[Identifier, ...] = ()
    values_from: Identifier | None = None
    when: Condition | None = None
    agreement: Agreement = Agreement()
    values: tuple[Value, ...] = Field(default=(), max_length=200)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        ids = [value.id for value in self.values]
        _refuse_duplicates(ids, f"value ids of `{self.id}`")
        for name in ("exclusive", "off_scale"):
            for value in getattr(self, name):
                if value not in ids:
                    raise ValueError(f"`{name}` of `{self.id}` names the unknown value `{value}`")
        if bool(self.values) == bool(self.values_from):
            raise ValueError(f"`{self.id}` needs either `values` or `values_from`")
        if (self.min or self.max or self.exclusive) and self.type != "multi":
            raise ValueError(f"`min`, `max` and `exclusive` of `{self.id}` need type `multi`")
        if self.max and self.max < self.min:
            raise ValueError(f"`max` of `{self.id}` is smaller than its `min`")
        if self.values and self.min > len(self.values):
            raise ValueError(f"`min` of `{self.id}` asks for more values than there are")
        if self.values_from and self.type != "single":
            raise ValueError(f"`values_from` of `{self.id}` needs type `single`")
        if self.off_scale and self.type != "ordinal":
            raise ValueError(f"`off_scale` of `{self.id}` needs type `ordinal`")
        if self.type == "spans" and self.per:
            raise ValueError(f"`{self.id}` marks spans and cannot be asked per target")
        return self

    def value_ids(self) -> tuple[str, ...]:
        """Ids in the order of the file: the order of an ordinal scale, lowest first."""
        return tuple(value.id for value in self.values)


class Codebook(_Part):
    """A whole question sheet, consistent in itself."""

    format: Literal["workbench-codebook/1"] = "workbench-codebook/1"
    id: Identifier
    title: Title
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"
    purpose: Sentence = ""
    general_rules: tuple[Sentence, ...] = ()
    dimensions: tuple[Dimension, ...] = Field(min_length=1, max_length=60)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        _refuse_duplicates([d.id for d in self.dimensions], "dimension ids")
        earlier: dict[str, Dimension] = {}
        for dimension in self.dimensions:
            _check_references(dimension, earlier)
            earlier[dimension.id] = dimension
        keys = [v.key for d in self.dimensions for v in d.values if v.key]
        _refuse_duplicates(keys, "keys")
        for key in sorted(PAGE_KEYS.intersection(keys)):
            raise ValueError(f"the key `{key}` is used by the annotation page itself")
        return self

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension of that id. Raises KeyError where there is none."""
        for dimension in self.dimensions:
            if dimension.id == dimension_id:
                return dimension
        raise KeyError(dimension_id)

    def values_of(self, dimension: Dimension) -> tuple[Value, ...]:
        """The values offered, looked up through `values_from`."""
        if dimension.values_from is None:
            return dimension.values
        return self.dimension(dimension.values_from).values


def canonical_json(codebook: Codebook) -> str:
    """The codebook as stored: keys sorted, no spaces, so that equal codebooks are equal bytes."""
    document = codebook.model_dump(mode="json", by_alias=True)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(codebook: Codebook) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(codebook).encode()).hexdigest()


def _refuse_duplicates(names: list[str], what: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{what} must differ; given twice: {', '.join(f'`{n}`' for n in twice)}")


def _check_references(dimension: Dimension, earlier: dict[str, Dimension]) -> None:
    if dimension.values_from is not None:
        source = earlier.get(dimension.values_from)
        if source is None or source.type != "multi":
            raise ValueError(
                f"`values_from` of `{dimension.id}` must name an earlier multi dimension"
            )
        if source.per:
            raise ValueError(
                f"`values_from` of `{dimension.id}` must name a plain question, not `{source.id}`"
            )
    condition = dimension.when
    if condition is None:
        return
    asked = earlier.get(condition.dimension)
    if asked is None:
        raise ValueError(
            f"`when` of `{dimension.id}` names `{condition.dimension}`, which is not asked before"
        )
    if asked.per or asked.type == "spans":
        raise ValueError(f"`when` of `{dimension.id}` must name a plain question, not `{asked.id}`")
    if condition.at_least and asked.type != "multi":
        raise ValueError(f"`at_least` in `{dimension.id}` needs a multi dimension")
    unknown = set(condition.is_).difference(asked.value_ids())
    if unknown:
        raise ValueError(
            f"`when` of `{dimension.id}` names values that `{asked.id}` lacks: "
            + ", ".join(sorted(unknown))
        )
