"""JSON Lines: one article a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Reading
from workbench.corpus.readers.bytes import decode, name_of_encoding
from workbench.corpus.readers.collecting import Gathering
from workbench.corpus.readers.limits import LONGEST_LINE
from workbench.corpus.readers.records import read_record
from workbench.corpus.readers.strict_json import Fault, read_value, skip_space

_INK = re.compile(r"[^ \t\r\n]")


def read(data: bytes, name: str, options: Options) -> Reading:
    """The articles of all lines, and a problem for each line that is none.

    :raise Refused: for a file that is one piece of JSON instead.
    """
    text = decode(data, options.encoding)
    _refuse_one_piece(text)
    gathering = Gathering(name)
    for number, line in _lines(text):
        gathering.take(number, partial(_read_line, line, number, name, options))
    return gathering.reading("jsonl", name_of_encoding(data, options.encoding))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that are not blank. They end at line feeds alone: U+2028 may stand inside a string."""
    start, number = 0, 1
    while ink := _INK.search(text, start):
        first = text.rfind("\n", start, ink.start()) + 1 or start
        number += text.count("\n", start, first)
        end = text.find("\n", first)
        end = len(text) if end < 0 else end
        yield number, text[first:end].removesuffix("\r")
        start, number = end + 1, number + 1


def _read_line(line: str, number: int, name: str, options: Options) -> ArticleDraft:
    if len(line) > LONGEST_LINE:
        raise Refused(
            f"This line has {len(line):,} characters; {LONGEST_LINE:,} are allowed.",
            code="line_too_long",
        )
    try:
        record, end = read_value(line, skip_space(line, 0))
        if skip_space(line, end) < len(line):
            raise Fault("not_json", f"More follows after the object, at character {end + 1:,}.")
    except Fault as fault:
        place = "" if fault.place is None else f" (Character {fault.place + 1:,} of the line.)"
        raise Refused(fault.message + place, code=fault.code) from None
    if not isinstance(record, dict):
        raise Refused("This line is no object with the fields of an article.", code="wrong_type")
    return read_record(record, format="jsonl", name=name, options=options, line=number)


def _refuse_one_piece(text: str) -> None:
    start = skip_space(text, 0)
    end = text.find("\n", start)
    first = text[start : end if end >= 0 else len(text)].rstrip()
    goes_on = first.endswith((",", "{", "[")) and not first.endswith("},")
    if first.startswith("[") or (first.startswith("{") and goes_on):
        what = "one JSON list" if first.startswith("[") else "JSON set over several lines"
        raise Refused(
            f"This file is {what}, not one object a line. Choose the format JSON, or rename it to "
            "end in .json.",
            code="not_jsonl",
            line=text.count("\n", 0, start) + 1,
        )
