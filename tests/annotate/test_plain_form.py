"""Everything can be answered without scripts: flags, words, answers on passages, links."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.annotate.test_views import address
from tests.make import (
    Study,
    csrf_token,
    make_judgment,
    make_study,
    rich_codebook,
    signed_in_client,
)
from workbench.annotate.queries import judgments_of
from workbench.core.db import db

ANSWERS = {
    "frames": ["conflict"],
    "tone.government": "0",
    "tone.island": "0",
    "attributed": "yes",
    "loaded": "yes",
    "remark": "Line 1\r\nLine 2",
}
MARKS = {
    "mark.parts.source": "Two aides",
    "mark.parts.cue": "claimed",
    "mark.parts.content": "would hold until spring",
}


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(codebook=rich_codebook())


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def hidden(page: str) -> dict[str, str]:
    names = ("revision", "idempotency_key", "codebook", "spans", "links")
    found = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) for name in names}
    return {name: html.unescape(match.group(1)) for name, match in found.items() if match}


def post(client: FlaskClient, study: Study, **fields: Any) -> tuple[int, str]:
    """Fill in the form of the second paragraph as its page shows it, and send it."""
    page = client.get(f"{address(study)}/?p=2").get_data(as_text=True)
    sent = {"csrf_token": csrf_token(client), **hidden(page), **ANSWERS, "action": "save"}
    response = client.post(f"{address(study)}/paragraphs/2", data=sent | fields)
    return response.status_code, html.unescape(response.get_data(as_text=True))


def stored(study: Study) -> dict[str, Any]:
    db.session.commit()
    paragraph = study.paragraph(2)
    found = judgments_of(study.assignment().id, study.questions)[paragraph.id]
    return found.document.as_json(paragraph.text)


def test_a_whole_attribution_takes_three_saves(study: Study, ada: FlaskClient) -> None:
    assert post(ada, study, **MARKS)[0] == 303
    assert [span["value"] for span in stored(study)["spans"]] == ["source", "cue", "content"]
    assert stored(study)["labels"]["loaded"] == "yes"
    assert stored(study)["labels"]["remark"] == "Line 1\nLine 2"
    described = {"attribute.0.naming": "unnamed", "attribute.0.grounds": ["habit", "fear"]}
    tied: dict[str, Any] = {
        "link.attribution.member.source": ["0"],
        "link.attribution.member.content": ["2"],
        "link.attribution.attribute.manner": "direct",
        "link.attribution.attribute.doubted": "yes",
    }
    assert post(ada, study, **described, **tied)[0] == 303
    kept = stored(study)
    assert kept["spans"][0]["attributes"] == {"naming": "unnamed", "grounds": ["fear", "habit"]}
    assert [one["value"] for one in kept["links"][0]["members"]] == ["source", "content"]
    assert kept["links"][0]["attributes"] == {"manner": "direct", "doubted": "yes"}
    changed = {"link-attribute.0.manner": "indirect", "attribute.2.gloss": "odd", "action": "done"}
    status, page = post(ada, study, **described, **changed)
    assert status == 303, page
    kept = stored(study)
    assert kept["done"] is True
    assert kept["links"][0]["attributes"] == {"manner": "indirect"}
    assert kept["spans"][2]["attributes"] == {"gloss": "odd"}


@pytest.fixture
def linked(study: Study) -> Study:
    text = study.paragraph(2).text
    spans = [
        {
            "dimension": "parts",
            "value": name.rpartition(".")[2],
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "text": words,
        }
        for name, words in MARKS.items()
    ]
    ends = [{name: one[name] for name in ("value", "start", "end")} for one in spans]
    link = {
        "dimension": "attribution",
        "members": [ends[0], ends[2]],
        "attributes": {"manner": "direct"},
    }
    document = {"labels": {"attributed": "yes"}, "spans": spans, "links": [link]}
    make_judgment(study, paragraph=2, document=document)
    return study


def test_links_and_passages_are_removed_by_their_number(linked: Study, ada: FlaskClient) -> None:
    kept = {"link-attribute.0.manner": "direct"}
    assert post(ada, linked, unmark=["0"], **kept)[0] == 303
    [link] = stored(linked)["links"]
    assert [one["value"] for one in link["members"]] == ["content"]
    assert post(ada, linked, unmark=["1"])[0] == 303
    assert "links" not in stored(linked), "a link without passages is none"


def test_a_link_is_removed_alone(linked: Study, ada: FlaskClient) -> None:
    assert post(ada, linked, unlink=["0"])[0] == 303
    assert "links" not in stored(linked)
    assert len(stored(linked)["spans"]) == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"link.attribution.attribute.manner": "direct"}, "choose the passages that the link ties"),
        ({"link.attribution.member.source": ["1"]}, "ties a passage that is not marked"),
        ({"link.attribution.member.source": ["0"], "unmark": ["0"]}, "ties a passage that is not"),
        ({"attribute.0.naming": "both"}, "could not be read"),
        ({"links": "{"}, "could not be read"),
        ({"links": "[1]"}, "could not be read"),
        ({"links": '[{"members": 5}]'}, "no such kind of link"),
        ({"links": '[{"dimension": "attribution", "members": 5}]'}, "`members` must be a list"),
        ({"links": '[{"dimension": "attribution", "members": [[]]}]'}, "that is not marked"),
        ({"spans": '[{"dimension": [], "attributes": []}]'}, "no such kind of passage"),
        ({"unmark": ["²", "-1", "x"], "action": "done"}, "tie Source"),
    ],
)
def test_faults_are_named_and_what_was_typed_stays(
    linked: Study, ada: FlaskClient, fields: dict[str, Any], words: str
) -> None:
    if fields.get("action"):
        post(ada, linked, unmark=["0"])
    before = stored(linked)
    typed = {"attribute.0.gloss": "my gloss", "remark": "my remark"}
    status, page = post(ada, linked, **typed, **fields)
    assert status == 422
    assert words in page
    assert "my remark" in page
    if "spans" not in fields:
        assert "my gloss" in page
    assert stored(linked) == before


def test_above_the_form_stands_what_is_wrong_with_a_way_to_each(
    linked: Study, ada: FlaskClient
) -> None:
    wrong = {"frames": [], "link.attribution.attribute.manner": "direct", "action": "done"}
    status, page = post(ada, linked, **wrong)
    assert status == 422
    assert '<span data-state="trouble">Not saved</span>' in page
    assert 'data-state="saved"' not in page, "what was stored before is not what was sent now"
    _, _, above = page.partition("data-problems")
    above, _, _ = above.partition("data-answers")
    ways = re.findall(r'<p><a href="#([^"]+)"><bdi lang="en">([^<]+)</bdi></a>: [^<]+</p>', above)
    assert ways
    for place, _ in ways:
        assert f'id="{place}" data-question="{place.removeprefix("at-")}"' in page
    assert post(ada, linked)[0] == 303
    assert "Not saved" not in ada.get(f"{address(linked)}/?p=2").get_data(as_text=True)


def test_a_dimension_may_be_called_like_a_part_of_the_form(app: Flask) -> None:
    """`data`, `errors` and `validate` are names of the form's own machinery."""
    codebook = rich_codebook()
    text = json.dumps(codebook.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    for old, new in (("loaded", "errors"), ("frames", "data"), ("attributed", "validate")):
        text = text.replace(f'"{old}"', f'"{new}"')
    study = make_study(codebook=type(codebook).model_validate_json(text))
    ada = signed_in_client(app, study.annotators[0])
    answers = {"errors": "yes", "data": ["economy"], "validate": "no"}
    assert post(ada, study, **answers)[0] == 303
    assert stored(study)["labels"] | answers == stored(study)["labels"]
