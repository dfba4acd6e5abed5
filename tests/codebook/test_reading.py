"""From a file to a codebook, or to a sentence that says where the file is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.codebook.given import dimension, document, value
from workbench.codebook.format import digest
from workbench.codebook.reading import MOST_CHARACTERS, PRESETS, read_codebook, read_preset
from workbench.core.errors import Invalid


def refusal(text: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read_codebook(text)
    return caught.value


def test_yaml_and_json_say_the_same() -> None:
    given = document(purpose="Für alle “Fälle”")
    from_yaml = read_codebook(yaml.safe_dump(given, allow_unicode=True))
    from_json = read_codebook(json.dumps(given, ensure_ascii=False, indent=2))
    assert digest(from_yaml) == digest(from_json)
    assert from_yaml.purpose == "Für alle “Fälle”"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id: x\ntitle: [open\n", "line 3"),
        ("id: x\nid: y\n", "line 2: `id` is given twice"),
        ("id: x\ndimensions:\n  - {id: a, id: b}\n", "line 3: `id` is given twice"),
        ("id:\t- x\n\t- y", "line 1"),
        ("id: *nothing", "line 1: found undefined alias"),
        ("id: x\n---\nid: y\n", "line 2: but found another document"),
        ("id: a\x07b", "not valid YAML or JSON"),
        ("title: 2024-99-99", "not valid YAML or JSON"),
        ("min: " + "9" * 5000, "not valid YAML or JSON"),
        ("[" * 20_000, "nested too deeply"),
        ("", "is a mapping with `id`, `title` and `dimensions`"),
        ("- a\n- b", "is a mapping"),
        ("just words", "is a mapping"),
        ("&a [*a]", "is a mapping"),
    ],
    ids=lambda text: text[:30],
)
def test_a_broken_file_is_refused_with_its_place(text: str, words: str) -> None:
    assert words in refusal(text).message


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['true']",
        "id: !!python/name:os.system",
        "title: !!python/object/new:subprocess.Popen [['true']]",
        "? !!python/tuple [1]\n: x",
        "!own {id: x}",
    ],
)
def test_a_tag_makes_no_object(text: str) -> None:
    message = refusal(text).message
    assert "line 1" in message
    assert "could not determine a constructor" in message


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert "1,000,000 characters" in refusal("#" * (MOST_CHARACTERS + 1)).message
    assert "is a mapping" in refusal("#" * MOST_CHARACTERS).message


def test_a_bomb_of_references_is_only_wrong() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    lines += ["id: bomb", "title: *a11", "dimensions: *a11"]
    assert "fault at" in refusal("\n".join(lines)).message


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"colour": "red"}, "colour", "there is no such key; check its spelling"),
        ({"title": 7}, "title", "this must be text: put it in quotes"),
        ({"id": False}, "id", "this must be text: put it in quotes"),  # `id: no` in YAML
        (
            {"dimensions": [dimension("a", values=[value("x"), value("y", key=1)])]},
            "dimensions.0.values.1.key",
            "this must be text: put it in quotes",
        ),
        (
            {"dimensions": [dimension("a"), dimension("b", values=[{"id": "x"}])]},
            "dimensions.1.values.0.title",
            "this is needed",
        ),
        (
            {"dimensions": [dimension("a", min=1)]},
            "dimensions.0",
            "`min`, `max` and `exclusive` of `a` need type `multi`",
        ),
        ({"dimensions": [dimension("a b")]}, "dimensions.0.id", "characters that cannot stand"),
    ],
    ids=str,
)
def test_a_fault_is_told_by_its_place(changes: dict[str, Any], place: str, message: str) -> None:
    error = refusal(yaml.safe_dump(document(**changes)))
    problems = error.details["problems"]
    assert isinstance(problems, list)
    assert problems[0]["place"] == place
    assert message in problems[0]["message"]
    assert place in error.message


def test_every_fault_is_listed_and_the_sentence_counts_them() -> None:
    wrong = document(dimension("a", values=[{"id": "x"}, {"id": "y"}]), colour="red")
    error = refusal(yaml.safe_dump(wrong))
    problems = error.details["problems"]
    assert isinstance(problems, list)
    assert {problem["place"] for problem in problems} == {
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
