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
    everything = [one for question in questions for one in (question, *question.attributes)]
    return tuple(
        _about(asked, why)
        for asked, why in (
            (
                [one for one in everything if one.is_text],
                "answers in words are not compared",
            ),
            (
                [one for one in everything if not one.is_text and not is_measured(one)],
                "the codebook asks for no figure",
            ),
        )
        if asked
    )


def measured_otherwise(questions: Sequence[Question]) -> tuple[str, ...]:
    """Where the codebook asks for another figure than the one that leads, and where that stands."""
    sentences = []
    for question in (one for asked in questions for one in (asked, *asked.attributes)):
        measure = question.dimension.agreement.measure
        if not is_measured(question) or measure in {None, headline(question)}:
            continue
        asked_for = f"the codebook asks for {MEASURES[measure]}"
        sentences.append(_about([question], f"{asked_for}{_instead(question, measure)}"))
    return tuple(dict.fromkeys(sentences))


def headline(question: Question) -> str:
    """The measure that leads the rows of a question, by its name in the codebook."""
    return MEASURE_OF.get(question.dimension.type, "krippendorff_alpha")


def _instead(question: Question, measure: str) -> str:
    if measure == "percent_agreement" and question.is_answered:
        return ": see % agree, which stands beside alpha"
    if measure == "span_f1" and question.is_spans:
        return ": it stands beside the unitized alpha, which is corrected for chance"
    if measure == "krippendorff_alpha" and question.is_spans:
        return ": for passages that is the unitized alpha"
    if measure == "krippendorff_alpha" and question.is_links:
        return ": it says whether there is a link at all, beside F1 of the links"
    computed = f"{MEASURES[headline(question)]} stands here"
    if measure == "gamma":
        return f", which the calculator has for a question’s matrix; {computed}"
    return f", which such a question does not have; {computed}"


def _about(questions: Sequence[Question], why: str) -> str:
    """Each dimension once, although it may be asked for each target."""
    return f"{', '.join(dict.fromkeys(one.dimension.title for one in questions))}: {why}."


def _scale_notes(question: Question) -> list[str]:
    titles = off_scale_titles(question)
    return [f"{titles} is no grade and counts as missing here."] if titles else []


def off_scale_titles(question: Question) -> str:
    """The answers that are no grade, "" where there are none."""
    return " or ".join(f"“{question.value_title(v)}”" for v in question.dimension.off_scale)
