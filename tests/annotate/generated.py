"""Random drafts on the rich codebook: everything that a judgment can hold, in any order."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.make import rich_codebook
from workbench.annotate.checking_spans import attributes_of
from workbench.codebook.questions import Question, list_questions

QUESTIONS = list_questions(rich_codebook())
WHOLE = list_questions(rich_codebook(), unit="article")
KNOWN = {question.key: question for question in (*QUESTIONS, *WHOLE)}
WORDS = ("Why?", "Zeile 1\nZeile 2", "🙂 ‏עברית‏", "O'Hara; DROP TABLE", "a" * 300)


def random_draft(random: Random, questions: tuple[Question, ...], text: str) -> dict[str, Any]:
    """A draft that `check` takes."""
    spans = _spans(random, text) if text else []
    return {
        "labels": _answers(random, [one for one in questions if one.is_answered]),
        "spans": spans,
        "links": _links(random, spans) if text else [],
        "note": random.choice(["", *WORDS]),
        "flag": random.random() < 0.5,
        "done": False,
    }


def _answers(random: Random, questions: list[Question]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in random.sample(questions, random.randint(0, len(questions))):
        ids = [one for one in question.value_ids() if one != "none"]
        if question.is_text:
            answers[question.key] = random.choice(WORDS)
        elif question.is_set:
            answers[question.key] = random.sample(ids, random.randint(1, min(2, len(ids))))
        else:
            answers[question.key] = random.choice(ids)
    return answers


def _spans(random: Random, text: str) -> list[dict[str, Any]]:
    spans = {}
    for _ in range(random.randint(0, 6)):
        start, end = sorted(random.sample(range(len(text) + 1), 2))
        value = random.choice(["source", "cue", "content"])
        spans[start, end, value] = {
            "dimension": "parts",
            "value": value,
            "start": start,
            "end": end,
            "text": text[start:end],
            "origin": random.choice(["manual", "premark_accepted"]),
            "attributes": _answers(random, attributes_of(KNOWN["parts"], value)),
        }
    return list(spans.values())


def _links(random: Random, spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    links: dict[str, Any] = {}
    by_role = {
        role: [one for one in spans if one["value"] == role]
        for role in ("source", "cue", "content")
    }
    for _ in range(random.randint(0, 3)):
        members = [
            {name: one[name] for name in ("value", "start", "end")}
            for role, most in (("source", 1), ("cue", 1), ("content", 3))
            for one in random.sample(
                by_role[role], min(random.randint(0, most), len(by_role[role]))
            )
        ]
        random.shuffle(members)
        links[str(sorted(map(str, members)))] = {
            "dimension": "attribution",
            "members": members,
            "attributes": _answers(random, list(KNOWN["attribution"].attributes)),
        }
    return list(links.values())
