"""Reads of the agreement room."""

from __future__ import annotations

from dataclasses import asdict

from workbench.agreement.report import Report, build
from workbench.agreement.versions import Basis, choose, only
from workbench.annotate.queries import done_in_round
from workbench.assign.models import Round
from workbench.assign.queries import list_rounds
from workbench.codebook.queries import questions_for, version_numbers
from workbench.core.errors import NotFound
from workbench.projects.models import Project


def report_on(
    project: Project, chosen: Round, *, version: int | None = None, mix: bool = False
) -> tuple[Report, Basis]:
    """The report on a round of the project: the same for the page, the file and the command.

    It rests on the answers to one codebook version (see `versions.choose`) unless told to mix.
    Raises NotFound for a version that nobody answered.
    """
    sha256 = chosen.codebook_version.sha256
    questions = questions_for(project, sha256)
    whole_questions = questions_for(project, sha256, "article")
    judged = done_in_round(chosen.id, questions)
    whole = done_in_round(chosen.id, whole_questions, unit="article") if whole_questions else []
    numbers = version_numbers(project.id)
    basis = choose([*judged, *whole], numbers, wanted=version, mix=mix)
    report = build(
        only(judged, basis, numbers),
        questions,
        whole=only(whole, basis, numbers),
        whole_questions=whole_questions,
    )
    return report, basis


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


def get_named_round(project_id: int, name: str) -> Round:
    """Raises NotFound, with the known rounds in the sentence: this is asked from the shell."""
    rounds = list_rounds(project_id)
    for one in rounds:
        if one.name == name:
            return one
    known = ", ".join(f"“{one.name}”" for one in rounds) or "none"
    raise NotFound(f"This project has no round {name!r}. Known rounds: {known}.")
