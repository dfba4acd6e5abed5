"""The pages of the corpus: the list, an article, its versions and the stories."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.corpus.test_queries import FORGED, LONG, near
from tests.make import NOW, TEXTS, Study, csrf_token, make_draft, make_study, signed_in_client
from workbench.assign.models import Assignment
from workbench.core.db import db, writing
from workbench.corpus import jobs
from workbench.corpus.actions import add_article
from workbench.corpus.actions_uploads import current_draft, start_again, take_step
from workbench.corpus.actions_versions import begin, store_correction
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.models import Article, Story, Upload
from workbench.corpus.preparing import prepare

HOME = "/projects/harbour"
LIST = f"{HOME}/articles/"
WICKED = '<script>alert(1)</script><b onclick="x">'

#: Pages look the same on both databases; what they ask of them is tested with the queries.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def add(study: Study, draft: ArticleDraft, story: str = "") -> Article:
    with writing():
        done = add_article(study.project.id, prepare(draft), story=story, now=NOW)
    return db.session.get_one(Article, done.article_id)


def new_version(article: Article, number: int, text: str) -> Article:
    """A correction of one paragraph (from 0), stored."""
    with writing():
        upload = begin(article, None, seen=article.sha256, now=NOW)
    draft = current_draft(upload.drafts[0])
    paragraphs = [
        replace(one, text=text) if at == number else one for at, one in enumerate(draft.paragraphs)
    ]
    with writing():
        stored = store_correction(
            upload, prepare(replace(draft, paragraphs=tuple(paragraphs))), now=NOW
        )
        upload.state = "stored"
    return stored


def post(browser: FlaskClient, path: str, **fields: Any) -> TestResponse:
    return browser.post(path, data={"csrf_token": csrf_token(browser)} | fields)


def forget() -> None:
    """Let the test's session see what requests have stored since."""
    db.session.commit()
    db.session.expire_all()


def rows(page: str) -> int:
    return page.count('<th scope="row">')


def fields(browser: FlaskClient, key: str, **changes: str) -> dict[str, str]:
    """What the form of facts of the study's article would send."""
    seen = re.search(r'id="seen"[^>]*value="(\w+)"', browser.get(LIST + key).text)
    assert seen is not None
    facts = {"outlet": "The Slipway", "byline": "Mara Lund", "story": "The accord"}
    return facts | {"language": "en", "seen": seen[1]} | changes


def test_the_list_shows_articles_with_their_facts_and_state(
    browser: FlaskClient, study: Study
) -> None:
    add(study, make_draft(("A free one", "Body."), published=date(2026, 11, 3)))
    page = browser.get(LIST).text
    assert "2 articles" in page
    for shown in (TEXTS[0], "The Slipway", "2026-11-03", '<td class="num">3</td>', "assigned"):
        assert shown in page
    assert page.index("A free one") < page.index(TEXTS[0])
    assert f'href="/projects/harbour/stories/{study.articles[0].story_id}"' in page


def test_the_search_keeps_its_words_and_says_when_nothing_fits(
    browser: FlaskClient, study: Study
) -> None:
    add(study, make_draft(("A free one", "Body."), outlet="Courier"))
    page = browser.get(f"{LIST}?q=courier&sort=title&state=free&from=2026-01-01").text
    assert "No article fits." in page
    for kept in (
        'value="courier"',
        'value="title" selected',
        'value="free" selected',
        'value="2026-01-01"',
    ):
        assert kept in page
    assert rows(browser.get(f"{LIST}?q=courier").text) == 1
    assert "The corpus is empty" not in page


def test_an_empty_corpus_says_how_to_begin(app: Flask, browser: FlaskClient) -> None:
    other = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    with writing():
        other.articles[0].is_current = False
    page = signed_in_client(app, other.lead).get("/projects/lagoon/articles/").text
    assert "The corpus is empty." in page


