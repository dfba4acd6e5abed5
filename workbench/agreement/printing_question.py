"""The page of a question in words and for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from workbench.agreement.cuts import CUT_NAMES
from workbench.agreement.detail import Detail, title_of
from workbench.agreement.finding import ANYHOW, LABELS, Asked
from workbench.agreement.passages import KIND_WORDS
from workbench.agreement.people import Beside
from workbench.agreement.people_marking import BesideMarks
from workbench.codebook.questions import Question


def heading(question: Question, asked: Asked) -> str:
    """What a list of units is about, "" for all of them."""
    return ", ".join(_told(question, asked))


def _told(question: Question, asked: Asked) -> Iterator[str]:
    if asked.twice:
        yield f"answered twice by {asked.twice}"
    if asked.by:
        yield f"{CUT_NAMES.get(asked.by, asked.by)}: {asked.part}"
    if asked.pair:
        yield " and ".join(asked.pair)
    if asked.annotator:
        yield f"{asked.annotator} beside others"
    if asked.value:
        yield f"somebody said {title_of(question, asked.value)}"
    if asked.between:
        first, second = (title_of(question, one) for one in (asked.between * 2)[:2])
        yield f"{first} by both" if first == second else f"{first} against {second}"
    if asked.differ == ANYHOW:
        yield "not everybody the same"
    elif asked.differ != LABELS and asked.differ:
        yield next(words.lower() for kind, words in KIND_WORDS.items() if kind == asked.differ)


def seconds(value: float | None) -> str:
    """`8 s`, `1 min 20 s`; a dash where nothing was measured."""
    if value is None:
        return "–"
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def as_json(detail: Detail, about: Mapping[str, object]) -> dict[str, Any]:
    """All of the page for a program; figures of groups are rounded here too."""
    return {
        "format": "workbench-agreement-question/1",
        **about,
        "question": detail.question.key,
        **detail.figures,
        "slices": {
            one.key: {
                "measure": detail.measure,
                "parts": {part.name: asdict(part.figure) for part in one.parts},
                "parts_left_out": one.n_left,
            }
            for one in detail.slices
        },
        "annotators": {one.seat: _annotator(detail, one) for one in detail.annotators}
        | {one.seat: _marker(one) for one in detail.markers},
        "groups": [asdict(one) for one in detail.groups],
        "passages": None if detail.passages is None else _passages(detail),
    }


def _annotator(detail: Detail, one: Beside) -> dict[str, Any]:
    stability = one.stability
    return {
        "alpha_without": {"value": one.rest.without.value, "why": one.rest.without.why_undefined},
        "agreement_with_the_rest": one.rest.agreement,
        "steps_above_the_rest": one.rest.bias,
        "n_units": one.rest.n_units,
        "confusion_with_the_rest": {
            own: {other: int(n) for other, n in zip(detail.ids, row, strict=True) if n}
            for own, row in zip(detail.ids, one.rest.confusion, strict=True)
        },
        "stability": None
        if stability is None
        else {
            "alpha": {"value": stability.alpha.value, "why": stability.alpha.why_undefined},
            "agreement": stability.agreement,
            "n_units": stability.n_units,
        },
        "drift": [asdict(period) | {"week": name} for name, period in one.weeks],
        "median_active_seconds": one.seconds,
        "n_timed": one.n_timed,
        "dawid_skene_accuracy": one.right,
    }


def _marker(one: BesideMarks) -> dict[str, Any]:
    return {
        "alpha_without": {"value": one.without.value, "why": one.without.why},
        "span_f1_overlap_with_the_rest": one.f1,
        "passages_above_the_rest": one.more,
        "n_units": one.n_units,
        "median_active_seconds": one.seconds,
        "n_timed": one.n_timed,
    }


def _passages(detail: Detail) -> dict[str, Any]:
    found = detail.passages
    assert found is not None
    return {
        "overall": dict(found.overall),
        "by_label": {label: dict(counts) for label, counts in found.by_label},
        "by_pair": {"|".join(pair): dict(counts) for pair, counts in found.by_pair},
        "labels": [{"labels": [a, b], "n": n} for a, b, n in found.labels],
    }
