"""Builders with sane defaults; a test names only what it is about. Needs an application context."""

from __future__ import annotations

import contextvars
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from workbench.accounts.actions import add_person
from workbench.accounts.links import make_link
from workbench.accounts.models import Person
from workbench.accounts.passwords import hash_password
from workbench.annotate.actions import Saved, SaveOrder, record_judgment
from workbench.annotate.checking import check
from workbench.annotate.queries import done_in_round
from workbench.assign.actions import open_round
from workbench.assign.models import Assignment, Round
from workbench.assign.queries import list_assignments
from workbench.codebook.actions import publish
from workbench.codebook.actions_inquiries import Asking, ask
from workbench.codebook.format import Codebook
from workbench.codebook.questions import Question, list_questions
from workbench.codebook.reading import read_codebook
from workbench.core.db import db, writing
from workbench.corpus.actions import add_article
from workbench.corpus.drafts import ArticleDraft, ParagraphDraft
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.preparing import prepare
from workbench.projects.actions import add_member, create_project
from workbench.projects.models import Membership, Project
from workbench.review.actions_discussions import comment
from workbench.review.actions_rulings import RulingOrder, rule
from workbench.review.pairs import pairs_between
from workbench.review.places import Place
from workbench.review.rulings import check_ruling, method_of

NOW = datetime(2026, 11, 20, 14, 3, 22, tzinfo=UTC)
TARGETS = (("government", "the government"),)
TEXTS = (
    "Premier toasts old enemy as harbour deal is signed",
    "Two aides claimed the “truce” would hold until spring.",
    "The ceremony lasted eleven minutes. 🙂 Nobody from the fishing towns was invited.",
)


@dataclass
class Study:
    """A project with a lead, annotators, one or more articles and an open round."""

    project: Project
    lead: Membership
    annotators: list[Membership]
    articles: list[Article]
    round: Round
    questions: tuple[Question, ...]
    #: Those on the article as a whole.
    whole: tuple[Question, ...] = ()

    def assignment(self, annotator: int = 0, article: int = 0) -> Assignment:
        """The assignment of the n-th annotator for the n-th article of the round."""
        own = list_assignments(self.annotators[annotator].id)
        wanted = self.articles[article].id
        return next(a for a in own if a.round_id == self.round.id and a.article_id == wanted)

    def paragraph(self, number: int = 1, article: int = 0) -> Paragraph:
        """The n-th annotatable paragraph, from 1."""
        usable = [p for p in self.articles[article].paragraphs if p.is_annotatable]
        return usable[number - 1]


