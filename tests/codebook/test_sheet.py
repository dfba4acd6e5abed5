"""A codebook in words."""

from __future__ import annotations

from typing import Any

from tests.codebook.given import dimension, document, value
from workbench.codebook.format import Codebook
from workbench.codebook.sheet import DimensionEntry, places, sections


def entries(*dimensions: dict[str, Any], **changes: Any) -> dict[str, DimensionEntry]:
    codebook = Codebook.model_validate(document(*dimensions, **changes))
    return {one.id: one for section in sections(codebook) for one in section.dimensions}


def test_units_stand_in_sections_in_the_order_of_reading() -> None:
    codebook = Codebook.model_validate(
        document(
            dimension("verdict", unit="article"),
            dimension("sure", unit="span", of="sourcing"),
            dimension("sourcing", "spans"),
            dimension("manner", unit="link", of="ties"),
            dimension("ties", "links", of="sourcing", values=[], members=[{"value": "yes"}]),
        )
    )
    found = sections(codebook)
    assert [(one.unit, [d.id for d in one.dimensions]) for one in found] == [
        ("paragraph", ["sourcing", "ties"]),
        ("span", ["sure"]),
        ("link", ["manner"]),
        ("article", ["verdict"]),
    ]


def test_numbers_of_answers_are_said_in_words() -> None:
    said = {
        (0, 0): "all that apply",
        (1, 3): "1 to 3 answers",
        (0, 3): "up to 3 answers",
        (2, 2): "exactly 2 answers",
        (2, 0): "at least 2 answers",
        (0, 1): "one answer at most",
        (1, 1): "exactly one answer",
    }
    for (least, most), words in said.items():
        assert entries(dimension("a", "multi", min=least, max=most))["a"].facts == (words,)


def test_conditions_and_sources_name_titles_not_ids() -> None:
    found = entries(
        dimension("att", title="Attributed"),
        dimension("unsure", "flag", title="Unsure", key="u", values=[]),
        dimension("frames", "multi", title="Frames", exclusive=["no"]),
        dimension("main", title="Main frame", values_from="frames"),
        dimension("who", when={"dimension": "att", "is": ["yes"]}),
        dimension(
            "why", "text", values=[], optional=True, when={"dimension": "unsure", "is": ["yes"]}
        ),
        dimension("both", when={"dimension": "frames", "at_least": 2}),
        dimension("sourcing", "spans", title="Sourcing"),
        dimension("naming", unit="span", of="sourcing", of_values=["yes"]),
        dimension("side", values_from="project.camps"),
        dimension("tone", "ordinal", per="target"),
        targets=[{"id": "one", "title": "the One"}, {"id": "two", "title": "the Two"}],
        camps=[{"id": "left", "title": "Left"}],
    )
    assert found["who"].facts[-1] == "asked when Attributed is Yes"
    assert found["why"].facts[-2:] == ("asked when Unsure is ticked", "may be left open")
    assert found["both"].facts[-1] == "asked when Frames has at least 2 values"
    assert found["frames"].facts[-1] == "No stands alone"
    assert found["main"].facts[-1] == "chosen among the answers given to Frames"
    assert (found["main"].values_of, found["main"].entries) == ("frames", ())
    assert found["naming"].facts[-1] == "asked of each passage of Sourcing marked as Yes"
    assert [one.value.title for one in found["side"].entries] == ["Left"]
    assert found["tone"].facts[1] == "once for each target: the One and the Two"
    assert found["unsure"].key == "u"


def test_names_in_datasets_and_agreement_stand_in_quiet_lines() -> None:
    named = value("a", export="Label_A", maps_to={"mfc": ["Economic", "Other"], "none": []})
    found = entries(
        dimension("x", values=[named, value("b")], exports={"b": "B2"}, tie_break=["b", "a"]),
        dimension("y", "spans"),
        dimension("g", "spans", agreement={"measure": "gamma"}),
        dimension("z", agreement={"distances": ["masi", "jaccard"]}),
    )
    assert [one.names for one in found["x"].entries] == [
        "exported as Label_A · near Economic, Other of mfc",
        "exported as B2",
    ]
    assert found["x"].tie_break == ("B", "A")
    assert found["y"].agreement == "unitized alpha"
    assert found["g"].agreement == "gamma (not computed here yet)"
    assert found["z"].agreement == "Krippendorff’s alpha, MASI and Jaccard distances"


def test_neighbours_of_one_group_stand_together() -> None:
    values = [value("a", group="G"), value("b", group="G"), value("c")]
    groups = entries(dimension("x", values=values))["x"].groups
    assert [(g.title, [e.value.id for e in g.entries]) for g in groups] == [
        ("G", ["a", "b"]),
        ("", ["c"]),
    ]


def test_everything_listed_can_be_asked_about() -> None:
    codebook = Codebook.model_validate(document(dimension("x"), dimension("y", values_from="x")))
    assert [place[:2] for place in places(sections(codebook))] == [
        ("x", ""),
        ("x", "yes"),
        ("x", "no"),
        ("y", ""),
    ]
