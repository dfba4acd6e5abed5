"""What the page is handed about the questions, and what stands beside a paragraph."""

from __future__ import annotations

import json
from typing import Any

from tests.annotate.generated import QUESTIONS, WHOLE
from tests.make import rich_codebook
from workbench.annotate.checking import check
from workbench.annotate.chips import chips
from workbench.annotate.sheet import for_scripts, question_views
from workbench.codebook.questions import list_questions

TEXT = "Two aides claimed it."
VIEWS = {view["key"]: view for view in [*question_views(QUESTIONS), *question_views(WHOLE)]}


def test_a_question_says_all_that_the_page_needs() -> None:
    assert json.loads(json.dumps(VIEWS)) == VIEWS
    reason = VIEWS["because.government"]
    assert reason["when"] == {"question": "tone.government", "is": ["-1"], "at_least": 0}
    assert (reason["target"], reason["optional"], reason["type"]) == ("government", True, "text")
    assert VIEWS["tone.island"]["default"] == "0"
    assert VIEWS["frames"]["default"] is None
    assert VIEWS["loaded"]["values"][0]["id"] == "yes"
    assert VIEWS["attribution"]["members"][0] == {
        "value": "source",
        "title": "Source",
        "min": 1,
        "max": 1,
    }
    naming, grounds, *_ = VIEWS["parts"]["attributes"]
    assert (naming["unit"], naming["of"], naming["of_values"]) == ("span", "parts", ["source"])
    assert grounds["when"]["question"] == "naming"
    assert [one["mark"] for one in VIEWS["parts"]["values"]] == [1, 2, 3]


def test_scripts_get_all_but_the_words_that_people_read() -> None:
    whole = VIEWS["parts"]
    (slim,) = for_scripts([whole])
    assert set(whole) - set(slim) == {"rule", "tie_break", "clarifications"}
    assert {one["id"]: one["mark"] for one in slim["values"]} == {
        "source": 1,
        "cue": 2,
        "content": 3,
    }
    for view in (slim, *slim["attributes"]):
        assert all({"id", "title", "key"} <= set(one) for one in view["values"])
        assert not any("definition" in one or "include" in one for one in view["values"])
    assert [one["key"] for one in slim["attributes"]] == [one["key"] for one in whole["attributes"]]


def test_values_offered_again_have_no_key_of_their_own() -> None:
    assert VIEWS["main"]["source"] == "frames"
    assert [one["key"] for one in VIEWS["main"]["values"]] == ["", "", ""]
    assert VIEWS["topics"]["source"] == "", "another unit: all values, with their keys"
    assert [one["key"] for one in VIEWS["topics"]["values"]] == ["1", "2", "n"]


def shown(sent: dict[str, Any], text: str = TEXT) -> list[str]:
    questions = QUESTIONS if text else WHOLE
    return [chip["text"] for chip in chips(check(sent, questions, text), questions)]


def test_chips_name_flags_words_passages_and_links() -> None:
    span = {"dimension": "parts", "value": "cue", "start": 10, "end": 17, "text": "claimed"}
    link = {"dimension": "attribution", "members": [{"value": "cue", "start": 10, "end": 17}]}
    labels = {"loaded": "yes", "frames": ["economy", "conflict"], "main": "economy"}
    labels |= {"remark": "Why\nthis " + "x" * 60, "tone.island": "-1"}
    assert shown({"labels": labels, "spans": [span], "links": [link]}) == [
        "Loaded wording",
        "Conflict",
        "Economy ★",
        "Tone · the island: critical",
        "Parts: 1 passage",
        "Attribution: 1 link",
        "Remark: Why this " + "x" * 30 + "…",
    ]
    assert shown({"labels": {"gist": "So"}}, text="") == ["Gist: So"]


def test_a_battery_is_one_chip() -> None:
    document = rich_codebook().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for dimension in document["dimensions"]:
        if dimension["id"] in ("loaded", "attributed", "tone"):
            dimension["group"] = "Checks"
    questions = list_questions(type(rich_codebook()).model_validate(document))
    labels = {"loaded": "yes", "tone.island": "0"}
    found = chips(check({"labels": labels}, questions, TEXT), questions)
    assert [chip["text"] for chip in found] == ["Checks: 2 of 4"]
