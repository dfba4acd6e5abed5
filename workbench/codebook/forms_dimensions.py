"""The form of one dimension: of all its fields those that its type has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from workbench.codebook.checks import FITTING_DISTANCES
from workbench.codebook.drafting import offers as offering
from workbench.codebook.format import MOST_CLARIFICATIONS, Codebook, Dimension
from workbench.codebook.forms import (
    ANY_SCRIPT,
    BRIEF,
    KINDS,
    DraftForm,
    MultiCheckboxField,
    choices,
    one_line,
    tidy,
)
from workbench.codebook.forms_values import (
    ClarificationForm,
    fill_clarifications,
    make_room_for_clarification,
    typed_clarifications,
    typed_pairs,
)
from workbench.codebook.phrases import UNITS

MEASURES = {
    "": "the usual one",
    "krippendorff_alpha": "Krippendorff's alpha",
    "unitized_alpha": "unitized alpha",
    "gamma": "gamma",
    "span_f1": "F1 of passages",
    "link_f1": "F1 of links",
    "percent_agreement": "percent agreement",
    "none": "none",
}
DISTANCES = {
    "nominal": "nominal: alike or not",
    "ordinal": "ordinal: how many steps apart",
    "interval": "interval: squared steps",
    "masi": "MASI: sets that overlap",
    "jaccard": "Jaccard: shared part of sets",
}
#: What shows a fault of a part of the dimension.
PLACES = {"when": "gate", "is": "gate", "is_": "gate", "at_least": "gate", "agreement": "distance"}

COUNT = [Optional(), NumberRange(min=0, max=200, message="Write a number from 0 to 200.")]


class KindForm(DraftForm):
    """What the question is: another type or unit shows other fields."""

    type = SelectField("Answered by", choices=choices(KINDS.items()))
    unit = SelectField("Asked", choices=choices(UNITS.items()))
    of = SelectField("About", validators=[Optional()])

    def offer(self, codebook: Codebook, dimension: Dimension) -> None:
        """Set the dimensions that it can be about."""
        marked = [
            (d.id, d.title)
            for d in codebook.dimensions
            if d.type in {"spans", "links"} and d.id != dimension.id
        ]
        self.of.choices = choices([("", "–"), *marked])

    def fill(self, dimension: Dimension) -> None:
        """Show what it is."""
        self.type.data, self.unit.data = dimension.type, dimension.unit
        self.of.data = dimension.of or ""


class DimensionForm(DraftForm):
    """Everything a dimension can say; `offer` removes what this one cannot."""

    title = StringField(
        "Title", validators=[InputRequired("Give it a title.")], render_kw=ANY_SCRIPT
    )
    id = StringField("Id", validators=[InputRequired("Give it an id.")])
    question = TextAreaField("Question", render_kw=BRIEF)
    rule = TextAreaField("Rule", render_kw={"rows": 5, "dir": "auto"})
    group = StringField("Battery", render_kw=ANY_SCRIPT)
    key = StringField("Key", validators=[Optional()], render_kw={"autocomplete": "off"})
    optional = BooleanField("May be left open")
    per_target = BooleanField("Asked once for each target")
    of_values = MultiCheckboxField("Only on passages marked with")
    values_from = SelectField("Values", validators=[Optional()])
    min = IntegerField("At least", validators=COUNT)
    max = IntegerField("At most", validators=COUNT)
    exclusive = MultiCheckboxField("Values that stand alone")
    off_scale = MultiCheckboxField("Values that are no step of the scale")
    default = MultiCheckboxField("Chosen from the start")
    tie_break = StringField("When in doubt, prefer")
    gate = RadioField("Asked", validators=[Optional()])
    gate_values = MultiCheckboxField("When the answer is one of")
    gate_count = IntegerField("Or when so many values were chosen", validators=COUNT)
    clarifications = FieldList(FormField(ClarificationForm), max_entries=MOST_CLARIFICATIONS)
    measure = SelectField("Reliability is measured by", choices=choices(MEASURES.items()))
    distance = SelectField("With the distance")
    distances = MultiCheckboxField("And reported with")
    export = StringField("Called, where this follows a published dataset")
    exports = TextAreaField("Its values are called", render_kw={"rows": 3})

    def field_of(self, part: str) -> str:
        return super().field_of(PLACES.get(part, part))

    def offer(self, codebook: Codebook, dimension: Dimension) -> None:
        """Set the choices, and take away what does not apply."""
        self.dimension, self.codebook = dimension, codebook
        self.gates = offering.gates(codebook, dimension)
        self.tied = offering.described(codebook, dimension) if dimension.type == "links" else ()
        offered = [(v.id, v.title) for v in codebook.values_of(dimension)]
        for name in ("exclusive", "off_scale", "default"):
            self[name].choices = choices(offered)
        described = offering.described(codebook, dimension)
        self.of_values.choices = choices([(v.id, v.title) for v in described])
        self.values_from.choices = choices(offering.sources(codebook, dimension))
        always = [("", "always")]
        self.gate.choices = choices(always + [(d.id, d.title) for d in self.gates])
        self.gate_values.choices = choices(
            (f"{d.id}/{v.id}", v.title) for d in self.gates for v in codebook.values_of(d)
        )
        fitting = FITTING_DISTANCES.get(dimension.type, frozenset())
        # Those in use come first, so that their order is kept.
        ordered = dict.fromkeys((*dimension.agreement.distances, *DISTANCES))
        named = [(name, DISTANCES[name]) for name in ordered if name in fitting]
        self.distance.choices = self.distances.choices = choices(named)
        for name in offering.not_applying(dimension, bool(offered), bool(described), len(named)):
            del self[name]

    def fill(self, dimension: Dimension) -> None:
        """Show what the draft holds, with room for more."""
        condition, distances = dimension.when, list(dimension.agreement.distances)
        shown: dict[str, Any] = {
            **{name: getattr(dimension, name) for name in dimension.__class__.model_fields},
            "per_target": dimension.per == "target",
            "values_from": dimension.values_from or "",
            "tie_break": ", ".join(dimension.tie_break),
            "gate": condition.dimension if condition else "",
            "gate_values": [f"{condition.dimension}/{v}" for v in condition.is_]
            if condition
            else [],
            "gate_count": condition.at_least if condition and condition.at_least else None,
            "measure": dimension.agreement.measure or "",
            "distance": distances[0] if distances else "nominal",
            "distances": distances[1:],
            "exports": "\n".join(f"{v} = {name}" for v, name in dimension.exports.items()),
        }
        for name, field in self._fields.items():
            if name in shown and name != "clarifications":
                field.data = shown[name]
        fill_clarifications(self.clarifications, dimension.clarifications)
        self.make_room()

    def make_room(self) -> None:
        """An empty row for a clarification."""
        make_room_for_clarification(self.clarifications)

    def member_rows(self, typed: Any = None) -> list[dict[str, Any]]:
        """What a link ties: each label with the numbers of passages; `typed` is the form sent."""
        known = {m.value: m for m in self.dimension.members}
        rows = []
        for value in self.tied:
            member = known.get(value.id)
            row = {"value": value, "on": member is not None}
            row |= {"min": member.min if member else 0, "max": member.max if member else 0}
            if typed is not None:
                row["on"] = f"member-{value.id}" in typed
                for end in ("min", "max"):
                    row[end] = typed.get(f"member-{value.id}-{end}", "")
            rows.append(row)
        return rows

    def fields(self, typed: Any) -> dict[str, Any]:
        """What was typed, as the format has it. Only fields that are shown are named."""
        found: dict[str, Any] = {}
        for name in ("title", "group", "key", "export"):
            if name in self._fields:
                found[name] = one_line(self[name].data)
        for name in ("question", "rule"):
            found[name] = tidy(self[name].data)
        for name in ("min", "max"):
            if name in self._fields:
                found[name] = self[name].data or 0
        for name in ("exclusive", "off_scale", "default", "of_values"):
            if name in self._fields:
                found[name] = list(self[name].data or ())
        found["optional"] = bool(self.optional.data)
        if "per_target" in self._fields:
            found["per"] = "target" if self.per_target.data else None
        if "values_from" in self._fields:
            found["values_from"] = self.values_from.data or None
        if "tie_break" in self._fields:
            found["tie_break"] = (self.tie_break.data or "").replace(",", " ").split()
        if "exports" in self._fields:
            found["exports"] = typed_pairs(self.exports.data)
        found["clarifications"] = typed_clarifications(self.clarifications)
        found["when"] = self._condition()
        found["agreement"] = self._agreement()
        if self.dimension.type == "links":
            found["members"] = _members(self.member_rows(typed))
        return found

    def _condition(self) -> dict[str, Any] | None:
        gate = self.gate.data if "gate" in self._fields else ""
        if not gate:
            return None
        chosen = [v.partition("/")[2] for v in self.gate_values.data or () if _is_of(v, gate)]
        count = self.gate_count.data or 0
        if not chosen and not count:  # only a flag or a multi can leave this open
            chosen = ["yes"] if self.codebook.dimension(gate).type == "flag" else []
        return {"dimension": gate, "is": chosen, "at_least": 0 if chosen else count}

    def _agreement(self) -> dict[str, Any]:
        named = self.distance.data if "distance" in self._fields else None
        others = (self.distances.data or ()) if "distances" in self._fields else ()
        distances = [named, *(d for d in others if d != named)] if named else ("nominal",)
        return {"measure": self.measure.data or None, "distances": distances}


def _is_of(choice: str, gate: str) -> bool:
    return choice.partition("/")[0] == gate


def _members(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"value": row["value"].id, "min": _number(row["min"]), "max": _number(row["max"])}
        for row in rows
        if row["on"]
    ]


def _number(typed: Any) -> Any:
    """What is no number stays as it was typed, for the format to say so; nothing is 0."""
    words = str(typed).strip()
    return int(words) if words.isdecimal() else words or 0
