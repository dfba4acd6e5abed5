"""The disagreements' page on a real database."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from sqlalchemy import event

from tests.make import (
    Study,
    make_document,
    make_judgment,
    make_span,
    make_study,
    signed_in_client,
)
from workbench.core.db import db, writing
from workbench.projects.models import Membership
from workbench.review.queries import texts_of

PAGE = "/projects/harbour/disagreements/"


def answer(
    study: Study, annotator: int, paragraph: int, *, words: str = "", note: str = "", **labels: Any
) -> None:
    """A finished judgment; `words` are marked as a source, and then something is attributed."""
    document = make_document(note=note)
    document["labels"] |= {"attributed": "yes" if words else "no"} | labels
    if words:
        document["spans"] = [make_span(study.paragraph(paragraph).text, words)]
    make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)


def articles(text: str) -> list[str]:
    """The page cut into its paragraphs."""
    return re.findall(r"<article.*?</article>", text, re.DOTALL)


def test_shows_what_differs_in_reading_order_under_pseudonyms(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 3, frames=["law"], primary_frame="law")
    answer(study, 1, 3)
    answer(study, 0, 2, words="Two aides", note="Or only “aides”?")
    answer(study, 1, 2, words="aides")
    for annotator in (0, 1):
        answer(study, annotator, 1)
    text = signed_in_client(app, study.lead).get(PAGE).get_data(as_text=True)
    second, third = articles(text)
    assert "2 of 3 paragraphs" in text
    assert "paragraph 2" in second
    assert "paragraph 3" in third
    assert re.search(r'<mark class="mark-1 ?">Two aides</mark>', second)
    assert re.search(r'<mark class="mark-1 ?">aides</mark>', second)
    assert "Or only “aides”?" in second
    assert "Law &amp; rights" in third
    for seat, name in (("A-01", "Ada Quist"), ("A-02", "Ben Okoro")):
        assert seat in second
        assert name not in text


def test_marks_never_nest_and_what_was_typed_stays_text(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 2, words="Two aides claimed", note="<script>alert(1)</script>")
    answer(study, 1, 2, words="claimed")
    (shown,) = articles(signed_in_client(app, study.lead).get(PAGE).get_data(as_text=True))
    assert not re.search(r"<mark[^>]*>[^<]*<mark", shown)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_an_unfinished_answer_is_not_shown(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 1)
    make_judgment(study, annotator=1, document=make_document(done=False, note="CANARY"))
    text = signed_in_client(app, study.lead).get(PAGE).get_data(as_text=True)
    assert "CANARY" not in text
    assert "has been finished by two annotators yet" in text


def test_one_question_can_be_looked_at_alone(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 1)
    answer(study, 1, 1, **{"tone.government": "2"})
    answer(study, 0, 2)
    answer(study, 1, 2, frames=["law"], primary_frame="law")
    client = signed_in_client(app, study.lead)
    shown = articles(client.get(f"{PAGE}?question=tone.government").get_data(as_text=True))
    assert len(shown) == 1
    assert "paragraph 1" in shown[0]
    nothing = client.get(f"{PAGE}?question=sourcing").get_data(as_text=True)
    assert "Nobody differs on this question" in nothing
    for unknown in ("colour", "person__password_hash", "frames' OR 1=1 --"):
        assert client.get(PAGE, query_string={"question": unknown}).status_code == 404


def test_full_agreement_is_said(app: Flask) -> None:
    study = make_study()
    for annotator in (0, 1):
        answer(study, annotator, 1)
    text = signed_in_client(app, study.lead).get(PAGE).get_data(as_text=True)
    assert "Everybody answered everything alike" in text


def test_pages_hold_25_paragraphs_with_a_fixed_number_of_queries(app: Flask) -> None:
    texts = [f"Paragraph {number} of the harbour report." for number in range(1, 31)]
    study = make_study(texts=[texts])
    client = signed_in_client(app, study.lead)
    counted: list[int] = []
    for paragraph in range(1, 31):
        answer(study, 0, paragraph)
        answer(study, 1, paragraph, **{"tone.government": "2"})
        if paragraph in {1, 30}:
            counted.append(count_queries(client))
    assert counted[0] == counted[1]
    pages = [client.get(f"{PAGE}?page={n}").get_data(as_text=True) for n in (1, 2)]
    assert [len(articles(page)) for page in pages] == [25, 5]
    assert "Paragraph 26 of" in pages[1]
    assert "Page 2 of 2" in pages[1]
    beyond = client.get(f"{PAGE}?page=99").get_data(as_text=True)
    assert articles(beyond) == articles(pages[1])
    assert client.get(f"{PAGE}?page=many").status_code == 404


def count_queries(client: Any) -> int:
    statements: list[str] = []

    def count(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    assert client.get(PAGE).status_code == 200
    event.remove(db.engine, "before_cursor_execute", count)
    return len(statements)


def test_paragraphs_are_numbered_as_on_the_annotation_page(app: Flask) -> None:
    """Furniture between paragraphs has no number."""
    study = make_study(texts=[["A title", "One.", "Two."], ["Another title", "Three."]])
    with writing():
        study.paragraph(2).is_annotatable = False
    ids = [p.id for article in study.articles for p in article.paragraphs if p.is_annotatable]
    found = texts_of(ids[1:])
    assert {(t.article_title, t.number, t.text) for t in found.values()} == {
        ("A title", 2, "Two."),
        ("Another title", 1, "Another title"),
        ("Another title", 2, "Three."),
    }


def test_an_erased_person_still_has_a_seat(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 1)
    answer(study, 1, 1, **{"tone.government": "2"})
    with writing():
        db.session.get_one(Membership, study.annotators[1].id).person_id = None
    (shown,) = articles(signed_in_client(app, study.lead).get(PAGE).get_data(as_text=True))
    assert "A-02" in shown