def test_a_wrong_day_is_said_beside_its_field(browser: FlaskClient) -> None:
    page = browser.get(f"{LIST}?from=soon")
    assert page.status_code == 422
    assert "Write the date as year-month-day" in page.text
    assert 'aria-describedby="from-errors"' in page.text


@pytest.mark.parametrize("name", FORGED[::4], ids=ascii)
def test_forged_names_in_the_address_lead_nowhere(browser: FlaskClient, name: str) -> None:
    for given in ({"sort": name}, {"state": name}, {name: "1"}):
        assert browser.get(LIST, query_string=given).status_code == 404


def test_long_lists_have_pages_that_keep_the_search(browser: FlaskClient, study: Study) -> None:
    with writing():
        for number in range(51):
            draft = make_draft((f"Long {number}", f"Body {number}."))
            add_article(study.project.id, prepare(draft), now=NOW)
    first = browser.get(f"{LIST}?q=long&sort=title").text
    assert "Page 1 of 2" in first
    assert 'href="/projects/harbour/articles/?q=long&amp;sort=title&amp;page=2" rel="next"' in first
    assert rows(browser.get(f"{LIST}?q=long&sort=title&page=2").text) == 1


def test_an_article_shows_each_paragraph_with_its_kind_and_the_reason(
    browser: FlaskClient, study: Study
) -> None:
    draft = make_draft()
    furniture = replace(draft.paragraphs[-1], note="newsletter_plea")
    other = add(
        study,
        replace(draft, title="B", paragraphs=(*draft.paragraphs[:2], furniture)),
    )
    page = browser.get(f"{LIST}{other.key}").text
    assert TEXTS[1] in page
    assert "3 · boilerplate · left out<br>Asks to sign up for a newsletter" in page
    assert "2 of 3 paragraphs to annotate · not assigned" in page
    assert browser.get(f"{LIST}{'0' * 16}").status_code == 404


@pytest.mark.parametrize(
    ("language", "shown"),
    [("ar", 'lang="ar" dir="rtl"'), ("he-IL", 'dir="rtl"'), ("en", 'lang="en" dir="auto"')],
)
def test_right_to_left_text_is_shown_right(
    browser: FlaskClient, study: Study, language: str, shown: str
) -> None:
    made = add(study, make_draft(("Reuters: قالت مارا", "نص المقال"), language=language))
    page = browser.get(f"{LIST}{made.key}").text
    assert re.search(rf'<p class="imported-text body" [^>]*{shown}', page)


