"""The sample project: read from `seeds/`, prepared without the database, stored in one piece."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from workbench.accounts.actions import add_person
from workbench.annotate.actions import SaveOrder, record_judgment
from workbench.annotate.checking import check
from workbench.assign.actions import open_round, submit
from workbench.assign.models import Assignment, Round
from workbench.assign.queries import list_assignments
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.models import CodebookVersion
from workbench.codebook.questions import Question, list_questions
from workbench.codebook.reading import read_codebook
from workbench.config import ROOT
from workbench.corpus.actions import add_article
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.preparing import PreparedArticle, prepare
from workbench.corpus.readers import read_article
from workbench.projects.actions import add_member, create_project
from workbench.projects.models import Membership, Project

SEEDS = ROOT / "seeds" / "harbour"

#: Judgments of a finished round by (seat, file name).
Judgments = Mapping[tuple[str, str], Sequence[dict[str, Any]]]
Questions = Mapping[str, Sequence[Question]]


@dataclass(frozen=True)
class Sample:
    """The sample project before it is stored."""

    plan: dict[str, Any]
    codebook: Codebook
    articles: dict[str, PreparedArticle]
    judgments: dict[str, Judgments]


def read_sample(folder: Path = SEEDS) -> Sample:
    """Read and tokenise everything; takes a second or two, so it runs before the write."""
    plan = yaml.safe_load((folder / "project.yaml").read_text(encoding="utf-8"))
    articles = {}
    for entry in plan["articles"]:
        data = (folder / "articles" / entry["file"]).read_bytes()
        draft = read_article(data, entry["file"])
        articles[entry["file"]] = prepare(replace(draft, outlet=entry["outlet"]))
    judgments = {
        entry["name"]: _read_judgments(folder / entry["judgments"])
        for entry in plan["rounds"]
        if entry.get("judgments")
    }
    codebook = read_codebook((folder / plan["codebook"]).read_text(encoding="utf-8"))
    return Sample(plan, codebook, articles, judgments)


def store_sample(sample: Sample, *, now: datetime) -> Project:
    """Store the project with its people, corpus, codebook and rounds; the edge commits."""
    plan = sample.plan
    targets = [(target["key"], target["title"]) for target in plan["targets"]]
    project = create_project(
        plan["slug"], plan["title"], targets=targets, now=now, is_demo=plan["is_demo"]
    )
    members = {
        entry["seat"]: add_member(
            project, add_person(entry["name"], now=now), entry["role"], seat=entry["seat"]
        )
        for entry in plan["people"]
    }
    version = publish(project.id, sample.codebook, now=now)
    articles = _store_articles(sample, project, now)
    questions = {
        "paragraph": list_questions(sample.codebook, targets),
        "article": list_questions(sample.codebook, targets, "article"),
    }
    for entry in plan["rounds"]:
        opened = _open(entry, project, version, members, articles, now)
        if entry["name"] in sample.judgments:
            _replay(opened, sample.judgments[entry["name"]], members, articles, questions, now)
    return project


def _read_judgments(path: Path) -> Judgments:
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        judgment = json.loads(line)
        grouped.setdefault((judgment["annotator"], judgment["article"]), []).append(judgment)
    return grouped


def _store_articles(sample: Sample, project: Project, now: datetime) -> dict[str, Article]:
    stories = {story["key"]: story["title"] for story in sample.plan["stories"]}
    stored = {}
    for entry in sample.plan["articles"]:
        imported = add_article(
            project.id,
            sample.articles[entry["file"]],
            outlet=entry["outlet"],
            story=stories[entry["story"]],
            now=now,
        )
        assert imported.article is not None  # add_article refuses nothing
        stored[entry["file"]] = imported.article
    return stored


def _open(
    entry: Mapping[str, Any],
    project: Project,
    version: CodebookVersion,
    members: Mapping[str, Membership],
    articles: Mapping[str, Article],
    now: datetime,
) -> Round:
    return open_round(
        project.id,
        entry["name"],
        version=version,
        annotators=[members[seat] for seat in entry["annotators"]],
        articles=[articles[name] for name in entry["articles"]],
        mask_outlet=entry["mask_outlet"],
        mask_byline=entry["mask_byline"],
        has_premarks=entry["premarks"],
        shows_others=entry["shows_others"],
        kind=entry["kind"],
        now=now,
    )


def _replay(
    opened: Round,
    judgments: Judgments,
    members: Mapping[str, Membership],
    articles: Mapping[str, Article],
    questions: Questions,
    now: datetime,
) -> None:
    """Save the finished judgments as their annotators would have, then submit the articles."""
    for (seat, name), lines in judgments.items():
        article = articles[name]
        assignment = next(
            a
            for a in list_assignments(members[seat].id)
            if a.round_id == opened.id and a.article_id == article.id
        )
        for line in lines:
            beginning = line["paragraph"]  # "" for the article as a whole
            paragraph = _paragraph(article, beginning) if beginning else None
            _save(assignment, opened, paragraph, line, questions, now)
        submit(assignment, now=now)


def _paragraph(article: Article, beginning: str) -> Paragraph:
    return next(p for p in article.paragraphs if p.is_annotatable and p.text.startswith(beginning))


def _save(
    assignment: Assignment,
    opened: Round,
    paragraph: Paragraph | None,
    line: Mapping[str, Any],
    questions: Questions,
    now: datetime,
) -> None:
    text = paragraph.text if paragraph else ""
    asked = questions["paragraph" if paragraph else "article"]
    sent = {
        "labels": line["labels"],
        "spans": [_located(span, text) for span in line["spans"]],
        "links": line.get("links", []),
        "note": line["note"],
        "flag": line["flag"],
        "done": True,
    }
    order = SaveOrder(
        assignment_id=assignment.id,
        membership_id=assignment.membership_id,
        paragraph_id=paragraph.id if paragraph else None,
        codebook_version_id=opened.codebook_version_id,
        questions=asked,
        text=text,
        document=check(sent, asked, text),
        base_revision=0,
        key=f"sample-{assignment.id}-{paragraph.id if paragraph else 0}",
        saw_outlet=not opened.mask_outlet,
        saw_premarks=opened.has_premarks,
    )
    record_judgment(order, now=now)


def _located(span: Mapping[str, Any], text: str) -> dict[str, Any]:
    start = -1
    for _ in range(span.get("occurrence", 1)):
        start = text.index(span["text"], start + 1)
    return {
        "dimension": span["dimension"],
        "value": span["value"],
        "start": start,
        "end": start + len(span["text"]),
        "text": span["text"],
        "attributes": span.get("attributes", {}),
    }
