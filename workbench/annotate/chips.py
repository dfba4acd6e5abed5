"""What was chosen, in a few words beside the paragraph. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workbench.annotate.document import Document
from workbench.annotate.sheet import COLOURS
from workbench.codebook.questions import Question, as_values
from workbench.core.wording import _, counted

Chip = dict[str, str]

#: Of words that somebody wrote, so many signs tell which ones they are.
SHOWN_WORDS = 40


def chips(document: Document, questions: Sequence[Question]) -> list[Chip]:
    """Sets by value with a dot each, the main one starred; the rest as counts or in words."""
    batteries = Counter(q.dimension.group for q in questions if q.dimension.group and q.is_answered)
    shown: list[Chip] = []
    said: set[str] = set()
    for question in questions:
        group = question.dimension.group
        if batteries[group] > 1 and question.is_answered:
            if group not in said:
                shown += _battery(group, document, questions)
            said.add(group)
        elif question.is_spans:
            count = sum(span.dimension == question.key for span in document.spans)
            shown += _marked(question.title, count)
        elif question.is_links:
            count = sum(link.dimension == question.key for link in document.links)
            shown += _made(question.title, count)
        else:
            shown += _answer(question, questions, document)
    return shown


def _answer(question: Question, questions: Sequence[Question], document: Document) -> list[Chip]:
    values = as_values(document.labels.get(question.key))
    if question.is_set:
        main = _main_value(question, questions, document)
        return [_dotted(question, one, is_main=one == main) for one in values]
    if not values or question.source:
        return []
    if question.is_flag:
        return [_plain(question.title)]
    if question.is_text:
        return [_plain(f"{question.title}: {_shortened(values[0])}")]
    return [_plain(f"{question.title}: {question.value_title(values[0])}")]


def _dotted(question: Question, value: str, *, is_main: bool) -> Chip:
    """A value keeps its colour in all paragraphs, by its place in the codebook."""
    places = {one.id: number for number, one in enumerate(question.values)}
    title = question.value_title(value)
    dot = str(places.get(value, COLOURS - 1) % COLOURS + 1)
    return {"text": f"{title} ★" if is_main else title, "style": "frame", "dot": dot}


def _main_value(
    question: Question, questions: Sequence[Question], document: Document
) -> str | None:
    for other in questions:
        if other.source == question.key and not other.is_set:
            return next(iter(as_values(document.labels.get(other.key))), None)
    return None


def _battery(group: str, document: Document, questions: Sequence[Question]) -> list[Chip]:
    """Twenty questions that belong together are one chip."""
    own = [q for q in questions if q.dimension.group == group and q.is_answered]
    answered = sum(bool(document.labels.get(question.key)) for question in own)
    if not answered:
        return []
    return [_plain(_("%(group)s: %(done)s of %(all)s", group=group, done=answered, all=len(own)))]


def _marked(title: str, count: int) -> list[Chip]:
    if not count:
        return []
    return [
        _plain(
            counted(
                "%(question)s: %(num)s passage",
                "%(question)s: %(num)s passages",
                count,
                question=title,
            )
        )
    ]


def _made(title: str, count: int) -> list[Chip]:
    if not count:
        return []
    return [
        _plain(
            counted(
                "%(question)s: %(num)s link", "%(question)s: %(num)s links", count, question=title
            )
        )
    ]


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN_WORDS else f"{line[: SHOWN_WORDS - 1].rstrip()}…"


def _plain(text: str) -> Chip:
    return {"text": text, "style": "plain"}
