"""A codebook with every kind of question, judgments on it, and edits of it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from workbench.annotate.checking import check
from workbench.annotate.document import Document
from workbench.annotate.migrating.plan import Plan, preset
from workbench.annotate.migrating.route import Route
from workbench.annotate.missing import list_missing
from workbench.codebook.checks import find_faults, find_gaps
from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage
from workbench.codebook.questions import list_questions

TEXT = "Two aides claimed the truce would hold until spring."

Parts = dict[str, Any]


def values(*ids: str, **more: Any) -> list[Parts]:
    return [{"id": one, "title": one.capitalize()} | more for one in ids]


def sheet(**changes: Any) -> Codebook:
    """Seven questions on a paragraph and one on the article; `changes` are by dimension id."""
    dimensions: list[Parts] = [
        {"id": "frames", "type": "multi", "max": 3, "exclusive": ["none"]}
        | {"values": values("war", "law", "money", "none")},
        {"id": "main", "type": "single", "values_from": "frames"}
        | {"when": {"dimension": "frames", "at_least": 2}},
        {"id": "tone", "type": "ordinal", "per": "target", "values": values("low", "mid", "high")},
        {"id": "unsure", "type": "flag"},
        {"id": "remark", "type": "text", "optional": True},
        {"id": "voices", "type": "spans", "values": values("source", "cue")},
        {"id": "named", "type": "single", "unit": "span", "of": "voices", "of_values": ["source"]}
        | {"values": values("yes", "no")},
        {"id": "ties", "type": "links", "of": "voices"}
        | {"members": [{"value": "source", "min": 1}, {"value": "cue", "max": 2}]},
        {"id": "genre", "type": "single", "unit": "article", "values": values("news", "essay")},
    ]
    made = [
        {"title": d["id"]} | d | changes.get(d["id"], {})
        for d in dimensions
        if changes.get(d["id"], {}) is not None
    ]
    targets = [{"id": one, "title": one} for one in changes.get("targets", ("crown", "guild"))]
    document = {"id": "s", "title": "S", "targets": targets, "dimensions": made}
    book = Codebook.model_validate(document | changes.get("sheet", {}))
    assert [*find_faults(book), *find_gaps(book)] == []
    return book


def judged(book: Codebook, **changes: Any) -> Document:
    """A judgment that the codebook takes; done unless it says otherwise."""
    sent: Parts = {
        "labels": {
            "frames": ["war", "law"],
            "main": "war",
            "tone.crown": "low",
            "tone.guild": "high",
            "remark": "Why?",
        },
        "spans": [mark("source", "Two aides", named="yes"), mark("cue", "claimed")],
        "links": [{"dimension": "ties", "members": [role("source", "Two aides")]}],
        "note": "A note.",
        "flag": True,
        "done": True,
    }
    return check(sent | changes, list_questions(book), TEXT)


def role(value: str, words: str) -> Parts:
    start = TEXT.index(words)
    return {"value": value, "start": start, "end": start + len(words)}


def mark(value: str, words: str, **attributes: str) -> Parts:
    given = {"attributes": attributes} if attributes else {}
    return {"dimension": "voices", "text": words, **role(value, words), **given}


def route(new: Codebook, old: Codebook | None = None, **lineage: Any) -> Route:
    """The way that the lineage presets."""
    before = old or sheet()
    return Route(preset(before, new, Lineage(**lineage)), before, new)


def is_taken(document: Document, book: Codebook) -> bool:
    """Whether the codebook takes the judgment as it is: checked as if a page had sent it."""
    questions = list_questions(book)
    again = check(document.as_json(TEXT), questions, TEXT)
    assert again.labels == document.labels
    return not (document.is_done and list_missing(document, questions, TEXT))


#: As it was before any edit; read once, because every example needs it.
SHEET = sheet()
QUESTIONS = list_questions(SHEET)


@st.composite
def judgments(draw: st.DrawFn) -> Document:
    """Any judgment on `SHEET`, done where it is complete."""
    frames = draw(
        st.just(["none"]) | st.lists(st.sampled_from(["war", "law", "money"]), unique=True)
    )
    labels: Parts = {"frames": frames} if frames else {}
    if len(frames) > 1:
        labels["main"] = draw(st.sampled_from(frames))
    for key in ("tone.crown", "tone.guild"):
        labels[key] = draw(st.sampled_from(["low", "mid", "high"]))
    labels |= draw(st.sampled_from([{}, {"unsure": "yes"}, {"remark": "Why?"}]))
    words = draw(st.lists(st.sampled_from(["Two aides", "claimed", "truce"]), unique=True))
    marks = [mark(*draw(st.sampled_from([("source", one), ("cue", one)]))) for one in words]
    for one in marks:
        if one["value"] == "source":
            one["attributes"] = {"named": draw(st.sampled_from(["yes", "no"]))}
    ties = [{"dimension": "ties", "members": [role(m["value"], m["text"]) for m in marks[:2]]}]
    has_source = any(one["value"] == "source" for one in marks[:2])
    sent = {"labels": labels, "spans": marks, "links": ties if has_source else []}
    done = bool(frames) and draw(st.booleans())
    return check(sent | {"done": done}, QUESTIONS, TEXT)


@st.composite
def edited(draw: st.DrawFn) -> Route:
    """Any edit of `SHEET` with a plan that a lead could choose."""
    frames = draw(
        st.lists(st.sampled_from(["war", "law", "peace", "gold"]), min_size=2, unique=True)
    )
    exclusive = draw(st.sampled_from([[], frames[:1]]))
    most = draw(st.integers(0, 3))
    changes: Parts = {
        "frames": {"values": values(*frames), "exclusive": exclusive, "max": most},
        "tone": draw(st.sampled_from([{}, {"type": "single"}, None, {"per": None}])),
        "unsure": draw(st.sampled_from([{}, None])),
        "voices": {"when": draw(st.sampled_from([None, {"dimension": "unsure", "is": ["yes"]}]))},
        "targets": draw(st.sampled_from([("crown", "guild"), ("crown",), ("guild", "church")])),
    }
    if changes["unsure"] is None:
        changes["voices"] = {}
    new, old = sheet(**changes), SHEET
    plan = preset(old, new, Lineage())
    ways = st.sampled_from([*frames, "?", ""])
    moves = {value: draw(ways) for value in plan.values["frames"]}
    plan = Plan(plan.dimensions, {**plan.values, "frames": moves}, plan.targets, plan.camps)
    return Route(plan, old, new)
