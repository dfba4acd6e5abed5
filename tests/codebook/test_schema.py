"""The JSON Schema says the same as the workbench, as far as a schema can."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from tests.codebook.given import Part, document
from tests.codebook.json_schema import fits
from tests.codebook.test_format import REFUSED
from workbench.codebook import format
from workbench.codebook.format import as_document
from workbench.codebook.meanings import MEANINGS
from workbench.codebook.reading import PRESETS, read_codebook, read_preset
from workbench.codebook.schema import DIALECT, make_schema

SCHEMA = make_schema()
NAMES = sorted(path.stem for path in PRESETS.glob("*.yaml"))
#: To a schema, spaces alone are a title.
SAYABLE = {name: fault for name, fault, _ in REFUSED if name != "empty title"}


def is_valid(given: Any) -> bool:
    return fits(given, SCHEMA, SCHEMA)


@pytest.mark.parametrize("name", NAMES)
def test_every_preset_is_valid_as_file_and_as_stored(name: str) -> None:
    assert is_valid(yaml.safe_load((PRESETS / f"{name}.yaml").read_text("utf-8")))
    assert is_valid(as_document(read_preset(name)))


@pytest.mark.parametrize("fault", SAYABLE.values(), ids=SAYABLE)
def test_what_the_workbench_refuses_is_not_valid(fault: Part) -> None:
    assert not is_valid(fault)


def test_one_example_may_stand_alone_and_a_mapping_takes_ids_only() -> None:
    values = [{"id": "a", "title": "A", "positive": "Rain.", "maps_to": {"mfc": ["1.0"]}}]
    given = document({"id": "x", "title": "X", "type": "single", "values": values, "default": "a"})
    assert is_valid(given)
    values[0]["maps_to"] = {"two words": ["1.0"]}
    assert not is_valid(given)


def test_a_file_may_say_where_its_schema_lies() -> None:
    given = document() | {"$schema": "./codebook.schema.json"}
    assert is_valid(given)
    assert read_codebook(json.dumps(given)) == read_codebook(json.dumps(document()))


def test_every_key_of_every_part_is_explained_in_order() -> None:
    parts = {
        name: list(part.model_fields)
        for name, part in inspect.getmembers(format, inspect.isclass)
        if issubclass(part, BaseModel) and part.__module__ == format.__name__
    }
    parts = {name: fields for name, fields in parts.items() if fields}
    assert {name: list(meanings) for name, meanings in MEANINGS.items()} == parts
    assert all(
        meaning.endswith(".") for meanings in MEANINGS.values() for meaning in meanings.values()
    )
    for part in [SCHEMA, *SCHEMA["$defs"].values()]:
        assert all(one.get("description") for one in part["properties"].values())
        assert "\n" not in part["description"]


def test_the_dialect_is_named_and_no_address_of_its_own() -> None:
    assert SCHEMA["$schema"] == DIALECT
    assert "$id" not in SCHEMA
