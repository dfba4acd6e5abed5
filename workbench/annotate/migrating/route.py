"""A plan between two codebook versions, prepared for many judgments. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbench.annotate.migrating.plan import ASK, Plan, moves_of
from workbench.codebook.format import Codebook, Target
from workbench.codebook.questions import Answer, Question, as_values, list_questions

Unit = Literal["paragraph", "article"]
#: Why a question is asked again; `outside` and `dropped` only say that something was left out.
Reason = Literal["unmapped", "clash", "new", "missing", "earlier", "outside", "dropped"]

REASON_WORDS: Mapping[Reason, str] = {
    "unmapped": "an answer has no single successor",
    "clash": "the carried answers cannot stand together",
    "new": "the question is new",
    "missing": "an answer is missing now, or there are too few",
    "earlier": "asked again since an earlier change, and not answered yet",
    "outside": "the question is not asked there any more: the answer is left out",
    "dropped": "the answer is dropped, nobody is asked",
}


def targets_of(old: Codebook, new: Codebook) -> dict[str, Any]:
    """Who the two versions ask about, as it is kept with a migration."""
    return {
        name: [target.model_dump(mode="json") for target in book.targets]
        for name, book in (("before", old), ("after", new))
    }


def with_targets(codebook: Codebook, kept: Sequence[Any]) -> Codebook:
    """The codebook asking about those that were kept."""
    targets = tuple(Target.model_validate(one) for one in kept)
    return codebook.model_copy(update={"targets": targets})


@dataclass(frozen=True)
class Move:
    question: str
    values: Mapping[str, str]


class Route:
    """A plan between two codebooks, prepared for many judgments."""

    def __init__(self, plan: Plan, old: Codebook, new: Codebook) -> None:
        self.plan, self.old, self.new = plan, old, new
        units: tuple[Unit, ...] = ("paragraph", "article")
        self.questions = {unit: list_questions(new, (), unit) for unit in units}
        self.before = {unit: list_questions(old, (), unit) for unit in units}
        self.moves = {
            key: Move(other, moves_of(plan, old, new, key))
            for key, other in plan.dimensions.items()
            if other
        }
        came = {other for other in plan.dimensions.values() if other}
        new_targets = {t.id for t in new.targets} - set(plan.targets.values())
        self.is_new = {
            question.key
            for questions in self.questions.values()
            for question in questions
            if question.dimension.id not in came or question.target_key in new_targets
        }

    def new_key(self, key: str) -> str:
        """The key of the question that an old one became, "" for none."""
        dimension, _, target = key.partition(".")
        move = self.moves.get(dimension)
        if move is None or not target:
            return move.question if move else ""
        target = self.plan.targets.get(target, "")
        return f"{move.question}.{target}" if target else ""


class Answers:
    """Values of one judgment on their way; `reasons` gathers what did not get through."""

    def __init__(self) -> None:
        self.reasons: set[tuple[Reason, str]] = set()

    def asked(self) -> set[str]:
        """Keys of the questions to be answered again."""
        return {key for why, key in self.reasons if why not in ("outside", "dropped")}

    def values(self, answer: Answer, moves: Mapping[str, str], key: str) -> list[str]:
        found = []
        for value in as_values(answer):
            to = moves.get(value, ASK)
            if to == ASK:
                self.reasons.add(("unmapped", key))
            elif to:
                found.append(to)
            else:
                self.reasons.add(("dropped", key))
        return found

    def shaped(self, question: Question, values: Sequence[str], key: str) -> Answer:
        """The values as an answer that may stand, empty where they cannot stand together."""
        ordered = tuple(value for value in question.value_ids() if value in values)
        dimension = question.dimension
        alone = len(ordered) > 1 and any(value in dimension.exclusive for value in ordered)
        most = (dimension.max or len(ordered)) if question.is_set else 1
        if alone or len(ordered) > most:
            self.reasons.add(("clash", key))
            return ()
        return ordered if question.is_set or not ordered else ordered[0]
