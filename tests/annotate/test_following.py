"""What follows from the answers given, as the browser has it too: tests/js/following.test.js."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.annotate.checking import check
from workbench.annotate.document import Document
from workbench.annotate.missing import list_missing
from workbench.annotate.sheet import question_views
from workbench.codebook.checks import find_faults, find_gaps
from workbench.codebook.format import Codebook
from workbench.codebook.questions import list_questions

SHARED = json.loads((Path(__file__).parents[1] / "given" / "following.json").read_text("utf-8"))
BOOK = Codebook.model_validate(SHARED["codebook"])
QUESTIONS = list_questions(BOOK)
TEXT: str = SHARED["text"]


def test_the_browser_is_told_of_these_questions() -> None:
    assert [*find_faults(BOOK), *find_gaps(BOOK)] == []
    assert [reduced(one) for one in question_views(QUESTIONS)] == SHARED["views"]


def reduced(view: dict[str, Any]) -> dict[str, Any]:
    """What the rules look at."""
    kept = {name: view[name] for name in SHARED["views"][0]}
    values = [{"id": value["id"], "title": value["title"]} for value in view["values"]]
    return kept | {"values": values, "attributes": [reduced(one) for one in view["attributes"]]}


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_what_is_kept_dropped_and_missing(case: dict[str, Any]) -> None:
    sent = {name: case[name] for name in ("labels", "spans", "links") if name in case}
    document = check(sent, QUESTIONS, TEXT)
    assert parts(document) == case["kept"]
    assert parts(check(document.as_json(TEXT) | {"done": False}, QUESTIONS, TEXT)) == case["kept"]
    problems = list_missing(document, QUESTIONS, TEXT)
    assert list(dict.fromkeys(one["question"] for one in problems)) == case["missing"]
    assert case.get("says", "") in {"", *(one["message"] for one in problems)}


def parts(document: Document) -> dict[str, Any]:
    """The answers; those on passages and links in the order of these."""
    stored = document.as_json(TEXT)
    spans = [one.get("attributes", {}) for one in stored["spans"]]
    links = [one.get("attributes", {}) for one in stored.get("links", [])]
    return {"labels": stored["labels"], "spans": spans, "links": links}
