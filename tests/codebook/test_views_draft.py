"""The editor of the draft, as a lead uses it without scripts."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.codebook.test_views import WICKED
from tests.make import NOW, TARGETS, csrf_token, short_codebook, signed_in_client
from workbench.accounts.actions import add_person
from workbench.codebook.actions import publish
from workbench.codebook.format import MOST_VALUES, Codebook
from workbench.codebook.models import CodebookDraft
from workbench.codebook.queries_drafts import codebook_of
from workbench.codebook.writing import write_yaml
from workbench.core.db import db, writing
from workbench.projects.actions import add_member, create_project

DRAFT = "/projects/harbour/codebook/draft/"


@pytest.fixture
def lead(app: Flask) -> FlaskClient:
    """A lead of a project with a published codebook and nothing else."""
    with writing():
        project = create_project("harbour", "Harbour", targets=TARGETS, now=NOW)
        member = add_member(project, add_person("Lena Ortiz", now=NOW), "lead")
        publish(project.id, short_codebook(), now=NOW)
    return signed_in_client(app, member)


def begin(lead: FlaskClient, source: str = "newest", **fields: str) -> None:
    answer = post(lead, "start", source=source, **fields)
    assert answer.status_code == 303, answer.text


def post(browser: FlaskClient, path: str, **fields: Any) -> Any:
    """Press a button: the revision is the current one unless one is given."""
    draft = drafts_now()
    sent = {"csrf_token": csrf_token(browser), "revision": draft.revision if draft else ""}
    return browser.post(DRAFT + path, data=sent | fields)


def drafts_now() -> Any:
    db.session.commit()
    found = db.session.scalars(db.select(CodebookDraft)).all()
    return found[0] if found else None


def now_holds() -> Codebook:
    return codebook_of(drafts_now())


def typed_in(page: str) -> dict[str, Any]:
    """What the main form of a page would send."""
    form = page.split("data-main>")[1].split("</form>")[0]
    found: dict[str, Any] = {}
    for name, words in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)<', form):
        found[name] = unescape(words)
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        is_box = 'type="checkbox"' in tag or 'type="radio"' in tag
        if name and (not is_box or "checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.findall(r'<option selected value="([^"]*)"', options)
    return found


def test_every_page_shows_and_saves_what_the_draft_holds(lead: FlaskClient) -> None:
    """Opening and saving each page changes nothing, whatever the type of question."""
    begin(lead, "preset", preset="framing-tone-sourcing")
    before = now_holds()
    paths = ["sheet"]
    one_each = {(d.unit, d.type, d.per): d for d in before.dimensions}
    for dimension in one_each.values():
        paths.append(f"questions/{dimension.id}")
        paths += [f"questions/{dimension.id}/values/{v}" for v in dimension.value_ids()[:1]]
    for path in paths:
        page = lead.get(DRAFT + path)
        assert page.status_code == 200
        answer = lead.post(DRAFT + path, data=typed_in(page.text))
        assert answer.status_code == 303, (path, answer.text)
    assert write_yaml(now_holds()) == write_yaml(before)
    assert lead.get(DRAFT).status_code == 200


def test_a_codebook_from_an_empty_sheet(lead: FlaskClient) -> None:
    begin(lead, "empty")
    assert "There is no question yet." in lead.get(DRAFT).text
    post(lead, "questions", title="Voice", type="single", unit="paragraph")
    assert "“Voice” has no values yet." in lead.get(DRAFT).text
    for title in ("Official", "Witness"):
        post(lead, "questions/voice/values", title=title, then="stay")
    post(lead, "questions", title="Trust", type="ordinal", unit="paragraph")
    for title in ("low", "high"):
        post(lead, "questions/trust/values", title=title, then="stay")
    page = lead.get(DRAFT + "questions/trust").text
    sent = typed_in(page) | {"gate": "voice", "gate_values": ["voice/official"]}
    assert lead.post(DRAFT + "questions/trust", data=sent).status_code == 303
    made = now_holds()
    assert [value.key for value in made.dimension("voice").values] == ["1", "2"]
    assert made.dimension("trust").agreement.distances == ("ordinal", "interval")
    condition = made.dimension("trust").when
    assert condition is not None
    assert (condition.dimension, condition.is_) == ("voice", ("official",))
    preview = lead.get(DRAFT + "preview/").text
    assert "Trust" in preview
    assert "Official" in preview


def test_what_is_typed_is_shown_in_the_preview_and_not_stored(lead: FlaskClient) -> None:
    begin(lead, "preset", preset="framing-tone-sourcing")
    before = now_holds()
    page = lead.get(DRAFT + "questions/frames").text
    sent = typed_in(page) | {"question": "Which angle is taken?", "then": "try"}
    answer = lead.post(DRAFT + "questions/frames", data=sent)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    fields = {"csrf_token": sent["csrf_token"], "document": answer.text}
    assert "Which angle is taken?" in lead.post(DRAFT + "preview/", data=fields).text
    assert now_holds() == before
    refused = lead.post(DRAFT + "questions/frames", data=sent | {"title": ""})
    assert refused.status_code == 422
    fields["document"] = '{"dimensions": 1}'
    assert lead.post(DRAFT + "preview/", data=fields).status_code == 422


def test_links_and_their_attributes(lead: FlaskClient) -> None:
    begin(lead, "empty")
    post(lead, "questions", title="Parts", type="spans", unit="paragraph")
    for title in ("Source", "Content"):
        post(lead, "questions/parts/values", title=title, then="stay")
    post(lead, "questions", title="Ties", type="links", unit="paragraph", of="parts")
    sent = typed_in(lead.get(DRAFT + "questions/ties").text)
    sent |= {"member-source": "1", "member-source-min": "1", "member-source-max": "1"}
    assert lead.post(DRAFT + "questions/ties", data=sent).status_code == 303
    member = now_holds().dimension("ties").members[0]
    assert (member.value, member.min, member.max) == ("source", 1, 1)
    wrong = post(lead, "questions", title="Firm", type="flag", unit="link", of="parts")
    assert wrong.status_code == 422
    assert "links it is about" in wrong.text
    post(lead, "questions", title="Firm", type="flag", unit="link", of="ties")
    assert "On each link of “Ties”" in lead.get(DRAFT + "preview/").text


def test_who_comes_late_keeps_what_they_typed(lead: FlaskClient) -> None:
    begin(lead)
    path = "questions/frames/values/power"
    sent = typed_in(lead.get(DRAFT + path).text) | {"definition": "My own new words."}
    post(lead, "questions/frames/move", to="last")
    post(lead, "questions/tone/values/-1/move", to="down")
    late = lead.post(DRAFT + path, data=sent)
    assert late.status_code == 409
    assert "My own new words." in late.text
    assert "is 3 of" in late.text  # what the other change was
    again = lead.post(DRAFT + path, data=typed_in(late.text))
    assert again.status_code == 303
    value = next(v for v in now_holds().dimension("frames").values if v.id == "power")
    assert value.definition == "My own new words."
    post(lead, f"{path}/remove", confirmed="1")
    gone = lead.post(DRAFT + path, data=sent)
    assert gone.status_code == 404
    assert "My own new words." in gone.text


WRONG_FIELDS: tuple[tuple[dict[str, str], str], ...] = (
    ({"key": "2"}, "given twice"),
    ({"key": "g"}, "annotation page"),
    ({"key": "Ä"}, "A to Z) or digit"),
    ({"id": "no spaces"}, "n id is made of"),
    ({"id": "power"}, "already"),
    ({"title": ""}, "Give it a title"),
    ({"definition": "x" * 2_001}, "at most 2,000"),
    ({"maps_to": "no sign"}, "n id is made of"),
    ({"positive-0": "x" * 2_001}, "at most 2,000"),
)


def test_a_wrong_field_is_pointed_out_and_nothing_is_stored(lead: FlaskClient) -> None:
    begin(lead)
    before = now_holds()
    path = "questions/frames/values/conflict"
    as_it_is = typed_in(lead.get(DRAFT + path).text)
    for fields, words in WRONG_FIELDS:
        answer = lead.post(DRAFT + path, data=as_it_is | fields)
        assert (answer.status_code, words in answer.text) == (422, True), fields
        assert next(iter(fields.values()))[:100] in answer.text
    assert now_holds() == before


def test_what_others_refer_to_is_removed_after_a_question(lead: FlaskClient) -> None:
    begin(lead)
    asked = post(lead, "questions/attributed/values/yes/remove")
    assert asked.status_code == 409
    assert "“Sourcing” is asked only after it" in asked.text
    done = post(lead, "questions/attributed/values/yes/remove", confirmed="1")
    assert done.status_code == 303
    assert now_holds().dimension("sourcing").when is None
    post(lead, "undo")
    assert now_holds().dimension("sourcing").when is not None


def test_merging_splitting_and_other_kinds(lead: FlaskClient) -> None:
    begin(lead)
    post(lead, "questions/frames/values/power/merge", into="conflict")
    post(lead, "questions/frames/values/law/split", title="Rights")
    ids = now_holds().dimension("frames").value_ids()
    assert "power" not in ids
    assert ids[ids.index("law") + 1] == "rights"
    refused = post(lead, "questions/frames/kind", type="single", unit="paragraph")
    assert refused.status_code == 422
    assert "multi" in refused.text
    assert (
        post(lead, "questions/attributed/kind", type="multi", unit="paragraph").status_code == 303
    )
    assert now_holds().dimension("attributed").type == "multi"


def test_a_move_above_the_question_it_waits_for_says_why(lead: FlaskClient) -> None:
    begin(lead)
    answer = post(lead, "questions/primary_frame/move", to="first")
    assert answer.status_code == 422
    assert "move it up" in answer.text
    assert post(lead, "questions/frames/move", to="sideways").status_code == 422


def test_the_draft_as_a_file_and_back(lead: FlaskClient) -> None:
    begin(lead)
    before = now_holds()
    for suffix in ("yaml", "json"):
        text = lead.get(DRAFT + f"codebook.{suffix}").text
        assert post(lead, "file/take", text=text).status_code == 303
        assert now_holds() == before
    shorter = before.replacing(dimensions=before.model_dump(by_alias=True)["dimensions"][:1])
    look = post(lead, "file", text=write_yaml(shorter))
    assert look.status_code == 200
    assert "would be gone: Main frame" in look.text
    assert now_holds() == before
    late = post(lead, "file/take", text=write_yaml(shorter), revision=99)
    assert late.status_code == 409
    assert "would be gone: Main frame" in late.text
    post(lead, "file/take", text=write_yaml(shorter))
    assert len(now_holds().dimensions) == 1
    post(lead, "undo")
    assert now_holds() == before


MANY = "".join(f"\n      - {{id: v{n}, title: V}}" for n in range(MOST_VALUES + 1))
LATER = """id: a
title: A
dimensions:
  - {id: one, title: One, type: flag, when: {dimension: two, is: ["yes"]}}
  - {id: two, title: Two, type: flag, when: {dimension: one, is: ["yes"]}}
