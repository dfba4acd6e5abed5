"""Changes to a draft: what they do, what they refuse, and that the lineage stays true."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.codebook.given import dimension, document, value
from workbench.codebook.checks import find_faults
from workbench.codebook.drafting import Changed, Operation, in_turn
from workbench.codebook.drafting import dimensions as dimensions
from workbench.codebook.drafting import sheet as sheet
from workbench.codebook.drafting import values as values
from workbench.codebook.drafting.lineage import tidied
from workbench.codebook.drafting.outline import notes
from workbench.codebook.drafting.proposals import free_keys, propose_id
from workbench.codebook.format import Codebook, Dimension
from workbench.codebook.lineage import Lineage, fates, takers
from workbench.codebook.reading import read_preset
from workbench.core.errors import Conflict, Invalid, NotFound, WorkbenchError

FRAMES = dimension(
    "frames",
    "multi",
    max=3,
    exclusive=["none"],
    tie_break=["conflict", "power"],
    values=[value("conflict", key="1"), value("power", key="2"), value("none", key="3")],
)
MAIN = dimension(
    "main",
    values_from="frames",
    default=["power"],
    exports={"power": "Power"},
    when={"dimension": "frames", "at_least": 2},
)
PARTIES = dimension("parties", "flag", values=[], when={"dimension": "frames", "is": ["conflict"]})
PARTS = dimension("parts", "spans", values=[value("source"), value("cue")])
NAMED = dimension("named", unit="span", of="parts", of_values=["source"])
TIES = dimension(
    "ties",
    "links",
    values=[],
    of="parts",
    members=[{"value": "source", "min": 1}, {"value": "cue"}],
)


def codebook(*parts: Any) -> Codebook:
    return Codebook.model_validate(
        document(*(parts or (FRAMES, MAIN, PARTIES, PARTS, NAMED, TIES)))
    )


def after(operation: Operation, given_: Codebook | None = None) -> Changed:
    changed = operation(given_ or codebook(), Lineage())
    assert find_faults(changed.codebook) == []
    return changed


def refused(operation: Operation, kind: type[WorkbenchError] = Invalid) -> str:
    with pytest.raises(kind) as caught:
        operation(codebook(), Lineage())
    return caught.value.message


def test_a_renamed_dimension_is_followed_everywhere() -> None:
    changed = after(dimensions.rename_dimension("frames", "views"))
    main, parties = changed.codebook.dimension("main"), changed.codebook.dimension("parties")
    assert main.values_from == "views"
    assert main.when is not None
    assert main.when.dimension == "views"
    assert parties.when is not None
    assert parties.when.dimension == "views"
    assert changed.lineage.origin("views") == "frames"
    named = after(dimensions.rename_dimension("parts", "marks")).codebook
    assert {named.dimension("named").of, named.dimension("ties").of} == {"marks"}


def test_a_renamed_value_is_followed_everywhere() -> None:
    changed = after(values.rename_value("frames", "conflict", "clash")).codebook
    assert changed.dimension("frames").tie_break == ("clash", "power")
    assert changed.dimension("parties").when == PARTIES_WHEN_CLASH
    changed = after(values.rename_value("frames", "power", "strategy")).codebook
    assert changed.dimension("main").default == ("strategy",)
    assert changed.dimension("main").exports == {"strategy": "Power"}
    changed = after(values.rename_value("parts", "source", "speaker")).codebook
    assert changed.dimension("named").of_values == ("speaker",)
    assert [m.value for m in changed.dimension("ties").members] == ["speaker", "cue"]
    assert changed.dimension("ties").members[0].min == 1


PARTIES_WHEN_CLASH = Dimension.model_validate(
    PARTIES | {"when": {"dimension": "frames", "is": ["clash"]}}
).when


def test_a_value_in_use_is_removed_only_with_what_refers_to_it() -> None:
    assert "“Any?” is asked only after it" in refused(
        values.remove_value("frames", "conflict"), Conflict
    )
    changed = after(values.remove_value("frames", "conflict", with_references=True)).codebook
    assert changed.dimension("parties").when is None
    assert changed.dimension("frames").tie_break == ("power",)
    assert "begins with it" in refused(values.remove_value("frames", "power"), Conflict)
    gone = after(values.remove_value("parts", "source", with_references=True)).codebook
    assert gone.dimension("named").of_values == ()
    assert [m.value for m in gone.dimension("ties").members] == ["cue"]
    # Standing alone is the value's own affair.
    assert after(values.remove_value("frames", "none")).codebook.dimension("frames").exclusive == ()


def test_a_dimension_in_use_is_removed_only_with_what_depends_on_it() -> None:
    assert "Confirm" in refused(dimensions.remove_dimension("frames"), Conflict)
    changed = after(dimensions.remove_dimension("frames", with_references=True)).codebook
    assert [d.id for d in changed.dimensions] == ["parties", "parts", "named", "ties"]
    assert changed.dimension("parties").when is None
    changed = after(dimensions.remove_dimension("parts", with_references=True)).codebook
    assert [d.id for d in changed.dimensions] == ["frames", "main", "parties"]


def test_merging_keeps_the_one_and_takes_over_examples_and_conditions() -> None:
    rich = FRAMES | {
        "values": [
            value("conflict", key="1", positive="They clash.", definition="Old."),
            value("power", key="2", definition="Who leads.", positive="She leads."),
            value("none", key="3"),
        ]
    }
    changed = after(values.merge_value("frames", "conflict", "power"), codebook(rich, PARTIES))
    power, _ = changed.codebook.dimension("frames").values
    assert (power.definition, power.positive) == ("Who leads.", ("She leads.", "They clash."))
    condition = changed.codebook.dimension("parties").when
    assert condition is not None
    assert condition.is_ == ("power",)
    assert changed.lineage.sources("frames", "power") == ("power", "conflict")
    # What stood alone is gone; the value that takes it over does not stand alone for that.
    merged = after(values.merge_value("frames", "none", "power"), codebook(rich)).codebook
    assert merged.dimension("frames").exclusive == ()


def test_splitting_puts_the_part_behind_and_names_both() -> None:
    changed = after(values.split_value("frames", "conflict", {"id": "war", "title": "War"}))
    assert changed.codebook.dimension("frames").value_ids() == ("conflict", "war", "power", "none")
    condition = changed.codebook.dimension("parties").when
    assert condition is not None
    assert condition.is_ == ("conflict", "war")
    assert changed.lineage.sources("frames", "war") == ("conflict",)


def test_moving_stays_within_the_unit_and_stops_at_the_ends() -> None:
    changed = after(dimensions.move_dimension("ties", "up")).codebook
    assert [d.id for d in changed.dimensions] == [
        "frames",
        "main",
        "parties",
        "ties",
        "named",
        "parts",
    ]
    assert "last already" in after(dimensions.move_dimension("ties", "down")).said
    assert "2 of 3" in after(values.move_value("frames", "conflict", "down")).said
    order = after(values.move_value("frames", "none", "first")).codebook.dimension("frames")
    assert order.value_ids() == ("none", "conflict", "power")


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (dimensions.move_dimension("main", "first"), "move it up"),
        (dimensions.move_dimension("frames", "last"), "move"),
        (dimensions.add_dimension({"id": "frames", "title": "Again", "type": "flag"}), "twice"),
        (dimensions.rename_dimension("main", "frames"), "already"),
        (values.add_value("frames", {"id": "power", "title": "Again"}), "already"),
        (values.rename_value("frames", "power", "conflict"), "already"),
        (values.edit_value("frames", "power", {"key": "1"}), "given twice"),
        (values.edit_value("frames", "power", {"key": "g"}), "annotation page"),
        (values.edit_value("frames", "power", {"title": ""}), "empty"),
        (values.add_value("parties", {"id": "a", "title": "A"}), "has no values"),
        (dimensions.edit_dimension("frames", {"type": "riddle"}), "this must be"),
        (dimensions.edit_dimension("frames", {"type": "text"}), "no values"),
        (dimensions.edit_dimension("frames", {"type": "single"}), "multi"),
        (
            dimensions.edit_dimension("frames", {"when": {"dimension": "parties", "is": ["yes"]}}),
            "wait for each other",
        ),
        (
            dimensions.edit_dimension("frames", {"when": {"dimension": "frames", "is": ["none"]}}),
            "waits for itself",
        ),
        (dimensions.edit_dimension("frames", {"min": 3, "max": 2}), "smaller"),
        (values.merge_value("frames", "power", "power"), "another value"),
        (sheet.edit_sheet({"targets": [{"id": "a", "title": "A"}] * 2}), "twice"),
        (
            sheet.edit_sheet({"targets": [{"id": f"a{n}", "title": "A"} for n in range(7)]}),
            "most 6",
        ),
        (sheet.add_example("parties", "yes", "positive", "Words"), "rule"),
        (sheet.add_example("frames", "power", "positive", "  "), "words"),
        (sheet.add_clarification("frames", "power", "Why?", ""), "both"),
    ],
)
def test_what_would_contradict_itself_is_refused_with_a_sentence(
    operation: Operation, words: str
) -> None:
    assert words in refused(operation)


def test_what_is_not_there_is_not_found() -> None:
    for operation in (
        values.edit_value("frames", "gone", {}),
        values.move_value("gone", "gone", "up"),
        sheet.add_example("frames", "gone", "positive", "Words"),
    ):
        assert "any more" in refused(operation, NotFound)


def test_too_many_values_are_refused() -> None:
    many = FRAMES | {
        "values": [value(f"v{n}") for n in range(200)],
        "exclusive": [],
        "tie_break": [],
    }
    with pytest.raises(Invalid, match="at most 200"):
        values.add_value("frames", value("more"))(codebook(many), Lineage())


def test_another_type_clears_what_it_cannot_have() -> None:
    only = codebook(FRAMES)
    changed = after(dimensions.edit_dimension("frames", {"type": "ordinal"}), only).codebook
    frames = changed.dimension("frames")
    assert (frames.max, frames.exclusive) == (0, ())
    assert frames.agreement.distances == ("ordinal", "interval") or frames.agreement.distances == (
        "nominal",
    )
    assert frames.tie_break == ("conflict", "power")


def test_what_belonged_to_another_source_goes_with_it() -> None:
    sides = dimension("sides", "multi", values=[value("north")])
    asked = codebook(FRAMES, sides, MAIN | {"when": None}, PARTS, TIES, PARTS | {"id": "others"})
    changed = after(dimensions.edit_dimension("main", {"values_from": "sides"}), asked).codebook
    assert (changed.dimension("main").default, changed.dimension("main").exports) == ((), {})
    changed = after(dimensions.edit_dimension("ties", {"of": "others"}), asked).codebook
    assert changed.dimension("ties").members == ()


def test_examples_and_clarifications_go_to_where_the_values_are() -> None:
    changed = after(sheet.add_example("main", "power", "negative", " She  sleeps. ")).codebook
    assert changed.dimension("frames").values[1].negative == ("She sleeps.",)
    again = after(sheet.add_example("main", "power", "negative", "She sleeps."), changed)
    assert again.codebook == changed
    changed = after(sheet.add_clarification("parties", "yes", "Why?", "So.")).codebook
    assert changed.dimension("parties").clarifications[0].answer == "So."


def test_notes_lead_to_their_place() -> None:
    found = notes(codebook(FRAMES, dimension("tone", "ordinal", title="Tone", values=[])))
    assert found[0].sentence == "“Tone” has no values yet."
    assert (found[0].grade, found[0].dimension, found[0].field) == ("gap", "tone", "values")
    thin = next(note for note in found if note.field == "definition")
    assert (thin.dimension, thin.value) == ("frames", "conflict")


def test_free_keys_leave_out_what_is_taken_at_the_same_time() -> None:
    asked = codebook(FRAMES, dimension("tone", values=[value("good", key="q")]))
    assert free_keys(asked, "tone", "good")[:3] == ["4", "5", "6"]
    assert "q" in free_keys(asked, "tone", "good")
    assert "q" not in free_keys(asked, "frames", "power")
    assert not set("adgjkpzAPZ") & set(free_keys(asked, "tone"))


def test_where_every_small_letter_is_taken_a_capital_is_free() -> None:
    preset = read_preset("framing-tone-sourcing")
    proposed = free_keys(preset, "unsure")
    assert proposed
    assert all(key.isupper() for key in proposed)
    # Small and capital are different keys; the same capital twice is a clash as any other.
    unsure = next(one for one in preset.dimensions if one.id == "unsure")
    assert unsure.key in proposed
    other = next(one for one in preset.dimensions if one.id == "attributed")
    taken = other.values[0].model_copy(update={"key": unsure.key})
    clashing = [
        one.model_copy(update={"values": (taken, *one.values[1:])}) if one == other else one
        for one in preset.dimensions
    ]
    faults = find_faults(preset.model_copy(update={"dimensions": tuple(clashing)}))
    assert any(f"the key `{unsure.key}` is taken" in fault.message for fault in faults)


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("Law & rights", "law_rights"),
        ("Économie", "economie"),
        ("冲突", "value"),
        ("Power", "power_2"),
        ("<script>", "script"),
    ],
)
def test_ids_are_proposed_from_titles(title: str, proposed: str) -> None:
    assert propose_id(title, {"power"}, "value") == proposed


IDS = ("a", "b", "c", "d", "e")
Deed = tuple[str, str, str, str]


class Reference:
    """The naive way: every dimension and value is an object that knows what it was made of."""

    def __init__(self) -> None:
        self.origins = {name: name for name in ("one", "two")}
        self.sources = {name: {v: {v} for v in ("a", "b", "c")} for name in ("one", "two")}

    def apply(self, deed: Deed) -> None:
        what, where, first, second = deed
        own = self.sources.get(where, {})
        if what == "add" and where in self.origins and first not in own:
            own[first] = set()
        elif what == "remove":
            own.pop(first, None)
        elif what == "rename" and first in own and second not in own:
            own[second] = own.pop(first)
        elif what == "merge" and first != second and {first, second} <= own.keys():
            own[second] |= own.pop(first)
        elif what == "split" and first in own and second not in own:
            own[second] = set(own[first])
        elif what == "rename dimension" and where in self.origins and first not in self.origins:
            self.origins[first] = self.origins.pop(where)
            self.sources[first] = self.sources.pop(where)
        elif what == "remove dimension":
            self.origins.pop(where, None)
            self.sources.pop(where, None)
        elif what == "add dimension" and where not in self.origins:
            self.origins[where], self.sources[where] = "", {}

    def takers(self, dimension_id: str, before: Dimension) -> dict[str, set[str]]:
        own = self.sources[dimension_id]
        return {
            old: {new for new, made in own.items() if old in made} for old in before.value_ids()
        }


def operation_of(deed: Deed) -> Operation:
    what, where, first, second = deed
    new = {"id": first, "title": first}
    found: dict[str, Operation] = {
        "add": values.add_value(where, new),
        "remove": values.remove_value(where, first),
        "rename": values.rename_value(where, first, second),
        "merge": values.merge_value(where, first, second),
        "split": values.split_value(where, first, {"id": second, "title": second}),
        "rename dimension": dimensions.rename_dimension(where, first),
        "remove dimension": dimensions.remove_dimension(where),
        "add dimension": dimensions.add_dimension({"id": where, "title": where, "type": "single"}),
    }
    return found[what]


def deeds() -> st.SearchStrategy[Deed]:
    where = st.sampled_from(("one", "two", *IDS))
    of_values = st.tuples(
        st.sampled_from(("add", "remove", "rename", "merge", "split")),
        where,
        st.sampled_from(IDS),
        st.sampled_from(IDS),
    )
    of_dimensions = st.tuples(
        st.sampled_from(("rename dimension", "remove dimension", "add dimension")),
        where,
        st.sampled_from(("one", "two", *IDS)),
        st.just(""),
    )
    return of_values | of_dimensions


@settings(max_examples=60, deadline=None)
@given(st.lists(deeds(), max_size=14))
def test_any_sequence_of_changes_keeps_the_lineage_true(done: list[Deed]) -> None:
    three = [value(v) for v in ("a", "b", "c")]
    base = codebook(dimension("one", values=three), dimension("two", values=three))
    state, reference = Changed(base, Lineage(), ""), Reference()
    for deed in done:
        try:
            state = operation_of(deed)(state.codebook, state.lineage)
        except WorkbenchError:
            continue  # refused, and the reference does nothing either
        finally:
            reference.apply(deed)
    tidy = tidied(state.lineage, base, state.codebook)
    before = {d.id: d for d in base.dimensions}
    assert {d.id for d in state.codebook.dimensions} == set(reference.origins)
    for lineage in (state.lineage, tidy):
        for one in state.codebook.dimensions:
            origin = reference.origins[one.id]
            assert lineage.origin(one.id) == origin or (not origin and one.id not in before)
            if not origin:
                continue
            taken = takers(lineage, before[origin], one)
            wanted = reference.takers(one.id, before[origin])
            assert {old: set(new) for old, new in taken.items()} == wanted
            assert fates(taken) == fates({old: tuple(wanted[old]) for old in taken})


def test_what_changes_nothing_says_nothing() -> None:
    book = codebook()
    frames = book.dimension("frames")
    for operation in (
        dimensions.edit_dimension("frames", {"title": frames.title}),
        values.edit_value("frames", "power", {"title": frames.values[1].title}),
        sheet.edit_sheet({"title": book.title}),
    ):
        assert after(operation).said == ""


def test_several_operations_count_as_one() -> None:
    operation = in_turn(
        values.rename_value("frames", "power", "strategy"),
        values.edit_value("frames", "strategy", {"title": "Strategy"}),
    )
    changed = after(operation)
    assert changed.said == "Changed “Strategy”."
    assert changed.lineage.sources("frames", "strategy") == ("power",)
