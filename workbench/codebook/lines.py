"""YAML or JSON as plain values, with the line of each of them. Pure.

Stricter than YAML: no aliases (a few lines of them can stand for gigabytes), no tags, no key given
twice (YAML would drop the first one without a word). Keys are always names: `no` and `1` as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml.constructor import ConstructorError

#: Mappings, lists and words in a file. The longest sheet on paper has 2,000; parsing this many
#: takes three seconds.
MOST_PARTS = 100_000

_PREFIX: Final = "tag:yaml.org,2002:"
#: Line ends and tabs are text, the other controls are not (they can be written with escapes).
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
#: What the parser says of the mistakes that people make most, and what they can do about it.
_COMMON: Final = {
    "'\\t'": "a tab stands where only spaces can: indent with spaces",
    "mapping values are not allowed": "a colon cannot stand in this text: put it in quotes",
    "cannot start any token": "text cannot begin with this character: put it in quotes",
    "<block end>": "this line is not indented as those above it",
    "could not find expected ':'": "a key without a colon, or a line that is not indented enough",
    "expected ',' or": "a list or mapping in brackets is not closed, or lacks a comma",
    "found unexpected end of stream": "a quotation mark is not closed",
    "found another document": "a second document begins here: a codebook is one",
}
_PLAIN: Final = frozenset(
    _PREFIX + kind for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
)
#: `=` and `<<`, which YAML once gave a meaning of their own.
_SIGNS: Final = frozenset({f"{_PREFIX}value", f"{_PREFIX}merge"})


class Unreadable(ValueError):
    """No YAML or JSON; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


@dataclass(frozen=True)
class Parsed:
    """A document of plain values that remembers where it came from."""

    value: Any
    _root: yaml.Node | None
    #: The parts of nodes that were asked for: a file may have a fault on each of many lines.
    _seen: dict[int, dict[str | int, tuple[int, yaml.Node]]] = field(default_factory=dict)

    def line(self, path: Sequence[str | int]) -> int:
        """The line of this place, or of the nearest part around it that is there; from 1."""
        node, line = self._root, 1
        for part in path:
            if id(node) not in self._seen:
                self._seen[id(node)] = _parts(node)
            if part not in self._seen[id(node)]:
                break
            line, node = self._seen[id(node)][part]
        return line


def parse(text: str) -> Parsed:
    """Raises Unreadable."""
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        return Parsed(None if root is None else loader.construct_document(root), root)
    except RecursionError:
        raise Unreadable("it is nested too deeply", 1) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable("it holds a control character", line) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = str(error.problem or "this is neither YAML nor JSON").removeprefix("but ")
        raise Unreadable(_in_plain_words(reason), mark.line + 1 if mark else 1) from None


def _in_plain_words(reason: str) -> str:
    return next((plain for words, plain in _COMMON.items() if words in reason), reason)


def _parts(node: yaml.Node | None) -> dict[str | int, tuple[int, yaml.Node]]:
    """The parts of a mapping or list, each with the line on which it begins."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: (key.start_mark.line + 1, value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return {n: (one.start_mark.line + 1, one) for n, one in enumerate(node.value)}
    return {}


class _Loader(yaml.SafeLoader):
    def __init__(self, text: str) -> None:
        self.parts = 0
        super().__init__(text)

    def compose_node(self, parent: Any, index: Any) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # yaml's stubs lack it
        self.parts += 1
        if isinstance(event, yaml.AliasEvent):
            raise _fault("references (`*name`) cannot stand here: write it out", event)
        if self.parts > MOST_PARTS:
            raise _fault(f"a codebook has at most {MOST_PARTS:,} parts; here are more", event)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if node.tag in _SIGNS:
            node.tag = f"{_PREFIX}str"
        if node.tag not in _PLAIN:
            raise _fault("tags (`!name`) cannot stand here", node)
        try:
            made = super().construct_object(node, deep=deep)
        except ValueError:  # a day that the calendar lacks, a number with thousands of digits
            raise _fault("this is no real date or number: put it in quotes", node) from None
        return _whole_characters(made, node) if isinstance(made, str) else made

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault("a key must be a word", key)
            if key.value in made:
                raise _fault(f"`{key.value[:80]}` is given twice", key)
            made[key.value] = self.construct_object(value, deep=deep)
        return made


def _whole_characters(text: str, node: yaml.Node) -> str:
    """JSON spells characters beyond the first 65,536 as two halves, which belong together."""
    try:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise _fault("this holds half a character", node) from None
    if _CONTROLS.search(text):
        raise _fault("it holds a control character", node)
    return text


def _fault(message: str, where: Any) -> ConstructorError:
    return ConstructorError(problem=message, problem_mark=where.start_mark)
