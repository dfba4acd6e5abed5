"""The sentences beside a figure. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.codebook.facts import MEASURE_OF, MEASURES
from workbench.codebook.phrases import condition_met
from workbench.codebook.questions import Question
from workbench.stats.estimate import Estimate

SENTENCE_END = re.compile(r"(?<=\.) ")


def estimate_notes(estimate: Estimate, is_informative: bool) -> list[str]:
    """Why a coefficient is undefined, says little, or has an interval to beware of."""
    notes = [] if estimate.why_undefined is None else [estimate.why_undefined]
    if estimate.value is not None and not is_informative:
        notes.append(
            "Not informative: more than 95% of the answers are the same, and chance alone would "
            "agree that often."
        )
    if estimate.interval_note is not None:
        notes.extend(SENTENCE_END.split(estimate.interval_note))
    return notes


def question_notes(question: Question, questions: Sequence[Question]) -> list[str]:
    """What counts as missing for a question of values."""
    return _gate_notes(question, questions) + _scale_notes(question)


def _gate_notes(question: Question, questions: Sequence[Question]) -> list[str]:
    gate = question.dimension.when
    if gate is None:
        return []
    asked = next(other for other in questions if other.key == question.gate)
    if gate.at_least and question.source == question.gate:
        return [f"A single answer to {asked.title} settles this one by itself."]
    met = condition_met(gate, asked.title, asked.values, is_flag=asked.is_flag)
    return [f"Asked only where {met}; elsewhere it is missing."]


def is_measured(question: Question) -> bool:
    """Whether there is a figure for it at all."""
    return not question.is_text and question.dimension.agreement.measure != "none"


def not_measured(questions: Sequence[Question]) -> tuple[str, ...]:
    """Why some questions have no figure, a sentence for each reason."""
    described = [(one, attribute) for one in questions for attribute in one.attributes]
    return tuple(
        _about(asked, why)
        for asked, why in (
            ([one for one in questions if one.is_text], "answers in words are not compared"),
            (
                [one for one in questions if not one.is_text and not is_measured(one)],
                "the codebook asks for no figure",
            ),
            (
                [attribute for one, attribute in described if one.is_spans],
                "questions about one passage are not compared, only whether there is one",
            ),
            (
                [attribute for one, attribute in described if one.is_links],
                "questions about one link are not compared, only whether there is one",
            ),
        )
        if asked
    )


def measured_otherwise(questions: Sequence[Question]) -> tuple[str, ...]:
    """Where the codebook asks for another measure than alpha, and what there is until then."""
    sentences = []
    for question in questions:
        measure = question.dimension.agreement.measure or MEASURE_OF.get(question.dimension.type)
        if not is_measured(question) or measure in {None, "krippendorff_alpha"}:
            continue
        asked = f"the codebook asks for {MEASURES[measure]}"
        if measure == "percent_agreement":
            why = f"{asked}: see % agree, which stands beside alpha"
        else:
            why = f"{asked}, which is not computed yet; until then {_computed(question)}"
        sentences.append(_about([question], why))
    return tuple(dict.fromkeys(sentences))


def _computed(question: Question) -> str:
    alpha = MEASURES["krippendorff_alpha"]
    if question.is_spans:
        return f"{alpha} says whether people mark a passage at all, label by label"
    if question.is_links:
        return f"{alpha} says whether people make a link at all"
    return f"{alpha} stands here"


def _about(questions: Sequence[Question], why: str) -> str:
    """Each dimension once, although it may be asked for each target."""
    return f"{', '.join(dict.fromkeys(one.dimension.title for one in questions))}: {why}."


def _scale_notes(question: Question) -> list[str]:
    titles = off_scale_titles(question)
    return [f"{titles} is no grade and counts as missing here."] if titles else []


def off_scale_titles(question: Question) -> str:
    """The answers that are no grade, "" where there are none."""
    return " or ".join(f"“{question.value_title(v)}”" for v in question.dimension.off_scale)
