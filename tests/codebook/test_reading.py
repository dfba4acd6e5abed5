"""From a file to a codebook, or to a sentence that says where the file is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.codebook.given import dimension, document, value
from workbench.codebook import lines
from workbench.codebook.format import digest
from workbench.codebook.reading import (
    MOST_CHARACTERS,
    MOST_PROBLEMS,
    PRESETS,
    examine,
    read_codebook,
    read_preset,
)
from workbench.core.errors import Invalid


def refusal(text: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read_codebook(text)
    return caught.value


def problems(error: Invalid) -> list[dict[str, Any]]:
    listed = error.details["problems"]
    assert isinstance(listed, list)
    return listed


def test_yaml_and_json_say_the_same() -> None:
    given = document(purpose="Für alle “Fälle”")
    from_yaml = read_codebook(yaml.safe_dump(given, allow_unicode=True))
    from_json = read_codebook(json.dumps(given, ensure_ascii=False, indent=2))
    assert digest(from_yaml) == digest(from_json)
    assert from_yaml.purpose == "Für alle “Fälle”"


#: (a file, its line, a part of the sentence): what no codebook can be read from.
BROKEN = [
    ("id: x\ntitle: [open\n", 3, "in brackets is not closed"),
    ("id: x\nid: y\n", 2, "`id` is given twice"),
    ("id: x\ndimensions:\n  - {id: a, id: b}\n", 3, "`id` is given twice"),
    ("yes: x\nYes: y\nyes: z", 3, "`yes` is given twice"),
    ("id:\t- x\n\t- y", 1, "a tab"),
    ("a:\n\tb: c", 2, "indent with spaces"),
    ("id: x\npurpose: Rule one: read", 2, "a colon cannot stand in this text: put it in quotes"),
    ("id: `x`", 1, "put it in quotes"),
    ("id: |\n  x\n y: z", 3, "not indented as those above"),
    ('id: "x', 1, "a quotation mark is not closed"),
    ("id: *nothing", 1, "references"),
    ("a: &a [x]\nb: *a", 2, "references"),
    ("&a [*a]", 1, "references"),
    ("id: x\n---\nid: y\n", 2, "a second document begins here"),
    ("id: x\nid: a\x07b", 2, "a control character"),
    ('id: x\ntitle: "a\\0b"', 2, "a control character"),
    ('title: "\\ud83d"', 1, "half a character"),
    ("id: x\ntitle: 2024-99-99", 2, "put it in quotes"),
    ("id: x\nmin: " + "9" * 5000, 2, "put it in quotes"),
    ("? [a]\n: b", 1, "a key must be a word"),
    ("%YAML 9.9\n---\na: b", 1, "incompatible YAML"),
    ("[" * 2_000, 1, "nested too deeply"),
    ("{" * 2_000, 1, "nested too deeply"),
    ("", 1, "`key: value` lines with `id`, `title` and `dimensions`"),
    ("- a\n- b", 1, "`key: value` lines"),
    ("just words", 1, "`key: value` lines"),
    ("!!python/object/apply:os.system ['true']", 1, "tags"),
    ("id: !!python/name:os.system", 1, "tags"),
    ("title: !!python/object/new:subprocess.Popen [['true']]", 1, "tags"),
    ("dimensions: !!set {a, b}", 1, "tags"),
    ("id: x\ntitle: !!binary eA==", 2, "tags"),
    ("!own {id: x}", 1, "tags"),
    ("#" * (MOST_CHARACTERS + 1), 1, "1,000,000 characters; this has 1,000,001"),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN, ids=lambda given: str(given)[:30])
def test_a_broken_file_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    error = refusal(text)
    assert words in error.message
    assert f"line {line}: " in error.message
    [problem] = problems(error)
    assert (problem["line"], problem["place"]) == (line, "the file")


def test_a_bomb_of_references_goes_off_nowhere() -> None:
    bomb = ["a0: &a0 [x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "line 2: references" in refusal("\n".join([*bomb, "id: *a11"])).message


def test_a_file_of_countless_parts_is_left_after_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_PARTS", 1_000)
    assert "a codebook has at most 1,000 parts" in refusal("- []\n" * 2_000).message


def test_json_spells_a_smile_as_two_halves() -> None:
    given = json.dumps(document(title="Smile 🙂"))
    assert "\\ud83d" in given
    assert read_codebook(given).title == "Smile 🙂"


def test_signs_byte_order_marks_and_line_ends_of_windows_do_no_harm() -> None:
    given = "\ufeff" + yaml.safe_dump(document(purpose="One.\n\nTwo.")).replace("\n", "\r\n")
    assert read_codebook(given).purpose == "One.\n\nTwo."
    assert read_codebook(yaml.safe_dump(document()) + "purpose: =\nsource: <<").source == "<<"


def test_keys_are_names_also_where_yaml_sees_something_else() -> None:
    given = yaml.safe_dump(document()).replace(
        "type: single", "type: single\n  exports: {no: None}"
    )
    assert read_codebook(given).dimensions[0].exports == {"no": "None"}


#: (the file, line, place, sentence): shapes that do not fit, as a person would have typed them.
MISSHAPEN = [
    ("colour: red", 1, "colour", "there is no such key; check its spelling"),
    ("1: red", 1, "1", "there is no such key; check its spelling"),
    ("title: 7", 1, "title", "a number is no text in YAML: put it in quotes"),
    ("title: 2026-11-20", 1, "title", "a date is no text in YAML: put it in quotes"),
    ("title: no", 1, "title", "yes, no, on, off, true and false are no text in YAML: put it in"),
    ("title:", 1, "title", "nothing stands here: write text, or leave the key out"),
    ("title: [a]", 1, "title", "this must be text"),
    ("title: ''", 1, "title", "this is empty"),
    ("title: " + "x" * 121, 1, "title", "121 characters: at most 120"),
    ('title: "a\\nb"', 1, "title", "this must stand on one line"),
    ("language: English", 1, "language", "two or three small letters"),
    ("format: other/2", 1, "format", "this must be `workbench-codebook/1`"),
    ("general_rules: One.", 1, "general_rules", "this must be a list"),
    ("dimensions: {a: b}", 1, "dimensions", "this must be a list"),
    ("dimensions: [a]", 1, "dimensions.0", "this must hold `key: value` lines"),
    ("dimensions:\n- id: a\n  id2: b", 2, "dimensions.0.title", "this is needed"),
    ("dimensions:\n- id: a b", 2, "dimensions.0.id", "an id is made of letters"),
    (
        "dimensions:\n- type: slider",
        2,
        "dimensions.0.type",
        "this must be one of `single`, `multi`",
    ),
    ("dimensions:\n- min: few", 2, "dimensions.0.min", "this must be a whole number"),
    ("dimensions:\n- min: 1.5", 2, "dimensions.0.min", "this must be a whole number"),
    ("dimensions:\n- max: .inf", 2, "dimensions.0.max", "this must be a whole number"),
    ("dimensions:\n- max: true", 2, "dimensions.0.max", "this must be a whole number"),
    ("dimensions:\n- min: -1", 2, "dimensions.0.min", "this must be 0 or more"),
    ("dimensions:\n- min: 21", 2, "dimensions.0.min", "this must be 20 or less"),
    ("dimensions:\n- optional: often", 2, "dimensions.0.optional", "this must be true or false"),
    ("dimensions:\n- values_from: my frames", 2, "dimensions.0.values_from", "`project.camps`"),
    ("dimensions:\n- values:\n  - id: 1", 3, "dimensions.0.values.0.id", "a number is no text"),
    ("dimensions:\n- values:\n  - id: yes", 3, "dimensions.0.values.0.id", "put it in quotes"),
    ("dimensions:\n- values:\n  - id:\n", 3, "dimensions.0.values.0.id", "nothing stands here"),
    ("dimensions:\n- values:\n  - key: AB", 3, "dimensions.0.values.0.key", "one letter (a to z"),
    ("dimensions:\n- values:\n  - positive: 3", 3, "dimensions.0.values.0.positive", "be a list"),
    ("dimensions:\n- when: frames", 2, "dimensions.0.when", "this must hold `key: value` lines"),
    ("dimensions:\n- exports: {a b: C}", 2, "dimensions.0.exports.a b", "an id is made of"),
    ("targets:\n- id: The Mayor", 2, "targets.0.id", "the id of a target is made of"),
]


@pytest.mark.parametrize(
    ("text", "line", "place", "message"), MISSHAPEN, ids=[case[0][:40] for case in MISSHAPEN]
)
def test_a_wrong_shape_is_told_by_line_and_place(
    text: str, line: int, place: str, message: str
) -> None:
    found = [one for one in problems(refusal(text)) if one["place"] == place]
    assert found
    assert found[0]["line"] == line
    assert message in found[0]["message"]


def test_five_thousand_values_are_one_fault() -> None:
    many = [value(f"v{number}") for number in range(5_000)]
    error = refusal(json.dumps(document(dimension("a", values=many))))
    assert error.message.endswith("line 1, dimensions.0.values: 5,000 values: at most 200.")
    assert len(problems(error)) == 1


def test_hundreds_of_faults_are_counted_and_the_first_are_listed() -> None:
    error = refusal("\n".join(f"k{number}: x" for number in range(300)))
    assert len(problems(error)) == MOST_PROBLEMS
    assert error.message.endswith("(and 301 more).")  # id and title are missing as well


INCOHERENT = """id: small
title: Small
dimensions:
  - id: quoted
    title: Quoted
    type: single
    when: {dimension: frames, is: ["law"]}
    values:
      - {id: "yes", title: "Yes", key: "1"}
      - {id: "no", title: "No", key: "1"}
  - id: frames
    title: Frames
    type: multi
    values: []
