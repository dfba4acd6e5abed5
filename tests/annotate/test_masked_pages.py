"""What a round hides in the text is hidden in every answer, and what is stored is true."""

from __future__ import annotations

import hashlib
import html
import json
import re
from itertools import accumulate
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.annotate.test_views import address, save
from tests.make import (
    Study,
    csrf_token,
    make_document,
    make_draft,
    make_judgment,
    make_span,
    make_study,
    signed_in_client,
)
from workbench.annotate.models import Revision, Span
from workbench.assign.actions import submit
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.corpus.models import Paragraph

OUTLET, AUTHOR = "Northskerry Wire", "Zephyrine Quill"
TEXTS = (
    "Northskerry Wire wins a prize",
    "🙂 “It rains,” two aides told Northskerry Wire, as my colleague Jon Berg has reported.",
    "Zephyrine Quill asked; see northskerrywire.example, @zquill.",
)
HIDDEN = (OUTLET, AUTHOR, "Quill", "zquill", "Jon Berg", "northskerrywire", "Wire")
ANSWERED = make_document()["labels"] | {"attributed": "yes"}


def masked_study(**changes: Any) -> Study:
    draft = make_draft(TEXTS, outlet=OUTLET, byline=AUTHOR, url="https://northskerrywire.example/a")
    return make_study(drafts=[draft], **changes)


@pytest.fixture
def study(app: Flask) -> Study:
    return masked_study()


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def tokens_of(data: dict[str, Any]) -> list[list[int]]:
    """The tokens of a paragraph from gaps and lengths, as the scripts of the page read them."""
    ends = list(accumulate(data["steps"]))
    return [[start, end] for start, end in zip(ends[::2], ends[1::2], strict=True)]


def work_data(client: FlaskClient, study: Study, number: int) -> dict[str, Any]:
    """What the page hands to its scripts for one paragraph."""
    page = client.get(f"{address(study)}/?p={study.paragraph(number).position}")
    for found in re.findall(r"data-paragraph='([^']*)'", page.get_data(as_text=True)):
        data: dict[str, Any] = json.loads(html.unescape(found))
        if data["number"] == number:
            return data
    raise AssertionError("no such paragraph")


def shown_text(client: FlaskClient, study: Study, number: int) -> str:
    page = client.get(f"{address(study)}/?p=1").get_data(as_text=True)
    return html.unescape(re.findall(r'class="text">([^<]*)<', page)[number - 1])


def document_on(client: FlaskClient, study: Study, number: int, **changes: Any) -> dict[str, Any]:
    """A judgment as the page's script would send it: it carries the masks that it was made on."""
    masks = work_data(client, study, number)["judgment"]["masks"]
    return make_document(**({"masks": masks, "codebook": 1, "labels": ANSWERED} | changes))


def post_form(
    client: FlaskClient, study: Study, number: int, masks: str, **fields: Any
) -> TestResponse:
    sent = {
        "csrf_token": csrf_token(client),
        "revision": "0",
        "idempotency_key": "form-key-1",
        "spans": "[]",
        "masks": masks,
        "frames": ["conflict"],
        "primary_frame": "conflict",
        "tone.government": "-1",
        "attributed": "yes",
        "action": "save",
    }
    position = study.paragraph(number).position
    return client.post(f"{address(study)}/paragraphs/{position}", data=sent | fields)


def change_masks(study: Study, number: int, masks: list[list[Any]]) -> None:
    with writing():
        row = db.session.get(Paragraph, study.paragraph(number).id)
        assert row is not None
        row.masks = masks


def stored_words(study: Study, number: int) -> list[str]:
    db.session.commit()
    text = study.paragraph(number).text
    return [text[one.starts_at : one.ends_at] for one in db.session.scalars(select(Span))]


def assert_hidden(response: TestResponse) -> None:
    text = html.unescape(response.get_data(as_text=True))
    assert [words for words in HIDDEN if words in text] == []


