"""Each change has its class, its words, and both texts."""

from __future__ import annotations

from typing import Any

from tests.codebook.test_lineage import book
from tests.make import short_codebook
from workbench.codebook.differences import Change, Difference, compare
from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage


def changed(old: Codebook, new: Codebook, **lineage: Any) -> dict[str, Change]:
    """The changes by title, values among them."""
    found = compare(old, new, Lineage(**lineage)).changes
    return {one.title: one for change in found for one in (change, *change.values)}


def kinds(old: Codebook, new: Codebook, **lineage: Any) -> dict[str, tuple[str, ...]]:
    return {title: one.kinds for title, one in changed(old, new, **lineage).items()}


def edited(dimension: int = 0, value: int | None = None, **changes: Any) -> Codebook:
    """The short codebook with one question or value changed."""
    document = short_codebook().model_dump(by_alias=True)
    part = document["dimensions"][dimension]
    (part if value is None else part["values"][value]).update(changes)
    return Codebook.model_validate(document)


def test_equal_codebooks_do_not_differ() -> None:
    assert compare(short_codebook(), short_codebook(), Lineage()) == Difference(())


def test_a_reworded_definition_is_wording_with_both_texts() -> None:
    old = short_codebook()
    value = old.dimensions[0].values[0]
    new = edited(value=0, definition=value.definition.replace("clash", "quarrel"))
    found = changed(old, new)[value.title]
    assert found.kinds == ("wording",)
    (field,) = found.fields
    assert (field.name, field.before) == ("Definition", value.definition)
    marked = {piece.what: piece.text for piece in field.pieces if piece.what != "same"}
    assert marked == {"removed": "clash", "added": "quarrel"}


def test_each_kind_of_edit_has_its_class() -> None:
    old = short_codebook()
    title = old.dimensions[0].title
    assert kinds(old, edited(title="Angles")) == {"Angles": ("renamed",)}
    assert kinds(old, edited(question="Which?")) == {title: ("wording",)}
    assert kinds(old, edited(max=2)) == {title: ("asked",)}
    assert kinds(old, edited(export="frames_mfc")) == {title: ("exported",)}
    assert kinds(old, edited(agreement={"distances": ["jaccard"]})) == {title: ("measured",)}
    value = old.dimensions[0].values[0].title
    assert kinds(old, edited(value=0, key="")) == {title: (), value: ("keys",)}


def test_added_removed_merged_split_and_renamed_values() -> None:
    lineage = {"values": {"q": {"x": ("b", "c"), "y": ("d",), "z": ("d",), "t": ("e",)}}}
    found = kinds(book(q="abcdef"), book(q="axyztn"), **lineage)
    assert found == {
        "q": (),
        "X": ("merged",),
        "Y + Z": ("split",),
        "T": ("renamed",),
        "N": ("added",),
        "F": ("removed",),
    }


def test_only_what_left_its_order_is_moved() -> None:
    assert kinds(book(q="abcde"), book(q="acdeb")) == {"q": (), "B": ("moved",)}
    assert kinds(book(q="a", p="b", r="c"), book(r="c", q="a", p="b")) == {"r": ("moved",)}


def test_a_removed_value_moves_nobody() -> None:
    assert kinds(book(q="abc"), book(q="bc")) == {"q": (), "A": ("removed",)}


def test_renaming_an_id_does_not_change_what_refers_to_it() -> None:
    old = book(q="ab", p={"when": {"dimension": "q", "is": ["a"]}, "type": "text"})
    new = book(o="xb", p={"when": {"dimension": "o", "is": ["x"]}, "type": "text"})
    found = kinds(old, new, dimensions={"o": "q"}, values={"o": {"x": ("a",)}})
    assert found == {"o": ("renamed",), "X": ("renamed",)}


def test_another_condition_is_asked_differently() -> None:
    old = book(q="ab", p={"when": {"dimension": "q", "is": ["a"]}, "type": "text"})
    new = book(q="ab", p={"when": {"dimension": "q", "is": ["b"]}, "type": "text"})
    (field,) = changed(old, new)["p"].fields
    assert (field.name, field.before, field.after) == ("Asked when", "q is A", "q is B")


def test_targets_and_their_other_names_belong_to_it() -> None:
    def of(*targets: dict[str, Any]) -> Codebook:
        return short_codebook().replacing(targets=targets)

    old = of({"id": "a", "title": "A"}, {"id": "b", "title": "B"})
    new = of({"id": "a", "title": "A", "aliases": ["the A"]}, {"id": "c", "title": "C"})
    assert kinds(old, new) == {"A": ("wording",), "B": ("removed",), "C": ("added",)}


def test_where_nothing_is_said_alike_ones_are_proposed_only() -> None:
    definition = "Sides clash and accuse each other over who has won."

    def of(key: str, title: str, text: str) -> Codebook:
        return book(q={"values": [{"id": key, "title": title, "definition": text}]})

    for new in (of("n", "Old", ""), of("n", "New", f"{definition} Often.")):
        (question,) = compare(of("o", "Old", definition), new, Lineage()).changes
        added = next(one for one in question.values if "added" in one.kinds)
        assert added.maybe is not None
        assert added.maybe.id == "o"
    found = changed(of("o", "Old", definition), of("n", "New", "Something else altogether here."))
    assert found["New"].maybe is None


def test_a_whole_other_codebook_is_compared_in_time() -> None:
    """Each with each: four times as long for as many values as a question may have."""

    def of(letter: str) -> Codebook:
        said = f"some words of {letter} " * 10
        values = [
            {"id": f"{letter}{n}", "title": f"{letter} {n}", "definition": said} for n in range(100)
        ]
        return book(q={"values": values})

    found = compare(of("v"), of("w"), Lineage())
    assert sum(found.counts().values()) == 200
