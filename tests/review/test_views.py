"""The queue's page on a real database."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from tests.counting import count_queries
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


def rows(text: str) -> list[str]:
    """The page cut into its units."""
    return re.findall(r'<li class="unit".*?</ul>', text, re.DOTALL)


def test_shows_in_short_what_differs_under_pseudonyms(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 3, frames=["law"], primary_frame="law")
    answer(study, 1, 3)
    answer(study, 0, 2, words="Two aides", note="Or only “aides”?")
    answer(study, 1, 2, words="aides")
    for annotator in (0, 1):
        answer(study, annotator, 1)
    text = signed_in_client(app, study.lead).get(f"{PAGE}?sort=reading").text
    second, third = rows(text)
    assert "2 of 3 paragraphs" in text
    assert "Paragraph 2" in second
    assert "Paragraph 3" in third
    assert "</b> Source" in second
    assert "Conflict &amp; contest 1 · Law &amp; rights 1" in third
    assert study.paragraph(2).text[:30] in second
    for name in ("Ada Quist", "Ben Okoro"):
        assert name not in text


def test_one_marked_and_the_other_did_not(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 2, words="Two aides", attributed="yes")
    answer(study, 1, 2, attributed="yes")
    (row,) = rows(signed_in_client(app, study.lead).get(PAGE).text)
    assert "Source · marked 1 · none 1" in row


def test_titles_and_texts_stay_text(app: Flask) -> None:
    study = make_study(texts=(("<i>Title</i>", "<script>alert(1)</script> he said."),))
    for annotator in (0, 1):
        answer(study, annotator, 2, **{"tone.government": str(annotator)})
    text = signed_in_client(app, study.lead).get(PAGE).text
    assert "&lt;script&gt;alert(1)" in text
    assert "&lt;i&gt;Title" in text
    assert "<script>alert" not in text


def test_every_row_and_cell_leads_to_its_unit_in_the_same_queue(app: Flask) -> None:
    study = make_study()
    for annotator in (0, 1):
        answer(study, annotator, 1, **{"tone.government": str(annotator)})
        answer(study, annotator, 3)
    asked = "?sort=reading&question=tone.government&state=all"
    text = signed_in_client(app, study.lead).get(PAGE + asked).text
    own = f"{PAGE}{study.round.id}/paragraphs/{study.paragraph(1).id}?"
    (shown,) = rows(text)
    (address,) = re.findall(r'href="([^"]*)" data-row', shown)
    assert address.startswith(own)
    for part in asked[1:].split("&"):
        assert part in address
    cells = re.findall(r'<a class="heat ([a-z0-9-]+)" href="([^"]*)" title="([^"]*)"', text)
    assert [(kind, title) for kind, _, title in cells] == [
        ("heat-4", "Paragraph 1: 1 question differs, furthest apart"),
        ("heat-none", "Paragraph 2: not finished by two"),
        ("heat-0", "Paragraph 3: alike"),
    ]
    assert cells[0][1] == address
    assert "Where they are apart in this article: 1 of 2 differ." in text


def test_old_addresses_narrow_the_queue(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 1)
    answer(study, 1, 1, **{"tone.government": "2"})
    client = signed_in_client(app, study.lead)
    asked = {"round": study.round.id, "question": "tone.government", "between": "2|-1"}
    assert "between these two values" in client.get(PAGE, query_string=asked).text
    assert len(rows(client.get(PAGE, query_string=asked).text)) == 1
    asked["between"] = "-1|0"
    assert "Nothing here fits" in client.get(PAGE, query_string=asked).text


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
    shown = rows(client.get(f"{PAGE}?question=tone.government").get_data(as_text=True))
    assert len(shown) == 1
    assert "Paragraph 1" in shown[0]
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
    client.get(PAGE)  # a process reads the questions of a codebook once
    counted: list[int] = []
    for paragraph in range(1, 31):
        answer(study, 0, paragraph)
        answer(study, 1, paragraph, **{"tone.government": "2"})
        if paragraph in {1, 30}:
            counted.append(count_queries(client, PAGE))
    assert counted[0] == counted[1]
    pages = [client.get(f"{PAGE}?sort=reading&page={n}").get_data(as_text=True) for n in (1, 2)]
    assert [len(rows(page)) for page in pages] == [25, 5]
    assert "Paragraph 26 of" in pages[1]
    assert "Page 2 of 2" in pages[1]
    beyond = client.get(f"{PAGE}?sort=reading&page=99").get_data(as_text=True)
    assert rows(beyond) == rows(pages[1])
    assert client.get(f"{PAGE}?page=many").status_code == 404
    last = study.paragraph(30).id
    unit = client.get(f"{PAGE}{study.round.id}/paragraphs/{last}?sort=reading").text
    assert f"?sort=reading&amp;round={study.round.id}&amp;page=2#p{last}" in unit, "back to its row"


def test_paragraphs_are_numbered_as_on_the_annotation_page(app: Flask) -> None:
    """Furniture between paragraphs has no number."""
    study = make_study(texts=[["A title", "One.", "Two."], ["Another title", "Three."]])
    for annotator in (0, 1):
        answer(study, annotator, 3, **{"tone.government": str(annotator)})
    with writing():
        study.paragraph(2).is_annotatable = False
    (row,) = rows(signed_in_client(app, study.lead).get(PAGE).text)
    assert "Paragraph 2" in row
    assert "Two." in row


def test_an_erased_person_still_has_a_seat(app: Flask) -> None:
    study = make_study()
    answer(study, 0, 1)
    answer(study, 1, 1, **{"tone.government": "2"})
    with writing():
        db.session.get_one(Membership, study.annotators[1].id).person_id = None
    client = signed_in_client(app, study.lead)
    assert len(rows(client.get(f"{PAGE}?annotator=A-02").text)) == 1
    assert client.get(f"{PAGE}?annotator=A-03").status_code == 404
