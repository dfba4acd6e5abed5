"""The shape of a codebook, and the bytes that it is stored as."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import ValidationError

from tests.codebook.given import Part, dimension, document, value
from workbench.codebook.checks import find_faults
from workbench.codebook.format import Codebook, canonical_json, digest
from workbench.codebook.reading import parse_stored, read_preset

TWO = [value("yes"), value("no")]


def multi(dimension_id: str = "frames", **changes: Any) -> Part:
    return dimension(dimension_id, "multi", **changes)


def when(target: str = "frames", is_: Sequence[str] = (), at_least: int = 0) -> Part:
    condition = {"is": list(is_)} if is_ else {}
    return {"when": {"dimension": target, "at_least": at_least} | condition}


#: (what is wrong, the document, a part of the sentence)
REFUSED: list[tuple[str, Part, str]] = [
    ("61 dimensions", document(*[dimension(f"d{n}") for n in range(61)]), "at most 60 items"),
    ("no id", {k: v for k, v in document().items() if k != "id"}, "Field required"),
    ("another format", document(format="workbench-codebook/2"), "'workbench-codebook/1'"),
    ("unknown field", document(colour="red"), "Extra inputs are not permitted"),
    (
        "misspelt field of a value",
        document(dimension("a", values=[value("yes", defintion="x"), value("no")])),
        "Extra inputs are not permitted",
    ),
    ("unknown type", document(dimension("a", "slider")), "'flag', 'text', 'spans' or 'links'"),
    ("unknown unit", document(dimension("a", unit="story")), "'article', 'span' or 'link'"),
    ("unknown distance", document(dimension("a", agreement={"distances": ["kappa"]})), "'nominal'"),
    ("unknown measure", document(dimension("a", agreement={"measure": "luck"})), "'gamma'"),
    ("per outlet", document(dimension("a", per="outlet")), "'target'"),
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
    ("key of two characters", document(dimension("a", values=[value("x", key="ab")])), "pattern"),
    ("key beyond a to z", document(dimension("a", values=[value("x", key="ä")])), "pattern"),
    ("more than 200 values", document(multi(values=[value(f"v{n}") for n in range(201)])), "200"),
    ("negative min", document(multi(min=-1)), "greater than or equal to 0"),
    ("values of another project list", document(multi(values_from="project.people")), "pattern"),
    ("seven targets", document(targets=[value(f"t{n}") for n in range(7)]), "at most 6 items"),
    ("target in capitals", document(targets=[value("Gov")]), "pattern"),
    ("21 examples", document(multi(values=[value("a", positive=["x"] * 21)])), "at most 20 items"),
]


@pytest.mark.parametrize(
    ("fault", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_wrong_shape_is_refused(fault: Part, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Codebook.model_validate(fault)
    assert words in str(caught.value)


def test_values_are_found_wherever_they_come_from() -> None:
    codebook = Codebook.model_validate(
        document(
            multi(),
            dimension("main", values_from="frames", **when(at_least=2)),
            dimension("camp", values_from="project.camps"),
            dimension("whom", values_from="project.targets"),
            dimension("unsure", "flag", title="Unsure", values=[]),
            camps=[value("north", definition="Uphill.")],
            targets=[value("mayor", aliases=["town hall"])],
        )
    )
    offered = {
        one.id: [value.id for value in codebook.values_of(one)] for one in codebook.dimensions
    }
    assert offered == {
        "frames": ["yes", "no"],
        "main": ["yes", "no"],
        "camp": ["north"],
        "whom": ["mayor"],
        "unsure": ["yes"],
    }
    with pytest.raises(KeyError):
        codebook.dimension("nothing")


def test_one_example_may_stand_alone() -> None:
    values = [value("one", positive="Rain.", negative=" "), value("two", positive=["A.", "B."])]
    one, two = Codebook.model_validate(document(dimension("a", values=values))).dimensions[0].values
    assert (one.positive, one.negative) == (("Rain.",), ())
    assert two.positive == ("A.", "B.")


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


def test_what_an_older_workbench_stored_is_read_although_rules_are_stricter_now() -> None:
    """It wrote every default, one example as a string, and knew fewer keys of the page."""
    old = """{"dimensions":[{"agreement":{"distances":["nominal"]},"exclusive":[],"id":"a","max":0,
    "min":0,"off_scale":[],"per":null,"question":"","rule":"","title":"A","type":"single",
    "unit":"paragraph","values":[{"definition":"","exclude":"","id":"x","include":"","key":"g",
    "negative":"","positive":"Rain fell.","title":"X"}],"values_from":null,"when":null}],
    "format":"workbench-codebook/1","general_rules":[],"id":"old","language":"en","purpose":"",
    "title":"Old"}"""
    codebook = parse_stored("0" * 64, old)
    assert codebook.dimensions[0].values[0].positive == ("Rain fell.",)
    assert [fault.message for fault in find_faults(codebook)] == [
        "the key `g` is used by the annotation page itself"
    ]
