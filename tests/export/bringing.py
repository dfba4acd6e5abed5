"""Exports and imports of labels as a person runs them, and a study in which everything occurs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask

from tests.make import (
    NOW,
    TARGETS,
    Study,
    make_draft,
    make_judgment,
    make_span,
    make_study,
)
from workbench.assign.actions import skip, submit
from workbench.assign.recognising import Recognition
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.reading import read_codebook
from workbench.core.db import db, writing
from workbench.corpus.actions import add_article
from workbench.corpus.preparing import prepare
from workbench.projects.actions import create_project
from workbench.projects.models import Project

GIVEN = Path(__file__).parent.parent / "given"
TEXTS = (
    ("Old enemies sign", "Two aides claimed the “truce” would hold until spring. 🙂 Nobody knew."),
    ("Ferry dues fall", "The ferry sails at noon."),
)


@cache
def every_type() -> Codebook:
    return read_codebook((GIVEN / "every_type.yaml").read_text("utf-8"))


def run(app: Flask, *arguments: str | Path) -> Result:
    db.session.commit()
    result: Result = app.test_cli_runner().invoke(args=list(map(str, arguments)))
    return result


def export(app: Flask, slug: str) -> bytes:
    result = run(app, "export", "judgments", "--project", slug)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def bring_in(app: Flask, data: bytes, folder: Path, slug: str, *options: str) -> Result:
    path = folder / "labels.jsonl"
    path.write_bytes(data)
    return run(app, "labels", "import", "--project", slug, *options, path)


def under(data: bytes, slug: str) -> bytes:
    """The same file as a project of this name writes it."""
    return b"".join(
        line.replace(b'"project":"harbour"', f'"project":"{slug}"'.encode())
        for line in data.splitlines(keepends=True)
    )


def make_fresh(
    codebooks: Sequence[Codebook],
    texts: Sequence[Sequence[str]] = TEXTS,
    targets: Sequence[tuple[str, str]] = TARGETS,
) -> Project:
    """The same articles and codebook, and nobody in it."""
    with writing():
        project = create_project("fresh", "Fresh", targets=targets, now=NOW)
        for codebook in codebooks:
            publish(project.id, codebook, now=NOW)
        for number, some in enumerate(texts, start=1):
            draft = make_draft(list(some), name=f"article-{number}.txt")
            add_article(project.id, prepare(draft), story="The accord", now=NOW)
    return project


def mark(text: str, words: str, value: str, **attributes: Any) -> dict[str, Any]:
    return make_span(text, words, value) | {"attributes": attributes}


def tie(*spans: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    members = [{key: one[key] for key in ("value", "start", "end")} for one in spans]
    return {"dimension": "attribution", "members": members, "attributes": attributes}


def every_answer(text: str, **changes: Any) -> dict[str, Any]:
    """Each type of question answered; the paragraph is the second of the first article."""
    source = mark(text, "Two aides", "source", naming="1", role="Aides")
    cue = mark(text, "claimed", "cue") | {"origin": "premark_accepted"}
    content = mark(text, "the “truce” would hold", "content") | {"origin": "premark_edited"}
    return {
        "labels": {
            "codable": "yes",
            "frames": ["conflict", "power"],
            "main_frame": "power",
            "tone.government": "-1",
            "voice.government": "source",
            "tone.union": "absent",
            "unsure": "yes",
            "reason": "Whose words\nare these?",
        },
        "spans": [source, cue, content, mark(text, "🙂", "content")],
        "links": [
            tie(source, cue, content, quote_type="indirect", camp="pier"),
            tie(cue, mark(text, "🙂", "content"), quote_type="direct"),
        ],
        "note": "„Truce“ in quotes.",
        "flag": True,
        "done": True,
    } | changes


WHOLE = {
    "labels": {
        "genre": "report",
        "conflict_sides": "yes",
        "conflict_blame": "no",
        "conflict_winner": "no",
        "article_frame": "power",
        "summary": "A deal.",
    },
    "done": True,
}


def make_every_type() -> Study:
    """One article submitted, one open, one skipped; drafts and finished judgments in each."""
    study = make_study(texts=TEXTS, targets=(), codebook=every_type())
    text = study.paragraph(2).text
    plain = {"codable": "no", "tone.government": "0", "tone.union": "1", "voice.union": "author"}
    made = [
        make_judgment(study, paragraph=2, document=every_answer(text)),
        make_judgment(study, paragraph=1, document={"labels": plain, "done": True}),
        make_judgment(study, paragraph=0, document=WHOLE),
        make_judgment(study, annotator=1, paragraph=2, document={"labels": {"codable": "yes"}}),
        make_judgment(study, annotator=1, paragraph=0, document={"labels": {"genre": "opinion"}}),
        make_judgment(study, article=1, paragraph=1, document={"labels": plain, "done": True}),
        make_judgment(study, annotator=1, article=1, document={"labels": plain, "done": True}),
        make_judgment(study, annotator=1, article=1, paragraph=2, document={"labels": plain}),
    ]
    make_judgment(
        study,
        paragraph=2,
        document=every_answer(text, note="Read again."),
        base_revision=made[0].revision,
    )
    with writing():
        submit(study.assignment(), now=NOW, recognition=Recognition("guess", "The „Slipway“"))
        skip(study.assignment(1, 1), "conflict", "", now=NOW)
    return study


def records(data: bytes) -> list[dict[str, Any]]:
    """The lines of a file, to be changed."""
    return [json.loads(line) for line in data.splitlines()]


def written(lines: Sequence[dict[str, Any]]) -> bytes:
    """The file of these lines."""
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)
