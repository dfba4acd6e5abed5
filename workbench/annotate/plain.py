"""Spans and links as a plain form gives them: kept, removed, copied by their words, tied. Pure.

Without scripts a page shows the stored spans and links by their number; what is typed refers to
these numbers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workbench.codebook.questions import Question
from workbench.core.errors import Invalid
from workbench.core.wording import _, counted

Typed = Mapping[str, Any]


def listed(sent: str | None) -> list[dict[str, Any]]:
    """The spans or links that a page has sent back. Raises Invalid when they cannot be read."""
    try:
        found = json.loads(sent or "[]")
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Invalid(_("The marked passages could not be read. Reload the page."))
    return found


def numbers(typed: Collection[Any] | None) -> set[int]:
    """Numbers of listed spans or links, from 0; what is none is left out."""
    return {int(one) for one in typed or () if str(one).isascii() and str(one).isdecimal()}


def described(item: Typed, attributes: Typed) -> dict[str, Any]:
    """The span or link with these answers instead of those that it had."""
    rest = {key: value for key, value in item.items() if key != "attributes"}
    return rest | ({"attributes": dict(attributes)} if attributes else {})


def attributes_in(item: Typed) -> dict[str, Any]:
    """The answers that a listed span or link carries."""
    given = item.get("attributes")
    return dict(given) if isinstance(given, Mapping) else {}


def same_place(item: Typed) -> str:
    """What makes a span or a link the one it is."""
    members = item.get("members")
    if isinstance(members, list):
        return json.dumps([item.get("dimension"), sorted(map(_place, members))])
    return json.dumps([item.get("dimension"), _place(item)])


def _place(item: Any) -> str:
    if not isinstance(item, Mapping):
        return ""
    return json.dumps([item.get(key) for key in ("value", "start", "end")])


def overlaid(shown: Sequence[Typed], typed: Sequence[Typed]) -> list[dict[str, Any]]:
    """What is shown, with the answers that were typed about the same."""
    answers = {same_place(one): attributes_in(one) for one in typed}
    return [described(one, answers.get(same_place(one), attributes_in(one))) for one in shown]


def untied(
    links: Sequence[Typed], removed: Sequence[Typed], questions: Sequence[Question]
) -> list[dict[str, Any]]:
    """The links without the members whose passages are removed."""
    gone = {(one.get("dimension"), _place(one)) for one in removed}
    ties = {question.key: question.dimension.of for question in questions}
    kept = []
    for link in links:
        members, of = link.get("members"), ties.get(str(link.get("dimension")))
        if isinstance(members, list):
            members = [one for one in members if (of, _place(one)) not in gone]
        kept.append({**link, "members": members})
    return kept


def tied(
    question: Question,
    chosen: Mapping[str, set[int]],
    attributes: Typed,
    spans: Sequence[Typed],
) -> list[dict[str, Any]]:
    """The new link over listed spans, by role; nothing when nothing was chosen.

    Raises Invalid for answers about a link that ties nothing.
    """
    members = [
        {"value": role, "start": spans[number].get("start"), "end": spans[number].get("end")}
        for role, picked in chosen.items()
        for number in sorted(picked)
        if number < len(spans)
    ]
    if not members and attributes:
        message = _("%(link)s: choose the passages that the link ties.", link=question.title)
        raise _invalid(question.key, message)
    return (
        [described({"dimension": question.key, "members": members}, attributes)] if members else []
    )


def copied(question: Question, value: str, words: str, text: str) -> dict[str, Any]:
    """A passage given by its words: the way to mark one without scripts.

    Raises Invalid when the words cannot be found, or in several places.
    """
    start = _find_once(words, text, question.key)
    end = start + len(words)
    return {
        "dimension": question.key,
        "value": value,
        "start": start,
        "end": end,
        "text": words,
    }


def _find_once(words: str, text: str, question_key: str) -> int:
    count = text.count(words)
    if count == 1:
        return text.index(words)
    if count == 0:
        message = _(
            "The words “%(words)s” do not stand in this paragraph: copy them exactly.",
            words=words[:60],
        )
    else:
        message = counted(
            "The words “%(words)s” stand here once.",
            "The words “%(words)s” stand here %(num)s times: copy some more words around them.",
            count,
            words=words[:60],
        )
    raise _invalid(question_key, message)


def _invalid(question_key: str, message: str) -> Invalid:
    return Invalid(message, details={"problems": [{"question": question_key, "message": message}]})
