"""Exported names, read backwards: every answer finds its question and its value again."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

from workbench.codebook.questions import Answer, list_questions
from workbench.codebook.reading import read_codebook, read_preset
from workbench.core.errors import Refused
from workbench.export.naming import Sheet, name_answers
from workbench.export.unnaming import Unsheet

TARGETS = (("government", "the government"), ("port", "the port"))
FIELDS = """
id: fields
title: "Two questions for one field"
dimensions:
  - id: quoted
    title: "Quoted"
    type: single
    export: speaker
    values:
      - {id: nobody, title: "Nobody", export: none}
      - {id: main, title: "A main figure"}
      - {id: other, title: "Somebody else"}
  - id: who
    title: "Who"
    type: single
    export: speaker
    when: {dimension: quoted, is: %s}
    values:
      - {id: premier, title: "The premier"}
      - {id: union, title: "The union"}
  - id: aim
    title: "Aim"
    type: single
    values:
      - {id: a, title: "A", export: same}
      - {id: b, title: "B", export: same}
      - {id: c, title: "C", export: a}
"""


def read(text: str) -> Unsheet:
    codebook = read_codebook(text)
    return Unsheet(Sheet(codebook.id, 1, "0" * 64, list_questions(codebook, TARGETS)))


@pytest.mark.parametrize(
    "given",
    [
        {"quoted": "nobody"},
        {"quoted": "other"},
        {"quoted": "main", "who": "premier"},
        {"quoted": "main"},
    ],
)
def test_two_questions_for_one_field_are_told_apart(given: dict[str, Answer]) -> None:
    book = read(FIELDS % "[main]")
    named = name_answers(given, book.sheet.questions, book.sheet.names, is_done=False)
    assert len(named) == 1
    assert book.paragraph.answers(named) == given
    assert book.paragraph.answers(dict(given)) == given  # by ids


def test_an_answer_that_the_field_has_lost_is_asked_for() -> None:
    book = read(FIELDS % "[main, other]")
    with pytest.raises(Refused, match=r"give “quoted” and “who” by their ids"):
        book.paragraph.answers({"speaker": "union"})


def test_a_name_of_two_values_is_not_guessed() -> None:
    book = read(FIELDS % "[main]")
    with pytest.raises(Refused, match=r"stands for several values \(a, b\)"):
        book.paragraph.answers({"aim": "same"})
    assert book.paragraph.answers({"aim": "b"}) == {"aim": "b"}


def test_an_exported_name_comes_before_an_id() -> None:
    assert read(FIELDS % "[main]").paragraph.answers({"aim": "a"}) == {"aim": "c"}


PRESETS = (
    "babe",
    "basil",
    "framing-tone-sourcing",
    "policy-frames-mfc",
    "polnear-attribution",
    "ptc-semeval2020",
    "semetko-valkenburg",
    "semeval2023-t3",
)


@pytest.mark.parametrize(("preset", "unit"), list(product(PRESETS, ("paragraph", "article"))))
def test_each_value_of_the_presets_is_found_again(preset: str, unit: Any) -> None:
    codebook = read_preset(preset)
    questions = list_questions(codebook, TARGETS, unit)
    sheet = Sheet(codebook.id, 1, "0" * 64, questions)
    names = Unsheet(sheet).paragraph
    for question in questions:
        for value in question.value_ids() if question.is_answered else ():
            given: Mapping[str, Answer] = {question.key: (value,) if question.is_set else value}
            named = name_answers(given, questions, sheet.names, is_done=False)
            found = names.answers(named)
            as_sent = {key: [value] if question.is_set else value for key in given}
            assert found == as_sent, question.key