def test_the_annotator_reads_placeholders_in_text_title_and_list(
    study: Study, ada: FlaskClient
) -> None:
    page = ada.get(f"{address(study)}/?p=2")
    assert_hidden(page)
    assert shown_text(ada, study, 1) == "[OUTLET] wins a prize"
    assert shown_text(ada, study, 2) == (
        "🙂 “It rains,” two aides told [OUTLET], as my colleague [AUTHOR] has reported."
    )
    assert shown_text(ada, study, 3) == "[AUTHOR] asked; see [OUTLET], [AUTHOR]."
    assert "· [OUTLET] wins a prize · Workbench</title>" in page.get_data(as_text=True)
    work = ada.get(f"/projects/{study.project.slug}/work")
    assert_hidden(work)
    assert "[OUTLET] wins a prize" in work.get_data(as_text=True)


@pytest.mark.parametrize(
    ("outlet", "byline", "shown"),
    [
        (True, False, "Zephyrine Quill asked; see [OUTLET], @zquill."),
        (False, True, "[AUTHOR] asked; see northskerrywire.example, [AUTHOR]."),
        (False, False, TEXTS[2]),
    ],
)
def test_a_round_hides_what_its_switches_say(
    study: Study, ada: FlaskClient, outlet: bool, byline: bool, shown: str
) -> None:
    with writing():
        study.round.mask_outlet, study.round.mask_byline = outlet, byline
        db.session.add(study.round)
    assert shown_text(ada, study, 3) == shown


def test_the_words_the_page_counts_are_those_it_shows(study: Study, ada: FlaskClient) -> None:
    text, data = shown_text(ada, study, 2), work_data(ada, study, 2)
    words = [text[start:end] for start, end in tokens_of(data)]
    assert words[0] == "🙂"
    assert words.count("[OUTLET]") == 1
    assert "reported" in words


def test_premarks_stand_in_the_shown_text(app: Flask) -> None:
    study = masked_study(premarks=True)
    ada = signed_in_client(app, study.annotators[0])
    true, shown = study.paragraph(2), shown_text(ada, study, 2)
    moved = [shown[mark[0] : mark[1]] for mark in work_data(ada, study, 2)["premarks"]]
    expected = [true.text[int(mark[0]) : int(mark[1])] for mark in true.premarks]
    assert len(moved) == len(expected) > 0
    assert [a for a, b in zip(moved, expected, strict=True) if a != b and "[" not in a] == []


def test_what_is_saved_on_the_shown_text_is_stored_on_the_true_one(
    study: Study, ada: FlaskClient
) -> None:
    shown = shown_text(ada, study, 2)
    spans = [make_span(shown, "told [OUTLET], as"), make_span(shown, "has reported", "content")]
    document = document_on(ada, study, 2, spans=spans)
    response = save(ada, study, document, paragraph=2)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.get_json()["document"] == document
    assert_hidden(response)
    assert stored_words(study, 2) == ["told Northskerry Wire, as", "has reported"]
    logged = json.loads(db.session.scalars(select(Revision.document)).one())
    assert logged["spans"][0]["text"] == "told Northskerry Wire, as"
    assert work_data(ada, study, 2)["judgment"]["spans"] == document["spans"]


def test_a_passage_cut_out_of_a_placeholder_covers_all_that_it_stands_for(
    study: Study, ada: FlaskClient
) -> None:
    shown = shown_text(ada, study, 2)
    document = document_on(ada, study, 2, spans=[make_span(shown, "UTLET], as")])
    saved = save(ada, study, document, paragraph=2).get_json()["document"]
    assert stored_words(study, 2) == ["Northskerry Wire, as"]
    assert [span["text"] for span in saved["spans"]] == ["[OUTLET], as"]


def test_the_words_of_a_passage_must_be_those_shown(study: Study, ada: FlaskClient) -> None:
    text = study.paragraph(2).text
    document = document_on(ada, study, 2, spans=[make_span(text, OUTLET)])
    response = save(ada, study, document, paragraph=2)
    assert response.status_code == 422
    assert_hidden(response)


def test_a_stale_save_gets_the_stored_version_as_the_page_shows_it(
    study: Study, ada: FlaskClient
) -> None:
    shown = shown_text(ada, study, 2)
    first = document_on(ada, study, 2, spans=[make_span(shown, "[OUTLET]")])
    save(ada, study, first, paragraph=2)
    response = save(ada, study, document_on(ada, study, 2, note="later"), paragraph=2)
    details = response.get_json()["error"]["details"]
    assert response.status_code == 409
    assert_hidden(response)
    assert details["document"] == first