class OwnContextClient(FlaskClient):
    """Sends each request from outside the test's application context, as a browser does.

    Inside it, Flask would reuse the test's `g` and database session for the request.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(super().open, *args, **kwargs)


def make_person(name: str = "Ada Quist", password: str | None = None) -> Person:
    """A person, with a password when one is given."""
    hashed = hash_password(password) if password else None
    with writing():
        person = add_person(name, now=NOW)
        person.password_hash = hashed
    return person


def make_draft(texts: Sequence[str] = TEXTS, **changes: Any) -> ArticleDraft:
    """An article: the first text is the title, then body, and one paragraph of furniture."""
    kinds = ["title"] + ["body"] * (len(texts) - 1)
    paragraphs = [
        ParagraphDraft(text=text, kind=kind, annotatable=True, note="")
        for text, kind in zip(texts, kinds, strict=True)
    ]
    plea = ParagraphDraft("Sign up for our letter.", "boilerplate", annotatable=False, note="plea")
    defaults: dict[str, Any] = {
        "title": texts[0],
        "paragraphs": (*paragraphs, plea),
        "outlet": "The Slipway",
        "byline": "Mara Lund",
        "name": "article.txt",
    }
    return ArticleDraft(**(defaults | changes))


@cache
def short_codebook() -> Codebook:
    """Five questions on a paragraph; reading them takes longer than storing a whole study."""
    return read_codebook((Path(__file__).parent / "given" / "short.yaml").read_text("utf-8"))


@cache
def tied_codebook() -> Codebook:
    """The short one with a question about each passage, and with links and one about each."""
    given = Path(__file__).parent / "given"
    texts = ((given / name).read_text("utf-8") for name in ("short.yaml", "tied.yaml"))
    return read_codebook("\n".join(texts))


@cache
def rich_codebook() -> Codebook:
    """Every kind of question: flags, words, spans and links with attributes, the whole article."""
    return read_codebook((Path(__file__).parent / "given" / "rich.yaml").read_text("utf-8"))


def make_study(
    slug: str = "harbour",
    *,
    annotators: Sequence[str] = ("Ada Quist", "Ben Okoro"),
    lead: str = "Lena Ortiz",
    texts: Sequence[Sequence[str]] = (TEXTS,),
    drafts: Sequence[ArticleDraft] = (),
    targets: Sequence[tuple[str, str]] = TARGETS,
    round_name: str = "Round 1",
    mask: bool = True,
    premarks: bool = False,
    shows_others: bool = False,
    codebook: Codebook | None = None,
) -> Study:
    """A study with one open round in which every annotator has every article."""
    made = [make_draft(list(t), name=f"article-{n}.txt") for n, t in enumerate(texts, start=1)]
    prepared = [prepare(draft) for draft in drafts or made]
    codebook = codebook or short_codebook()
    with writing():
        project = create_project(slug, slug.capitalize(), targets=targets, now=NOW)
        lead_seat = add_member(project, add_person(lead, now=NOW), "lead", seat="L-01")
        members = [
            add_member(project, add_person(name, now=NOW), "annotator", seat=f"A-0{number}")
            for number, name in enumerate(annotators, start=1)
        ]
        version = publish(project.id, codebook, now=NOW)
        imported = [add_article(project.id, p, story="The accord", now=NOW) for p in prepared]
        articles = [line.article for line in imported if line.article is not None]
        opened = open_round(
            project.id,
            round_name,
            version=version,
            annotators=members,
            articles=articles,
            mask_outlet=mask,
            mask_byline=mask,
            has_premarks=premarks,
            shows_others=shows_others,
            now=NOW,
        )
    questions = list_questions(codebook, list(targets))
    whole = list_questions(codebook, list(targets), "article")
    return Study(project, lead_seat, members, articles, opened, questions, whole)


def another_round(study: Study, name: str = "Round 2", *, mask: bool = True) -> Study:
    """The same study, at work in a further round of the same articles and annotators."""
    with writing():
        opened = open_round(
            study.project.id,
            name,
            version=study.round.codebook_version,
            annotators=study.annotators,
            articles=study.articles,
            mask_outlet=mask,
            mask_byline=mask,
            has_premarks=False,
            now=NOW,
        )
    return replace(study, round=opened)


def make_document(**changes: Any) -> dict[str, Any]:
    """A judgment that answers everything and is done; pass `labels=…` and so on to change it."""
    document: dict[str, Any] = {
        "labels": {
            "frames": ["conflict"],
            "primary_frame": "conflict",
            "tone.government": "-1",
            "attributed": "no",
        },
        "spans": [],
        "note": "",
        "flag": False,
        "done": True,
    }
    return document | changes


def make_span(text: str, words: str, value: str = "source") -> dict[str, Any]:
    """A span over the first occurrence of `words`."""
    start = text.index(words)
    return {
        "dimension": "sourcing",
        "value": value,
        "start": start,
        "end": start + len(words),
        "text": words,
        "origin": "manual",
    }


def make_order(
    study: Study,
    *,
    annotator: int = 0,
    article: int = 0,
    paragraph: int = 1,
    document: Mapping[str, Any] | None = None,
    base_revision: int = 0,
    key: str | None = None,
) -> SaveOrder:
    """A save as the annotation page would order it; `paragraph` 0 is the article as a whole."""
    assignment = study.assignment(annotator, article)
    chosen = study.paragraph(paragraph, article) if paragraph else None
    questions, text = (study.questions, chosen.text) if chosen else (study.whole, "")
    return SaveOrder(
        assignment_id=assignment.id,
        membership_id=assignment.membership_id,
        paragraph_id=chosen.id if chosen else None,
        codebook_version_id=study.round.codebook_version_id,
        questions=questions,
        text=text,
        document=check(dict(document or make_document()), questions, text),
        base_revision=base_revision,
        key=key or str(uuid.uuid4()),
        saw_outlet=not study.round.mask_outlet,
        saw_premarks=study.round.has_premarks,
    )


def make_judgment(study: Study, *, now: datetime = NOW, **order: Any) -> Saved:
    """Save a judgment; takes what `make_order` takes."""
    made = make_order(study, **order)
    with writing():
        return record_judgment(made, now=now)


def make_ruling(
    study: Study,
    *,
    article: int = 0,
    paragraph: int = 1,
    document: Mapping[str, Any] | None = None,
    left_open: Sequence[str] = (),
    reason: str = "slip",
    sentence: str = "",
    base_number: int = 0,
    now: datetime = NOW,
) -> int:
    """Rule on a unit as its page would, after what was answered there; the id of the ruling."""
    chosen = study.paragraph(paragraph, article) if paragraph else None
    questions, text = (study.questions, chosen.text) if chosen else (study.whole, "")
    made = study.articles[article]
    place = Place(study.round.id, made.id, chosen.id if chosen else None)
    judged = done_in_round(study.round.id, questions, unit="paragraph" if chosen else "article")
    unit = (made.id, place.paragraph_id or 0)
    answers = [one.document for one in judged if (one.article_id, one.paragraph_id) == unit]
    ruled = check_ruling(dict(document or make_document()), questions, text, left_open)
    order = RulingOrder(
        project_id=study.project.id,
        place=place,
        membership_id=study.lead.id,
        codebook_version_id=study.round.codebook_version_id,
        text=text,
        document=ruled,
        left_open=left_open,
        method=method_of(ruled, answers, questions, left_open),
        reason=reason,
        sentence=sentence,
        base_number=base_number,
        key=str(uuid.uuid4()),
        pairs=pairs_between([*answers, ruled], questions),
    )
    with writing():
        return rule(order, now=now).ruling_id


def make_inquiry(study: Study, *, annotator: int = 0, paragraph: int = 2, **changes: Any) -> int:
    """An annotator's open question about the frame of conflict; its id."""
    asking = {"dimension": "frames", "value": "conflict", "text": "Does a quarrel count?"} | changes
    with writing():
        made = ask(
            Asking(
                project_id=study.project.id,
                membership_id=study.annotators[annotator].id,
                version_id=study.round.codebook_version_id,
                paragraph_id=study.paragraph(paragraph).id,
                **asking,
            ),
            now=NOW,
        )
        return made.id


