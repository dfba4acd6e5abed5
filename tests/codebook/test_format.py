"""What a codebook may say; each fault is refused with the sentence that names it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import ValidationError

from tests.codebook.given import Part, dimension, document, value
from workbench.codebook.format import PAGE_KEYS, Codebook, canonical_json, digest
from workbench.codebook.reading import parse_stored, read_preset

TWO = [value("yes"), value("no")]


def multi(dimension_id: str = "frames", **changes: Any) -> Part:
    return dimension(dimension_id, "multi", **changes)


def when(target: str = "frames", is_: Sequence[str] = (), at_least: int = 0) -> Part:
    condition = {"is": list(is_)} if is_ else {}
    return {"when": {"dimension": target, "at_least": at_least} | condition}


#: (what is wrong, the document, a part of the sentence)
REFUSED: list[tuple[str, Part, str]] = [
    ("no dimensions", document(dimensions=[]), "at least 1 item"),
    ("61 dimensions", document(*[dimension(f"d{n}") for n in range(61)]), "at most 60 items"),
    ("no id", {k: v for k, v in document().items() if k != "id"}, "Field required"),
    ("another format", document(format="workbench-codebook/2"), "'workbench-codebook/1'"),
    ("unknown field", document(colour="red"), "Extra inputs are not permitted"),
    (
        "misspelt field of a value",
        document(dimension("a", values=[value("yes", defintion="x"), value("no")])),
        "Extra inputs are not permitted",
    ),
    ("unknown type", document(dimension("a", "slider")), "'single', 'multi', 'ordinal' or 'spans'"),
    ("unknown unit", document(dimension("a", unit="article")), "'paragraph'"),
    ("unknown distance", document(dimension("a", agreement={"distances": ["kappa"]})), "'nominal'"),
    ("language", document(language="English"), "pattern"),
    ("id with a dot", document(dimension("tone.x")), "pattern"),
    ("id with a line end", document(dimension("tone\n")), "pattern"),
    ("empty id", document(dimension("")), "pattern"),
    ("id of 65 characters", document(dimension("a" * 65)), "at most 64 characters"),
    ("negative id of 65", document(dimension("a", values=[value("-" + "a" * 64)])), "at most 64"),
    ("empty title", document(title="  "), "at least 1 character"),
    ("title of 121 characters", document(title="x" * 121), "at most 120 characters"),
    ("title with a NUL", document(title="a\0b"), "pattern"),
    ("title with a line end", document(title="a\nb"), "pattern"),
    ("long definition", document(purpose="x" * 2001), "at most 2000 characters"),
    ("number for an id", document(dimension("a", values=[value("x", id=1)])), "valid string"),
    ("twice a dimension", document(dimension("a"), dimension("a")), "dimension ids must differ"),
    (
        "twice a value",
        document(dimension("a", values=[value("yes"), value("yes")])),
        "value ids of `a` must differ; given twice: `yes`",
    ),
    (
        "twice a key",
        document(
            dimension("a", values=[value("x", key="1")]),
            dimension("b", values=[value("y", key="1")]),
        ),
        "keys must differ; given twice: `1`",
    ),
    ("key of two characters", document(dimension("a", values=[value("x", key="ab")])), "pattern"),
    ("key in capitals", document(dimension("a", values=[value("x", key="A")])), "pattern"),
    ("neither values nor source", document(dimension("a", values=[])), "either `values` or"),
    (
        "values and source",
        document(multi(), dimension("a", values_from="frames", values=TWO)),
        "either `values` or `values_from`",
    ),
    ("more than 200 values", document(multi(values=[value(f"v{n}") for n in range(201)])), "200"),
    ("min of a single", document(dimension("a", min=1)), "need type `multi`"),
    ("max of an ordinal", document(dimension("a", "ordinal", max=1)), "need type `multi`"),
    (
        "exclusive of spans",
        document(dimension("a", "spans", exclusive=["no"])),
        "need type `multi`",
    ),
    ("max below min", document(multi(min=2, max=1)), "`max` of `frames` is smaller than its `min`"),
    ("negative min", document(multi(min=-1)), "greater than or equal to 0"),
    ("min beyond the values", document(multi(min=3)), "asks for more values than there are"),
    ("unknown exclusive", document(multi(exclusive=["none"])), "names the unknown value `none`"),
    (
        "unknown off_scale",
        document(dimension("a", "ordinal", off_scale=["unclear"])),
        "`off_scale` of `a` names the unknown value `unclear`",
    ),
    ("off_scale of a single", document(dimension("a", off_scale=["no"])), "needs type `ordinal`"),
    ("spans per target", document(dimension("a", "spans", per="target")), "cannot be asked per"),
    ("per outlet", document(dimension("a", per="outlet")), "'target'"),
    (
        "source that is no multi",
        document(dimension("a"), dimension("b", values_from="a")),
        "`values_from` of `b` must name an earlier multi dimension",
    ),
    ("source that is missing", document(dimension("b", values_from="a")), "an earlier multi"),
    ("source that is later", document(dimension("b", values_from="frames"), multi()), "earlier"),
    ("source that is itself", document(multi(values_from="frames")), "needs type `single`"),
    (
        "source asked per target",
        document(multi(per="target"), dimension("b", values_from="frames")),
        "`values_from` of `b` must name a plain question, not `frames`",
    ),
    (
        "a set chosen from a set",
        document(multi(), multi("b", values_from="frames")),
        "`values_from` of `b` needs type `single`",
    ),
    (
        "condition on a later question",
        document(dimension("a", **when("b", is_=["yes"])), dimension("b")),
        "`when` of `a` names `b`, which is not asked before",
    ),
    ("condition on itself", document(dimension("a", **when("a", is_=["yes"]))), "not asked"),
    (
        "condition on a per-target question",
        document(dimension("a", per="target"), dimension("b", **when("a", is_=["yes"]))),
        "must name a plain question, not `a`",
    ),
    (
        "condition on spans",
        document(dimension("a", "spans"), dimension("b", **when("a", is_=["yes"]))),
        "must name a plain question, not `a`",
    ),
    (
        "at_least of a single",
        document(dimension("a"), dimension("b", **when("a", at_least=2))),
        "`at_least` in `b` needs a multi dimension",
    ),
    (
        "condition on unknown values",
        document(dimension("a"), dimension("b", **when("a", is_=["yes", "maybe"]))),
        "`when` of `b` names values that `a` lacks: maybe",
    ),
    ("empty condition", document(multi(), dimension("b", **when())), "either `is` or `at_least`"),
    (
        "double condition",
        document(multi(), dimension("b", **when(is_=["yes"], at_least=1))),
        "either `is` or `at_least`",
    ),
]


@pytest.mark.parametrize(
    ("fault", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_fault_is_refused_with_its_sentence(fault: Part, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Codebook.model_validate(fault)
    assert words in str(caught.value)


@pytest.mark.parametrize("key", sorted(PAGE_KEYS))
def test_the_keys_of_the_page_are_reserved(key: str) -> None:
    with pytest.raises(ValidationError, match=f"the key `{key}` is used by the annotation page"):
        Codebook.model_validate(document(dimension("a", values=[value("x", key=key)])))


def test_what_is_allowed() -> None:
    codebook = Codebook.model_validate(
        document(
            multi(min=1, max=2, exclusive=["no"]),
            dimension("main", values_from="frames", **when(at_least=2)),
            dimension(
                "tone",
                "ordinal",
                per="target",
                off_scale=["unclear"],
                values=[value("-1", key="q"), value("0"), value("1"), value("unclear")],
            ),
            dimension("passages", "spans", **when("frames", is_=["yes"])),
        )
    )
    main = codebook.dimension("main")
    assert [v.id for v in codebook.values_of(main)] == ["yes", "no"]
    assert codebook.dimension("tone").value_ids() == ("-1", "0", "1", "unclear")
    with pytest.raises(KeyError):
        codebook.dimension("nothing")


def test_markup_in_a_title_stays_text() -> None:
    wicked = "<script>alert('1')</script> & {{ 7*7 }}"
    codebook = Codebook.model_validate(document(title=wicked))
    assert codebook.title == wicked
    assert json.loads(canonical_json(codebook))["title"] == wicked


def test_equal_codebooks_have_equal_bytes_whatever_the_order_of_their_keys() -> None:
    def backwards(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: backwards(part[key]) for key in reversed(part)}
        return [backwards(one) for one in part] if isinstance(part, list) else part

    plain = document(multi(), dimension("b", **when(at_least=1)), purpose="Für “alle” 🙂")
    spelt_out = plain | {"language": "en", "general_rules": [], "format": "workbench-codebook/1"}
    first, second, third = map(Codebook.model_validate, (plain, backwards(plain), spelt_out))
    assert canonical_json(first) == canonical_json(second) == canonical_json(third)
    assert digest(first) == digest(second) == digest(third)
    assert len(digest(first)) == 64


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "A small codebook!"},
        {"purpose": "Other"},
        {"dimensions": [dimension("quoted", question="Is it?")]},
        {"dimensions": [dimension("quoted", values=list(reversed(TWO)))]},
    ],
    ids=str,
)
def test_any_change_changes_the_digest(changes: Part) -> None:
    before = Codebook.model_validate(document())
    assert digest(Codebook.model_validate(document(**changes))) != digest(before)


def test_what_is_stored_is_read_back_the_same() -> None:
    for codebook in (
        Codebook.model_validate(document(multi(), dimension("b", **when(at_least=2)))),
        read_preset("framing-tone-sourcing"),
    ):
        stored = canonical_json(codebook)
        again = parse_stored(digest(codebook), stored)
        assert again == codebook
        assert canonical_json(again) == stored
