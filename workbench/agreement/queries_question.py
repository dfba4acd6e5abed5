"""Reads for the page of one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.agreement.cuts import Cut, judgment_cut, unit_cuts
from workbench.agreement.detail import Around, Detail, detail_of
from workbench.agreement.finding import NOTHING_THERE, Asked, find_units
from workbench.agreement.listing import Listed, Page, list_page
from workbench.agreement.material import Material, material_of
from workbench.agreement.people import Times, week_name, week_of
from workbench.agreement.queries import NO_FIGURES, Answers, answers_of, find_question
from workbench.agreement.sample import Sample
from workbench.agreement.twice import side_by_side
from workbench.agreement.versions import Basis
from workbench.annotate.queries_circumstances import circumstances_of
from workbench.annotate.queries_units import (
    UnitFacts,
    article_facts,
    paragraph_facts,
    paragraph_texts,
)
from workbench.assign.models import Round
from workbench.assign.queries import list_rounds
from workbench.codebook.questions import Question
from workbench.core.errors import NotFound
from workbench.projects.models import Project
from workbench.projects.queries_background import groupings

SIGHT = {0: "outlet hidden", 1: "outlet shown"}
PREMARKS = {0: "without premarks", 1: "with premarks"}


@dataclass(frozen=True, eq=False)
class Looked:
    """One question of a round with all that is known of its judgments."""

    question: Question
    sample: Sample
    material: Material
    units: Mapping[int, UnitFacts]
    lengths: Mapping[int, int]
    basis: Basis


def detail_on(
    project: Project, chosen: Round, key: str, *, version: int | None = None, mix: bool = False
) -> tuple[Detail, Basis]:
    """All figures of one question. Raises NotFound for a question without any."""
    looked = _look(project, chosen, key, version, mix)
    ratings = looked.material.ratings
    cuts, times = _cuts(chosen, looked)
    around = Around(
        cuts=cuts,
        rounds=_rounds(project, looked.question),
        versions=_versions(project, chosen, looked),
        times=times,
        groupings=groupings(project.id, [str(seat) for seat in ratings.annotators]),
    )
    return detail_of(looked.material, looked.sample, looked.lengths, around), looked.basis


def units_on(
    project: Project,
    chosen: Round,
    key: str,
    asked: Asked,
    page: int,
    *,
    version: int | None = None,
    mix: bool = False,
) -> tuple[Question, Page, list[Listed], Basis]:
    """The units that a figure of the question counts, a page of them with everybody's answers.

    Raises NotFound for a question without figures and for what cannot be asked for.
    """
    looked = _look(project, chosen, key, version, mix)
    if asked.twice:
        material, units = _twice(project, looked.question, asked.twice)
        found = find_units(material, (), Asked())
    else:
        material, units = looked.material, looked.units
        found = find_units(material, _cuts(chosen, looked)[0], asked)
    shown, listed = list_page(material, found, units, page)
    texts = paragraph_texts([one.unit_id for one in listed if one.position])
    return (
        looked.question,
        shown,
        [one.reading(texts.get(one.unit_id)) for one in listed],
        looked.basis,
    )


def _twice(
    project: Project, question: Question, seat: str
) -> tuple[Material, Mapping[int, UnitFacts]]:
    material = side_by_side(tuple(_rounds(project, question).values()), seat)
    if material is None:
        raise NotFound(NOTHING_THERE)
    read = article_facts if question.dimension.unit == "article" else paragraph_facts
    rounds = list_rounds(project.id)
    return material, {unit.unit_id: unit for one in rounds for unit in read(one.id)}


def _look(project: Project, chosen: Round, key: str, version: int | None, mix: bool) -> Looked:
    answers = answers_of(project, chosen, version, mix)
    question, sample, units = find_question(answers, chosen, key)
    material = material_of(question, sample, answers.lengths)
    if material is None:
        raise NotFound(NO_FIGURES)
    by_id = {one.unit_id: one for one in units}
    return Looked(question, sample, material, by_id, answers.lengths, answers.basis)


def _cuts(chosen: Round, looked: Looked) -> tuple[list[Cut], Times]:
    ratings, sample = looked.material.ratings, looked.sample
    told = circumstances_of(chosen.id, sample.columns)
    weeks, outlet, premarks, milliseconds = (
        sample.beside(ratings, numbers.astype(np.int64))
        for numbers in (
            week_of(told.day),
            told.saw_outlet,
            told.saw_premarks,
            told.active_ms,
        )
    )
    names = {week: week_name(week) for week in np.unique(weeks).tolist() if week >= 0}
    of_judgments = (
        judgment_cut("week", weeks, names, is_ordered=True),
        judgment_cut("sight", outlet, SIGHT),
        judgment_cut("premarks", premarks, PREMARKS),
    )
    cuts = [*unit_cuts(ratings, looked.units), *(one for one in of_judgments if one is not None)]
    return cuts, Times(weeks, milliseconds)


def _rounds(project: Project, question: Question) -> dict[str, Material]:
    """The same question, with the same values, in every round that has answers to it."""
    found = {}
    for one in list_rounds(project.id):
        material = _same(answers_of(project, one, None, False), one, question)
        if material is not None:
            found[one.name] = material
    return found


def _versions(project: Project, chosen: Round, looked: Looked) -> dict[str, Material]:
    found = {}
    for tally in looked.basis.versions if len(looked.basis.versions) > 1 else ():
        answers = answers_of(project, chosen, tally.number, False)
        material = _same(answers, chosen, looked.question)
        if material is not None:
            found[f"version {tally.number}"] = material
    return found


def _same(answers: Answers, chosen: Round, question: Question) -> Material | None:
    try:
        other, sample, _ = find_question(answers, chosen, question.key)
    except NotFound:
        return None
    is_same = other.dimension.type == question.dimension.type
    if not is_same or other.value_ids() != question.value_ids():
        return None
    material = material_of(other, sample, answers.lengths)
    return material if material is not None and material.ratings.units else None
