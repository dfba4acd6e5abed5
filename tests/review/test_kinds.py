"""Flags, words, attributes and links side by side; whole articles and other versions."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import update

from tests.make import NOW, make_judgment, make_study, rich_codebook, signed_in_client
from tests.review.given import find_disagreements
from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan, Role
from workbench.annotate.models import Judgment
from workbench.annotate.queries import Judged
from workbench.codebook.actions import publish
from workbench.codebook.questions import Question, list_questions
from workbench.core.db import db, writing
from workbench.review.cells import Cell
from workbench.review.comparison import Comparison, Line, Text, compare

TEXT = "Two aides claimed the truce would hold."
SHOWN = Text("The harbour opens", "en", 3, TEXT)
SOURCE, CONTENT = (0, 9, "source"), (18, 27, "content")
PAGE = "/projects/harbour/disagreements/"


@cache
def questions() -> tuple[Question, ...]:
    return list_questions(rich_codebook())


def judged(
    seat: str, *, about: Attributes = (), tie: Attributes | None = None, **labels: Any
) -> Judged:
    """A judgment with a source and a content, tied where `tie` has the answers about the link."""
    spans = tuple(
        MarkedSpan(start, end, "parts", value, attributes=about if value == "source" else ())
        for start, end, value in (SOURCE, CONTENT)
    )
    roles = tuple(Role(*place) for place in (SOURCE, CONTENT))
    links = () if tie is None else (MarkedLink("attribution", roles, tie),)
    answers = {"frames": ("conflict",), "attributed": "yes"} | labels
    document = Document(labels=answers, spans=spans, links=links, is_done=True)
    return Judged(seat, 1, 5, document, answered_version_id=7)


def differing(*judgments: Judged) -> tuple[str, ...]:
    return next((one.differing for one in find_disagreements(judgments, questions())), ())


def comparison(*judgments: Judged, **options: Any) -> Comparison:
    (found,) = find_disagreements(judgments, questions())
    return compare(found, SHOWN, questions(), round_id=1, **options)


def line(shown: Comparison, title: str) -> Line:
    return next(one for one in shown.lines if one.title == title)


def cell(shown: Comparison, title: str, seat: str) -> Cell:
    return line(shown, title).cells[shown.seats.index(seat)]


def test_a_flag_is_yes_or_no_for_everybody_who_was_asked() -> None:
    shown = comparison(judged("A", loaded="yes"), judged("B"))
    assert line(shown, "Loaded wording").is_disputed
    said = {seat: cell(shown, "Loaded wording", seat).choices[0] for seat in "AB"}
    assert {seat: (one.title, one.is_odd) for seat, one in said.items()} == {
        "A": ("yes", True),
        "B": ("no", True),
    }


def test_words_stand_side_by_side_and_are_never_disputed() -> None:
    one, two = judged("A", remark="Hearsay."), judged("B", remark="Rumour.")
    assert differing(one, two) == ()
    shown = comparison(one, judged("B", remark="Rumour.", loaded="yes"))
    assert (line(shown, "Remark").kind, line(shown, "Remark").is_disputed) == ("words", False)
    assert [(c.title, c.is_odd) for c in cell(shown, "Remark", "B").choices] == [("Rumour.", False)]


def test_passages_alike_with_other_answers_about_them_differ() -> None:
    one = judged("A", about=(("naming", "named"),))
    two = judged("B", about=(("naming", "unnamed"), ("grounds", ("fear", "habit"))))
    assert differing(one, two) == ("parts",)
    shown = comparison(one, two)
    source, content = cell(shown, "Parts", "B").choices
    assert (source.is_odd, source.about) == (True, ("Naming: Unnamed", "Grounds: Fear, Habit"))
    assert (content.is_odd, content.about) == (False, ())


def test_other_words_about_a_passage_are_no_disagreement() -> None:
    assert differing(judged("A", about=(("gloss", "Who?"),)), judged("B")) == ()


def test_links_are_shown_from_passage_to_passage_with_what_was_said_of_them() -> None:
    shown = comparison(
        judged("A", tie=(("manner", "direct"), ("doubted", "yes"))),
        judged("B", tie=(("manner", "indirect"),)),
        judged("C"),
    )
    assert line(shown, "Attribution").is_disputed
    [tie] = cell(shown, "Attribution", "A").choices
    assert (tie.title, tie.words, tie.is_odd) == ("Source → Content", "Two aides → the truce", True)
    assert tie.about == ("How the words are given: Direct", "Doubted: yes")
    assert cell(shown, "Attribution", "C") == Cell(is_asked=True, choices=())
    assert differing(judged("A", tie=()), judged("B", tie=())) == ()


def test_versions_are_named_only_where_they_differ() -> None:
    other = Judged("B", 1, 5, judged("B", loaded="yes").document, answered_version_id=8)
    shown = comparison(judged("A"), other, versions={7: 1, 8: 2})
    assert dict(zip(shown.seats, shown.versions, strict=True)) == {"A": 1, "B": 2}
    alike = comparison(judged("A"), judged("B", loaded="yes"), versions={7: 1, 8: 2})
    assert alike.versions == ()


def test_the_page_shows_whole_articles_links_and_versions(app: Flask) -> None:
    study = make_study(codebook=rich_codebook(), targets=())
    for annotator in (0, 1):
        labels = {"gist": f"Gist {annotator}.", "topics": ["conflict", "economy"][: annotator + 1]}
        document = {"labels": labels, "spans": [], "note": "", "flag": False, "done": True}
        make_judgment(study, annotator=annotator, paragraph=0, document=document)
    client = signed_in_client(app, study.lead)
    queue = client.get(PAGE).get_data(as_text=True)
    assert "1 of 1 paragraph or article that two or more" in queue
    assert "The article as a whole" in queue
    unit = f"{PAGE}{study.round.id}/articles/{study.articles[0].id}"
    page = client.get(unit).get_data(as_text=True)
    assert "Gist 0." in page
    assert "different versions" not in page
    with writing():
        newer = publish(study.project.id, rich_codebook().replacing(purpose="New."), now=NOW)
        study.round.codebook_version = newer
        db.session.execute(update(Judgment).values(codebook_version_id=newer.id))
    make_judgment(study, paragraph=0, document=document, base_revision=1)
    labels["topics"] = ["economy"]
    make_judgment(study, paragraph=0, document=document, base_revision=2)
    page = client.get(unit).get_data(as_text=True)
    assert "They answered different versions of the codebook" in page
    assert "version 1</span>" in page
    assert "version 2</span>" in page
