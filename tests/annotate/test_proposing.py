from __future__ import annotations

from workbench.annotate.proposing import propose
from workbench.corpus.masked import apply_masks
from workbench.nlp.cues import premarks
from workbench.nlp.pipeline import segment

TEXT = "“The bridge will be open again before winter,” the Slipway said. “And it will hold.”"
TOKENS = segment(TEXT).tokens
ROWS = [mark.as_row() for mark in premarks(TEXT, TOKENS)]


def test_a_source_is_proposed_beside_the_stored_premarks_and_is_a_part_of_the_triple() -> None:
    found = propose(TEXT, TOKENS, ROWS, apply_masks(TEXT, ()))
    start = TEXT.index("the Slipway")
    source = [start, start + len("the Slipway"), "source", "named_source", "", 0]
    assert source in found.premarks
    assert len(found.premarks) == len(ROWS) + 1
    (triple,) = found.triples
    assert source[:3] in triple["members"]
    places = [list(row[:3]) for row in found.premarks]
    assert all(member in places for member in triple["members"])
    assert (triple["quoting"], triple["stance"]) == ("direct", "neutral")


def test_nothing_is_proposed_where_a_round_has_no_premarks() -> None:
    found = propose(TEXT, TOKENS, [], apply_masks(TEXT, ()))
    assert (list(found.premarks), list(found.triples)) == ([], [])


def test_a_triple_stands_where_its_passages_stand_in_what_is_shown() -> None:
    start = TEXT.index("Slipway")
    seen = apply_masks(TEXT, [(start, start + len("Slipway"), "outlet", "by_hand")])
    found = propose(TEXT, TOKENS, ROWS, seen)
    (triple,) = found.triples
    words = {label: seen.text[start:end] for start, end, label in triple["members"]}
    assert words["source"] == "the [OUTLET]"
    assert words["content"] == "“And it will hold.”" or words["cue"] == "said"
