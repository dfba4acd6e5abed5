"""Every published example comes out as published."""

from __future__ import annotations

import pytest

from workbench.agreement.worked import Example, agrees, compute, worked_examples

BUILT_IN = [example for example in worked_examples() if example.can_compute]


@pytest.mark.parametrize("example", BUILT_IN, ids=lambda example: example.id)
def test_a_published_example_comes_out(example: Example) -> None:
    found = compute(example)
    assert agrees(example, found), f"{found} instead of {example.expected}: {example.source}"


def test_only_what_needs_another_package_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(BUILT_IN) == len(worked_examples()) == 106
    monkeypatch.setattr("workbench.agreement.worked.is_possible", lambda: False)
    left = {example.measure for example in worked_examples() if not example.can_compute}
    assert left == {"gamma_observed_disorder"}


def test_a_wrong_figure_is_told_from_a_right_one() -> None:
    example = BUILT_IN[0]
    assert example.expected is not None
    assert not agrees(example, example.expected + 2 * example.tolerance)
    assert not agrees(example, None)