"""


def test_contradictions_come_with_their_lines_in_the_order_of_the_file() -> None:
    error = refusal(INCOHERENT)
    assert [(one["line"], one["place"]) for one in problems(error)] == [
        (7, "dimensions.0.when"),
        (10, "dimensions.0.values.1.key"),
    ]
    assert "line 7, dimensions.0.when: `quoted` waits for `frames`" in error.message


def test_a_draft_may_have_gaps_and_a_published_codebook_may_not() -> None:
    given = INCOHERENT.replace('    when: {dimension: frames, is: ["law"]}\n', "").replace(
        'title: "No", key: "1"', 'title: "No"'
    )
    assert read_codebook(given, finished=False).dimensions[1].values == ()
    error = refusal(given)
    assert problems(error) == [
        {"line": 13, "place": "dimensions.1.values", "message": "`frames` has no values yet"}
    ]


def test_a_sound_file_gets_advice_with_lines() -> None:
    examined = examine("id: a\ntitle: A\ndimensions:\n- {id: x, title: X, type: text}\n")
    assert examined.codebook is not None
    assert (examined.faults, examined.gaps) == ((), ())
    assert [(one.line, one.place) for one in examined.advice] == [(4, "dimensions.0.question")]


def test_every_fault_is_listed_and_the_sentence_counts_them() -> None:
    wrong = document(dimension("a", values=[{"id": "x"}, {"id": "y"}]), colour="red")
    error = refusal(yaml.safe_dump(wrong))
    assert {problem["place"] for problem in problems(error)} == {
        "colour",
        "dimensions.0.values.0.title",
        "dimensions.0.values.1.title",
    }
    assert error.message.endswith("(and 2 more).")


def test_no_fault_repeats_what_the_file_holds() -> None:
    error = refusal(yaml.safe_dump(document(title=["a secret"])))
    assert "secret" not in error.message
    assert "secret" not in str(error.details)


@pytest.mark.parametrize("name", sorted(path.stem for path in PRESETS.glob("*.yaml")))
def test_every_preset_is_a_codebook(name: str) -> None:
    assert read_preset(name).dimensions


@pytest.mark.parametrize("name", ["nothing", "../reading", "", "framing-tone-sourcing.yaml"])
def test_an_unknown_preset_is_refused_and_the_known_are_named(name: str) -> None:
    with pytest.raises(Invalid, match="framing-tone-sourcing"):
        read_preset(name)
