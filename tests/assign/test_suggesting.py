"""Which suggestions a round may show, by its kind."""

from __future__ import annotations

import pytest

from workbench.assign.suggesting import ROUND_KINDS, fault_of_suggestions, suggested

ROWS = [
    [0, 4, "source", "anonymous_source"],
    [5, 9, "cue", "speech_verb", "neutral", 0],
    [10, 19, "distancing", "distancing_word", "", 1],
    [20, 26, "loaded", "loaded_word", "", 0],
    [27, 33, "booster", "booster", "", 0],
]


def test_hints_are_shown_only_where_they_are_asked_for() -> None:
    assert suggested(ROWS, has_premarks=True, has_hints=True) == ROWS
    assert suggested(ROWS, has_premarks=True, has_hints=False) == ROWS[:3]
    for has_hints in (False, True):
        assert list(suggested(ROWS, has_premarks=False, has_hints=has_hints)) == []


@pytest.mark.parametrize("kind", ROUND_KINDS)
def test_only_rounds_that_measure_agreement_refuse_premarks(kind: str) -> None:
    fault = fault_of_suggestions(kind, has_premarks=True, has_hints=True)
    assert bool(fault) is (kind in {"pilot", "reliability"})
    assert fault_of_suggestions(kind, has_premarks=False, has_hints=False) == ""
    assert "Hints" in fault_of_suggestions(kind, has_premarks=False, has_hints=True)
