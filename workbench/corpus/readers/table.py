"""Tables (CSV, TSV and their kin): one article a row, its fields found by the names of columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Reading
from workbench.corpus.readers.bytes import MOST_BYTES, decode, name_of_encoding
from workbench.corpus.readers.collecting import Gathering
from workbench.corpus.readers.fields import FIELDS, has_text, plain, propose_mapping
from workbench.corpus.readers.records import read_record

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_LONGEST_HEADER = 200  # code points; what is longer is a row of text
_ROWS_TO_TRY = 20

Row = tuple[int, list[str]]  # 1-based line where it begins, cells


def read(data: bytes, name: str, options: Options) -> Reading:
    """The articles of all rows, the table's columns, and what each was taken for.

    :raise Refused: for a table that is torn (with the line), and for one without any column for
        the text: then `details["columns"]` says which there are.
    """
    text = decode(data, options.encoding)
    delimiter = sniff(text)
    rows = _rows(text, delimiter)
    header_line, header = next(rows, (1, []))
    columns = _columns(header, header_line)
    mapping = _mapping(columns, options.columns)
    gathering = Gathering(name)
    for line, cells in rows:
        _refuse_ragged(cells, columns, line)
        gathering.take(line, partial(_read_row, cells, columns, mapping, line, name, options))
    if delimiter != ",":
        said = f"The cells of this table are parted by {DELIMITERS[delimiter]}; check the columns."
        gathering.warn(Problem("delimiter", said, header_line, name))
    reading = gathering.reading("csv", name_of_encoding(data, options.encoding))
    return replace(reading, columns=tuple(columns), mapping=mapping)


def looks_like_table(text: str) -> bool:
    """Whether a text without a telling name is a table: its first line names text and title."""
    first = text.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    delimiter = max(DELIMITERS, key=first.count)
    names = [cell.strip().strip('"') for cell in first.split(delimiter)]
    mapping = propose_mapping(names)
    short = all(0 < len(one) <= 40 for one in names)
    return len(names) > 1 and short and has_text(mapping) and len(mapping) > 1


def sniff(text: str) -> str:
    """The delimiter that cuts the first rows into most cells, equally many in each."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))  # commas win ties


def _regularity(text: str, delimiter: str) -> tuple[bool, int]:
    try:
        widths = [len(cells) for _, cells in islice(_rows(text, delimiter), _ROWS_TO_TRY)]
    except Refused:
        first = text.split("\n", 1)[0]
        return False, first.count(delimiter) + 1
    return len(set(widths)) == 1 and widths[0] > 1, widths[0] if widths else 0


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """All rows that are not blank. Raises Refused at a quotation mark that is out of place."""
    csv.field_size_limit(MOST_BYTES)  # what is too long for an article is said by our own rule
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(
                f"The row that begins here is torn ({error}). Each quotation mark inside a quoted "
                "cell must be doubled, and each cell that is opened must be closed.",
                code="torn_row",
                line=line,
            ) from None
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _columns(header: Sequence[str], line: int) -> list[str]:
    columns = [" ".join(cell.split()) for cell in header]
    if not columns or not all(columns) or max(map(len, columns)) > _LONGEST_HEADER:
        raise Refused(
            "The first row must name all columns, such as id, title, text.",
            code="no_header",
            line=line,
        )
    seen = [plain(column) for column in columns]
    twice = next((name for name, one in zip(columns, seen, strict=True) if seen.count(one) > 1), "")
    if twice:
        raise Refused(
            f"Two columns are called “{twice}”. Rename one.", code="duplicate_column", line=line
        )
    return columns


def _mapping(columns: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """What each field is taken from; what a person chose goes first, and "" means: from none."""
    proposed = propose_mapping(columns)
    taken = set(chosen.values())
    kept = {field: column for field, column in proposed.items() if column not in taken}
    wanted = kept | {field: chosen[field] for field in FIELDS if field in chosen}
    mapping = {field: column for field, column in wanted.items() if column}
    missing = [column for column in mapping.values() if column not in columns]
    if missing or not has_text(mapping):
        what = f"has no column “{missing[0][:60]}”" if missing else "has no column for the text"
        refused = Refused(
            f"This table {what}. Its columns are: {', '.join(columns)[:1000]}. "
            "Say which one holds the text.",
            code="no_such_column" if missing else "no_text_column",
            line=1,
        )
        refused.details["columns"] = list(columns)
        raise refused
    return mapping


def _refuse_ragged(cells: Sequence[str], columns: Sequence[str], line: int) -> None:
    if len(cells) != len(columns):
        raise Refused(
            f"This row has {len(cells):,} cells, the first one {len(columns):,}. "
            "A quotation mark or a delimiter may be missing.",
            code="ragged_row",
            line=line,
        )


def _read_row(
    cells: Sequence[str],
    columns: Sequence[str],
    mapping: Mapping[str, str],
    line: int,
    name: str,
    options: Options,
) -> ArticleDraft:
    record = dict(zip(columns, cells, strict=True))
    return read_record(record, format="csv", name=name, options=options, line=line, mapping=mapping)
