"""The file format as a JSON Schema (draft 2020-12), for editors that help while one types. Pure.

It says what belongs where. Whether a codebook agrees with itself, only `checks` can say.
"""

from __future__ import annotations

from typing import Any

from workbench.codebook.format import Codebook
from workbench.codebook.meanings import MEANINGS
from workbench.codebook.reading import SCHEMA_KEY

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Lists that may be given as one text when there is only one.
_ONE_OR_MORE = (("Value", "positive"), ("Value", "negative"), ("Dimension", "default"))


def make_schema() -> dict[str, Any]:
    """The schema as plain values, with a description of every key."""
    made = Codebook.model_json_schema(by_alias=True, mode="validation")
    parts: dict[str, Any] = made.pop("$defs")
    whole = made | {"title": "Codebook", "description": "A question sheet of the workbench."}
    for name, part in {**parts, "Codebook": whole}.items():
        for key, meaning in MEANINGS[name].items():
            part["properties"][key.rstrip("_")] |= {"description": meaning}
            part["properties"][key.rstrip("_")].pop("title", None)
        if name != "Codebook":
            part["description"] = part["description"].split("\n\n")[0].replace("\n", " ")
            for one in part["properties"].values():
                _close(one)
    for name, key in _ONE_OR_MORE:
        _allow_one(parts[name]["properties"], key)
    whole["properties"][SCHEMA_KEY] = {"type": "string", "description": "Where this schema lies."}
    return {"$schema": DIALECT, **whole, "$defs": parts}


def _close(schema: dict[str, Any]) -> None:
    """A mapping from ids takes no other keys; pydantic's own schema lets them through."""
    if "patternProperties" in schema:
        schema["additionalProperties"] = False


def _allow_one(properties: dict[str, Any], key: str) -> None:
    listed = properties[key]
    about = {word: listed.pop(word) for word in ("description", "default") if word in listed}
    if "maxLength" in listed:  # pydantic sees the validator, not the list behind it
        listed["maxItems"] = listed.pop("maxLength")
    properties[key] = {"anyOf": [listed["items"], listed], **about}
