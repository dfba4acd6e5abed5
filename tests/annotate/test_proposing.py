from __future__ import annotations

import pytest
from flask import Flask

from tests.make import NOW, TEXTS, make_study, signed_in_client
from workbench.annotate.proposing import NO_PROPOSALS, propose
from workbench.assign.actions import submit
from workbench.core.db import writing
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


def test_nothing_is_worked_out_for_what_cannot_be_marked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "workbench.annotate.page.propose",
        lambda text, *rest: (asked.append(text), NO_PROPOSALS)[1],
    )
    study = make_study(premarks=True)
    place = f"/projects/harbour/assignments/{study.assignment().id}/"
    ada = signed_in_client(app, study.annotators[0])
    assert ada.get(place).status_code == 200
    assert asked == list(TEXTS), "the control: it is, of the paragraphs that can be"
    asked.clear()
    with writing():
        submit(study.assignment(), now=NOW)
    assert ada.get(place).status_code == 200
    assert asked == []
