"""JSON: one article, or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Reading
from workbench.corpus.readers.bytes import decode, name_of_encoding
from workbench.corpus.readers.collecting import Gathering
from workbench.corpus.readers.records import read_record
from workbench.corpus.readers.strict_json import Fault, read_value, skip_space


def read(data: bytes, name: str, options: Options) -> Reading:
    """The articles of the file, and a problem for each entry of its list that is none.

    :raise Refused: for what is no JSON, with the line.
    """
    text = decode(data, options.encoding)
    gathering = Gathering(name)
    for line, value in _values(text):
        gathering.take(line, partial(_read_one, value, line, name, options))
    return gathering.reading("json", name_of_encoding(data, options.encoding))


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Each entry of the list, or the one value that there is, with its line; one at a time."""
    place, line = skip_space(text, 0), 1
    line += text.count("\n", 0, place)
    in_list = text.startswith("[", place)
    if in_list:
        place, line = _onward(text, place, place + 1, line)
        if text.startswith("]", place):
            return _refuse_rest(text, place + 1, line)
    while True:
        value, end = _value(text, place, line)
        yield line, value
        place, line = _onward(text, place, end, line)
        if not in_list:
            return _refuse_rest(text, place, line)
        if text.startswith("]", place):
            return _refuse_rest(text, place + 1, line)
        if not text.startswith(",", place):
            _refuse("A comma or the end of the list is missing here.", line)
        place, line = _onward(text, place, place + 1, line)


def _onward(text: str, old: int, new: int, line: int) -> tuple[int, int]:
    new = skip_space(text, new)
    return new, line + text.count("\n", old, new)


def _value(text: str, place: int, line: int) -> tuple[Any, int]:
    try:
        return read_value(text, place)
    except Fault as fault:
        if fault.place is not None:
            line = text.count("\n", 0, fault.place) + 1
        raise Refused(fault.message, code=fault.code, line=line) from None


def _refuse_rest(text: str, place: int, line: int) -> None:
    if skip_space(text, place) < len(text):
        _refuse("More follows after the end of the JSON. If each line is one object: .jsonl.", line)


def _refuse(message: str, line: int) -> None:
    raise Refused(message, code="not_json", line=line)


def _read_one(value: Any, line: int, name: str, options: Options) -> ArticleDraft:
    if not isinstance(value, dict):
        raise Refused("This entry is no object with the fields of an article.", code="wrong_type")
    return read_record(value, format="json", name=name, options=options, line=line)
