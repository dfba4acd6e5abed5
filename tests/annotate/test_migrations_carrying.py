"""One judgment in other terms: what is carried, what is asked again, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from tests.annotate.given_migrations import (
    TEXT,
    edited,
    is_taken,
    judged,
    judgments,
    route,
    sheet,
    values,
)
from workbench.annotate.document import Document, canonical
from workbench.annotate.migrating.carrying import Carried, carry, read_document
from workbench.annotate.migrating.counts import Item, Use, carry_all, count_uses, summarise
from workbench.annotate.migrating.form import chosen_plan, form_sections
from workbench.annotate.migrating.plan import inverse, preset, read_plan
from workbench.annotate.migrating.route import Route
from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage
from workbench.core.errors import Invalid

UNCHANGED = route(sheet())


def moved(document: Document, on: Route) -> Carried:
    return carry(document, on, "paragraph", text=TEXT)


def why(carried: Carried) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for reason, key in carried.reasons:
        found.setdefault(key, set()).add(reason)
    return found


@given(judgments())
def test_without_a_change_nothing_changes(document: Document) -> None:
    carried = moved(document, UNCHANGED)
    assert (carried.document, carried.asks, carried.is_changed) == (document, (), False)
    again = read_document(json.loads(canonical(document, TEXT)))
    assert canonical(again, TEXT) == canonical(document, TEXT), "as the log has it"


@settings(max_examples=50)  # each of two judgments
@given(judgments(), judgments(), edited())
def test_the_new_version_takes_whatever_comes_out_and_the_totals_add_up(
    one: Document, other: Document, on: Route
) -> None:
    for document in (one, other):
        carried = moved(document, on)
        assert is_taken(carried.document, on.new)
        assert carried.document.is_done == (document.is_done and not carried.asks)
        assert carried.document.note == document.note
        assert carried.document.is_flagged == document.is_flagged
    items = [
        Item(number, number, number, 1, document=document, text=TEXT)
        for number, document in enumerate((one, other, one), start=1)
    ]
    found = summarise(carry_all(items, on), on, {1, 2, 3}, {1: 1, 2: 1, 3: 1})
    assert found.judgments == 3 == found.unchanged + found.changed + found.queued
    assert found.reopened == 3  # the article as a whole was judged in none
    assert found.new_wholes == 3


@cache
def renamed() -> Route:
    """New names for values and targets, and the targets in another order."""
    new = sheet(
        frames={"values": values("peace", "code", "gold", "nil"), "exclusive": ["nil"]},
        voices={"values": values("voice", "cue")},
        named={"of_values": ["voice"]},
        ties={"members": [{"value": "voice", "min": 1}, {"value": "cue", "max": 2}]},
        targets=("guild", "crown"),
    )
    names = {"peace": ("war",), "code": ("law",), "gold": ("money",), "nil": ("none",)}
    return route(new, values={"frames": names, "voices": {"voice": ("source",)}})


@given(judgments())
def test_new_names_can_be_taken_back(document: Document) -> None:
    on = renamed()
    there = moved(document, on)
    assert there.asks == ()
    back = moved(there.document, Route(inverse(on.plan, on.old, on.new), on.new, on.old))
    assert (back.document, back.asks) == (document, ())


def test_merged_values_are_one_and_the_chosen_one_goes_with_them() -> None:
    new = sheet(frames={"values": values("war", "money", "none")})
    carried = moved(judged(sheet()), route(new, values={"frames": {"war": ("war", "law")}}))
    assert (carried.document.labels["frames"], carried.document.labels["main"]) == (("war",), "war")
    assert carried.document.is_done
    assert carried.is_changed


def test_a_split_value_is_asked_again_and_the_others_stay() -> None:
    new = sheet(frames={"values": values("hot", "cold", "law", "money", "none")})
    split = {"hot": ("war",), "cold": ("war",)}
    carried = moved(judged(sheet()), route(new, values={"frames": split}))
    assert carried.document.labels["frames"] == ("law",)
    assert carried.asks == ("frames",)
    assert why(carried) == {"frames": {"unmapped"}}
    assert not carried.document.is_done


def test_too_many_and_values_that_stand_alone_clash() -> None:
    carried = moved(judged(sheet()), route(sheet(frames={"max": 1})))
    assert why(carried)["frames"] == {"clash"}
    carried = moved(judged(sheet()), route(sheet(frames={"exclusive": ["law"]})))
    assert why(carried)["frames"] == {"clash"}
    assert "frames" not in carried.document.labels


def test_too_few_are_asked_again() -> None:
    carried = moved(judged(sheet()), route(sheet(frames={"min": 3})))
    assert (carried.asks, carried.is_changed) == (("frames",), False)


def test_a_new_question_is_asked_unless_it_may_stay_open() -> None:
    old = sheet(unsure=None)
    assert moved(judged(old), route(sheet(), old)).asks == ("unsure",)
    old = sheet(remark=None)
    labels = {k: v for k, v in judged(sheet()).labels.items() if k != "remark"}
    document = judged(old, labels=_sendable(labels))
    assert moved(document, route(sheet(), old)).asks == ()


def _sendable(labels: dict[str, Any]) -> dict[str, Any]:
    return {key: list(one) if isinstance(one, tuple) else one for key, one in labels.items()}


def test_targets_that_go_take_their_answers_and_new_ones_are_asked() -> None:
    carried = moved(judged(sheet()), route(sheet(targets=("guild", "church"))))
    assert carried.document.labels["tone.guild"] == "high"
    assert "tone.crown" not in carried.document.labels
    assert carried.asks == ("tone.church",)
    assert why(carried) == {"tone.crown": {"dropped"}, "tone.church": {"new"}}


def test_words_about_two_targets_that_become_one_are_asked_again() -> None:
    old = sheet(remark={"per": "target"}, targets=("crown", "guild"))
    new = sheet(remark={"per": "target"}, targets=("church",))
    labels = {"frames": ["none"], "tone.crown": "low", "tone.guild": "low"}
    plan = preset(old, new, Lineage())
    plan = replace(plan, targets={"crown": "church", "guild": "church"})
    on = Route(read_plan(plan.as_json(), old, new), old, new)
    for second, asks in (("Why?", ()), ("Who?", ("remark.church",))):
        said = {"remark.crown": "Why?", "remark.guild": second, **labels}
        carried = moved(judged(old, labels=said), on)
        assert carried.asks == asks
        assert ("remark.church" in carried.document.labels) == (not asks)
    assert why(carried) == {"remark.church": {"clash"}}


def test_what_is_not_asked_any_more_is_left_out() -> None:
    new = sheet(remark={"when": {"dimension": "frames", "is": ["money"]}})
    carried = moved(judged(sheet()), route(new))
    assert "remark" not in carried.document.labels
    assert (carried.asks, why(carried)) == ((), {"remark": {"outside"}})


def test_what_waits_for_an_answer_that_is_left_out_goes_with_it() -> None:
    """One condition after the other, and a flag: what decides may stay open, so it says no."""
    chain: dict[str, dict[str, Any]] = {
        "main": {"when": {"dimension": "unsure", "is": ["yes"]}},
        "tone": {"per": None, "when": {"dimension": "main", "is": ["war"]}},
        "remark": {"when": {"dimension": "tone", "is": ["low"]}},
    }
    dimensions = _dimensions(sheet())
    order = ["frames", "unsure", "main", "tone", "remark"]
    asked = [next(d for d in dimensions if d["id"] == one) | chain.get(one, {}) for one in order]
    old = sheet(sheet={"dimensions": asked})
    labels: dict[str, Any] = {"frames": ["war", "law"], "unsure": "yes", "main": "war"}
    labels |= {"tone": "low", "remark": "Why?"}
    document = judged(old, labels=labels, spans=[], links=[])
    on = route(old, old)
    assert moved(document, on).document == document
    plan = replace(on.plan, dimensions={**on.plan.dimensions, "unsure": ""})
    carried = moved(document, Route(plan, old, old))
    assert dict(carried.document.labels) == {"frames": ("war", "law")}
    left_out = {key: {"outside"} for key in ("main", "tone", "remark")}
    assert why(carried) == {"unsure": {"dropped", "new"}, **left_out}


def test_where_the_deciding_answer_is_open_nothing_is_left_out() -> None:
    new = sheet(
        frames={"values": values("hot", "law", "money", "none"), "exclusive": []},
        remark={"when": {"dimension": "frames", "is": ["money"]}},
    )
    carried = moved(judged(sheet()), route(new))
    assert carried.document.labels["remark"] == "Why?"


def test_a_dropped_answer_that_decides_is_open_too() -> None:
    new = sheet(remark={"when": {"dimension": "frames", "is": ["money"]}})
    plan = preset(sheet(), new, Lineage())
    moves = dict.fromkeys(plan.values["frames"], "")
    plan = replace(plan, values={**plan.values, "frames": moves})
    carried = moved(judged(sheet()), Route(plan, sheet(), new))
    assert carried.document.labels["remark"] == "Why?"
    assert (carried.asks, why(carried)["frames"]) == (("frames",), {"dropped", "missing"})


def test_a_link_that_lost_a_passage_is_asked_again() -> None:
    new = sheet(
        voices={"values": values("cue", "content")},
        named={"of_values": ["content"]},
        ties={"members": [{"value": "cue"}, {"value": "content"}]},
    )
    carried = moved(judged(sheet()), route(new))
    assert [span.value for span in carried.document.spans] == ["cue"]
    assert carried.document.links == ()
    assert carried.asks == ("voices", "ties")


def test_another_type_of_choice_keeps_its_answers() -> None:
    new = sheet(tone={"type": "multi"})
    carried = moved(judged(sheet()), route(new))
    assert carried.document.labels["tone.crown"] == ("low",)
    back = moved(carried.document, route(sheet(), new))
    assert back.document.labels["tone.crown"] == "low"


def test_a_question_that_becomes_words_is_asked_anew() -> None:
    carried = moved(judged(sheet()), route(sheet(tone={"type": "text", "values": []})))
    assert carried.asks == ("tone.crown", "tone.guild")


def test_what_an_earlier_move_left_open_stays_open() -> None:
    document = replace(judged(sheet()), is_done=False)
    new = sheet(targets=("crown",))
    asked = ("frames", "tone.crown", "tone.guild", "gone")
    carried = carry(document, route(new), "paragraph", text=TEXT, asked=asked)
    assert carried.asks == ("frames", "tone.crown")


def test_uses_are_counted_by_value_and_by_target() -> None:
    uses = count_uses([judged(sheet()), judged(sheet())])
    assert uses["frames", "war"] == Use(labels=2, judgments=2)
    assert uses["frames", ""] == Use(labels=4, judgments=2)
    assert uses["voices", "source"] == Use(spans=2, judgments=2)
    assert uses["named", "yes"] == Use(labels=2, judgments=2)
    assert uses["", "crown"] == Use(labels=2, judgments=2)


def test_the_form_asks_about_what_does_not_stay() -> None:
    camps = {"camps": [{"id": "x", "title": "X"}]}
    side = {"id": "side", "title": "Side", "type": "multi", "values_from": "project.camps"}
    old = sheet(sheet={**camps, "dimensions": [*_dimensions(sheet()), side]})
    new = sheet(frames={"values": values("war", "gold", "none")}, targets=("guild",))
    on = route(new, old)
    found = form_sections(on.plan, old, new, Lineage(), count_uses([judged(sheet())]))
    lines = {line.name: line for section in found for line in section.lines}
    assert set(lines) == {
        "value.frames.law",
        "value.frames.money",
        "dimension.side",
        "target.crown",
        "camp.x",
    }
    assert lines["target.crown"].use.judgments == 1
    assert [line.name for line in found[0].kept] == ["value.frames.war", "value.frames.none"]
    form = {"value.frames.law": "gold", "dimension.side": "nonsense", "camp.x": ""}
    plan = chosen_plan(form, on.plan, old, new, Lineage())
    assert plan.values["frames"]["law"] == "gold"
    assert (plan.dimensions["side"], plan.camps) == ("", {"x": ""})
    assert form_sections(route(sheet()).plan, sheet(), sheet(), Lineage(), {}) == []


def _dimensions(book: Codebook) -> list[Any]:
    return [d.model_dump(by_alias=True, exclude_defaults=True) for d in book.dimensions]


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        {"dimensions": {"frames": "frames"}},
        {"dimensions": {"frames": "tone"}},
        {"values": {"frames": {"war": "nonsense"}}},
        {"values": {"frames": {}}},
        {"targets": {"crown": "church"}},
        {"camps": {"x": "y"}},
    ],
)
def test_a_plan_that_does_not_fit_is_refused(wrong: Any) -> None:
    old, new = sheet(), sheet(frames={"max": 2})
    good = preset(old, new, Lineage()).as_json()
    assert read_plan(good, old, new).as_json() == good
    with pytest.raises(Invalid):
        read_plan(wrong if not wrong else good | wrong, old, new)