def test_the_form_without_scripts_finds_the_words_that_it_shows(
    study: Study, ada: FlaskClient
) -> None:
    masks = work_data(ada, study, 2)["judgment"]["masks"]
    page = ada.get(f"{address(study)}/?p=2").get_data(as_text=True)
    assert f'name="masks" value="{masks}"' in page
    fields = {"mark.sourcing.source": "told [OUTLET]"}
    assert post_form(ada, study, 2, masks, **fields).status_code == 303
    assert stored_words(study, 2) == ["told Northskerry Wire"]
    again = ada.get(f"{address(study)}/?p=2")
    assert_hidden(again)
    assert "told [OUTLET]" in html.unescape(again.get_data(as_text=True))


def test_hidden_words_cannot_be_guessed_through_the_form(study: Study, ada: FlaskClient) -> None:
    masks = work_data(ada, study, 2)["judgment"]["masks"]
    guess = post_form(ada, study, 2, masks, **{"mark.sourcing.source": OUTLET})
    assert guess.status_code == 422
    assert "do not stand in this paragraph" in guess.get_data(as_text=True)


def test_a_save_made_on_other_masks_is_refused_and_nothing_is_stored(
    study: Study, ada: FlaskClient
) -> None:
    shown = shown_text(ada, study, 2)
    document = document_on(ada, study, 2, spans=[make_span(shown, "has reported")])
    change_masks(study, 2, [])
    response = save(ada, study, document, paragraph=2)
    error = response.get_json()["error"]
    assert (response.status_code, error["code"]) == (409, "masks_changed")
    assert "Reload the page" in error["message"]
    assert stored_words(study, 2) == []
    del document["masks"]
    document["spans"] = [make_span(TEXTS[1], "has reported")]
    assert save(ada, study, document, paragraph=2).status_code == 200
    assert stored_words(study, 2) == ["has reported"]


def test_masks_of_another_paragraph_may_change_meanwhile(study: Study, ada: FlaskClient) -> None:
    document = document_on(ada, study, 2)
    change_masks(study, 3, [])
    assert save(ada, study, document, paragraph=2).status_code == 200


def test_the_form_made_on_other_masks_comes_back_with_all_that_was_typed(
    study: Study, ada: FlaskClient
) -> None:
    masks = work_data(ada, study, 2)["judgment"]["masks"]
    change_masks(study, 2, [[2, 13, "outlet", "by_hand"]])
    response = post_form(ada, study, 2, masks, note="my note")
    page = html.unescape(response.get_data(as_text=True))
    assert response.status_code == 409
    assert "changed what is hidden" in page
    assert "my note" in page
    now = work_data(ada, study, 2)["judgment"]["masks"]
    assert now != masks
    assert f'name="masks" value="{now}"' in page
    assert post_form(ada, study, 2, now, idempotency_key="form-key-2").status_code == 303


def test_words_copied_under_other_masks_are_not_blamed(study: Study, ada: FlaskClient) -> None:
    masks = work_data(ada, study, 2)["judgment"]["masks"]
    change_masks(study, 2, [[2, 13, "outlet", "by_hand"]])
    response = post_form(ada, study, 2, masks, **{"mark.sourcing.source": "It rains"})
    page = html.unescape(response.get_data(as_text=True))
    assert response.status_code == 409
    assert "changed what is hidden" in page
    assert "do not stand" not in page


def test_the_confirmation_of_a_save_does_not_help_to_guess(study: Study, ada: FlaskClient) -> None:
    shown = shown_text(ada, study, 2)
    document = document_on(ada, study, 2, spans=[make_span(shown, "[OUTLET]")])
    answer = save(ada, study, document, paragraph=2).get_json()
    db.session.commit()
    stored = db.session.scalars(select(Revision.document)).one()
    assert OUTLET in stored
    assert answer["digest"] != hashlib.sha256(stored.encode()).hexdigest()
    made_on = {"masks", "codebook"}
    seen = {key: value for key, value in answer["document"].items() if key not in made_on}
    text = json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert answer["digest"] == hashlib.sha256(text.encode()).hexdigest()


