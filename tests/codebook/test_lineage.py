"""What became of each value, and lineages over several versions."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage, fates, takers
from workbench.codebook.mapping import can_carry, compose, pair_dimensions, value_takers


def book(**dimensions: Any) -> Codebook:
    """A codebook of multi questions: id to its value ids, or to the whole of it."""
    return Codebook.model_validate(
        {"id": "b", "title": "B", "dimensions": [dimension(*one) for one in dimensions.items()]}
    )


def dimension(name: str, about: Any) -> dict[str, Any]:
    if isinstance(about, dict):
        return {"id": name, "title": name, "type": "multi"} | about
    values = [{"id": value, "title": value.upper()} for value in about]
    return {"id": name, "title": name, "type": "multi", "values": values}


def test_the_fate_of_every_value_is_told() -> None:
    old, new = book(q="abcdefg"), book(q="axyzt")
    lineage = Lineage(
        values={"q": {"x": ("b", "c"), "y": ("d",), "z": ("d",), "t": ("e",), "a": ("a",)}}
    )
    taken = takers(lineage, old.dimensions[0], new.dimensions[0])
    assert fates(taken) == {
        "a": "kept",
        "b": "merged",
        "c": "merged",
        "d": "split",
        "e": "renamed",
        "f": "removed",
        "g": "removed",
    }


def test_lineages_compose_over_the_versions_between() -> None:
    first, second, third = book(q="abc", gone="x"), book(p="mc", gone="x"), book(r="nk")
    one = Lineage(dimensions={"p": "q"}, values={"p": {"m": ("a", "b")}})
    two = Lineage(dimensions={"r": "p"}, values={"r": {"n": ("m",), "k": ("c",)}})
    whole = compose([first, second, third], [one, two])
    assert whole.origin("r") == "q"
    assert (whole.sources("r", "n"), whole.sources("r", "k")) == (("a", "b"), ("c",))
    assert pair_dimensions(whole, first, third) == {"q": "r", "gone": ""}


def test_what_was_away_in_between_is_new() -> None:
    books = [book(q="ab", p="x"), book(q="b"), book(q="ab", p="x")]
    whole = compose(books, [Lineage(), Lineage()])
    assert whole.origin("p") == ""
    assert whole.sources("q", "a") == ()
    assert value_takers(whole, books[0], books[2], "q", "q") == {"a": (), "b": ("b",)}


def test_one_of_two_successors_goes_on() -> None:
    old, new = book(q="ab"), book(p="ab", q="ab", r="ab")
    lineage = Lineage(dimensions={"p": "q", "r": "q"})
    assert pair_dimensions(lineage, old, new) == {"q": "q"}


def test_answers_go_to_kin_only() -> None:
    old = book(a="x", b={"type": "text"}, c={"unit": "article", "values": []}).dimensions
    assert can_carry(old[0], old[0].model_copy(update={"type": "single"}))
    assert not can_carry(old[0], old[1])
    assert not can_carry(old[0], old[2])
    assert not can_carry(old[0], old[0].model_copy(update={"per": "target"}))


ids = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1, max_size=5).map(tuple)


@st.composite
def steps(draw: st.DrawFn) -> tuple[list[Codebook], list[Lineage]]:
    """Versions with one question, each value with any sources in the version before."""
    values = draw(st.lists(ids, min_size=2, max_size=4))
    lineages = []
    for before, after in pairwise(values):
        chosen = st.lists(st.sampled_from(before), unique=True).map(tuple)
        lineages.append(Lineage(values={"q": {value: draw(chosen) for value in after}}))
    return [book(q=own) for own in values], lineages


@given(steps())
def test_composing_is_following_one_lineage_after_the_other(
    made: tuple[list[Codebook], list[Lineage]],
) -> None:
    books, lineages = made
    whole = compose(books, lineages)
    first, last = books[0].dimensions[0], books[-1].dimensions[0]
    for value in last.value_ids():
        reached = {value}
        for lineage in reversed(lineages):
            reached = {source for one in reached for source in lineage.sources("q", one)}
        assert set(whole.sources("q", value)) & set(first.value_ids()) == reached
