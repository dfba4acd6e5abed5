"""Reads for the page of one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.agreement.cuts import Cut, judgment_cut, unit_cuts
from workbench.agreement.detail import Around, Detail, detail_of
from workbench.agreement.finding import NOTHING_THERE, Asked, find_units
from workbench.agreement.listing import Listed, Page, from_rounds, list_page
from workbench.agreement.material import Material, material_of
from workbench.agreement.people import Times, week_name, week_of
from workbench.agreement.queries import NO_FIGURES, Answers, answers_of, find_question, units_of
from workbench.agreement.sample import Sample
from workbench.agreement.tied import Tied, find_tied
from workbench.agreement.twice import occasions, side_by_side
from workbench.agreement.versions import Basis
from workbench.annotate.queries_circumstances import circumstances_of
from workbench.annotate.queries_units import UnitFacts, paragraph_facts, paragraph_texts
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
    looked = _look(answers_of(project, chosen, version, mix), chosen, key)
    ratings = looked.material.ratings
    cuts, times = _cuts(chosen, looked)
    around = Around(
        cuts=cuts,
        rounds=_rounds(project, chosen, looked),
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
    answers = answers_of(project, chosen, version, mix)
    tied = find_tied(answers.parts, key)
    if tied is not None:
        return *_tied_units(chosen, tied, asked, page), answers.basis
    looked = _look(answers, chosen, key)
    if asked.twice:
        shown, listed = _twice(project, chosen, looked, asked.twice, page)
    else:
        found = find_units(looked.material, _cuts(chosen, looked)[0], asked)
        shown, listed = list_page(looked.material, found, looked.units, page)
    texts = paragraph_texts([one.unit_id for one in listed if one.position])
    return (
        looked.question,
        shown,
        [one.reading(texts.get(one.unit_id)) for one in listed],
        looked.basis,
    )


def _tied_units(
    chosen: Round, tied: Tied, asked: Asked, page: int
) -> tuple[Question, Page, list[Listed]]:
    material = tied.material
    if asked.by or asked.twice:
        raise NotFound(NOTHING_THERE)
    known = {one.unit_id: one for one in paragraph_facts(chosen.id)}
    facts = {unit: known[paragraph] for unit, paragraph in tied.paragraph.items()}
    found = find_units(material, (), asked)
    shown, listed = list_page(material, found, facts, page, tied.extents)
    texts = paragraph_texts([one.unit_id for one in listed])
    return material.question, shown, [one.reading(texts.get(one.unit_id)) for one in listed]


def _twice(
    project: Project, chosen: Round, looked: Looked, seat: str, page: int
) -> tuple[Page, list[Listed]]:
    materials, rounds = _rounds(project, chosen, looked), list_rounds(project.id)
    material = side_by_side(tuple(materials.values()), seat)
    if material is None:
        raise NotFound(NOTHING_THERE)
    units = {one.unit_id: one for each in rounds for one in units_of(each, looked.question)}
    shown, listed = list_page(material, find_units(material, (), Asked()), units, page)
    by_id = {one.id: materials[one.name] for one in rounds if one.name in materials}
    return from_rounds(shown, listed, occasions(by_id, seat))


def _look(answers: Answers, chosen: Round, key: str) -> Looked:
    question, sample = find_question(answers, key)
    material = material_of(question, sample, answers.lengths)
    if material is None:
        raise NotFound(NO_FIGURES)
    by_id = {one.unit_id: one for one in units_of(chosen, question)}
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


def _rounds(project: Project, chosen: Round, looked: Looked) -> dict[str, Material]:
    """The question in every round that has answers to it."""
    found = {}
    for one in list_rounds(project.id):
        answers = answers_of(project, one, None, False)
        is_here = one.id == chosen.id and answers.basis == looked.basis
        material = looked.material if is_here else _same(answers, looked.material)
        if material is not None:
            found[one.name] = material
    return found


def _versions(project: Project, chosen: Round, looked: Looked) -> dict[str, Material]:
    """The question under every version of the codebook that was answered in the round."""
    found = {}
    for tally in looked.basis.versions if len(looked.basis.versions) > 1 else ():
        material = _same(answers_of(project, chosen, tally.number, False), looked.material)
        if material is not None:
            found[f"version {tally.number}"] = material
    return found


def _same(answers: Answers, like: Material) -> Material | None:
    """What other answers say to the same question; None where there are none, or where it has
    other values or another measure."""
    try:
        question, sample = find_question(answers, like.question.key)
    except NotFound:
        return None
    found = material_of(question, sample, answers.lengths)
    if found is None or not found.ratings.units:
        return None
    is_same = (found.distance, found.ratings.offered) == (like.distance, like.ratings.offered)
    return found if is_same else None
