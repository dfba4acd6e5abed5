"""Reads of the agreement room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, case, func, or_, select

from workbench.agreement import matrix, printing
from workbench.agreement.changes import Earlier, Offer, offers_of, with_changes
from workbench.agreement.dimensions import dimension_measures
from workbench.agreement.lengths import Lengths
from workbench.agreement.material import texts_marked
from workbench.agreement.methods import Study, Unsealed
from workbench.agreement.notes import is_measured
from workbench.agreement.rated import ratings_of
from workbench.agreement.report import Found, Report, build
from workbench.agreement.sample import Sample
from workbench.agreement.versions import Basis, choose, only
from workbench.annotate.columns import Columns, columns_of
from workbench.annotate.kept import Kept, KeptByColumns
from workbench.annotate.queries_columns import Judgeable
from workbench.annotate.queries_kept import kept_columns
from workbench.annotate.queries_units import (
    UnitFacts,
    article_facts,
    paragraph_facts,
    paragraph_lengths,
)
from workbench.assign.models import Assignment, Round
from workbench.assign.queries import list_rounds
from workbench.codebook.queries import questions_for, version_numbers
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.projects.models import Project

NO_FIGURES = "This round has no figures on that question. Choose one from the report."

_UNITS: tuple[Judgeable, Judgeable] = ("paragraph", "article")
_NOTHING = columns_of((), ())
_reports: KeptByColumns[Report] = KeptByColumns()
_rows: WeakKeyDictionary[Engine, Kept[Found]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Answers:
    """What a report rests on: answers on paragraphs and on articles as a whole."""

    parts: Sample
    wholes: Sample
    basis: Basis
    #: The code points of each paragraph, where passages are marked.
    lengths: Mapping[int, int]
    #: The columns of which the samples are made.
    read: tuple[Columns, Columns]

    @property
    def report(self) -> Report:
        # Nothing to read is one and the same object for ever, and would keep what hangs on it.
        first, second = self.read if self.parts.questions else reversed(self.read)
        others = (second, self.parts.questions, self.wholes.questions)
        return _reports.get(first, others, self.basis, self._build)

    def _build(self) -> Report:
        kept = _rows.setdefault(db.engine, Kept())
        return build(self.parts, self.wholes, self.lengths, kept)

    @property
    def offers(self) -> dict[str, Offer]:
        return offers_of([*self.parts.questions, *self.wholes.questions])


def report_on(
    project: Project, chosen: Round, *, version: int | None = None, mix: bool = False
) -> tuple[Report, Basis]:
    """The report on a round of the project: the same for the page, the file and the command.

    It rests on the answers to one codebook version (see `versions.choose`) unless told to mix.
    Raises NotFound for a version that nobody answered.
    """
    answers = answers_of(project, chosen, version, mix)
    return _report(project, chosen, answers), answers.basis


def document_of(
    project: Project, chosen: Round, *, version: int | None = None, mix: bool = False
) -> dict[str, object]:
    """The report for a program, with every measure of every question under `dimensions`.

    Raises NotFound as `report_on` does.
    """
    answers = answers_of(project, chosen, version, mix)
    figures = dimension_measures(answers.parts, answers.lengths)
    dimensions = figures | dimension_measures(answers.wholes)
    report = _report(project, chosen, answers)
    document = printing.as_json(report, about(project, chosen, answers.basis))
    return document | {"dimensions": dimensions}


def matrix_of(
    project: Project, chosen: Round, key: str, *, version: int | None = None, mix: bool = False
) -> tuple[str, str]:
    """The reliability matrix of one question and its suffix, "csv" or for passages "json".

    Raises NotFound for a question without figures.
    """
    answers = answers_of(project, chosen, version, mix)
    question, sample = find_question(answers, key)
    names = {one.unit_id: one.name for one in units_of(chosen, question)}
    if question.is_spans:
        marked = texts_marked(sample.marking(question, answers.lengths))
        return matrix.as_json(marked, names, [value.id for value in question.values]), "json"
    if not is_measured(question) or question.is_links:
        raise NotFound(NO_FIGURES)
    ratings, _ = ratings_of(question, sample)
    return matrix.as_csv(ratings, names), "csv"


def _report(project: Project, chosen: Round, answers: Answers) -> Report:
    """The report with what has changed since earlier rounds; a mixture has no before."""
    report = answers.report
    if answers.basis.is_mixed or report.why_empty:
        return report
    return with_changes(report, answers.offers, _earlier(project, chosen))


def _earlier(project: Project, chosen: Round) -> Iterator[Earlier]:
    def read(one: Round) -> Report:
        return answers_of(project, one, None, mix=False).report

    for one in reversed([one for one in list_rounds(project.id) if one.id < chosen.id]):
        asked = [
            question
            for unit in _UNITS
            for question in questions_for(project, one.codebook_version.sha256, unit)
        ]
        yield Earlier(one.id, one.name, offers_of(asked), partial(read, one))


def find_question(answers: Answers, key: str) -> tuple[Question, Sample]:
    """The question of that key, and what answers it. Raises NotFound."""
    for sample in (answers.parts, answers.wholes):
        for question in sample.questions:
            if question.key == key:
                return question, sample
    raise NotFound(NO_FIGURES)


def units_of(chosen: Round, question: Question) -> list[UnitFacts]:
    """What a round puts the question to: paragraphs, or articles as a whole."""
    return (article_facts if question.dimension.unit == "article" else paragraph_facts)(chosen.id)


def answers_of(project: Project, chosen: Round, version: int | None, mix: bool) -> Answers:
    """What was answered in a round to a version, or to all. Raises NotFound as `report_on` does."""
    asked = [questions_for(project, chosen.codebook_version.sha256, unit) for unit in _UNITS]
    judged = [
        kept_columns(chosen.id, questions, unit=unit) if questions else _NOTHING
        for questions, unit in zip(asked, _UNITS, strict=True)
    ]
    numbers = version_numbers(project.id)
    basis = choose(judged, numbers, wanted=version, mix=mix)
    parts, wholes = (
        Sample(only(columns, basis, numbers), questions)
        for columns, questions in zip(judged, asked, strict=True)
    )
    marks = any(question.is_spans for question in parts.questions)
    lengths = Lengths(partial(paragraph_lengths, chosen.id)) if marks else {}
    return Answers(parts, wholes, basis, lengths, (judged[0], judged[1]))


def about(project: Project, chosen: Round, basis: Basis) -> dict[str, object]:
    """What a report is about, for readers who have nothing but the file."""
    version = chosen.codebook_version
    return {
        "project": project.slug,
        "demo": project.is_demo,
        "round": {"id": chosen.id, "name": chosen.name},
        "codebook": {"title": version.title, "number": version.number, "sha256": version.sha256},
        "answered": asdict(basis),
    }


def study_of(project: Project, chosen: Round, basis: Basis) -> Study:
    """What a methods paragraph says beside the figures."""
    version = chosen.codebook_version
    return Study(
        project=project.title,
        is_demo=project.is_demo,
        round=chosen.name,
        kind=chosen.kind,
        codebook=version.title,
        number=version.number,
        sha256=version.sha256,
        hides_outlet=chosen.mask_outlet,
        hides_byline=chosen.mask_byline,
        has_premarks=chosen.has_premarks,
        shows_others=chosen.shows_others,
        unsealed=_unsealed(chosen),
        basis=basis,
    )


def _unsealed(chosen: Round) -> Unsealed | None:
    if chosen.unsealed_at is None:
        return None
    # One that was given back keeps its day, and is open.
    is_later = or_(Assignment.state == "open", Assignment.submitted_at > chosen.unsealed_at)
    n, n_later = db.session.execute(
        select(func.count(), func.sum(case((is_later, 1), else_=0))).where(
            Assignment.round_id == chosen.id, Assignment.state != "skipped"
        )
    ).one()
    return Unsealed(chosen.unsealed_at.date(), n, int(n_later or 0))


def get_named_round(project_id: int, name: str) -> Round:
    """Raises NotFound, with the known rounds in the sentence: this is asked from the shell."""
    rounds = list_rounds(project_id)
    for one in rounds:
        if one.name == name:
            return one
    known = ", ".join(f"“{one.name}”" for one in rounds) or "none"
    raise NotFound(f"This project has no round {name!r}. Known rounds: {known}.")
