"""The codebook file format: YAML or JSON, one document, validated before anything is stored.

A codebook is a list of dimensions in the order in which they are asked; a dimension is one
question, a value one answer. Unknown keys are refused, because a misspelt key would otherwise
change a study without a word. Shapes are checked here, coherence (references, conditions, keys)
in `checks`: a draft may be unfinished, never incoherent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

FORMAT: Final = "workbench-codebook/1"

#: Values of one dimension, dimensions of one codebook: more than that nobody can hold in mind.
MOST_VALUES = 200
MOST_DIMENSIONS = 60
MOST_TARGETS = 6
#: Of one kind, at one value; of one value or dimension.
MOST_EXAMPLES = 20
MOST_CLARIFICATIONS = 50
MOST_CAMPS = 20

Identifier = Annotated[
    str, StringConstraints(pattern=r"^-?[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)
]
TargetKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Title = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
#: What a published dataset calls a thing: any characters but controls, `Name_Calling,Labeling`.
OutsideName = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]?$")]
#: An earlier dimension, or a list that belongs to the project.
ValuesFrom = Annotated[
    str,
    StringConstraints(
        pattern=r"^(project\.(camps|targets)|-?[A-Za-z0-9][A-Za-z0-9_-]*)$", max_length=64
    ),
]

#: Keys the annotation page needs for itself; a value may not claim them (see static/annotate).
PAGE_KEYS = frozenset("adgjkpzAPZ")

#: Fields of the annotation form that no dimension may be named after.
FORM_NAMES = frozenset(
    {
        "action",
        "codebook",
        "csrf_token",
        "flag",
        "idempotency_key",
        "links",
        "masks",
        "note",
        "revision",
        "spans",
        "unlink",
        "unmark",
    }
)

Unit = Literal["paragraph", "article", "span", "link"]
DimensionType = Literal["single", "multi", "ordinal", "flag", "text", "spans", "links"]
Distance = Literal["nominal", "ordinal", "interval", "masi", "jaccard"]
Measure = Literal[
    "krippendorff_alpha",
    "unitized_alpha",
    "gamma",
    "span_f1",
    "link_f1",
    "percent_agreement",
    "none",
]


def _as_list(given: Any) -> Any:
    """One example may stand alone; nothing is no example."""
    if isinstance(given, str):
        return (given,) if given.strip() else ()
    return given


Examples = Annotated[
    tuple[Sentence, ...], BeforeValidator(_as_list), Field(max_length=MOST_EXAMPLES)
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Clarification(_Part):
    """A question that an annotator asked and the lead's answer, as part of the sheet."""

    question: Sentence
    answer: Sentence


class Value(_Part):
    """One answer, with what an annotator needs to decide for or against it.

    `group` is a heading over neighbouring values. `export` is the label's name in the dataset that
    the codebook is compatible with; `maps_to` says which labels of other datasets come near.
    """

    id: Identifier
    title: Title
    key: Key = ""
    group: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    definition: Sentence = ""
    include: Sentence = ""
    exclude: Sentence = ""
    positive: Examples = ()
    negative: Examples = ()
    clarifications: tuple[Clarification, ...] = Field(default=(), max_length=MOST_CLARIFICATIONS)
    export: OutsideName = ""
    maps_to: dict[Identifier, tuple[OutsideName, ...]] = Field(default_factory=dict)


class Condition(_Part):
    """Ask only after an earlier answer: `is` any of these, or `at_least` so many values."""

    dimension: Identifier
    is_: tuple[Identifier, ...] = Field(default=(), alias="is", max_length=MOST_VALUES)
    at_least: int = Field(default=0, ge=0, le=20, strict=True)


class Agreement(_Part):
    """How the reliability of a dimension is measured; distances with the headline one first.

    Without a measure: Krippendorff's alpha, for spans the unitized alpha, for links F1.
    """

    measure: Measure | None = None
    distances: tuple[Distance, ...] = ("nominal",)


class Member(_Part):
    """A role in a link: passages marked with this value, so many of them (`max` 0: no limit)."""

    value: Identifier
    min: int = Field(default=0, ge=0, le=20, strict=True)
    max: int = Field(default=0, ge=0, le=20, strict=True)