"""


LISTED = "id: a\ntitle: A\ndimensions:\n  - "
WRONG_FILES = (
    ("", "Choose a file"),
    ("id: a\ntitle: [", "Line 2"),
    (LISTED + "{id: b, title: B, type: riddle}", "Line 4"),
    ((LISTED + "{id: b, title: B, type: single}\n") * 2, "twice"),
    (LATER, "wait for each other"),
    (
        f"{LISTED}id: b\n    title: B\n    type: multi\n    values:{MANY}",
        f"{MOST_VALUES + 1} values",
    ),
)


def test_a_wrong_file_is_refused_and_its_text_kept(lead: FlaskClient) -> None:
    for text, words in WRONG_FILES:
        answer = post(lead, "file", text=text)
        assert (answer.status_code, words in answer.text) == (422, True), text[:60]
        assert text[:15].split("\n")[0] in answer.text
        assert post(lead, "file/take", text=text).status_code == 422
    assert drafts_now() is None


def test_an_unfinished_file_begins_a_draft(lead: FlaskClient) -> None:
    text = "id: a\ntitle: A\ndimensions: [{id: b, title: B, type: single}]"
    assert "has no values yet" in post(lead, "file", text=text).text
    assert post(lead, "file/take", text=text).status_code == 303
    assert now_holds().title == "A"


def test_markup_is_shown_as_text(lead: FlaskClient) -> None:
    begin(lead, "empty")
    title = WICKED[:100]
    post(lead, "questions", title=title, type="multi", unit="paragraph")
    asked = now_holds().dimensions[0].id
    post(lead, f"questions/{asked}/values", title=title, then="stay")
    value = now_holds().dimensions[0].values[0].id
    for path in ("", f"questions/{asked}", f"questions/{asked}/values/{value}", "preview/"):
        page = lead.get(DRAFT + path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text


def test_a_draft_is_begun_once_and_discarded(lead: FlaskClient) -> None:
    assert "Begin a draft" in lead.get(DRAFT).text
    begin(lead, "preset", preset="framing-tone-sourcing")
    begin(lead, "empty")
    assert len(now_holds().dimensions) > 2
    assert post(lead, "discard", revision=7).status_code == 409
    assert post(lead, "discard").status_code == 303
    assert drafts_now() is None
    assert post(lead, "start", source="preset", preset="none").status_code == 422


def test_the_sheet_takes_rules_targets_and_camps(lead: FlaskClient) -> None:
    begin(lead)
    sent = typed_in(lead.get(DRAFT + "sheet").text)
    sent |= {
        "general_rules": "One.\r\n\r\nTwo\r\nlines.",
        "targets-1-id": "fleet",
        "targets-1-title": "the fleet",
        "targets-1-aliases": "the boats; the captains",
        "camps-0-id": "north",
        "camps-0-title": "North",
    }
    assert lead.post(DRAFT + "sheet", data=sent).status_code == 303
    sheet = now_holds()
    assert sheet.general_rules == ("One.", "Two lines.")
    assert sheet.targets[1].aliases == ("the boats", "the captains")
    assert sheet.camps[0].title == "North"
    wrong = typed_in(lead.get(DRAFT + "sheet").text) | {"targets-1-id": "The Fleet"}
    answer = lead.post(DRAFT + "sheet", data=wrong)
    assert answer.status_code == 422
    targets = answer.text.split('id="targets"')[1].split("</fieldset>")[0]
    assert "small letters and digits" in targets
    assert now_holds() == sheet
