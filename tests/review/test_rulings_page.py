"""The page of one disputed unit on a real database, without scripts."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.make import (
    Study,
    csrf_token,
    make_document,
    make_judgment,
    make_span,
    make_study,
    signed_in_client,
)
from workbench.core.db import db
from workbench.review.places import Place
from workbench.review.queries_rulings import rulings_at


def answer(
    study: Study, annotator: int, paragraph: int = 2, *, words: str = "", **labels: Any
) -> None:
    """A finished judgment; `words` are marked as a source, and then something is attributed."""
    document = make_document()
    document["labels"] |= {"attributed": "yes" if words else "no"} | labels
    if words:
        document["spans"] = [make_span(study.paragraph(paragraph).text, words)]
    make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)


def disputed() -> Study:
    """A study whose second paragraph two people answered differently, in frames and passages."""
    study = make_study()
    answer(study, 0, words="Two aides", frames=["law"], primary_frame="law")
    answer(study, 1, words="aides")
    return study


def page_of(study: Study, paragraph: int = 2) -> str:
    return (
        f"/projects/harbour/disagreements/{study.round.id}"
        f"/paragraphs/{study.paragraph(paragraph).id}"
    )


def place_of(study: Study, paragraph: int = 2) -> Place:
    return Place(study.round.id, study.articles[0].id, study.paragraph(paragraph).id)


def fields(text: str) -> dict[str, Any]:
    """What the form of a page would send, as a browser without scripts sends it."""
    form = re.search(r'<form class="questions".*?</form>', text, re.DOTALL)
    assert form is not None
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<(?:input|textarea)[^>]*>(?:[^<]*</textarea>)?", form[0]):
        name = re.search(r'\bname="([^"]*)"', tag)
        if name is None:
            continue
        kind = re.search(r'type="([^"]*)"', tag)
        if kind is not None and kind[1] in {"radio", "checkbox"} and " checked" not in tag:
            continue
        value = re.search(r'\bvalue="([^"]*)"', tag)
        words = re.search(r">([^<]*)</textarea>", tag)
        said = words[1].strip() if words else value[1] if value else ""
        sent.setdefault(name[1], []).append(said.replace("&#34;", '"').replace("&amp;", "&"))
    return sent


def test_shows_the_paragraph_in_its_article_and_everybodys_answers(app: Flask) -> None:
    study = disputed()
    text = signed_in_client(app, study.lead).get(page_of(study)).get_data(as_text=True)
    for number in (1, 2, 3):
        assert study.paragraph(number).text.replace("“", "“")[:20] in text
    assert "A-01" in text
    assert "A-02" in text
    assert "Ada Quist" not in text
    assert re.search(r'<mark class="mark-1 ?">Two aides</mark>', text)


def rule(client: FlaskClient, study: Study, **changes: Any) -> Any:
    page = client.get(page_of(study))
    sent = fields(page.get_data(as_text=True)) | changes
    return client.post(f"{page_of(study)}/ruling", data=sent)


def test_taking_stores_nothing_and_fills_the_form(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    answered = rule(client, study, take="answer=A-01", **{"ruling-sentence": "As I typed"})
    text = answered.get_data(as_text=True)
    assert answered.status_code == 200
    sent = fields(text)
    assert sent["frames"] == ["law"]
    assert "Two aides" in sent["spans"][0]
    assert sent["ruling-sentence"] == ["As I typed"]
    assert rulings_at(place_of(study)) == []


def test_a_taken_answer_is_ruled(app: Flask) -> None:
    study = disputed()
    client = signed_in_client(app, study.lead)
    filled = fields(rule(client, study, take="answer=A-01").get_data(as_text=True))
    answered = client.post(
        f"{page_of(study)}/ruling",
        data=filled | {"ruling-reason": "slip", "ruling-sentence": "Aides alone say too little."},
    )
    assert answered.status_code == 303
    db.session.commit()
    (made,) = rulings_at(place_of(study))
    assert (made.method, made.reason, made.is_current, made.number) == ("taken", "slip", True, 1)
    shown = client.get(answered.headers["Location"]).get_data(as_text=True)
    assert "Ruled: Paragraph 2, one annotator" in shown
    assert csrf_token(client)
