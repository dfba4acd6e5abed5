from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from workbench.stats.estimate import Estimate

DEFINED = Estimate(
    measure="krippendorff_alpha",
    distance="nominal",
    value=0.7,
    why_undefined=None,
    interval=(0.6, 0.8),
    interval_note=None,
    replicates=2000,
    seed=1,
    n_units=10,
    n_pairable=8,
    n_single=2,
    n_annotators=3,
    n_clusters=4,
    p_below_667=0.2,
)


def test_a_value_and_a_reason_exclude_each_other() -> None:
    assert replace(DEFINED, value=None, why_undefined="Nothing to compare.").value is None
    with pytest.raises(ValueError, match="either a value or a reason"):
        replace(DEFINED, value=None)
    with pytest.raises(ValueError, match="either a value or a reason"):
        replace(DEFINED, why_undefined="No variation.")


def test_an_estimate_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFINED.value = 0.9  # type: ignore[misc]  # the assignment is what must fail
