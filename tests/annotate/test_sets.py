"""Sets that offer a choice of an earlier set again, and values that stand alone."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.annotate.checking import check
from workbench.codebook.format import Codebook
from workbench.codebook.questions import Question, list_questions
from workbench.core.errors import Invalid

VALUES = [{"id": name, "title": name} for name in ("conflict", "economy", "law", "none")]


def questions() -> tuple[Question, ...]:
    frames = {"id": "frames", "title": "Frames", "type": "multi", "min": 2, "values": VALUES}
    again = {"id": "again", "title": "Again", "type": "multi", "values_from": "frames"}
    dimensions = [frames | {"exclusive": ["none"]}, again | {"optional": True}]
    return list_questions(
        Codebook.model_validate({"id": "sets", "title": "Sets", "dimensions": dimensions})
    )


def labels_of(*, done: bool = False, **labels: Any) -> dict[str, Any]:
    return dict(check({"labels": labels, "done": done}, questions(), "").labels)


def test_of_a_set_offered_again_what_is_still_chosen_stays() -> None:
    stored = labels_of(frames=["conflict", "law"], again=["law", "economy"])
    assert stored == {"frames": ("conflict", "law"), "again": ("law",)}
    assert labels_of(frames=["conflict", "law"]) == {"frames": ("conflict", "law")}


def test_a_set_of_one_is_its_own_choice() -> None:
    assert labels_of(frames=["law"])["again"] == ("law",)


def test_a_value_that_stands_alone_is_enough() -> None:
    assert labels_of(frames=["none"], done=True)["frames"] == ("none",)
    with pytest.raises(Invalid, match="choose at least 2"):
        labels_of(frames=["law"], done=True)
