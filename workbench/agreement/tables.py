"""Reliability tables that people bring: CSV or JSON in, who judged which unit how. Pure.

CSV: a line of names, the unit in the first column, then one column an annotator; an empty cell is
missing. Sets are written `a|b`, the empty set `{}`. JSON is explained in the README.
"""

from __future__ import annotations

from workbench.agreement.table_parts import Table, known_level
from workbench.agreement.tables_csv import from_csv
from workbench.agreement.tables_json import from_json
from workbench.core.errors import Invalid


def read_table(content: bytes, level: str = "") -> Table:
    """The table in a file; `level` overrules what the file says of itself.

    A CSV that does not say is nominal, or of sets where a cell is written as one. Raises Invalid,
    with the line or the unit, for what cannot be read as such a table.
    """
    chosen = known_level(level) if level else None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("The file is not UTF-8. Save it as “CSV UTF-8” and try again.") from error
    if text.lstrip()[:1] in {"{", "["}:
        return from_json(text, chosen)
    return from_csv(text, chosen)
