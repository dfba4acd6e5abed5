"""Quotations: Python and the browser find the same ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.nlp.quotes import quotations

TABLE = Path(__file__).parent.parent / "given" / "quotations.json"
ROWS: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:20])
def test_the_table_that_the_browser_is_held_to(row: dict[str, Any]) -> None:
    text = row["text"]
    found = sorted(quotations(text, row["language"]), key=lambda quote: (quote.start, -quote.end))
    assert [text[quote.start : quote.end] for quote in found] == row["found"]
