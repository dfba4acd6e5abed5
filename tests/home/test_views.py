"""Landing pages: everybody arrives where their work is, and the counts are right."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.annotate.test_migrations_rounds import move, publish_split
from tests.make import (
    NOW,
    Study,
    make_document,
    make_judgment,
    make_person,
    make_study,
    rich_codebook,
    signed_in_client,
)
from workbench.assign.actions import open_round, submit
from workbench.core.db import writing
from workbench.projects.actions import add_member, create_project

TEXTS = (("First title", "First body.", "More."), ("Second title", "Second body."))
WORK, PROGRESS = "/projects/harbour/work", "/projects/harbour/progress"


@pytest.fixture
def study(app: Flask) -> Study:
    """Ada has finished two of three paragraphs, one of them flagged, and begun the third."""
    study = make_study(texts=TEXTS)
    make_judgment(study, paragraph=1)
    make_judgment(study, paragraph=2, document=make_document(flag=True))
    make_judgment(study, paragraph=3, document=make_document(labels={}, done=False))
    return study


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def pieces(page: str, tag: str) -> list[str]:
    """The text of each element of that kind within the page's own content."""
    content = page.split("<main")[1]
    return [plain(piece) for piece in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", content, re.S)]


def test_health_is_open_to_all(app: Flask) -> None:
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_with_one_project_one_goes_straight_in(app: Flask, study: Study) -> None:
    lead = signed_in_client(app, study.lead)
    annotator = signed_in_client(app, study.annotators[0])
    for path in ("/", "/projects/harbour/"):
        assert lead.get(path).location == PROGRESS
        assert annotator.get(path).location == WORK


def test_with_several_one_chooses(app: Flask, study: Study) -> None:
    with writing():
        other = create_project("lagoon", "The <b>lagoon</b>", targets=[], now=NOW)
        create_project("meadow", "The meadow", targets=[], now=NOW)
        person = study.annotators[0].person
        assert person is not None
        add_member(other, person, "lead", seat="L-07")
    page = signed_in_client(app, person).get("/").text
    assert pieces(page, "li") == [
        "Harbour as annotator, seat A-01",
        "The &lt;b&gt;lagoon&lt;/b&gt; as lead, seat L-07",
    ]
    assert f'href="{WORK}"' in page
    assert 'href="/projects/lagoon/progress"' in page
    assert "meadow" not in page


def test_with_none_one_is_told_what_comes_next(app: Flask) -> None:
    page = signed_in_client(app, make_person()).get("/")
    assert page.status_code == 200
    assert "You are not a member of any project yet." in page.text


def test_the_work_page_counts_ones_own_paragraphs(app: Flask, study: Study) -> None:
    make_judgment(study, annotator=1, article=1, paragraph=1)
    page = signed_in_client(app, study.annotators[0]).get(WORK).text
    first, second = pieces(page, "li")
    assert first.startswith("First title 2 of 3 · started · Skip… First title Continue")
    assert second.startswith("Second title 0 of 2 · new · Skip… Second title Start")
    assert "A-01" in page
    for foreign in ("A-02", "Ben Okoro", "Lena Ortiz", "The Slipway", "Mara Lund"):
        assert foreign not in page
    make_judgment(study, paragraph=3, base_revision=1, document=make_document())
    page = signed_in_client(app, study.annotators[0]).get(WORK).text
    assert pieces(page, "li")[0].startswith("First title 3 of 3 · ready to submit · Skip")
    with writing():
        submit(study.assignment(), now=NOW)
    page = signed_in_client(app, study.annotators[0]).get(WORK).text
    assert pieces(page, "li")[0].startswith("First title 3 of 3 · submitted Read")


def test_without_work_the_page_says_so(app: Flask, study: Study) -> None:
    person = make_person("Cleo Anders")
    with writing():
        add_member(study.project, person, "annotator")
    assert "No articles are waiting" in signed_in_client(app, person).get(WORK).text


def test_the_progress_page_counts_everybody(app: Flask, study: Study) -> None:
    make_judgment(study, annotator=1, article=1, paragraph=1)
    with writing():
        submit(study.assignment(1, 1), now=NOW)
    page = signed_in_client(app, study.lead).get(PROGRESS).text
    saved = "14:03 · 20 Nov 2026"
    assert pieces(page, "tr")[1:] == [
        f"First title A-01 Ada Quist 2 of 3 1 {saved} Open",
        "First title A-02 Ben Okoro 0 of 3 0 not started Open",
        "Second title A-01 Ada Quist 0 of 2 0 not started Open",
        f"Second title A-02 Ben Okoro 1 of 2 0 {saved} Submitted Reopen Second title for A-02",
    ]


def test_the_lead_reads_what_the_annotators_ask(app: Flask, study: Study) -> None:
    asked = make_document(flag=True, note="Is this <b>law</b> or power?", done=False)
    make_judgment(study, annotator=1, article=1, paragraph=2, document=asked)
    page = signed_in_client(app, study.lead).get(PROGRESS).text
    assert "Asked of you" in page
    questions = [piece for piece in pieces(page, "li") if "paragraph" in piece]
    assert questions == [
        "A-01 First title, paragraph 2 No note. First body.",
        "A-02 Second title, paragraph 2 Is this &lt;b&gt;law&lt;/b&gt; or power? Second body.",
    ]


def test_the_newest_round_is_shown_unless_another_is_asked_for(app: Flask, study: Study) -> None:
    with writing():
        second = open_round(
            study.project.id,
            "Round 2",
            version=study.round.codebook_version,
            annotators=study.annotators[:1],
            articles=study.articles[1:],
            mask_outlet=False,
            mask_byline=True,
            has_premarks=True,
            now=NOW,
        )
    browser = signed_in_client(app, study.lead)
    newest = browser.get(PROGRESS).text
    conditions = "production · codebook version 1 · outlet shown · byline hidden · premarks on"
    conditions += " · opened to annotators: nothing"
    assert pieces(newest, "h2") == [f"Round 2 {conditions}"]
    assert len(pieces(newest, "tr")) == 1 + 1
    assert browser.get(f"{PROGRESS}?round={second.id}").text.count('aria-current="page"') == 2
    older = browser.get(f"{PROGRESS}?round={study.round.id}").text
    assert pieces(older, "h2")[0].startswith(
        "Round 1 production · codebook version 1 · outlet hidden"
    )
    assert len(pieces(older, "tr")) == 1 + 4
    assert browser.get(f"{PROGRESS}?round={second.id + 1}").status_code == 404


def test_the_rounds_of_another_project_are_not_shown(app: Flask, study: Study) -> None:
    other = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone", round_name="Theirs")
    browser = signed_in_client(app, study.lead)
    assert "Theirs" not in browser.get(PROGRESS).text
    assert browser.get(f"{PROGRESS}?round={other.round.id}").status_code == 404


def test_without_a_round_the_page_says_what_to_do(app: Flask) -> None:
    person = make_person()
    with writing():
        project = create_project("empty", "Empty", targets=[], now=NOW)
        add_member(project, person, "lead")
    page = signed_in_client(app, person).get("/projects/empty/progress")
    assert page.status_code == 200
    assert "There is no round yet." in page.text
    assert 'href="/projects/empty/articles/import"' in page.text


def test_the_article_as_a_whole_is_counted_and_asked_about(app: Flask) -> None:
    study = make_study(codebook=rich_codebook())
    answered = {"labels": {"gist": "So", "topics": ["none"]}, "note": "All of it?", "flag": True}
    make_judgment(study, paragraph=0, document=answered | {"done": True})
    ada = signed_in_client(app, study.annotators[0])
    assert "1 of 4 parts done" in ada.get("/projects/harbour/work").get_data(as_text=True)
    lead = signed_in_client(app, study.lead)
    page = lead.get("/projects/harbour/progress").get_data(as_text=True)
    assert "1 of 4" in page
    assert "the article as a whole" in page
    assert "All of it?" in page


def test_what_a_move_left_open_is_said_on_both_pages(app: Flask, study: Study) -> None:
    publish_split(study)
    move(study)
    page = signed_in_client(app, study.annotators[0]).get(WORK).text
    assert "2 to answer again" in pieces(page, "li")[0]
    assert "Continue" in pieces(page, "li")[0]
    cells = pieces(signed_in_client(app, study.lead).get(PROGRESS).text, "tr")
    assert [("to answer again" in one) for one in cells[1:3]] == [True, False]