def make_comment(
    study: Study,
    text: str = "I doubt it.",
    *,
    by: Membership | None = None,
    paragraph: int = 1,
    now: datetime = NOW,
) -> int:
    """Somebody, usually the lead, says something about a paragraph; the id of its discussion."""
    chosen = study.paragraph(paragraph)
    place = Place(study.round.id, chosen.article_id, chosen.id)
    with writing():
        made = comment(by or study.lead, place, text, key=str(uuid.uuid4()), now=now)
    return made.discussion_id


def sign_in(client: FlaskClient, person: Person | Membership | None) -> FlaskClient:
    """Sign the client in through a one-time link, as a person would."""
    someone = person.person if isinstance(person, Membership) else person
    assert someone is not None
    db.session.commit()
    db.session.refresh(someone)  # an earlier sign-in has used up the link made from the old row
    response = client.post(make_link(someone), data={"csrf_token": csrf_token(client)})
    assert response.status_code in {302, 303}, response.get_data(as_text=True)
    return client


def csrf_token(client: FlaskClient) -> str:
    """A CSRF token valid for the client's session."""
    answer = client.get("/session").get_json()
    return str(answer["csrf"])


def signed_in_client(app: Flask, person: Person | Membership | None) -> FlaskClient:
    """A new browser, signed in."""
    return sign_in(app.test_client(), person)
