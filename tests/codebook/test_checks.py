"""Whether a codebook is coherent and finished, and what could be better, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.codebook.given import Part, dimension, document, value
from workbench.codebook.checks import check, check_finished, find_advice, find_faults, find_gaps
from workbench.codebook.format import PAGE_KEYS, Codebook
from workbench.codebook.remarks import Remark
from workbench.core.errors import Invalid

TWO = [value("yes"), value("no")]


def multi(dimension_id: str = "frames", **changes: Any) -> Part:
    return dimension(dimension_id, "multi", **changes)


def spans(dimension_id: str = "passages", **changes: Any) -> Part:
    return dimension(dimension_id, "spans", **changes)


def bare(dimension_id: str, kind: str, **changes: Any) -> Part:
    return dimension(dimension_id, kind, values=[], **changes)


def when(asked: str = "frames", is_: Sequence[str] = (), at_least: int = 0) -> Part:
    condition = {"is": list(is_)} if is_ else {}
    return {"when": {"dimension": asked, "at_least": at_least} | condition}


def codebook(*dimensions: Part, **changes: Any) -> Codebook:
    return Codebook.model_validate(document(*dimensions, **changes))


def said(remarks: Sequence[Remark]) -> list[tuple[str, str]]:
    return [(one.place, one.message) for one in remarks]


FIRST = "dimensions.0"
SECOND = "dimensions.1"
#: (what is wrong, the codebook, the place, a part of the sentence)
INCOHERENT: list[tuple[str, Codebook, str, str]] = [
    (
        "twice a dimension",
        codebook(dimension("a"), dimension("a")),
        "dimensions.1.id",
        "`a` is given",
    ),
    (
        "twice a value",
        codebook(dimension("a", values=[value("yes"), value("yes")])),
        f"{FIRST}.values.1.id",
        "value id `yes` is given twice",
    ),
    ("twice a target", codebook(targets=[value("a"), value("a")]), "targets.1.id", "target id `a`"),
    ("twice a camp", codebook(camps=[value("a"), value("a")]), "camps.1.id", "camp id `a`"),
    (
        "a key for two questions asked at once",
        codebook(
            dimension("a", values=[value("x", key="1")]),
            dimension("b", values=[value("y", key="1")]),
        ),
        f"{SECOND}.values.0.key",
        "the key `1` is taken by `a`",
    ),
    (
        "a key twice in a question",
        codebook(dimension("a", values=[value("x", key="1"), value("y", key="1")])),
        f"{FIRST}.values.1.key",
        "given twice in `a`",
    ),
    (
        "values and source",
        codebook(multi(), dimension("a", values_from="frames", values=TWO)),
        f"{SECOND}.values",
        "either `values` or `values_from`",
    ),
    ("min of a single", codebook(dimension("a", min=1)), f"{FIRST}.min", "needs type `multi`"),
    ("max of an ordinal", codebook(dimension("a", "ordinal", max=1)), f"{FIRST}.max", "`multi`"),
    ("exclusive of spans", codebook(spans(exclusive=["no"])), f"{FIRST}.exclusive", "`multi`"),
    ("max below min", codebook(multi(min=2, max=1)), f"{FIRST}.max", "smaller than its `min`"),
    ("unknown exclusive", codebook(multi(exclusive=["z"])), f"{FIRST}.exclusive", "value `z`"),
    ("unknown tie_break", codebook(multi(tie_break=["z"])), f"{FIRST}.tie_break", "value `z`"),
    ("unknown default", codebook(dimension("a", default="z")), f"{FIRST}.default", "`z` is not"),
    (
        "two defaults of a single",
        codebook(dimension("a", default=["yes", "no"])),
        f"{FIRST}.default",
        "only a question of type `multi`",
    ),
    (
        "default of a text",
        codebook(bare("a", "text", default="yes")),
        f"{FIRST}.default",
        "takes no default",
    ),
    ("a flag that is no", codebook(bare("a", "flag", default="no")), f"{FIRST}.default", '"yes"'),
    (
        "unknown off_scale",
        codebook(dimension("a", "ordinal", off_scale=["unclear"])),
        f"{FIRST}.off_scale",
        "unknown value `unclear`",
    ),
    (
        "off_scale of a single",
        codebook(dimension("a", off_scale=["no"])),
        f"{FIRST}.off_scale",
        "`ordinal`",
    ),
    ("values of a text", codebook(dimension("a", "text")), f"{FIRST}.values", "has no values"),
    ("key of a single", codebook(dimension("a", key="q")), f"{FIRST}.key", "type `flag`"),
    (
        "a distance that says nothing",
        codebook(dimension("a", agreement={"distances": ["masi"]})),
        f"{FIRST}.agreement",
        "`masi` says nothing about type `single`",
    ),
    ("spans per target", codebook(spans(per="target")), f"{FIRST}.per", "cannot be asked per"),
    ("spans on an article", codebook(spans(unit="article")), f"{FIRST}.unit", "is the paragraph"),
    (
        "source that is no multi",
        codebook(dimension("a"), dimension("b", values_from="a")),
        f"{SECOND}.values_from",
        "`a` must be of type `multi`",
    ),
    (
        "source that is missing",
        codebook(dimension("b", values_from="a")),
        f"{FIRST}.values_from",
        "`a`, which does not exist",
    ),
    (
        "source that is later",
        codebook(dimension("b", values_from="frames"), multi()),
        f"{FIRST}.values_from",
        "comes later: move it up",
    ),
    (
        "source that is itself",
        codebook(multi(values_from="frames")),
        f"{FIRST}.values_from",
        "comes later",
    ),
    (
        "source asked per target",
        codebook(multi(per="target"), dimension("b", values_from="frames")),
        f"{SECOND}.values_from",
        "asked per target",
    ),
    (
        "source without values of its own",
        codebook(multi(), multi("a", values_from="frames"), dimension("b", values_from="a")),
        "dimensions.2.values_from",
        "no values of its own",
    ),
    (
        "a name for a value that is not offered",
        codebook(multi(), dimension("b", values_from="frames", exports={"z": "Z"})),
        f"{SECOND}.exports",
        "no value `z`",
    ),
    (
        "condition on a later question",
        codebook(dimension("a", **when("b", is_=["yes"])), dimension("b")),
        f"{FIRST}.when",
        "`b`, which is asked later: move that one up",
    ),
    (
        "condition on itself",
        codebook(dimension("a", **when("a", is_=["yes"]))),
        f"{FIRST}.when",
        "waits for itself",
    ),
    (
        "condition on nothing",
        codebook(dimension("a", **when("b", is_=["yes"]))),
        f"{FIRST}.when",
        "does not exist",
    ),
    (
        "conditions in a circle",
        codebook(dimension("a", **when("b", is_=["yes"])), dimension("b", **when("a", is_=["no"]))),
        f"{FIRST}.when",
        "`a` and `b` wait for each other",
    ),
    (
        "three conditions in a circle",
        codebook(
            dimension("a", **when("b", is_=["yes"])),
            dimension("b", **when("c", is_=["yes"])),
            dimension("c", **when("a", is_=["no"])),
        ),
        f"{FIRST}.when",
        "`a` waits for `b`, `b` for `c`, `c` for `a`, so none",
    ),
    (
        "more defaults than answers",
        codebook(multi(max=1, default=["yes", "no"])),
        f"{FIRST}.default",
        "more values than `max`",
    ),
    (
        "a lonely default in company",
        codebook(multi(exclusive=["no"], default=["yes", "no"])),
        f"{FIRST}.default",
        "`no`, which stands alone",
    ),
    ("a default twice", codebook(multi(default=["no", "no"])), f"{FIRST}.default", "`no` twice"),
    (
        "a default that another question does not offer",
        codebook(multi(), dimension("b", values_from="frames", default="zz")),
        f"{SECOND}.default",
        "`zz` is not among",
    ),
    (
        "a default that is no camp",
        codebook(dimension("b", values_from="project.camps", default="zz")),
        f"{FIRST}.default",
        "`zz` is not among",
    ),
    (
        "waiting for an answer from nowhere",
        codebook(dimension("a", values_from="zz"), dimension("b", **when("a", is_=["yes"]))),
        f"{FIRST}.values_from",
        "does not exist",
    ),
    (
        "a measure of passages for values",
        codebook(dimension("a", agreement={"measure": "unitized_alpha"})),
        f"{FIRST}.agreement",
        "`unitized_alpha` says nothing about type `single`",
    ),
    (
        "no distance",
        codebook(dimension("a", agreement={"distances": []})),
        f"{FIRST}.agreement",
        "`distances` is empty",
    ),
    ("a tie twice", codebook(multi(tie_break=["no", "no"])), f"{FIRST}.tie_break", "`no` twice"),
    (
        "ids alike but for case",
        codebook(dimension("a", values=[value("yes"), value("Yes")])),
        f"{FIRST}.values.1.id",
        "differs from `yes` only in",
    ),
    (
        "a title that turns the line",
        codebook(dimension("a", values=[value("yes", title="\u202elive"), value("no")])),
        f"{FIRST}.values.0.title",
        "turns the reading direction",
    ),
    ("a blank title", codebook(title="\u200b"), "title", "shows no visible sign"),
    (
        "condition on a per-target question",
        codebook(dimension("a", per="target"), dimension("b", **when("a", is_=["yes"]))),
        f"{SECOND}.when",
        "`a` is asked per target, `b` is not",
    ),
    (
        "condition on spans",
        codebook(spans("a"), dimension("b", **when("a", is_=["yes"]))),
        f"{SECOND}.when",
        "no values to wait for",
    ),
    (
        "condition on another unit",
        codebook(dimension("a", unit="article"), dimension("b", **when("a", is_=["yes"]))),
        f"{SECOND}.when",
        "asked of another unit",
    ),
    (
        "at_least of a single",
        codebook(dimension("a"), dimension("b", **when("a", at_least=2))),
        f"{SECOND}.when",
        "`at_least` needs a question of type `multi`",
    ),
    (
        "condition on unknown values",
        codebook(dimension("a"), dimension("b", **when("a", is_=["yes", "maybe"]))),
        f"{SECOND}.when.is",
        "`a` has no value `maybe`",
    ),
    (
        "empty condition",
        codebook(multi(), dimension("b", **when())),
        f"{SECOND}.when",
        "either `is`",
    ),
    (
        "double condition",
        codebook(multi(), dimension("b", **when(is_=["yes"], at_least=1))),
        f"{SECOND}.when",
        "either `is`",
    ),
    (
        "attribute of no spans",
        codebook(dimension("a"), dimension("b", unit="span", of="a")),
        f"{SECOND}.of",
        "whose spans it is about",
    ),
    (
        "attribute of nothing",
        codebook(dimension("b", unit="span")),
        f"{FIRST}.of",
        "must name the dimension",
    ),
    (
        "attribute of an unknown label",
        codebook(spans(), dimension("b", unit="span", of="passages", of_values=["z"])),
        f"{SECOND}.of_values",
        "no label `z`",
    ),
    (
        "of on a paragraph",
        codebook(dimension("a", of="b")),
        f"{FIRST}.of",
        "belongs to questions on",
    ),
    ("links of no spans", codebook(bare("a", "links")), f"{FIRST}.of", "whose spans it is about"),
    (
        "a member that is no label",
        codebook(spans(), bare("ties", "links", of="passages", members=[{"value": "z"}])),
        f"{SECOND}.members.0.value",
        "no label `z`",
    ),
    (
        "attribute per target",
        codebook(spans(), dimension("b", unit="span", of="passages", per="target")),
        f"{SECOND}.per",
        "cannot be asked per target",
    ),
]


@pytest.mark.parametrize(
    ("given", "place", "words"), [case[1:] for case in INCOHERENT], ids=[c[0] for c in INCOHERENT]
)
def test_a_contradiction_is_named_with_its_place(given: Codebook, place: str, words: str) -> None:
    found = said(find_faults(given))
    assert any(at == place and words in message for at, message in found), found
    with pytest.raises(Invalid, match="The codebook has a fault at"):
        check(given)


@pytest.mark.parametrize("key", sorted(PAGE_KEYS))
def test_the_keys_of_the_page_are_reserved(key: str) -> None:
    found = find_faults(codebook(dimension("a", values=[value("x", key=key)])))
    assert said(found) == [
        ("dimensions.0.values.0.key", f"the key `{key}` is used by the annotation page itself")
    ]


def test_a_key_counts_once_a_unit_and_a_battery_shares_its_keys() -> None:
    keyed = [value("yes", key="y"), value("no", key="n")]
    given = codebook(
        dimension("first", group="Battery", values=keyed),
        dimension("second", group="Battery", values=keyed),
        dimension("whole", unit="article", values=keyed),
        spans(values=[value("source", key="s")]),
        dimension("how", unit="span", of="passages", values=keyed),
    )
    assert find_faults(given) == []


UNFINISHED: list[tuple[str, Codebook, str, str]] = [
    ("no questions", codebook(dimensions=[]), "the codebook", "no question yet"),
    ("no values", codebook(bare("a", "single")), f"{FIRST}.values", "`a` has no values yet"),
    (
        "a scale of one step",
        codebook(dimension("a", "ordinal", off_scale=["no"])),
        f"{FIRST}.values",
        "needs two steps",
    ),
    ("min beyond the values", codebook(multi(min=3)), f"{FIRST}.min", "more values than there are"),
    (
        "links of nothing",
        codebook(spans(), bare("ties", "links", of="passages")),
        f"{SECOND}.members",
        "does not say what it ties",
    ),
]


@pytest.mark.parametrize(
    ("given", "place", "words"), [case[1:] for case in UNFINISHED], ids=[c[0] for c in UNFINISHED]
)
def test_a_gap_may_stand_in_a_draft_only(given: Codebook, place: str, words: str) -> None:
    check(given)
    found = said(find_gaps(given))
    assert any(at == place and words in message for at, message in found), found
    with pytest.raises(Invalid, match="fault at"):
        check_finished(given)


def test_what_is_allowed() -> None:
    given = codebook(
        multi(min=1, max=2, exclusive=["no"], tie_break=["no", "yes"], default="yes"),
        dimension("main", values_from="frames", **when(at_least=2)),
        dimension("tone", "ordinal", per="target", off_scale=["no"], values=[*TWO, value("-1")]),
        dimension("voice", per="target", **when("tone", is_=["yes"])),
        spans(**when("frames", is_=["yes"])),
        dimension("naming", unit="span", of="passages", of_values=["yes"]),
        bare("ties", "links", of="passages", members=[{"value": "yes", "min": 1}, {"value": "no"}]),
        dimension("camp", unit="link", of="ties", values_from="project.camps"),
        bare("unsure", "flag", key="q", default="yes"),
        bare("why", "text", **when("unsure", is_=["yes"])),
        dimension("lead", unit="article", values_from="frames"),
        camps=[value("north")],
    )
    assert find_faults(given) == []
    assert find_gaps(given) == []


def test_two_values_of_one_title_are_pointed_out() -> None:
    given = codebook(dimension("a", values=[value("x", title="Law"), value("y", title="law")]))
    assert ("dimensions.0.values.1.title", "two values are called “law”") in said(
        find_advice(given)
    )


def test_advice_points_at_thin_places() -> None:
    full = value("b", definition="Sides clash openly and at length.", positive="x", negative="y")
    given = codebook(dimension("a", per="target", values=[value("a", definition="Clash."), full]))
    assert said(find_advice(given)) == [
        ("targets", "questions are asked per target, but there is none yet"),
        ("dimensions.0.question", "“Any?” asks no question"),
        ("dimensions.0.values.0.definition", "“A” has a thin definition"),
        ("dimensions.0.values.0.positive", "“A” has no example"),
        ("dimensions.0.values.0.negative", "“A” has no counter-example"),
    ]
