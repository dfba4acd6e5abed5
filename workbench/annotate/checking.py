"""Whether what a page sent is a judgment: known questions and values, spans that fit. Pure.

A draft may be incomplete, never wrong; a judgment said to be done must answer all that applies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.annotate.answering import Problem, check_answers, problem
from workbench.annotate.checking_spans import check_links, check_spans
from workbench.annotate.document import Document
from workbench.annotate.missing import list_missing
from workbench.codebook.questions import Question
from workbench.core.errors import Invalid
from workbench.core.wording import _

LONGEST_NOTE = 5_000


def check(sent: Any, questions: Sequence[Question], text: str) -> Document:
    """The document that `sent` (parsed JSON) stands for, completed and in canonical order.

    `questions` are those of the unit that is judged. Raises Invalid; `details["problems"]` names
    question and reason for each fault.
    """
    if not isinstance(sent, Mapping):
        raise _invalid([problem("", "Send one judgment as a JSON object.")])
    known = {question.key: question for question in questions}
    labels, problems = check_answers(sent.get("labels", {}), questions)
    spans = check_spans(sent.get("spans", []), known, text, problems)
    # A link to a passage that was refused would only be a second sentence about the same fault.
    links = () if problems else check_links(sent.get("links", []), known, spans, problems)
    note = _check_note(sent.get("note", ""), problems)
    for switch in ("flag", "done"):
        if not isinstance(sent.get(switch, False), bool):
            problems.append(problem("", f"`{switch}` must be true or false."))
    if problems:
        raise _invalid(problems)
    document = Document(
        labels=labels,
        spans=spans,
        links=links,
        note=note,
        is_flagged=sent.get("flag", False),
        is_done=sent.get("done", False),
    )
    missing = list_missing(document, questions, text) if document.is_done else []
    if missing:
        raise _invalid(missing)
    return document


def _check_note(sent: Any, problems: list[Problem]) -> str:
    if not isinstance(sent, str) or "\x00" in sent:
        problems.append(problem("note", "The note must be plain text."))
        return ""
    if len(sent) > LONGEST_NOTE:
        problems.append(
            problem(
                "note", _("The note is longer than %(most)s characters.", most=f"{LONGEST_NOTE:,}")
            )
        )
    return sent.strip().replace("\r\n", "\n")


def _invalid(problems: list[Problem]) -> Invalid:
    message = " ".join(problem["message"] for problem in problems[:3])
    return Invalid(message, details={"problems": problems})
