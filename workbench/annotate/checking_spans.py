"""Whether marked passages and their links fit the text and the questions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.annotate.answering import Problem, check_answers, problem
from workbench.annotate.document import ORIGINS, Attributes, MarkedLink, MarkedSpan, Role
from workbench.codebook.questions import Question, fits
from workbench.core.wording import _

MOST_SPANS = 500
MOST_LINKS = 200

#: A span is the one it is by its dimension, value, start and end; a link by its members.
_Place = tuple[str, str, int, int]


def attributes_of(question: Question, label: str) -> list[Question]:
    """The questions on one span of this label, or on a link (label "")."""
    return [one for one in question.attributes if question.is_links or fits(one, label)]


def span_name(question: Question, span: MarkedSpan, text: str) -> str:
    """How a sentence names a passage: its label and its first words."""
    words = " ".join(text[span.start : span.end].split())
    shown = words if len(words) <= 40 else f"{words[:39].rstrip()}…"
    return f"{question.value_title(span.value)} “{shown}”"


def link_name(question: Question, number: int) -> str:
    """How a sentence names a link; `number` from 1 among those of its question."""
    return f"{question.title} {number}"


def member_title(question: Question, value: str, known: Mapping[str, Question]) -> str:
    """What a role in a link is called: the title of its label."""
    spans = known.get(question.dimension.of or "")
    return spans.value_title(value) if spans else value


def under_name(problems: Iterable[Problem], key: str, name: str) -> list[Problem]:
    """What is wrong with a part of a judgment, said of its question under the part's name."""
    return [problem(key, f"{name} · {one['message']}") for one in problems]


def check_spans(
    sent: Any, known: Mapping[str, Question], text: str, problems: list[Problem]
) -> tuple[MarkedSpan, ...]:
    """The spans in reading order, each once; what is wrong is added to the problems."""
    if not isinstance(sent, list) or len(sent) > MOST_SPANS:
        problems.append(problem("", f"`spans` must be a list of at most {MOST_SPANS}."))
        return ()
    spans: dict[_Place, MarkedSpan] = {}
    for item in sent:
        span = _check_span(item, known, text, problems)
        if span is None:
            continue
        first = spans.setdefault((span.dimension, span.value, span.start, span.end), span)
        if first.attributes != span.attributes:
            name = span_name(known[span.dimension], span, text)
            message = _(
                "%(passage)s is marked twice with different answers: keep one of them.",
                passage=name,
            )
            problems.append(problem(span.dimension, message))
    return tuple(sorted(spans.values()))


def check_links(
    sent: Any,
    known: Mapping[str, Question],
    spans: Sequence[MarkedSpan],
    problems: list[Problem],
) -> tuple[MarkedLink, ...]:
    """The links in reading order, each once; one that ties nothing is none."""
    if not isinstance(sent, list) or len(sent) > MOST_LINKS:
        problems.append(problem("", f"`links` must be a list of at most {MOST_LINKS}."))
        return ()
    marked = {(span.dimension, span.value, span.start, span.end) for span in spans}
    links: dict[tuple[str, tuple[Role, ...]], MarkedLink] = {}
    for item in sent:
        link = _check_link(item, known, marked, problems)
        if link is None or not link.members:
            continue
        first = links.setdefault((link.dimension, link.members), link)
        if first.attributes != link.attributes:
            title = known[link.dimension].title
            message = _(
                "%(link)s: the same passages are tied twice with different answers.", link=title
            )
            problems.append(problem(link.dimension, message))
    return tuple(sorted(links.values()))


def _check_span(
    item: Any, known: Mapping[str, Question], text: str, problems: list[Problem]
) -> MarkedSpan | None:
    if not isinstance(item, Mapping):
        problems.append(problem("", "Each span must be an object."))
        return None
    key, value, start, end = (item.get(name) for name in ("dimension", "value", "start", "end"))
    question = known.get(key) if isinstance(key, str) else None
    if question is None or not question.is_spans or value not in question.value_ids():
        problems.append(problem("", _("This codebook version has no such kind of passage.")))
        return None
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        problems.append(problem(question.key, _("A marked passage lies outside the paragraph.")))
        return None
    # The words prove that browser and server count alike and look at the same text.
    if item.get("text") != text[start:end]:
        message = _("A marked passage does not match the text: reload the page.")
        problems.append(problem(question.key, message))
        return None
    origin = item.get("origin", "manual")
    if origin not in ORIGINS:
        problems.append(problem(question.key, "A marked passage has an unknown origin."))
        return None
    span = MarkedSpan(start, end, question.key, str(value), str(origin))
    given = _check_attributes(item, question, span.value, span_name(question, span, text), problems)
    return MarkedSpan(start, end, question.key, span.value, span.origin, given)


def _check_link(
    item: Any, known: Mapping[str, Question], marked: set[_Place], problems: list[Problem]
) -> MarkedLink | None:
    if not isinstance(item, Mapping):
        problems.append(problem("", "Each link must be an object."))
        return None
    key, members = item.get("dimension"), item.get("members")
    question = known.get(key) if isinstance(key, str) else None
    if question is None or not question.is_links:
        problems.append(problem("", _("This codebook version has no such kind of link.")))
        return None
    if not isinstance(members, list) or len(members) > MOST_SPANS:
        problems.append(problem(question.key, f"{question.title}: `members` must be a list."))
        return None
    roles = {_check_member(one, question, marked) for one in members}
    if None in roles:
        message = _("%(link)s: a link ties a passage that is not marked.", link=question.title)
        problems.append(problem(question.key, message))
        return None
    ties = tuple(sorted(role for role in roles if role is not None))
    _check_limits(ties, question, known, problems)
    given = _check_attributes(item, question, "", question.title, problems)
    return MarkedLink(question.key, ties, given)


def _check_member(sent: Any, question: Question, marked: set[_Place]) -> Role | None:
    if not isinstance(sent, Mapping):
        return None
    value, start, end = (sent.get(name) for name in ("value", "start", "end"))
    if not isinstance(value, str) or type(start) is not int or type(end) is not int:
        return None
    if all(member.value != value for member in question.dimension.members):
        return None
    is_marked = (question.dimension.of, value, start, end) in marked
    return Role(start, end, value) if is_marked else None


def _check_limits(
    ties: Sequence[Role],
    question: Question,
    known: Mapping[str, Question],
    problems: list[Problem],
) -> None:
    for member in question.dimension.members:
        count = sum(role.value == member.value for role in ties)
        if member.max and count > member.max:
            title = member_title(question, member.value, known)
            message = _(
                "%(link)s: at most %(most)s × %(passage)s in one link.",
                link=question.title,
                most=member.max,
                passage=title,
            )
            problems.append(problem(question.key, message))


def _check_attributes(
    item: Mapping[str, Any], question: Question, label: str, name: str, problems: list[Problem]
) -> Attributes:
    sent = item.get("attributes", {})
    if not isinstance(sent, Mapping):
        problems.append(problem(question.key, f"{name}: `attributes` must be an object."))
        return ()
    answers, wrong = check_answers(sent, attributes_of(question, label))
    problems.extend(under_name(wrong, question.key, name))
    return tuple(answers.items())
