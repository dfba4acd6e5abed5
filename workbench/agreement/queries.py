"""Reads of the agreement room."""

from __future__ import annotations

from workbench.agreement.report import Report, build
from workbench.annotate.queries import done_in_round
from workbench.assign.models import Round
from workbench.assign.queries import list_rounds
from workbench.codebook.queries import questions_for
from workbench.core.errors import NotFound
from workbench.projects.models import Project


def report_on(project: Project, chosen: Round) -> Report:
    """The report on a round of the project: the same for the page, the file and the command."""
    questions = questions_for(project, chosen.codebook_version.sha256)
    return build(done_in_round(chosen.id, questions), questions)


def about(project: Project, chosen: Round) -> dict[str, object]:
    """What a report is about, for readers who have nothing but the file."""
    version = chosen.codebook_version
    return {
        "project": project.slug,
        "demo": project.is_demo,
        "round": {"id": chosen.id, "name": chosen.name},
        "codebook": {"title": version.title, "number": version.number, "sha256": version.sha256},
    }


def get_named_round(project_id: int, name: str) -> Round:
    """Raises NotFound, with the known rounds in the sentence: this is asked from the shell."""
    rounds = list_rounds(project_id)
    for one in rounds:
        if one.name == name:
            return one
    known = ", ".join(f"“{one.name}”" for one in rounds) or "none"
    raise NotFound(f"This project has no round {name!r}. Known rounds: {known}.")