class Dimension(_Part):
    """One question on a paragraph, on the article, on a marked span or on a link.

    A question on spans or links is an attribute: `of` names the dimension whose spans or links it
    describes, `of_values` limits it to spans with these labels. A dimension of type `links` ties
    spans of the dimension that `of` names. `per` = "target" asks once for each target; its
    condition then looks at the same target. `values_from` offers the values chosen in an earlier
    multi dimension of the same unit, all values of a dimension of another unit, or the project's
    camps or targets. `exclusive` values stand alone. `off_scale` values of an ordinal dimension are
    answers that are no grade (they count as missing for its alpha). `tie_break` lists values, the
    one to prefer first. Questions with a `group` are batteries under that heading, and may
    share keys.
    `export` and `exports` (value id to name) are names in a published dataset.
    """

    id: Identifier
    title: Title
    question: Sentence = ""
    rule: Sentence = ""
    unit: Unit = "paragraph"
    of: Identifier | None = None
    of_values: tuple[Identifier, ...] = Field(default=(), max_length=MOST_VALUES)
    type: DimensionType
    per: Literal["target"] | None = None
    group: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    optional: bool = False
    key: Key = ""
    min: int = Field(default=0, ge=0, le=20, strict=True)
    max: int = Field(default=0, ge=0, le=200, strict=True)
    exclusive: tuple[Identifier, ...] = Field(default=(), max_length=MOST_VALUES)
    off_scale: tuple[Identifier, ...] = Field(default=(), max_length=MOST_VALUES)
    tie_break: tuple[Identifier, ...] = Field(default=(), max_length=MOST_VALUES)
    default: Annotated[tuple[Identifier, ...], BeforeValidator(_as_list)] = ()
    values_from: ValuesFrom | None = None
    when: Condition | None = None
    members: tuple[Member, ...] = Field(default=(), max_length=20)
    agreement: Agreement = Agreement()
    clarifications: tuple[Clarification, ...] = Field(default=(), max_length=MOST_CLARIFICATIONS)
    export: OutsideName = ""
    exports: dict[Identifier, OutsideName] = Field(default_factory=dict)
    values: tuple[Value, ...] = Field(default=(), max_length=MOST_VALUES)

    def value_ids(self) -> tuple[str, ...]:
        """Ids in the order of the file: the order of an ordinal scale, lowest first."""
        return tuple(value.id for value in self.values)

    @property
    def is_attribute(self) -> bool:
        return self.unit in ("span", "link")


class Target(_Part):
    """An actor whose portrayal is scored; an alias is another name for it in the text."""

    id: TargetKey
    title: Title
    aliases: tuple[Title, ...] = Field(default=(), max_length=40)


class Camp(_Part):
    """A side that a source can belong to."""

    id: Identifier
    title: Title
    definition: Sentence = ""


class Codebook(_Part):
    """A whole question sheet. Targets and camps are the project's, frozen with each version."""

    format: Literal["workbench-codebook/1"] = FORMAT
    id: Identifier
    title: Title
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"
    purpose: Sentence = ""
    #: Where the design comes from, for the printed codebook and the dataset card.
    source: Sentence = ""
    general_rules: tuple[Sentence, ...] = Field(default=(), max_length=60)
    targets: tuple[Target, ...] = Field(default=(), max_length=MOST_TARGETS)
    camps: tuple[Camp, ...] = Field(default=(), max_length=MOST_CAMPS)
    dimensions: tuple[Dimension, ...] = Field(default=(), max_length=MOST_DIMENSIONS)

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension of that id. Raises KeyError where there is none."""
        for dimension in self.dimensions:
            if dimension.id == dimension_id:
                return dimension
        raise KeyError(dimension_id)

    def values_of(self, dimension: Dimension) -> tuple[Value, ...]:
        """The values offered: its own, those of `values_from`, the one of a flag."""
        if dimension.type == "flag":
            return (Value(id="yes", title=dimension.title, key=dimension.key),)
        if dimension.values_from is None:
            return dimension.values
        if dimension.values_from == "project.camps":
            return tuple(
                Value(id=camp.id, title=camp.title, definition=camp.definition)
                for camp in self.camps
            )
        if dimension.values_from == "project.targets":
            return tuple(Value(id=target.id, title=target.title) for target in self.targets)
        return self.dimension(dimension.values_from).values

    def asking_about(self, targets: Iterable[tuple[str, str]]) -> Self:
        """Itself where it names targets, else with these, as (key, title).

        Versions that were published before targets were frozen with them are asked with the
        project's.
        """
        if self.targets:
            return self
        named = tuple(Target(id=key, title=title) for key, title in targets)
        return self.model_copy(update={"targets": named})

    def replacing(self, **changes: Any) -> Self:
        """A checked copy with these fields changed."""
        return type(self).model_validate(self.model_dump(by_alias=True) | changes)


def canonical_json(codebook: Codebook) -> str:
    """The codebook as stored: keys sorted, no spaces, so that equal codebooks are equal bytes.

    What stands at its default is left out: a later version of this format that knows more keys
    gives an old codebook the same bytes.
    """
    document = as_document(codebook)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_document(codebook: Codebook) -> dict[str, Any]:
    """The codebook as plain values, as a file holds them."""
    document = codebook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"format": FORMAT} | document


def digest(codebook: Codebook) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(codebook).encode()).hexdigest()
