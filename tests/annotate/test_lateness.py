"""Answers of the lead that came after a paragraph was judged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.make import NOW
from workbench.annotate.lateness import answered_in, later_answers
from workbench.codebook.queries_inquiries import Answered
from workbench.core.clock import iso

JUDGMENT: dict[str, Any] = {
    "labels": {"frames": ["law"], "tone.government": "1"},
    "spans": [{"dimension": "sourcing", "attributes": {"naming": "1"}}],
    "links": [{"dimension": "attribution"}],
}


def answered(dimension: str, hours: int) -> Answered:
    return Answered(1, dimension, "", "Why?", "So.", NOW + timedelta(hours=hours))


def test_a_judgment_answers_with_labels_passages_links_and_their_attributes() -> None:
    assert answered_in(JUDGMENT) == {"frames", "tone", "sourcing", "naming", "attribution"}


def test_only_later_answers_about_what_was_answered_count() -> None:
    before, after = answered("frames", -1), answered("tone", 1)
    assert later_answers(JUDGMENT, iso(NOW), [before, after, answered("cause", 1)]) == [after]
    assert later_answers(JUDGMENT, "", [after]) == [], "nothing was saved yet"