def test_where_nothing_is_hidden_the_confirmation_is_of_what_is_stored(
    study: Study, ada: FlaskClient
) -> None:
    change_masks(study, 2, [])
    document = make_document(labels=ANSWERED, spans=[make_span(TEXTS[1], "It rains")])
    answer = save(ada, study, document, paragraph=2).get_json()
    db.session.commit()
    stored = db.session.scalars(select(Revision.document)).one()
    assert answer["digest"] == hashlib.sha256(stored.encode()).hexdigest()


def finish(study: Study) -> None:
    for number in (1, 2, 3):
        make_judgment(
            study,
            paragraph=number,
            document=make_document(
                labels=ANSWERED, spans=[make_span(study.paragraph(number).text, "a")]
            ),
        )
    with writing():
        submit(study.assignment(), now=utc_now())


def test_after_submitting_everything_is_plain_with_true_offsets(
    study: Study, ada: FlaskClient
) -> None:
    finish(study)
    assert shown_text(ada, study, 2) == TEXTS[1]
    data = work_data(ada, study, 2)
    assert "masks" not in data["judgment"]
    assert tokens_of(data) == [list(token) for token in study.paragraph(2).tokens]
    assert data["judgment"]["spans"] == [make_span(TEXTS[1], "a")]
    page = ada.get(f"{address(study)}/").get_data(as_text=True)
    assert "Northskerry Wire wins a prize · Workbench</title>" in page
    assert "Northskerry Wire wins" in ada.get("/projects/harbour/work").get_data(as_text=True)


@pytest.mark.parametrize("words", ["told [OUTLET]", "told Northskerry"])
def test_work_that_comes_after_submitting_is_refused_as_that(
    study: Study, ada: FlaskClient, words: str
) -> None:
    shown = shown_text(ada, study, 2)
    span = make_span(shown, "told [OUTLET]") | {"text": words}
    document = document_on(ada, study, 2, spans=[span])
    finish(study)
    response = save(ada, study, document, paragraph=2, revision=1)
    assert (response.status_code, response.get_json()["error"]["code"]) == (409, "submitted")


def test_the_lead_compares_answers_on_the_plain_text(app: Flask, study: Study) -> None:
    texts = {0: "told Northskerry Wire", 1: "Northskerry Wire"}
    for annotator, words in texts.items():
        spans = [make_span(TEXTS[1], words)]
        document = make_document(labels=ANSWERED, spans=spans)
        make_judgment(study, annotator=annotator, paragraph=2, document=document)
    lena = signed_in_client(app, study.lead)
    page = lena.get(f"/projects/{study.project.slug}/disagreements/").get_data(as_text=True)
    assert "[OUTLET]" not in page
    assert OUTLET in page


@pytest.mark.parametrize(
    ("outlet", "byline", "shown"),
    [
        (True, False, "Zephyrine Quill, [OUTLET] desk; ask [OUTLET]"),
        (False, True, "[AUTHOR]’s Courier"),
        (False, False, "Quill’s Courier · Zephyrine Quill, Courier desk; ask the tip line"),
    ],
)
def test_a_fact_that_is_shown_does_not_name_what_is_hidden(
    app: Flask, outlet: bool, byline: bool, shown: str
) -> None:
    draft = make_draft(
        ("Rain", "At the tip line it rang for Quill all day.", "It rained on.", "Then it stopped."),
        outlet="Quill’s Courier",
        byline="Zephyrine Quill, Courier desk; ask the tip line",
    )
    study = make_study(drafts=[draft])
    change_masks(study, 2, [[3, 15, "outlet", "by_hand"]])
    with writing():
        study.round.mask_outlet, study.round.mask_byline = outlet, byline
        db.session.add(study.round)
    ada = signed_in_client(app, study.annotators[0])
    page = html.unescape(ada.get(f"{address(study)}/").get_data(as_text=True))
    assert re.findall(r'<p class="muted small"[^>]*>(.*)</p>', page)[0].split(" · 20")[0] == shown