def test_what_an_article_says_is_shown_as_text_everywhere(
    browser: FlaskClient, study: Study
) -> None:
    made = add(
        study,
        make_draft(
            (WICKED, f"Body {WICKED}"),
            outlet=WICKED,
            byline=WICKED,
            name=f"{WICKED}.txt",
            url="javascript:alert(1)",
            source_id=WICKED,
            extra={WICKED: WICKED},
        ),
        story=WICKED,
    )
    with writing():
        db.session.get_one(Article, study.articles[0].id).story_id = None
    story = f"{HOME}/stories/{made.story_id}"
    for path in (LIST, LIST + made.key, f"{HOME}/stories/", story, f"{story}?q=alert"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert 'href="javascript:' not in page


def test_an_article_with_a_near_duplicate_says_so(browser: FlaskClient, study: Study) -> None:
    first = add(study, make_draft(("First", LONG), outlet="Courier"))
    second = add(study, make_draft(("Second", near(LONG)), outlet="Lagoon Post"))
    page = browser.get(f"{LIST}{second.key}").text
    assert "of the same wording" in page
    assert f'<a href="{LIST}{first.key}"><bdi>First</bdi></a>, <bdi>Courier</bdi>' in page
    assert "of the same wording" not in browser.get(LIST + study.articles[0].key).text


def test_facts_are_stored_and_shown(browser: FlaskClient, study: Study) -> None:
    article = study.articles[0]
    sent = fields(
        browser,
        article.key,
        outlet="Courier",
        published="2026-11-04",
        story="The strike",
        url="https://courier.example/a",
    )
    answer = post(browser, f"{LIST}{article.key}/facts", **sent)
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "Stored. The text of the article is as it was." in page
    assert "<bdi>Courier</bdi> · 2026-11-04 · " in page
    assert 'href="https://courier.example/a" rel="noreferrer noopener"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": "javascript:alert(1)"}, "beginning with https://"),
        ({"published": "soon"}, "Not a valid date"),
        ({"language": "english!"}, "language code"),
        ({"language": ""}, "Name the language."),
        ({"outlet": "x" * 121}, "120 characters"),
        ({"byline": "a\x00b"}, "Use letters, digits"),
        ({"story": "x" * 201}, "200 characters"),
    ],
    ids=str,
)
def test_facts_that_are_wrong_are_named_and_not_stored(
    browser: FlaskClient, study: Study, changes: dict[str, str], words: str
) -> None:
    key = study.articles[0].key
    answer = post(browser, f"{LIST}{key}/facts", **fields(browser, key, section="Coast", **changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Coast"' in answer.text
    forget()
    assert db.session.get_one(Article, study.articles[0].id).section == ""


def test_two_leads_who_change_the_same_facts_see_both_and_nothing_is_lost(
    browser: FlaskClient, study: Study
) -> None:
    key = study.articles[0].key
    mine = fields(browser, key, section="Mine")
    assert post(browser, f"{LIST}{key}/facts", **mine | {"section": "Theirs"}).status_code == 303
    late = post(browser, f"{LIST}{key}/facts", **mine)
    assert late.status_code == 409
    assert "Somebody changed these facts" in late.text
    assert "<dt>Section</dt><dd>Theirs</dd>" in late.text
    assert 'value="Mine"' in late.text
    seen = re.search(r'id="seen"[^>]*value="(\w+)"', late.text)
    assert seen is not None
    assert post(browser, f"{LIST}{key}/facts", **mine | {"seen": seen[1]}).status_code == 303
    forget()
    assert db.session.get_one(Article, study.articles[0].id).section == "Mine"


def test_correcting_opens_a_draft_of_the_article(browser: FlaskClient, study: Study) -> None:
    article = study.articles[0]
    page = browser.get(LIST + article.key).text
    assert "In use: a corrected text becomes version 2" in page
    answer = post(browser, f"{LIST}{article.key}/correct", seen=article.sha256)
    assert answer.status_code == 303
    db.session.commit()
    upload = db.session.scalars(select(Upload)).one()
    assert (upload.corrects_id, upload.person_id) == (article.id, study.lead.person_id)
    assert answer.location == f"{HOME}/articles/import/{upload.id}/1"
    assert TEXTS[1] in browser.get(answer.location).text
    assert post(browser, f"{LIST}{article.key}/correct", seen="0").status_code == 409


@pytest.mark.parametrize(
    "step",
    [
        {"do": "retype", "at": 2, "text": "Another wording altogether."},
        {"do": "kind", "at": 2, "kind": "quote"},
    ],
    ids=["wording", "kind"],
)
def test_a_correction_goes_through_the_import_and_becomes_a_version(
    browser: FlaskClient, study: Study, step: dict[str, Any]
) -> None:
    article = study.articles[0]
    post(browser, f"{LIST}{article.key}/correct", seen=article.sha256)
    db.session.commit()
    upload = db.session.scalars(select(Upload)).one()
    with writing():
        take_step(upload.drafts[0], step, seen=0)
        start_again(upload, state="storing", total=1, now=NOW)
    jobs.start_storing(upload)
    forget()
    assert [draft.outcome for draft in upload.drafts] == ["added"]
    page = browser.get(f"{LIST}{article.key}-2/difference").text
    assert "1 of 4 paragraphs differ" in page or "2 of 5 paragraphs differ" in page
    assert ("Was body" in page) == (step["do"] == "kind")


def test_versions_are_on_the_page_with_what_changed(browser: FlaskClient, study: Study) -> None:
    old = study.articles[0]
    new = new_version(old, 1, "Two aides claimed the accord would hold until spring.")
    first, second = (browser.get(LIST + one.key).text for one in (old, new))
    assert "A later version has replaced this one." in first
    assert f'<a href="{LIST}{new.key}">Open the newest version</a>' in first
    assert "Correct the text" not in first
    assert f'<a href="{LIST}{old.key}">Version 1</a>' in second
    assert f'href="{LIST}{new.key}/difference"' in second
    assert rows(browser.get(LIST).text) == 1
    assert f'href="{LIST}{old.key}"' in browser.get(f"{LIST}?state=replaced").text
    page = browser.get(f"{LIST}{new.key}/difference").text
    assert "What changed in version 2" in page
    assert "1 of 4 paragraphs differ" in page
    removed = re.findall(r"<del>.*?\[removed: </span>(.*?)<span", page)
    added = re.findall(r"<ins>.*?\[added: </span>(.*?)<span", page)
    assert ("".join(removed), "".join(added)) == ("“truce”", "accord")


def test_any_two_versions_can_be_compared_and_no_others(browser: FlaskClient, study: Study) -> None:
    old = study.articles[0]
    second = new_version(old, 1, TEXTS[1].replace("spring", "summer"))
    with writing():
        db.session.add(given_out(study, second))
    third = new_version(second, 2, TEXTS[2].replace("eleven", "twelve"))
    page = browser.get(f"{LIST}{third.key}/difference").text
    assert "1 of 4 paragraphs differ" in page
    page = browser.get(f"{LIST}{third.key}/difference?from={old.key}").text
    assert "2 of 4 paragraphs differ" in page
    other = add(study, make_draft(("Another", "Body.")))
    for path in (f"{old.key}/difference", f"{third.key}/difference?from={other.key}"):
        assert browser.get(LIST + path).status_code == 404


def given_out(study: Study, article: Article) -> Assignment:
    """The article given to the first annotator, so that it is in use."""
    return Assignment(
        round_id=study.round.id,
        membership_id=study.annotators[0].id,
        article_id=article.id,
        position=9,
    )


def test_a_suggested_story_is_said_with_its_reason_and_taken_with_a_button(
    browser: FlaskClient, study: Study
) -> None:
    body = "He met Mara Lund and Ola Brandt at the Harbour Accord in Port Vell."
    add(study, make_draft(("At dawn", body), published=date(2026, 11, 3)), story="The signing")
    alone = add(study, make_draft(("At noon", f"Later {body}"), published=date(2026, 11, 5)))
    page = browser.get(LIST + alone.key).text
    assert "It may belong to:" in page
    assert "shares Harbour Accord, Mara Lund, Ola Brandt; 2 days apart" in page
    story_id = db.session.scalars(select(Story.id).where(Story.title == "The signing")).one()
    assert f'action="{HOME}/stories/{story_id}/articles"' in page
    path = f"{HOME}/stories/{story_id}/articles"
    assert post(browser, path, key=alone.key, into="yes").status_code == 303
    assert "It may belong to:" not in browser.get(LIST + alone.key).text


def test_stories_are_listed_and_lead_to_their_articles(browser: FlaskClient, study: Study) -> None:
    add(study, make_draft(("Without", "Body.")))
    page = browser.get(f"{HOME}/stories/").text
    assert "1 story" in page
    assert "1 article belongs to none." in page
    assert rows(browser.get(f"{HOME}/stories/?q=ACCORD").text) == 1
    assert "No story fits." in browser.get(f"{HOME}/stories/?q=nowhere").text
    story = browser.get(f"{HOME}/stories/{study.articles[0].story_id}").text
    assert TEXTS[0] in story
    assert browser.get(f"{HOME}/stories/999").status_code == 404


def test_articles_are_moved_in_and_out_of_a_story(browser: FlaskClient, study: Study) -> None:
    other = add(study, make_draft(("Without a story", "Body.")))
    story_id = study.articles[0].story_id
    path = f"{HOME}/stories/{story_id}"
    offered = browser.get(f"{path}?q=story").text
    assert "Put in" in offered
    answer = post(browser, f"{path}/articles?q=story", key=other.key, into="yes", seen="")
    assert answer.status_code == 303
    assert answer.location.endswith("?q=story")
    assert "2 articles" in browser.get(path).text
    assert post(browser, f"{path}/articles", key=other.key, seen=story_id).status_code == 303
    assert "1 article <" in browser.get(path).text
    assert post(browser, f"{path}/articles", key="0" * 16, into="yes").status_code == 404


def test_an_article_that_somebody_moved_meanwhile_stays_there(
    browser: FlaskClient, study: Study
) -> None:
    other = add(study, make_draft(("Elsewhere", "Body.")), story="The strike")
    path = f"{HOME}/stories/{study.articles[0].story_id}/articles"
    answer = post(browser, path, key=other.key, into="yes", seen="")
    assert answer.status_code == 409
    assert "Somebody moved “Elsewhere”" in answer.text
    forget()
    assert db.session.get_one(Article, other.id).story_id == other.story_id != 0


def test_a_story_is_renamed_unless_the_title_is_taken_or_was_changed(
    browser: FlaskClient, study: Study
) -> None:
    add(study, make_draft(("Elsewhere", "Body.")), story="The strike")
    path = f"{HOME}/stories/{study.articles[0].story_id}"
    taken = post(browser, path, title="The strike", seen="The accord")
    assert taken.status_code == 409
    assert "There is already a story of that title." in taken.text
    assert post(browser, path, title="", seen="The accord").status_code == 422
    assert post(browser, path, title=" The  signing ", seen="The accord").status_code == 303
    assert "<h1>The signing</h1>" in browser.get(path).text
    assert rows(browser.get(f"{HOME}/stories/?q=SIGNING").text) == 1
    late = post(browser, path, title="Mine", seen="The accord")
    assert late.status_code == 409
    assert "Somebody renamed this story" in late.text
    assert 'value="Mine"' in late.text


def test_a_story_is_marked_with_a_content_warning(browser: FlaskClient, study: Study) -> None:
    path = f"{HOME}/stories/{study.articles[0].story_id}"
    first = post(browser, f"{path}/warning", warning=" A  <drowning>. ", seen="")
    assert first.status_code == 303
    page = browser.get(path).text
    assert 'value="A &lt;drowning&gt;."' in page
    assert "Content warning" in page.split("</h1>")[0].split("<h1>")[1]
    late = post(browser, f"{path}/warning", warning="Other", seen="")
    assert late.status_code == 409
    assert "Somebody changed this warning" in late.text
    assert post(browser, f"{path}/warning", warning="x" * 301, seen="").status_code == 422
    post(browser, f"{path}/warning", warning="", seen="A <drowning>.")
    assert "Content warning" not in browser.get(path).text.split("</h1>")[0].split("<h1>")[1]


def test_only_an_empty_story_is_removed(browser: FlaskClient, study: Study) -> None:
    path = f"{HOME}/stories/{study.articles[0].story_id}"
    assert post(browser, f"{path}/remove").status_code == 409
    key, story_id = study.articles[0].key, study.articles[0].story_id
    post(browser, f"{path}/articles", key=key, seen=story_id)
    assert "Remove the story" in browser.get(path).text
    assert post(browser, f"{path}/remove").status_code == 303
    assert browser.get(path).status_code == 404


def test_a_round_offers_current_versions_only(browser: FlaskClient, study: Study) -> None:
    old = study.articles[0]
    new = new_version(old, 1, "Another wording.")
    page = browser.get(f"{HOME}/rounds/new").text
    assert f'value="{new.id}"' in page
    assert page.count(TEXTS[0]) == 1
