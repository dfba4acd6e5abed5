"""From a codebook to a file that people read and edit. Pure.

What stands at its default is left out, so that the file says only what the codebook decides; read
again, it gives the equal codebook.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from workbench.codebook.format import Codebook, as_document

#: Longer texts are folded into lines of their own.
LONG = 70
WIDTH = 96
#: Lists of sentences; all others hold names, and stand on one line.
SENTENCES = frozenset({"positive", "negative", "general_rules"})


class _Writer(yaml.SafeDumper):
    """Plain YAML with lists indented under their key, and no references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Flow(list[Any]):
    """A list of short names, written on one line."""


def write_yaml(codebook: Codebook) -> str:
    """The codebook as YAML, in the order of the format."""
    text: str = yaml.dump(
        _shaped(as_document(codebook)),
        Dumper=_Writer,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
    )
    return text


def write_json(codebook: Codebook) -> str:
    """The same as JSON."""
    return json.dumps(as_document(codebook), ensure_ascii=False, indent=2) + "\n"


def _shaped(part: Any, name: str = "") -> Any:
    if isinstance(part, dict):
        return {key: _shaped(value, key) for key, value in part.items()}
    if not isinstance(part, list):
        return part
    short = all(isinstance(one, str) and len(one) <= 64 for one in part)
    listed = [_shaped(one) for one in part]
    return _Flow(listed) if short and name not in SENTENCES else listed


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = ">" if len(text) > LONG and text == text.strip() and "\n" not in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _flow(writer: yaml.SafeDumper, names: _Flow) -> yaml.SequenceNode:
    return writer.represent_sequence("tag:yaml.org,2002:seq", names, flow_style=True)


_Writer.add_representer(str, _text)
_Writer.add_representer(_Flow, _flow)
